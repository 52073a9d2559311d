"""A book of business in memory: its packs, tables and directory, and the slice of it that a claim sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claimwright.claims.book.directory import Directory
from claimwright.claims.book.slices import slice_for
from claimwright.claims.records import Book, Claim
from claimwright.clause.tables import Lookup


@dataclass(frozen=True, slots=True)
class LoadedBook:
    """A checked book."""

    name: str
    path: Path
    known_on: dt.date | None
    """Rules and tables are used as they were known on this day; None uses all."""
    pipeline: str
    packs: tuple[Path, ...]
    """The `.clause` files: those that come with Claimwright, then the book's own."""
    tables: Mapping[str, Lookup]
    """Reference tables by name, as known on the knowledge date."""
    directory: Directory
    claims: tuple[Path, ...]
    """The claim files of the book, in alphabetical order."""

    def slice_for(self, claim: Claim) -> Book:
        """The part of the book that bears on a claim; always the same for the same claim."""
        return slice_for(claim, self.directory)
