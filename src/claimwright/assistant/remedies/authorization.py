"""A prior authorization that covers the service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, with_book
from claimwright.assistant.remedies.units import THOUSAND
from claimwright.assistant.session import Session
from claimwright.claims.records import Authorization, Book, Line
from claimwright.core.numbers import decimal

FOR = ("197", "198", "284", "302", "39", "authorization_not_on_file")

_REF = "authorization:what-if"


def propose(session: Session, line: Line) -> Iterator[Change]:
    """An approved authorization for exactly this service, day and units."""
    member = session.book.member
    if member is None:
        return
    number = line.authorization or session.claim.authorization or "to be assigned"
    granted = Authorization(
        ref=_REF, number=number, member_id=member.member_id, first_procedure=line.procedure,
        last_procedure=line.procedure, from_date=line.from_date, until_date=_until(session, line), units_left=_units(session, line),
    )  # fmt: skip

    def change(book: Book) -> Book:
        return msgspec.structs.replace(book, authorizations=(granted, *book.authorizations))

    shows = tuple(f"{_REF}.{name}" for name in ("first_procedure", "from_date", "units_left"))
    named = f" {line.authorization}" if line.authorization else ""
    units = _units(session, line)
    what = f"{decimal(units, 3)} unit{'s' * (units != THOUSAND)} of {line.procedure}"
    text = f"an approved authorization{named} for {what} on {line.from_date} was on file"
    if line.authorization:
        shows += (f"{_REF}.number",)
    yield Change(text, with_book(change), shows=shows)


def _until(session: Session, line: Line) -> dt.date:
    """Later than every other one, so that it is the one that is chosen."""
    return max((line.to_date, *(each.until_date for each in session.book.authorizations))) + dt.timedelta(1)


def _units(session: Session, line: Line) -> int:
    """Of the procedure on the whole claim."""
    return sum(each.units for each in session.claim.lines if each.procedure == line.procedure)
