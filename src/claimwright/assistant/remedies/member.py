"""The patient as the payer knows the member."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line, Member

FOR = ("31", "140")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Each member with the submitted identifier, taken as the patient. What the payer has on file is not told."""
    if session.book.member is not None:
        return
    for member in session.book.candidates:
        yield Change("the patient's name and birth date were those that the payer has on file", _as(member))


def _as(member: Member):
    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        return claim, msgspec.structs.replace(book, member=member)

    return apply
