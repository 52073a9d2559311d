"""A modifier that says the service stands for itself: 25 on a visit; on another service X{EPSU} or 59 (CLM104 ch. 23
s. 20.9.1.1); 91 or 76 on a service that was repeated."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, is_visit, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("236", "97", "18", "component_paid_before", "possible_duplicate")

DISTINCT = ("XE", "XP", "XS", "XU", "59")
_MOST = 4


def propose(session: Session, line: Line) -> Iterator[Change]:
    """25 for a visit, never 59 or X; for another service the specific ones before 59."""
    for modifier in ("25",) if is_visit(line) else (*_repeats(session, line), *DISTINCT):
        if modifier not in line.modifiers and len(line.modifiers) < _MOST:
            yield with_modifier(session, line, modifier)


def with_modifier(session: Session, line: Line, modifier: str) -> Change:
    """The line with one more modifier."""
    added = (*line.modifiers, modifier)
    place = 1 + [each.number for each in session.claim.lines].index(line.number)
    return Change(
        f"line {line.number} carried modifier {modifier}",
        on_line(line.number, modifiers=added),
        coding=True,
        shows=(f"{line.ref}.modifiers",),
        repeat=(f"lines.{place}.modifiers={','.join(added)}",),
        family=f"line {line.number} carried modifier",
        item=modifier,
    )


def _repeats(session: Session, line: Line) -> tuple[str, ...]:
    """Where the same procedure stands elsewhere on the day: 91 for a laboratory test, 76 for another service."""
    others = (*session.claim.lines, *session.book.history)
    same = any(o.ref != line.ref and o.procedure == line.procedure and o.from_date == line.from_date for o in others)
    return (("91",) if "80047" <= line.procedure <= "89398" else ("76",)) if same else ()
