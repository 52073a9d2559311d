"""Money in the packs: over generated claims, every dollar is paid or stands in exactly one adjustment."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from claimwright.claims.adjudicate import Adjudication, Adjudicator, RuleEngine
from claimwright.claims.book import LoadedBook, load_book
from claimwright.claims.records import Claim, Line
from claimwright.claims.x12 import read_837p

HARBOR = Path(__file__).parents[3] / "examples" / "harbor"


@cache
def book() -> LoadedBook:
    return load_book(HARBOR)


@cache
def engine() -> RuleEngine:
    return Adjudicator(book(), level="outcome").rules


@cache
def claims() -> tuple[Claim, ...]:
    return tuple(item for file in book().claims for item in read_837p(file) if isinstance(item, Claim))


def lines() -> st.SearchStrategy[tuple[Line, ...]]:
    """One to six lines, put together from those of the example."""
    every = [line for claim in claims() for line in claim.lines]
    drawn = st.lists(
        st.tuples(st.sampled_from(every), st.integers(0, 400_00), st.sampled_from((1000, 2000, 500))),
        min_size=1,
        max_size=6,
    )
    return drawn.map(lambda items: tuple(replace(one, units=units, charge=charge) for one, charge, units in items))


@st.composite
def mixed_claims(draw: st.DrawFn) -> Claim:
    """A claim of the example with lines from others, on a day of the quarter, at charges that nobody agreed."""
    claim = draw(st.sampled_from(claims()))
    day = draw(st.dates(dt.date(2024, 7, 1), dt.date(2024, 9, 30)))
    own = tuple(
        replace(line, number=number, ref=f"{claim.ref}/{number}", claim_id=claim.claim_id, from_date=day, to_date=day)
        for number, line in enumerate(draw(lines()), 1)
    )
    received = day + dt.timedelta(days=draw(st.integers(0, 100)))
    charge = sum(line.charge for line in own)
    return replace(claim, lines=own, from_date=day, to_date=day, received_date=received, charge=charge)


def judge(claim: Claim) -> Adjudication:
    return engine().judge(claim, book().slice_for(claim))


settled = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@settled
@given(mixed_claims())
def test_every_dollar_is_paid_or_in_one_adjustment(claim: Claim) -> None:
    outcome = judge(claim).outcome
    for line in outcome.lines:
        taken = sum(each.amount for each in line.adjustments)
        if line.status == "pended":
            assert (line.paid, line.adjustments) == (0, ())
            continue
        assert line.charge == line.paid + taken
        assert line.paid >= 0
        assert line.status == "paid" or [each.amount for each in line.adjustments] == [line.charge]
        keys = [(each.group, each.carc) for each in line.adjustments]
        assert len(keys) == len(set(keys))


@settled
@given(mixed_claims())
def test_allowed_is_paid_and_the_share(claim: Claim) -> None:
    for line in judge(claim).outcome.lines:
        if line.status == "paid":
            assert line.allowed == line.paid + line.share("1", "2", "3")


@settled
@given(mixed_claims())
def test_no_rule_fails(claim: Claim) -> None:
    labels = {pend.label for pend in judge(claim).outcome.pends}
    assert not labels & {"rule failed", "out of balance"}


@settled
@given(mixed_claims())
def test_share_stays_below_the_maximum(claim: Claim) -> None:
    run = judge(claim)
    member = run.book.member
    if member is None or not member.member_id.startswith("H1"):
        return
    spent = [each.amount for each in run.book.accumulators if (each.bucket, each.scope) == ("out_of_pocket", "member")]
    share = sum(line.share("1", "2", "3") for line in run.outcome.lines)
    assert share <= max(0, 6_000_00 - sum(spent))


@settled
@given(mixed_claims())
def test_the_same_claim_has_the_same_bytes(claim: Claim) -> None:
    assert judge(claim).trace == judge(claim).trace
