"""What is wrong with a row of an input: told with its place, while the other rows go through."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.core.errors import InputError, Location

CODE = "APPEALS-ROW"


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not read, where it stands, and what would mend it."""

    where: Location
    what: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


class Problems:
    """Collects problems, or raises the first as `InputError` where nobody collects."""

    def __init__(self, collected: list[Problem] | None) -> None:
        self.collected = collected

    def tell(self, where: Location, what: str, fix: str = "") -> None:
        if self.collected is None:
            raise InputError(what, where=where, fix=fix, code=CODE)
        self.collected.append(Problem(where, what, fix))

    def count(self, where: Location, number: int, what: str, fix: str = "") -> None:
        """Tell in one problem what holds of so many rows that nothing is wrong with; nobody is told who does not collect."""
        if number and self.collected is not None:
            self.collected.append(Problem(where, f"{number:,} {what}", fix))
