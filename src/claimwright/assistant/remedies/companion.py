"""The primary service that an add-on code needs, billed on the same day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line

FOR = ("B15", "add_on_without_list")

_MOST = 3
_LEFT_TO_THE_PAYER = "CCCCC"


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The first primaries that the trace found for the line's procedure, as one more line."""
    for code in _primaries(session, line)[:_MOST]:
        added = _companion(session.claim, line, code)
        yield Change(
            f"{code} was payable on the claim too",
            _adding(added),
            coding=True,
            shows=(f"{added.ref}.procedure",),
        )


def _primaries(session: Session, line: Line) -> list[str]:
    found: list[str] = []
    for number in session.tree.by_kind.get("find_all", ()):
        node = session.tree.node(number)
        columns: list[str] = node.attributes.get("columns", [])
        if "primary" in columns and node.values[0].raw == line.procedure:
            rows: list[list[Any]] = node.values[-1].raw or []
            found += [str(row[columns.index("primary")]) for row in rows]
    return [code for code in dict.fromkeys(found) if code != _LEFT_TO_THE_PAYER]


def _companion(claim: Claim, line: Line, code: str) -> Line:
    number = max(each.number for each in claim.lines) + 1
    return msgspec.structs.replace(
        line, ref=f"{claim.ref}/line:{number}", number=number, procedure=code, modifiers=(), units=1000
    )


def _adding(added: Line):
    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        lines = (*claim.lines, added)
        return msgspec.structs.replace(claim, lines=lines, charge=claim.charge + added.charge), book

    return apply
