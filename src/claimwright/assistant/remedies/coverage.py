"""Coverage in force on the day of service."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, with_book
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Line


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Each known coverage of the member, stretched to hold the day."""
    for coverage in session.book.coverages:
        if coverage.from_date <= line.from_date <= (coverage.until_date or line.from_date):
            continue
        longer = msgspec.structs.replace(
            coverage,
            from_date=min(coverage.from_date, line.from_date),
            until_date=max(coverage.until_date, line.to_date) if coverage.until_date else None,
        )

        def change(book: Book, ref: str = coverage.ref, stretched: object = longer) -> Book:
            return msgspec.structs.replace(
                book, coverages=tuple(stretched if each.ref == ref else each for each in book.coverages)
            )

        yield Change(
            f"the member's coverage under {coverage.plan} were in force on {line.from_date}", with_book(change)
        )
