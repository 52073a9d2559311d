"""A modifier that says the service stands for itself: 25 on a visit; on another service X{EPSU} or 59 (CLM104 ch. 23 s. 20.9.1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, is_visit, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

_DISTINCT = ("XE", "XS", "XP", "XU", "59")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """25 for a visit, never 59 or X; for another service the specific ones before 59."""
    for modifier in ("25",) if is_visit(line) else _DISTINCT:
        if modifier not in line.modifiers and len(line.modifiers) < 4:
            added = (*line.modifiers, modifier)
            yield Change(
                f"line {line.number} carried modifier {modifier}", on_line(line.number, modifiers=added), coding=True
            )
