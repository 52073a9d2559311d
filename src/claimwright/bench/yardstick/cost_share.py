"""The member's share: copay, deductible and coinsurance, until the out-of-pocket maximum is reached."""

from __future__ import annotations

from typing import Any

from claimwright.bench.yardstick.work import ClaimWork, LineWork, half_up, money, rate
from claimwright.claims.records import Book


def cost_share(case: ClaimWork) -> None:
    """Share the cost of every line that is neither denied nor pended."""
    if case.pended:
        return
    for work in case.lines:
        if not work.denied and not work.pended:
            _terms(work)
            _limits(case, work)
            _shares(case, work)
            _maximum(case, work)
            _amounts(case, work)


def _terms(work: LineWork) -> None:
    plan, benefit = work.plan, work.benefit
    if plan is None or benefit is None:
        return
    outside = plan.out_of_network
    work.copay_first = plan.copay_order == "copay_first"
    if not work.shares_in_network and outside is not None:
        work.coinsurance_rate, work.deductible_applies = outside.coinsurance, True
        return
    work.copay_amount = benefit.copay or 0
    work.coinsurance_rate, work.deductible_applies = benefit.coinsurance, benefit.deductible_applies


def _limits(case: ClaimWork, work: LineWork) -> None:
    """What the embedded limits leave before this claim (45 CFR 156.130)."""
    plan = work.plan
    if plan is None:
        return
    key = (plan.ref, plan.year, work.shares_in_network)
    if key not in case.limits:
        case.limits[key] = _left(case.book, plan, work.shares_in_network)
    work.deductible_left, work.out_of_pocket_left = case.limits[key]


def _left(book: Book, plan: Any, in_network: bool) -> tuple[int, int]:
    network = "in_network" if in_network else "out_of_network"
    outside = plan.out_of_network
    limits: Any = plan.in_network if in_network or outside is None else outside.limits
    own, family = {"deductible": 0, "out_of_pocket": 0}, {"deductible": 0, "out_of_pocket": 0}
    for each in book.accumulators:
        if each.network == network and each.plan_year == plan.year:
            counted = own if each.scope == "member" else family
            counted[each.bucket] += each.amount
    deductible = min(limits.deductible_individual - own["deductible"], limits.deductible_family - family["deductible"])
    spending = min(
        limits.out_of_pocket_individual - own["out_of_pocket"], limits.out_of_pocket_family - family["out_of_pocket"]
    )
    return max(0, deductible), max(0, spending)


def _shares(case: ClaimWork, work: LineWork) -> None:
    """The share as the benefit has it; earlier lines of the claim have used some of copay and deductible."""
    number, allowed = work.line.number, work.allowed
    earlier = [each for each in case.lines if each.line.number < number]
    taken = sum(each.copay for each in earlier if each.on == work.on and each.npi == work.npi)
    copay = max(0, work.copay_amount - taken)
    if work.copay_first:
        work.copay = min(copay, allowed)
    if work.deductible_applies:
        used = sum(each.deductible for each in earlier if each.shares_in_network == work.shares_in_network)
        work.deductible = min(max(0, work.deductible_left - used), allowed - work.copay)
    if not work.copay_first:
        work.copay = min(copay, allowed - work.deductible)
    work.coinsurance = half_up((allowed - work.copay - work.deductible) * work.coinsurance_rate, 10_000)


def _maximum(case: ClaimWork, work: LineWork) -> None:
    """At the maximum the part that was computed last shrinks first."""
    number = work.line.number
    before = sum(
        each.deductible_due + each.copay_due + each.coinsurance_due
        for each in case.lines
        if each.line.number < number and each.shares_in_network == work.shares_in_network
    )
    remaining = max(0, work.out_of_pocket_left - before)
    too_much = max(0, work.deductible + work.copay + work.coinsurance - remaining)
    off_coinsurance = min(too_much, work.coinsurance)
    rest = too_much - off_coinsurance
    work.coinsurance_due = work.coinsurance - off_coinsurance
    if work.copay_first:
        off_deductible = min(rest, work.deductible)
        work.deductible_due, work.copay_due = work.deductible - off_deductible, work.copay - (rest - off_deductible)
    else:
        off_copay = min(rest, work.copay)
        work.copay_due, work.deductible_due = work.copay - off_copay, work.deductible - (rest - off_copay)


def _amounts(case: ClaimWork, work: LineWork) -> None:
    if work.deductible_due > 0:
        because = f"{money(work.deductible_left)} of the deductible was left before this claim"
        case.reduce(work, "cost_share.member_deductible", "PR-1", work.deductible_due, because)
    if work.copay_due > 0:
        because = f"the copay is {money(work.copay_amount)} a visit"
        case.reduce(work, "cost_share.member_copay", "PR-3", work.copay_due, because)
    if work.coinsurance_due > 0:
        because = (
            f"the member pays {rate(work.coinsurance_rate)} of what copay and deductible leave of the allowed "
            f"{money(work.allowed)}"
        )
        case.reduce(work, "cost_share.member_coinsurance", "PR-2", work.coinsurance_due, because)
