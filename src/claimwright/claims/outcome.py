"""What became of a claim: each line's money, and the codes that explain every cent that is not paid.

A line's charge is what is paid plus its adjustments, exactly (X12 005010X221, 1.10.2.1). A denial takes the whole
charge; the first in order carries it, and later ones are kept as "would also deny".
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from claimwright.claims.records import Claim, Line
from claimwright.clause.runtime import Decision, Runtime

Status = Literal["paid", "denied", "pended"]


class Adjustment(msgspec.Struct, frozen=True):
    """Money of a line that is not paid, in cents, with its codes, its reason, and the trace node that decided it."""

    group: str
    carc: str
    amount: int
    remarks: tuple[str, ...]
    because: str
    rule: str
    cites: tuple[str, ...]
    node: int


class Pend(msgspec.Struct, frozen=True):
    """Why a claim or line waits, and what it waits for."""

    subject: str
    label: str
    because: str
    needs: str
    rule: str
    node: int


class LineOutcome(msgspec.Struct, frozen=True):
    """One line. A pended line has no money yet: `paid` is 0 and there are no adjustments."""

    ref: str
    number: int
    procedure: str
    modifiers: tuple[str, ...]
    status: Status
    charge: int
    allowed: int
    paid: int
    adjustments: tuple[Adjustment, ...]
    also: tuple[Adjustment, ...]
    """Denials that would also have applied."""
    pends: tuple[Pend, ...]

    def share(self, *reasons: str) -> int:
        """The member's part in cents: group PR, with one of these reason codes or any."""
        return sum(a.amount for a in self.adjustments if a.group == "PR" and (not reasons or a.carc in reasons))


class ClaimOutcome(msgspec.Struct, frozen=True):
    """The claim: pended where anything on it is; denied where every line is; else paid."""

    claim_id: str
    ref: str
    run: str
    status: Status
    charge: int
    allowed: int
    paid: int
    member_share: int
    lines: tuple[LineOutcome, ...]
    pends: tuple[Pend, ...]


def settle(claim: Claim, run: Runtime, run_id: str) -> ClaimOutcome:
    """Turn decisions into money. Never out of balance: what does not add up is pended."""
    by_subject: dict[str, list[Decision]] = {}
    for decision in run.decisions:
        by_subject.setdefault(decision.subject, []).append(decision)
    allowed: dict[str, int] = getattr(run, "r_allowed", {})
    whole = tuple(_pend(d) for d in by_subject.get(claim.ref, ()) if d.kind == "pend")
    lines = tuple(
        _settle_line(line, by_subject.get(line.ref, ()), allowed.get(line.ref, 0), whole) for line in claim.lines
    )
    pended = any(line.status == "pended" for line in lines)
    status: Status = "pended" if pended else "denied" if all(line.status == "denied" for line in lines) else "paid"
    final = status != "pended"
    return ClaimOutcome(
        claim.claim_id,
        claim.ref,
        run_id,
        status,
        claim.charge,
        sum(line.allowed for line in lines),
        sum(line.paid for line in lines) if final else 0,
        sum(line.share() for line in lines) if final else 0,
        lines,
        (*whole, *(pend for line in lines for pend in line.pends)),
    )


def with_nodes(outcome: ClaimOutcome, nodes: Mapping[str, int]) -> ClaimOutcome:
    """The outcome, where pends without a trace node get that of their subject."""

    def placed(pends: tuple[Pend, ...]) -> tuple[Pend, ...]:
        return tuple(
            msgspec.structs.replace(pend, node=nodes.get(pend.subject, -1)) if pend.node < 0 else pend for pend in pends
        )

    lines = tuple(msgspec.structs.replace(line, pends=placed(line.pends)) for line in outcome.lines)
    return msgspec.structs.replace(outcome, lines=lines, pends=placed(outcome.pends))


def _settle_line(
    line: Line, decisions: list[Decision] | tuple[()], allowed: int, whole: tuple[Pend, ...]
) -> LineOutcome:
    pends = tuple(_pend(d) for d in decisions if d.kind == "pend")
    denials = tuple(_adjustment(d, line.charge) for d in decisions if d.kind == "deny")
    if pends or whole:
        return _line(line, "pended", 0, 0, (), denials, pends)
    if denials:
        return _line(line, "denied", 0, 0, denials[:1], denials[1:], ())
    adjustments = tuple(_adjustment(d, d.amount or 0) for d in decisions if d.kind == "reduce" and d.amount)
    paid = line.charge - sum(a.amount for a in adjustments)
    if paid < 0:
        because = f"the rules take more off line {line.number} than its charge"
        return _line(
            line,
            "pended",
            0,
            0,
            (),
            (),
            (Pend(line.ref, "out of balance", because, "a correction of the rules", "", -1),),
        )
    return _line(line, "paid", allowed, paid, adjustments, (), ())


def _line(line: Line, status: Status, allowed: int, paid: int, adjustments: tuple[Adjustment, ...], also: tuple[Adjustment, ...],
          pends: tuple[Pend, ...]) -> LineOutcome:  # fmt: skip
    return LineOutcome(
        line.ref,
        line.number,
        line.procedure,
        line.modifiers,
        status,
        line.charge,
        allowed,
        paid,
        adjustments,
        also,
        pends,
    )


def _adjustment(decision: Decision, amount: int) -> Adjustment:
    return Adjustment(
        decision.group,
        decision.reason,
        amount,
        decision.remarks,
        decision.because,
        decision.rule,
        decision.cites,
        decision.node,
    )


def _pend(decision: Decision) -> Pend:
    return Pend(decision.subject, decision.label, decision.because, decision.needs, decision.rule, decision.node)
