"""What is wrong with a book of business: every finding at once, with its file, row, column and a way out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimwright.core.errors import ConfigError, Location


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. `file` is relative to the book; `row` is the line in the file (0: the file as a whole)."""

    file: str
    row: int
    column: str
    what: str
    fix: str = ""
    code: str = "BOOK"

    def __str__(self) -> str:
        place = str(Location(self.file, self.row)) + (f", column {self.column}" if self.column else "")
        return f"{place}: {self.what}" + (f" ({self.fix})" if self.fix else "")


class BookError(ConfigError):
    """A book that cannot be used; `problems` holds every finding, in order of file and row."""

    def __init__(self, book: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        listing = "\n".join(f"  {problem}" for problem in self.problems)
        count = f"{len(self.problems)} problem{'s' if len(self.problems) != 1 else ''}"
        super().__init__(
            f"the book {book} has {count}:\n{listing}",
            fix="mend the places above; `claimwright claims check --book` lists them again",
            code="BOOK",
        )


class Problems(list[Problem]):
    """A list to which findings are added while files are read."""

    def report(self, file: str, row: int, column: str, what: str, *, fix: str = "", code: str = "BOOK") -> None:
        """Add a finding."""
        self.append(Problem(file, row, column, what, fix, code))
