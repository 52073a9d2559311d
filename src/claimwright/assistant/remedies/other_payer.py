"""No other payer, and no accident, in front of this one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The claim without what makes another payer come first."""

    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        return msgspec.structs.replace(claim, accident_kind="none", other_payers=(), payer_sequence="P"), book

    claim = session.claim
    if claim.accident_kind != "none" or claim.other_payers or claim.payer_sequence != "P":
        yield Change("no other payer came first", apply)
