"""What became of each file, and of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from claimwright.corpus.records import ProcessedLine, Stats


class Problem(msgspec.Struct, frozen=True):
    """A part of a file that could not be read; the rest of the file was."""

    file: str
    where: str
    what: str


class Done(msgspec.Struct, frozen=True):
    """A file that was processed, and its ledger line."""

    line: ProcessedLine
    records: int
    seconds: float
    problems: tuple[Problem, ...] = ()


class Failed(msgspec.Struct, frozen=True):
    """A file that was not processed. What was made of it before stays."""

    file: str
    what: str
    where: str
    fix: str
    code: str


Outcome = Done | Failed


@dataclass
class Summary:
    """What a run did. `unchanged` files were left alone because their ledger lines are up to date."""

    unchanged: int = 0
    done: int = 0
    records: int = 0
    size: int = 0
    words: int = 0
    chars: int = 0
    failed: list[Failed] = field(default_factory=list[Failed])
    problems: list[Problem] = field(default_factory=list[Problem])

    @property
    def ok(self) -> bool:
        """Nothing failed, and nothing was left out."""
        return not self.failed and not self.problems

    def add(self, outcome: Outcome) -> None:
        """Count one file."""
        if isinstance(outcome, Failed):
            self.failed.append(outcome)
            return
        stats = outcome.line.stats or Stats(size=0, words=0, chars=0)
        self.done += 1
        self.records += outcome.records
        self.size, self.words, self.chars = self.size + stats.size, self.words + stats.words, self.chars + stats.chars
        self.problems.extend(outcome.problems)

    def as_json(self) -> dict[str, Any]:
        """The summary as one JSON object."""
        counts = {"done": self.done, "unchanged": self.unchanged, "failed": len(self.failed), "records": self.records}
        sizes = {"bytes": self.size, "words": self.words, "chars": self.chars}
        return {**counts, **sizes, "failures": self.failed, "problems": self.problems}
