"""Duplicates, eligibility, and the contract that holds."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from claimwright.bench.yardstick.work import ANATOMIC, ClaimWork, LineWork, Tie, same_visit
from claimwright.claims.records import ContractTerm, Coverage, Line

_T = TypeVar("_T")
_REPEATED = frozenset(("59", "76", "77", "91", "XE", "XP", "XS", "XU"))


def best(found: Iterable[_T], rank: Callable[[_T], Any], name: str) -> _T | None:
    """The candidate that ranks highest, None where there is none. Raises `Tie` where two rank alike."""
    kept = list(found)
    if len(kept) < 2:
        return kept[0] if kept else None
    top = max(map(rank, kept))
    first, *others = [each for each in kept if rank(each) == top]
    if others:
        raise Tie(f"`choose {name}` leaves {len(others) + 1} candidates that nothing prefers")
    return first


def duplicates(case: ClaimWork) -> None:
    """Services billed twice, on this claim or another."""
    claim = case.claim
    if claim.frequency == "8":
        named = "(none named)" if claim.original_reference is None else claim.original_reference
        case.pend_claim(
            "duplicates.void_of_earlier_claim", "reversal", f"the claim takes back claim {named}", f"a reversal of claim {named}"
        )  # fmt: skip
    for work in case.lines:
        if not any(modifier in _REPEATED for modifier in work.line.modifiers):
            alike = _alike(case, work)
            if alike:
                _exact(case, work, alike)
                _near(case, work, alike)


def _alike(case: ClaimWork, work: LineWork) -> list[tuple[Line, bool]]:
    """Lines of one procedure, provider and day: earlier ones of this claim, then other claims'; whether in history."""
    line = work.line
    own = [
        (each, False)
        for each in case.claim.lines
        if each.number < line.number and each.procedure == line.procedure and same_visit(each, work.npi, line)
    ]
    theirs = [
        (each, True)
        for each in case.history
        if each.procedure == line.procedure and each.status in ("paid", "pended") and same_visit(each, work.npi, line)
    ]
    return own + theirs


def _is_exact(one: Line, two: Line) -> bool:
    return one.units == two.units and one.charge == two.charge and set(one.modifiers) == set(two.modifiers)


def _exact(case: ClaimWork, work: LineWork, alike: list[tuple[Line, bool]]) -> None:
    line = work.line
    for other, earlier in alike:
        if _is_exact(line, other):
            where = f" claim {other.claim_id}" if earlier else " this claim"
            because = f"line {line.number} repeats line {other.number} of{where}"
            case.deny(work, "duplicates.exact_duplicate", "OA-18", because)
            return


def _near(case: ClaimWork, work: LineWork, alike: list[tuple[Line, bool]]) -> None:
    line = work.line
    for other, earlier in alike:
        if _is_exact(line, other) or _two_parts(line, other) or _two_components(line, other):
            continue
        billed = f"line {line.number} bills {line.procedure} on {line.from_date} as"
        needs = f"word from the provider whether line {line.number} is a second service"
        if earlier:
            because = f"{billed} claim {other.claim_id}, line {other.number} did, with other units, charge or modifiers"
            needs += f" or corrects claim {other.claim_id}"
        else:
            because = f"{billed} line {other.number} does, with other units, charge or modifiers"
        case.pend(work, "duplicates.near_duplicate", "possible_duplicate", because, needs)
        return


def _two_parts(one: Line, two: Line) -> bool:
    """Each line names a part of the body that the other does not."""
    return any(each in ANATOMIC and each not in two.modifiers for each in one.modifiers) and any(
        each in ANATOMIC and each not in one.modifiers for each in two.modifiers
    )


def _two_components(one: Line, two: Line) -> bool:
    """The professional and the technical component."""
    mine = next((each for each in one.modifiers if each in ("26", "TC")), None)
    theirs = next((each for each in two.modifiers if each in ("26", "TC")), None)
    return mine is not None and theirs is not None and mine != theirs


