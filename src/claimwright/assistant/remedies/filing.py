"""An earlier receipt of the claim."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Received on the day of service: whether time was the only obstacle."""

    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        return msgspec.structs.replace(claim, received_date=line.to_date), book

    if session.claim.received_date > line.to_date:
        yield Change(f"the claim had been received in time, as on {line.to_date}", apply)
