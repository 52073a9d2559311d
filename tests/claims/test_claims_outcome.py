"""Decisions to money: a denial takes the charge, the first carries it, and what does not add up waits."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.claims.outcome import ClaimOutcome, settle
from claimwright.claims.records import Claim, Line, Party
from claimwright.clause.runtime import Decision

DAY = dt.date(2024, 7, 10)


def claim(*charges: int) -> Claim:
    lines = tuple(
        Line(ref=f"line:{n}", claim_id="C", number=n, procedure="99213", units=1000, charge=charge, place_of_service="11", from_date=DAY, to_date=DAY)
        for n, charge in enumerate(charges, 1)
    )  # fmt: skip
    party = Party(ref="party")
    return Claim(
        ref="claim", claim_id="C", charge=sum(charges), place_of_service="11", from_date=DAY, to_date=DAY, received_date=DAY, billing=party,
        subscriber=party, patient=party, payer=party, lines=lines,
    )  # fmt: skip


def decide(kind: Any, subject: str = "line:1", reason: str = "CO-45", amount: int | None = None, **more: Any) -> Decision:  # fmt: skip
    group, _, carc = reason.partition("-")
    values: dict[str, Any] = {"remarks": (), "label": "", "because": "why", "needs": "", "cites": (), "node": 7, **more}
    return Decision(kind, "pack.rule", subject, group, carc, values["remarks"], amount, values["label"], values["because"], values["needs"], values["cites"], values["node"])  # fmt: skip


def settled(of: Claim, *decisions: Decision, allowed: dict[str, int] | None = None) -> ClaimOutcome:
    return settle(of, SimpleNamespace(decisions=list(decisions), r_allowed=allowed or {}), "run")  # type: ignore[arg-type]


def test_without_a_decision_everything_is_paid() -> None:
    found = settled(claim(10000, 5000), allowed={"line:1": 10000, "line:2": 5000})
    assert (found.status, found.paid, found.allowed, found.member_share) == ("paid", 15000, 15000, 0)


def test_reductions_come_off_the_charge() -> None:
    found = settled(claim(10000), decide("reduce", amount=4000), decide("reduce", reason="PR-3", amount=3000), decide("reduce", reason="PR-1", amount=0), allowed={"line:1": 6000})  # fmt: skip
    (line,) = found.lines
    assert [(a.group, a.carc, a.amount) for a in line.adjustments] == [("CO", "45", 4000), ("PR", "3", 3000)]
    assert (line.paid, line.allowed, line.share(), line.share("3"), line.share("1"), found.member_share) == (3000, 6000, 3000, 3000, 0, 3000)  # fmt: skip


def test_the_first_denial_carries_the_charge_and_others_are_kept() -> None:
    found = settled(claim(10000), decide("reduce", amount=4000), decide("deny", reason="CO-236", remarks=("M80",), cites=("a",)), decide("deny", reason="PR-96"))  # fmt: skip
    (line,) = found.lines
    assert [(a.carc, a.amount, a.remarks, a.cites, a.node) for a in line.adjustments] == [("236", 10000, ("M80",), ("a",), 7)]  # fmt: skip
    assert [(a.group, a.carc, a.amount) for a in line.also] == [("PR", "96", 10000)]
    assert (line.paid, line.allowed, found.status) == (0, 0, "denied")


def test_one_denied_line_of_two_is_a_paid_claim() -> None:
    found = settled(claim(10000, 5000), decide("deny"), allowed={"line:1": 9000, "line:2": 5000})
    assert (found.status, found.paid, found.allowed) == ("paid", 5000, 5000)


def test_a_pended_line_keeps_the_claim_waiting() -> None:
    found = settled(claim(10000, 5000), decide("pend", label="review", needs="records"), decide("reduce", "line:2", "PR-1", 5000))  # fmt: skip
    assert (found.status, found.paid, found.member_share) == ("pended", 0, 0)
    assert [line.status for line in found.lines] == ["pended", "paid"]
    assert [(p.subject, p.label, p.needs) for p in found.pends] == [("line:1", "review", "records")]


def test_a_pended_claim_leaves_no_line_with_money() -> None:
    found = settled(claim(10000, 5000), decide("pend", "claim", label="accident"), decide("deny", reason="CO-18"))
    assert {line.status for line in found.lines} == {"pended"}
    assert all((line.paid, line.adjustments) == (0, ()) for line in found.lines)
    assert [a.carc for a in found.lines[0].also] == ["18"]
    assert [p.subject for p in found.pends] == ["claim"]


def test_more_taken_off_than_charged_waits() -> None:
    found = settled(claim(10000), decide("reduce", amount=9000), decide("reduce", reason="PR-1", amount=1001))
    (pend,) = found.pends
    assert (found.status, pend.label, pend.subject) == ("pended", "out of balance", "line:1")
    assert "line 1" in pend.because and pend.needs


def test_a_price_above_the_charge_is_a_negative_adjustment() -> None:
    found = settled(claim(8000), decide("reduce", reason="CO-94", amount=-21), allowed={"line:1": 8021})
    assert (found.paid, found.lines[0].adjustments[0].amount) == (8021, -21)


MOVES = st.lists(
    st.builds(
        decide,
        st.sampled_from(("deny", "reduce", "reduce", "reduce", "pend")),
        st.sampled_from(("line:1", "line:2", "line:3")) | st.just("claim"),
        st.sampled_from(("CO-45", "PR-1", "PR-2", "PR-3", "OA-18")),
        st.integers(-500, 6000),
    ),
    max_size=8,
).map(lambda found: [d for d in found if d.subject != "claim" or d.kind == "pend"])


@given(st.lists(st.integers(0, 9000), min_size=1, max_size=3), MOVES)
def test_whatever_the_rules_decide_it_balances(charges: list[int], decisions: list[Decision]) -> None:
    found = settled(claim(*charges), *decisions)
    for line in found.lines:
        if line.status == "pended":
            assert (line.paid, line.adjustments) == (0, ())
            assert found.pends
        else:
            assert line.paid >= 0 and line.charge == line.paid + sum(a.amount for a in line.adjustments)
    assert (found.status == "pended") == any(line.status == "pended" for line in found.lines) == bool(found.pends)


@pytest.mark.parametrize("reasons", [(), ("1",), ("1", "2", "3")])
def test_only_the_members_group_is_the_members(reasons: tuple[str, ...]) -> None:
    found = settled(
        claim(10000), decide("reduce", reason="CO-1", amount=10), decide("reduce", reason="PR-1", amount=20)
    )
    assert found.lines[0].share(*reasons) == 20
