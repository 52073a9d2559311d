"""Fewer units, down to what a medically unlikely edit allows."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

THOUSAND = 1000


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The unit limits that the trace found for the line's procedure, where they are lower than what was billed."""
    for number in session.tree.by_kind.get("find", ()):
        node = session.tree.node(number)
        limit = _limit(node.attributes, node.values[-1].raw) if node.values[0].raw == line.procedure else None
        if limit is not None and 0 < limit < line.units and limit % THOUSAND == 0:
            text = f"line {line.number} were billed with {limit // THOUSAND} units"
            yield Change(text, on_line(line.number, units=limit, charge=line.charge * limit // line.units), coding=True)


def _limit(attributes: dict[str, object], row: object) -> int | None:
    columns = attributes.get("columns")
    if not isinstance(columns, list) or "units" not in columns or not isinstance(row, list | tuple):
        return None
    value = row[columns.index("units")]  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    return value if isinstance(value, int) else None
