"""A prior authorization that covers the service."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, with_book
from claimwright.assistant.session import Session
from claimwright.claims.records import Authorization, Book, Line


def propose(session: Session, line: Line) -> Iterator[Change]:
    """An approved authorization for exactly this service, day and units."""
    member = session.book.member
    if member is None:
        return
    number = line.authorization or session.claim.authorization or "to be assigned"
    granted = Authorization(
        ref="authorization:what-if", number=number, member_id=member.member_id, first_procedure=line.procedure,
        last_procedure=line.procedure, from_date=line.from_date, until_date=line.to_date, units_left=line.units,
    )  # fmt: skip

    def change(book: Book) -> Book:
        return msgspec.structs.replace(book, authorizations=(granted,))

    yield Change(f"an approved authorization for {line.procedure} on {line.from_date} were on file", with_book(change))
