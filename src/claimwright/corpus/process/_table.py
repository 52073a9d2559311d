"""Tables with a heading row, whatever the case and spacing of their columns, one row at a time."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from claimwright.core.errors import InputError
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._unicode import clean, read_lines

_FIELD = 1 << 30
"""Characters that a field may hold: coverage determinations are longer than the csv module's 131,072."""


class Row:
    """A row by column name. Names are compared by their letters and digits: `Report Year` is `ReportYear`."""

    def __init__(self, columns: Sequence[str], values: Sequence[str], where: str) -> None:
        self.where = where
        self._columns = columns
        self._values = {key_of(column): value for column, value in zip(columns, values, strict=True)}
        self._taken: set[str] = set()

    def take(self, *columns: str) -> str:
        """The value of the first of these columns that is there, without spaces around it; empty where none is."""
        for column in columns:
            key = key_of(column)
            if key in self._values:
                self._taken.add(key)
                return self._values[key].strip()
        return ""

    def rest(self) -> dict[str, str]:
        """The values that nobody took, by the source's own column names; empty ones are left out."""
        left = ((column, self._values[key_of(column)].strip()) for column in self._columns if column.strip())
        return {column.strip(): value for column, value in left if value and key_of(column) not in self._taken}


@lru_cache(maxsize=4096)
def key_of(column: str) -> str:
    """A column name for comparison."""
    return re.sub(r"[\W_]", "", column).casefold()


def has(columns: Iterable[str], *wanted: str) -> bool:
    """Whether one of these columns is there."""
    return bool({key_of(column) for column in columns} & {key_of(each) for each in wanted})


def csv_rows(path: Path, *wanted: str) -> Iterator[Row]:
    """The rows of a CSV file of any usual separator and encoding; bad rows are told as problems and passed over.

    Raises `InputError` where none of the `wanted` columns is in the heading row.
    """
    yield from rows_of(read_lines(path), path.name, str(path), *wanted)


def rows_of(text: Iterable[str], name: str, where: str, *wanted: str) -> Iterator[Row]:
    """The rows of a table given as lines; `name` tells the table in problems, `where` in an error."""
    csv.field_size_limit(_FIELD)
    numbered = iter(text)
    head = clean(next(numbered, ""))
    reader = csv.reader((line + "\n" for line in numbered), delimiter=_separator(head))
    columns = next(csv.reader([head], delimiter=_separator(head)), list[str]())
    if wanted and not has(columns, *wanted):
        raise InputError(
            f"the table has none of the columns {', '.join(wanted)}",
            where=where,
            fix="check that this is the file that its processor reads",
            code="CORPUS-TABLE",
        )
    while (values := _next(reader, name)) is not None:
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(columns):
            problem(f"{name}, line {reader.line_num + 1}", f"{len(values)} fields where {len(columns)} belong")
            continue
        yield Row(columns, [clean(value) for value in values], f"{name}, line {reader.line_num + 1}")


class _Reader(Protocol):
    """The csv module's reader, whose type has no public name."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...


def _next(reader: _Reader, name: str) -> list[str] | None:
    while True:
        try:
            return next(reader)
        except StopIteration:
            return None
        except csv.Error as error:
            problem(f"{name}, line {reader.line_num + 1}", f"the row cannot be read: {error}")


def _separator(head: str) -> str:
    return max(",;\t|", key=head.count)
