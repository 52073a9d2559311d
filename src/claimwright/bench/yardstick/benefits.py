"""Prior authorization, exclusions, and the benefit under which a line is covered."""

from __future__ import annotations

import datetime as dt
from typing import Any

from claimwright.bench.yardstick.eligibility import best
from claimwright.bench.yardstick.work import ClaimWork, LineWork, Tie, quantity
from claimwright.claims.records import Authorization, Line

_RULE = "authorization.prior_authorization"


def authorization(case: ClaimWork) -> None:
    """Services that need the plan's word before they are given."""
    for work in case.lines:
        try:
            _authorized(case, work)
        except Tie as tie:
            case.no_answer(work, _RULE, tie)


def _authorized(case: ClaimWork, work: LineWork) -> None:
    line, plan = work.line, work.plan
    if plan is None or line.emergency or line.place_of_service == "23" or not _is_needed(plan, line):
        return
    found = _fitting(case, work)
    if found is not None:
        used = sum(
            each.line.units
            for each in case.lines
            if each.line.number <= line.number and not each.denied and _covers(found, each.line)
        )
        if used > found.units_left:
            because = f"authorization {found.number} has {quantity(found.units_left)} units left, and {quantity(used)} are billed"
            case.deny(work, _RULE, "CO-198", because)
        return
    if line.authorization:
        _named(case, work, line.authorization)
    else:
        because = f"{plan.title} wants an authorization for {line.procedure}, and there is none"
        case.deny(work, _RULE, "CO-197", because)


def _is_needed(plan: Any, line: Line) -> bool:
    return any(
        line.procedure in rule.procedures and (not rule.places or line.place_of_service in rule.places)
        for rule in plan.authorization_rules
    )


def _covers(authorization: Authorization, line: Line) -> bool:
    return authorization.first_procedure <= line.procedure <= authorization.last_procedure


def _for_provider(case: ClaimWork, work: LineWork, authorization: Authorization) -> bool:
    npi = authorization.npi
    return not npi or npi == work.npi or npi == (case.claim.billing.npi or "")


def _fitting(case: ClaimWork, work: LineWork) -> Authorization | None:
    named, on = work.line.authorization or "", work.on
    fit = (
        each
        for each in case.book.authorizations
        if _covers(each, work.line)
        and _for_provider(case, work, each)
        and (not named or each.number == named)
        and each.status == "approved"
        and each.from_date <= on <= each.until_date
    )
    return best(fit, _ends, "found")


def _ends(authorization: Authorization) -> dt.date:
    return authorization.until_date


def _named(case: ClaimWork, work: LineWork, number: str) -> None:
    """What is wrong with the authorization that the claim names."""
    line = work.line
    named = next((each for each in case.book.authorizations if each.number == number), None)
    if named is None:
        because = f"the claim names authorization {number}, which is not on file for the member"
        case.pend(
            work, _RULE, "authorization_not_on_file", because, f"a copy of the approval of authorization {number}"
        )
    elif named.status == "denied":
        case.deny(work, _RULE, "CO-39", f"authorization {number} was asked for and refused")
    elif not _covers(named, line) or not _for_provider(case, work, named):
        because = f"authorization {number} is for other services or another provider than {line.procedure}"
        case.deny(work, _RULE, "CO-284", because)
    else:
        because = f"authorization {number} held from {named.from_date} to {named.until_date}, not on {work.on}"
        case.deny(work, _RULE, "CO-302", because)


def coverage(case: ClaimWork) -> None:
    """Exclusions first, then the benefit and its limit."""
    for work in case.lines:
        plan = work.plan
        if plan is None:
            continue
        _excluded(case, work, plan)
        try:
            _benefit(case, work, plan)
        except Tie as tie:
            case.no_answer(work, "coverage.benefit_of_service", tie)
        if work.benefit is not None and work.benefit.visit_limit is not None:
            _visit_limit(case, work, plan)


def _excluded(case: ClaimWork, work: LineWork, plan: Any) -> None:
    line = work.line
    for each in plan.exclusions:
        if line.procedure in each.procedures:
            because = f"{plan.title} does not pay for {line.procedure}: {each.title}"
            case.deny(work, "coverage.excluded_service", "PR-96", because, "N130")
            break
    excluded = [each for each in line.diagnoses if each in plan.excluded_diagnoses]
    if excluded:
        because = f"{plan.title} does not pay for services with diagnosis {', '.join(excluded)}"
        case.deny(work, "coverage.excluded_diagnosis", "PR-167", because, "N130")


def _benefit(case: ClaimWork, work: LineWork, plan: Any) -> None:
    line = work.line
    fit = [
        each
        for each in plan.benefits
        if line.procedure in each.procedures
        and (not each.places or line.place_of_service in each.places)
        and (not each.diagnoses or any(diagnosis in each.diagnoses for diagnosis in line.diagnoses))
    ]
    work.benefit = best(fit, _rank, "benefit")
    if work.benefit is None:
        because = f"{plan.title} has no benefit for {line.procedure} at place {line.place_of_service}"
        case.deny(work, "coverage.benefit_of_service", "PR-204", because)


def _rank(benefit: Any) -> int:
    return 3 if benefit.diagnoses else 2 if benefit.places else 1


def _visit_limit(case: ClaimWork, work: LineWork, plan: Any) -> None:
    benefit, on = work.benefit, work.on
    begins = plan.in_force_from or on
    visits = {
        (each.claim_id, each.from_date)
        for each in case.history
        if begins <= each.from_date < on and each.status == "paid" and each.procedure in benefit.procedures
    }
    if len(visits) >= benefit.visit_limit:
        because = (
            f"{len(visits)} visits under {benefit.title} since {begins}; {plan.title} pays {benefit.visit_limit} a year"
        )
        case.deny(work, "coverage.visit_limit", "PR-119", because, "N362")
