"""The visit of an established patient in place of a new patient's, at the same level (CLM104 ch. 12 s. 30.6.7)."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("B16",)

_ESTABLISHED = {"99202": "99212", "99203": "99213", "99204": "99214", "99205": "99215"}


def propose(session: Session, line: Line) -> Iterator[Change]:
    """An office visit of the same level with an established patient."""
    code = _ESTABLISHED.get(line.procedure)
    if code is not None:
        yield Change(
            f"line {line.number} was billed as {code}, a visit of an established patient",
            on_line(line.number, procedure=code),
            coding=True,
            shows=(f"{line.ref}.procedure",),
        )
