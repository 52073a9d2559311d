"""Coverage in force on the day of service."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, with_book
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Coverage, Line

FOR = ("26", "27", "200", "239", "31")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Each known coverage of the member, stretched to hold the day."""
    for coverage in session.book.coverages:
        if coverage.from_date <= line.from_date and line.to_date <= (coverage.until_date or line.to_date):
            continue
        longer = msgspec.structs.replace(
            coverage,
            from_date=min(coverage.from_date, line.from_date),
            until_date=max(coverage.until_date, line.to_date) if coverage.until_date else None,
        )
        shows = (f"{coverage.ref}.plan", f"{line.ref}.from_date")
        text = f"the member's coverage under {coverage.plan} was in force on {line.from_date}"
        yield Change(text, with_book(_stretched(coverage.ref, longer)), shows=shows)


def _stretched(ref: str, longer: Coverage):
    def change(book: Book) -> Book:
        coverages = tuple(longer if each.ref == ref else each for each in book.coverages)
        return msgspec.structs.replace(book, coverages=coverages)

    return change
