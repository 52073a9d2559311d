"""The other service that stands in the way: a line of history that was not paid, or another line of the claim."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, with_book
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line

FOR = ("236", "97", "18", "151", "B20", "component_paid_before", "possible_duplicate")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Each service of the same day on another claim, taken back; and each other line, left out."""
    for other in session.book.history:
        if other.from_date == line.from_date:
            yield Change(
                f"{other.procedure} on claim {other.claim_id}, line {other.number}, had not been {other.status}",
                with_book(_without(other.ref)),
                before=(f"{other.ref}.procedure", f"{other.ref}.claim_id"),
            )
    for other in session.claim.lines:
        if other.number != line.number and other.from_date == line.from_date:
            yield Change(
                f"line {other.number} ({other.procedure}) was not on the claim",
                _leaving_out(other.number),
                coding=True,
                before=(f"{other.ref}.procedure",),
            )


def _without(ref: str):
    def change(book: Book) -> Book:
        return msgspec.structs.replace(book, history=tuple(each for each in book.history if each.ref != ref))

    return change


def _leaving_out(number: int):
    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        lines = tuple(each for each in claim.lines if each.number != number)
        return msgspec.structs.replace(claim, lines=lines), book

    return apply
