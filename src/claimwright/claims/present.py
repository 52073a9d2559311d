"""Outcomes for people: a table a claim, and a summary of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.core.money import format_cents

if TYPE_CHECKING:
    from claimwright.claims.batch import Summary

COLUMNS = (
    "line",
    "service",
    "outcome",
    ">charge",
    ">allowed",
    ">deductible",
    ">copay",
    ">coinsurance",
    ">other member",
    ">paid",
    "adjustments",
)


class ClaimTable(NamedTuple):
    """A claim as a table, and sentences below it."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]
    notes: list[str]


def claim_table(outcome: ClaimOutcome) -> ClaimTable:
    """Each line with its money and codes; why, below."""
    money = f"charged {format_cents(outcome.charge)}, paid {format_cents(outcome.paid)}, member {format_cents(outcome.member_share)}"
    title = f"claim {outcome.claim_id}: {outcome.status} ({money})"
    notes = [note for line in outcome.lines for note in _notes(line)]
    notes += [
        f"  claim pended, {p.label}: {p.because}; needs {p.needs}" for p in outcome.pends if p.subject == outcome.ref
    ]
    return ClaimTable(title, COLUMNS, [_row(line) for line in outcome.lines], notes)


def _row(line: LineOutcome) -> tuple[str, ...]:
    codes = " ".join(f"{a.group}-{a.carc}{_remarks(a.remarks)} {format_cents(a.amount)}" for a in line.adjustments)
    service = "-".join((line.procedure, *line.modifiers))
    deductible, copay, coinsurance = line.share("1"), line.share("3"), line.share("2")
    rest = line.share() - deductible - copay - coinsurance
    amounts = (line.charge, line.allowed, deductible, copay, coinsurance, rest, line.paid)
    return (
        str(line.number),
        service,
        line.status,
        *(format_cents(a) if a or line.status == "paid" else "" for a in amounts),
        codes,
    )


def _remarks(remarks: tuple[str, ...]) -> str:
    return f" ({', '.join(remarks)})" if remarks else ""


def _notes(line: LineOutcome) -> list[str]:
    notes = [
        f"  line {line.number} {a.group}-{a.carc}: {a.because}"
        for a in line.adjustments
        if a.group != "PR" or line.status == "denied"
    ]
    notes += [f"  line {line.number} would also deny {a.group}-{a.carc}: {a.because}" for a in line.also]
    return notes + [f"  line {line.number} pended, {p.label}: {p.because}; needs {p.needs}" for p in line.pends]


def summary_lines(summary: Summary) -> list[str]:
    """A run in a few lines: counts, first-pass rate, money, reasons."""
    statuses = ", ".join(f"{count} {status}" for status, count in sorted(summary.statuses.items()))
    lines = [
        f"{summary.claims} claims: {statuses or 'none'}; {summary.refused} problems refused",
        f"first-pass rate {summary.first_pass_rate:.1%}; charged {format_cents(summary.charge)}, paid {format_cents(summary.paid)}, member {format_cents(summary.member_share)}",
    ]
    if summary.adjustments:
        lines.append(
            "adjustments: "
            + ", ".join(f"{code} {format_cents(amount)}" for code, amount in summary.adjustments.most_common())
        )
    if summary.pends:
        lines.append("pended: " + ", ".join(f"{label} {count}" for label, count in summary.pends.most_common()))
    return lines
