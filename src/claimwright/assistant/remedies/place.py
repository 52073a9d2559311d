"""Where the service was given: the place of the claim, or an emergency."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("16", "197", "242", "204")

OFFICE = "11"


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The office as the place, and the line marked as an emergency (SV109)."""
    if line.place_of_service != OFFICE:
        yield Change(
            f"line {line.number} named place of service {OFFICE}, the office",
            on_line(line.number, place_of_service=OFFICE),
            coding=True,
            shows=(f"{line.ref}.place_of_service",),
        )
    if not line.emergency:
        yield Change(
            f"line {line.number} was an emergency and marked as one",
            on_line(line.number, emergency=True),
            coding=True,
            shows=(f"{line.ref}.number",),
        )