def eligibility(case: ClaimWork) -> None:
    """Whether the patient was covered on the day, and by this payer first."""
    for work in case.lines:
        _member(case, work)
        try:
            _coverage(case, work)
        except Tie as tie:
            case.no_answer(work, "eligibility.coverage_in_force", tie)
        try:
            _plan(case, work)
        except Tie as tie:
            case.no_answer(work, "eligibility.plan_of_coverage", tie)
        _dependent(case, work)
        if case.claim.accident_kind == "employment":
            case.deny(work, "eligibility.injury_at_work", "PR-19", "the claim says that the patient was hurt at work")
    _others_pay(case)


def _member(case: ClaimWork, work: LineWork) -> None:
    claim, book = case.claim, case.book
    if book.member is not None:
        return
    submitted, patient = claim.subscriber.identifier, claim.patient
    if not book.candidates:
        number = "that is missing" if submitted is None else submitted
        case.deny(work, "eligibility.member_is_known", "PR-31", f"no member has the number {number}")
        return
    number = "(none)" if submitted is None else submitted
    because = f"number {number} is on file, but not with the name {patient.first_name} {patient.last_name} and that birth date"
    case.deny(work, "eligibility.member_is_known", "CO-140", because)


def _coverage(case: ClaimWork, work: LineWork) -> None:
    line, on, rule = work.line, work.on, "eligibility.coverage_in_force"
    coverages = case.book.coverages
    held = best((c for c in coverages if _holds(c.from_date, c.until_date, on)), _begins, "coverage")
    if held is not None:
        work.coverage = held
        if held.until_date is not None and held.until_date < line.to_date:
            because = f"coverage ends before {line.to_date}, within the service from {on} to {line.to_date}"
            case.deny(work, rule, "CO-239", because)
        return
    if case.book.member is None:
        return
    earlier, later = any(c.from_date < on for c in coverages), any(c.from_date > on for c in coverages)
    if earlier and later:
        because = f"the service on {on} falls in a gap between two stretches of coverage"
        case.deny(work, rule, "PR-200", because)
    elif later:
        case.deny(work, rule, "PR-26", f"coverage begins after the service on {on}")
    elif earlier:
        case.deny(work, rule, "PR-27", f"coverage ended before the service on {on}")
    else:
        case.deny(work, rule, "PR-31", "the member has never been covered")


def _holds(first: dt.date | None, last: dt.date | None, on: dt.date) -> bool:
    return (first is None or first <= on) and (last is None or on <= last)


def _begins(coverage: Coverage) -> dt.date:
    return coverage.from_date


def _plan(case: ClaimWork, work: LineWork) -> None:
    if work.coverage is None:
        return
    name, on = work.coverage.plan, work.on
    editions = (p for p in case.plans if p.name == name and _holds(p.in_force_from, p.in_force_until, on))
    work.plan = best(editions, _alone, "plan")
    if work.plan is None:
        because = f"plan {name} is not written down for {on}"
        case.pend(work, "eligibility.plan_of_coverage", "plan_missing", because, f"plan {name} in the book of business")


def _alone(each: Any) -> int:
    return 0


def _dependent(case: ClaimWork, work: LineWork) -> None:
    member, plan = case.book.member, work.plan
    if member is None or plan is None or member.relationship != "child":
        return
    age = full_years(member.birth_date, work.on)
    if age >= plan.dependent_age:
        because = f"the patient was {age} on {work.on}, and {plan.title} covers children under {plan.dependent_age}"
        case.deny(work, "eligibility.dependent_age", "PR-32", because)


def full_years(start: dt.date, end: dt.date) -> int:
    """Whole years from a date to a later one; a 29 February is reached on the last day of a shorter month."""
    day = min(start.day, monthrange(end.year, start.month)[1])
    return end.year - start.year - ((end.month, end.day) < (start.month, day))


