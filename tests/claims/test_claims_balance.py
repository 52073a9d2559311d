"""Every cent of a charge is paid or stands in exactly one adjustment; shares stay within their limits; runs repeat."""

from __future__ import annotations

from collections import Counter

import pytest
from harbor_runs import adjudicator, book_claims, family_claims, harbor, member, run
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.claims.records import Accumulator, Claim

MANY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def check_line(line: LineOutcome, charge: int) -> None:
    assert line.charge == charge
    if line.status == "pended":
        assert (line.paid, line.allowed, line.adjustments, line.share()) == (0, 0, (), 0)
        return
    assert line.charge == line.paid + sum(each.amount for each in line.adjustments)
    assert line.paid >= 0
    if line.status == "denied":
        (only,) = line.adjustments
        assert (only.amount, line.paid, line.allowed) == (line.charge, 0, 0)
        assert only.group in ("CO", "PR", "OA", "PI")
    else:
        assert line.allowed == line.paid + line.share("1", "2", "3")
        assert min(line.share(kind) for kind in "123") >= 0
        codes = [(each.group, each.carc) for each in line.adjustments]
        assert len(codes) == len(set(codes)), "each reason once"
        assert all(each.amount for each in line.adjustments), "no empty adjustment"
    assert all(each.because for each in line.adjustments)


def check_claim(claim: Claim, outcome: ClaimOutcome) -> None:
    assert [line.number for line in outcome.lines] == [line.number for line in claim.lines]
    for line, submitted in zip(outcome.lines, claim.lines, strict=True):
        check_line(line, submitted.charge)
    pended = any(line.status == "pended" for line in outcome.lines)
    assert (outcome.status == "pended") is pended
    if pended:
        assert outcome.pends and (outcome.paid, outcome.member_share) == (0, 0)
        assert all(pend.because and pend.needs for pend in outcome.pends)
        return
    assert not outcome.pends
    adjusted = sum(each.amount for line in outcome.lines for each in line.adjustments)
    assert claim.charge == outcome.paid + adjusted
    assert outcome.paid == sum(line.paid for line in outcome.lines)
    assert outcome.member_share == sum(line.share() for line in outcome.lines)


@MANY
@given(family_claims())
def test_every_cent_is_paid_or_adjusted_once(claims: list[Claim]) -> None:
    for claim, result in run(claims):
        check_claim(claim, result.outcome)
        event(result.outcome.status)
        for pend in result.outcome.pends:
            assert pend.label not in ("rule failed", "out of balance"), pend


@pytest.mark.parametrize("claim_id", list(harbor()))
def test_every_claim_of_the_example_balances(claim_id: str) -> None:
    check_claim(harbor()[claim_id].claim, harbor()[claim_id].outcome)


def limit_of(result: Adjudication, entry: Accumulator) -> int:
    """The plan's limit that an entry counts towards, read from the plan as it is written."""
    day = result.claim.from_date
    (held,) = [c for c in result.book.coverages if c.from_date <= day <= (c.until_date or day)]
    (plan,) = [p for p in adjudicator().rules.program.data["plan"] if p.name == held.plan]
    outside = entry.network == "out_of_network" and plan.out_of_network is not None
    limits = plan.out_of_network.limits if outside else plan.in_network
    return getattr(limits, f"{entry.bucket}_{'individual' if entry.scope == 'member' else 'family'}")


Key = tuple[str, str, str, str, int]


def sums(entries: tuple[Accumulator, ...]) -> Counter[Key]:
    total: Counter[Key] = Counter()
    for entry in entries:
        total[entry.bucket, entry.scope, entry.owner, entry.network, entry.plan_year] += entry.amount
    return total


@MANY
@given(family_claims())
def test_shares_stay_within_what_was_left(claims: list[Claim]) -> None:
    for _, result in run(claims):
        before = sums(result.book.accumulators)
        added = sums(result.posting.entries)
        for entry in result.posting.entries:
            key = (entry.bucket, entry.scope, entry.owner, entry.network, entry.plan_year)
            limit = limit_of(result, entry)
            assert entry.amount > 0
            assert before[key] + added[key] <= max(limit, before[key]), (key, limit)


@MANY
@given(family_claims(most=2))
def test_what_is_posted_is_what_the_member_was_asked_for(claims: list[Claim]) -> None:
    for _, result in run(claims):
        outcome = result.outcome
        added = Counter[tuple[str, str]]()
        for entry in result.posting.entries:
            added[entry.bucket, entry.scope] += entry.amount
        final = outcome.status != "pended"
        deductible = sum(line.share("1") for line in outcome.lines) if final else 0
        shared = sum(line.share("1", "2", "3") for line in outcome.lines) if final else 0
        for scope in ("member", "family"):
            assert (added["deductible", scope], added["out_of_pocket", scope]) == (deductible, shared)
        assert len(result.posting.lines) == (len(result.claim.lines) if result.book.member else 0)


@SOME
@given(family_claims())
def test_the_same_claims_leave_the_same_bytes(claims: list[Claim]) -> None:
    once, again = run(claims), run(claims)
    for (_, one), (_, other) in zip(once, again, strict=True):
        assert one.trace == other.trace and one.compressed() == other.compressed()
        assert one.inputs == other.inputs and one.posting == other.posting


@SOME
@given(st.data())
def test_the_order_of_unrelated_claims_does_not_matter(data: st.DataObject) -> None:
    claims = [data.draw(book_claims(f"G-{n}", who)) for n, who in enumerate(("H1001-00", "H1002-00", "H1003-00"))]
    forward = {claim.claim_id: result.trace for claim, result in run(claims)}
    back = {claim.claim_id: result.trace for claim, result in run(claims[::-1])}
    assert len({member(each.patient.identifier or "").subscriber_id for each in claims}) == 3
    assert forward == back
