"""A modifier left off: one that does not exist, or that changes the price in a way that has no rule."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("182", "price_by_hand", "price_missing", "4")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The line without each of its modifiers."""
    place = 1 + [each.number for each in session.claim.lines].index(line.number)
    for modifier in line.modifiers:
        rest = tuple(each for each in line.modifiers if each != modifier)
        yield Change(
            f"line {line.number} did not carry modifier {modifier}",
            on_line(line.number, modifiers=rest),
            coding=True,
            shows=(f"{line.ref}.number",),
            before=(f"{line.ref}.modifiers",),
            repeat=(f"lines.{place}.modifiers={','.join(rest)}",),
        )