def _others_pay(case: ClaimWork) -> None:
    claim = case.claim
    if claim.accident_kind == "auto":
        because = "the claim says that the patient was hurt in an automobile accident"
        needs = "who insures the car, and what that insurer paid"
        case.pend_claim("eligibility.other_accident", "accident", because, needs)
    if claim.payer_sequence != "P":
        because = f"the claim names this plan as payer {claim.payer_sequence}, not as the first"
        needs = "the first payer's remittance"
        case.pend_claim("eligibility.other_payer_goes_first", "coordination_of_benefits", because, needs)


def contract(case: ClaimWork) -> None:
    """Which contract holds between payer and provider, and whether the claim came in time."""
    for work in case.lines:
        try:
            _term(case, work)
        except Tie as tie:
            case.no_answer(work, "network.contract_term", tie)
        try:
            _contract(case, work)
        except Tie as tie:
            case.no_answer(work, "network.contract_of_term", tie)
        _outside(case, work)
        _in_time(case, work)


def _term(case: ClaimWork, work: LineWork) -> None:
    plan, on = work.plan, work.on
    if plan is None:
        return
    tax_id, npi = case.claim.billing.tax_id or "", case.claim.billing.npi or ""
    found = [
        term
        for term in case.book.terms
        if term.tax_id == tax_id
        and (term.npi is None or term.npi == npi)
        and (term.product is None or term.product == plan.product)
        and _holds(term.from_date, term.until_date, on)
    ]
    work.term = best(found, _specific, "term")


def _specific(term: ContractTerm) -> tuple[bool, bool, dt.date]:
    return term.npi is not None, term.product is not None, term.from_date


def _contract(case: ClaimWork, work: LineWork) -> None:
    term, on = work.term, work.on
    if term is None:
        return
    name = term.contract
    editions = (c for c in case.contracts if c.name == name and _holds(c.in_force_from, c.in_force_until, on))
    work.contract = best(editions, _alone, "contract")
    if work.contract is None:
        because, needs = f"contract {name} is not written down for {on}", f"contract {name} in the book of business"
        case.pend(work, "network.contract_of_term", "contract_missing", because, needs)
        return
    work.in_network = work.shares_in_network = True


def _outside(case: ClaimWork, work: LineWork) -> None:
    plan = work.plan
    if plan is None or work.term is not None:
        return
    if work.line.emergency or work.line.place_of_service == "23":
        work.shares_in_network = True
    elif plan.out_of_network is None:
        because = f"no contract holds for the billing provider on {work.on}, and {plan.title} pays nothing outside its network"
        case.deny(work, "network.outside_the_network", "PR-242", because)


def _in_time(case: ClaimWork, work: LineWork) -> None:
    if case.claim.frequency == "7":
        _correction_in_time(case, work)
        return
    agreement = work.contract if work.contract is not None else work.plan
    if agreement is None:
        return
    days = (case.claim.received_date - work.line.to_date).days
    if days > agreement.filing_days:
        because = f"the claim came {days} days after the service; {agreement.title} gives {agreement.filing_days}"
        case.deny(work, "network.timely_filing", "CO-29", because)


def _correction_in_time(case: ClaimWork, work: LineWork) -> None:
    claim, rule = case.claim, "network.timely_filing"
    named = claim.original_reference
    original = next((each for each in case.book.history if each.claim_id == (named or "")), None)
    if original is None:
        because = f"the claim corrects claim {'(none)' if named is None else named}, which is not on file"
        case.pend(work, rule, "original_missing", because, "the number of the claim that is corrected")
    elif work.contract is not None:
        days = (claim.received_date - (original.processed_date or original.to_date)).days
        allowed = work.contract.correction_days
        if days > allowed:
            because = f"the correction came {days} days after the decision; {work.contract.title} gives {allowed}"
            case.deny(work, rule, "CO-29", because)
