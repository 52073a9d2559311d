"""A change that might make a line pay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from claimwright.claims.records import Book, Claim, Line

Apply = Callable[[Claim, Book], tuple[Claim, Book]]


@dataclass(frozen=True, slots=True)
class Change:
    """`text` completes "if ..."; `coding`: it changes what was coded, which only the medical record can support."""

    text: str
    apply: Apply
    coding: bool = False
    shows: tuple[str, ...] = ()
    """Input fields of the changed run in which the change stands."""
    before: tuple[str, ...] = ()
    """Input fields of the run as it was, for what is left out."""
    repeat: tuple[str, ...] = ()
    """The change as `claimwright trace replay --with` takes it, where it can be written so."""
    family: str = ""
    """Changes of one family are alternatives: the narrator tells them in one sentence, by `item`."""
    item: str = ""

    def then(self, other: Change) -> Change:
        """Both changes."""

        def both(claim: Claim, book: Book) -> tuple[Claim, Book]:
            return other.apply(*self.apply(claim, book))

        return Change(
            f"{self.text} and {other.text}",
            both,
            self.coding or other.coding,
            self.shows + other.shows,
            self.before + other.before,
            self.repeat + other.repeat if self.repeat and other.repeat else (),
        )


def on_line(number: int, **fields: object) -> Apply:
    """Replace fields of one line of the claim."""

    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        lines = tuple(
            msgspec.structs.replace(line, **fields) if line.number == number else line for line in claim.lines
        )
        return msgspec.structs.replace(claim, lines=lines), book

    return apply


def on_claim(**fields: object) -> Apply:
    """Replace fields of the claim."""

    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        return msgspec.structs.replace(claim, **fields), book

    return apply


def with_book(change: Callable[[Book], Book]) -> Apply:
    """Change what the payer has on file."""

    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        return claim, change(book)

    return apply


def is_visit(line: Line) -> bool:
    """Whether the service is an evaluation and management service (CPT 99202 to 99499, and the eye visits)."""
    code = line.procedure
    return "99202" <= code <= "99499" or code in ("92002", "92004", "92012", "92014")
