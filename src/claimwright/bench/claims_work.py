"""What the benchmark of adjudication works with: claims, their slices, an engine at each level, and the rules by hand."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from pathlib import Path

from claimwright.bench.example_book import mapped_book
from claimwright.bench.workload import cases, with_members
from claimwright.bench.yardstick import HandWritten
from claimwright.claims.adjudicate import Adjudicator
from claimwright.claims.book import LoadedBook
from claimwright.claims.ledger import LiveDirectory
from claimwright.claims.records import Book, Claim
from claimwright.clause.runtime import Level

LEVELS: tuple[Level, ...] = ("off", "outcome", "full")


@dataclass(frozen=True)
class Bench:
    """Everything that is loaded before the first claim."""

    book: LoadedBook
    claims: tuple[Claim, ...]
    slices: tuple[tuple[Claim, Book], ...]
    adjudicators: dict[Level, Adjudicator]
    by_hand: HandWritten
    tables: str

    def fresh(self, level: Level) -> Adjudicator:
        """An adjudicator of a level, with nothing in its ledger yet; its rules are compiled once."""
        adjudicator = copy(self.adjudicators[level])
        adjudicator.directory = LiveDirectory(self.book.directory)
        return adjudicator


def prepare(folder: Path, data: Path | None, count: int) -> Bench:
    """The example book with mapped tables in `folder`, and the first claims of the workload."""
    work = list(cases(count))
    book = with_members(mapped_book(folder, data), work)
    claims = tuple(case.claim for case in work)
    adjudicators: dict[Level, Adjudicator] = {level: Adjudicator(book, level=level) for level in LEVELS}
    records = adjudicators["off"].rules.program.data
    return Bench(
        book,
        claims,
        tuple((claim, book.slice_for(claim)) for claim in claims),
        adjudicators,
        HandWritten(book.tables, records["plan"], records["contract"]),
        "small tables of the example book" if data is None else "published tables",
    )
