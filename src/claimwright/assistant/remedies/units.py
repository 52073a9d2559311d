"""Fewer units, down to what a medically unlikely edit allows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line
from claimwright.core.numbers import decimal

FOR = ("151", "198", "16")

THOUSAND = 1000


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The line with the units that the edit leaves for it beside the same service elsewhere on the day."""
    if not line.units:
        yield with_units(line, THOUSAND)
        return
    others = (*session.claim.lines, *session.book.history)
    same = (o for o in others if o.ref != line.ref and o.procedure == line.procedure and o.from_date == line.from_date)
    elsewhere = sum(each.units for each in same)
    for limit in dict.fromkeys(_limits(session, line)):
        for units in dict.fromkeys((limit, limit - elsewhere)):
            if 0 < units < line.units:
                yield with_units(line, units)


def with_units(line: Line, units: int) -> Change:
    """The line with this many thousandths of a unit, at the same charge for each."""
    count = decimal(units, 3)
    text = f"line {line.number} was billed with {count} unit{'s' * (units != THOUSAND)}"
    charge = line.charge * units // line.units if line.units else line.charge
    return Change(text, on_line(line.number, units=units, charge=charge), coding=True, shows=(f"{line.ref}.units",))


def _limits(session: Session, line: Line) -> Iterator[int]:
    """The unit limits that the trace found for the line's procedure."""
    for number in session.tree.by_kind.get("find", ()):
        node = session.tree.node(number)
        columns: list[str] = node.attributes.get("columns", [])
        row: list[Any] | None = node.values[-1].raw
        if "units" in columns and row is not None and node.values[0].raw == line.procedure:
            yield int(row[columns.index("units")])
