"""Problems of single rows and records: a processor tells them and reads on; whoever runs it may collect them.

A file that cannot be read at all is an `InputError`; a row that cannot is a problem.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a part of a file, and where in it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


_collected: ContextVar[list[Problem] | None] = ContextVar("corpus_process_problems", default=None)


def problem(where: str, what: str) -> None:
    """Tell a problem; it is dropped where nobody collects."""
    problems = _collected.get()
    if problems is not None:
        problems.append(Problem(where, what))


@contextmanager
def collecting() -> Generator[list[Problem]]:
    """Collect the problems told by processors that are read within this block."""
    problems: list[Problem] = []
    token = _collected.set(problems)
    try:
        yield problems
    finally:
        _collected.reset(token)
