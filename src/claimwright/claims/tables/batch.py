"""The rows of a table before it is built: columns of typed values, put into key order, with double keys
refused.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from claimwright.claims.tables.cells import BadCell, Cell, parse_cell
from claimwright.claims.tables.schema import Column, Schema
from claimwright.core.errors import InputError, Location

ALWAYS = dt.date.min.toordinal()
FOREVER = dt.date.max.toordinal()


@dataclass(slots=True)
class Batch:
    """Typed rows, column by column; `first` and `last` are day numbers, empty where no row has dates of its
    own.
    """

    schema: Schema
    columns: list[list[Any]]
    first: array[int] = field(default_factory=lambda: array("i"))
    last: array[int] = field(default_factory=lambda: array("i"))
    lines: array[int] = field(default_factory=lambda: array("I"))
    file: str = ""

    def __len__(self) -> int:
        return len(self.columns[0])

    @property
    def windowed(self) -> bool:
        """Whether rows have dates in force of their own."""
        return bool(self.first)

    def place(self, row: int) -> Location:
        """Where a row was read."""
        return Location(self.file or self.schema.name, self.lines[row] if self.lines else 0)


class CellReader:
    """Reads cells of one column; equal texts are parsed once and share one value."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self.known: dict[str, Cell] = {}

    def __call__(self, text: str) -> Cell:
        try:
            return self.known[text]
        except KeyError:
            value = self.known[text] = parse_cell(text, self.column)
            return value


def gather(
    schema: Schema,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    file: str,
    windowed: bool = False,
    numbers: Sequence[int] = (),
) -> Batch:
    """Type the rows of a file: `(line, cells)` with the cells in column order, then from and until where
    `windowed`.

    `numbers` are the places of the columns in the file, from 1. Raises `InputError` with file, line and
    column for a cell that does not fit.
    """
    batch = Batch(schema, [[] for _ in schema.columns], file=file)
    readers = [CellReader(column) for column in schema.columns]
    dates = [CellReader(Column(name, "date", optional=True)) for name in schema.window] if windowed else []
    fill = [(reader, column.append) for reader, column in zip(readers, batch.columns, strict=True)]
    for line, cells in rows:
        try:
            for (reader, append), text in zip(fill, cells, strict=False):
                append(reader(text))
            if dates:
                _window(batch, [reader(text) for reader, text in zip(dates, cells[len(readers) :], strict=True)])
        except BadCell as bad:
            raise _bad_cell([*readers, *dates], cells, bad, Location(file, line), numbers) from None
        batch.lines.append(line)
    return batch


def _window(batch: Batch, dates: Sequence[Any]) -> None:
    first, last = dates
    if first and last and last < first:
        raise BadCell(f"the row ends on {last}, before it starts on {first}")
    batch.first.append(first.toordinal() if first else ALWAYS)
    batch.last.append(last.toordinal() if last else FOREVER)


def _bad_cell(
    readers: list[CellReader], cells: Sequence[str], bad: BadCell, where: Location, numbers: Sequence[int]
) -> InputError:
    """The error for the first cell of the row that does not read; for its dates where all do."""
    for index, (reader, text) in enumerate(zip(readers, cells, strict=False)):
        try:
            reader(text)
        except BadCell as cause:
            place = Location(where.file, where.line, numbers[index] if numbers else index + 1)
            what = f"column {reader.column.name!r}: {cause}"
            return InputError(what, where=place, fix="correct the cell", code="TABLE-VALUE")
    return InputError(str(bad), where=where, fix="correct the dates of the row", code="TABLE-VALUE")


@dataclass(frozen=True, slots=True)
class Arranged:
    """A batch with its row order: by key, then by the date from which the row is in force.

    `domains` holds the sorted distinct values of each key column, `ids` the position of each row's value in
    them.
    """

    batch: Batch
    order: Sequence[int]
    domains: list[list[Any]]
    ids: list[array[int]]


def arrange(batch: Batch) -> Arranged:
    """Put a batch into key order. Raises `InputError` where a key has two rows in force on one day."""
    keys = [values for values, column in zip(batch.columns, batch.schema.columns, strict=True) if column.key]
    domains = [sorted(set(values)) for values in keys]
    ids = [_ids(values, domain) for values, domain in zip(keys, domains, strict=True)]
    sort_key = _sort_keys(batch, domains, ids)
    order = sorted(range(len(batch)), key=sort_key.__getitem__)
    arranged = Arranged(batch, order, domains, ids)
    _check_unique(arranged)
    return arranged


def _ids(values: list[Any], domain: list[Any]) -> array[int]:
    position = {value: index for index, value in enumerate(domain)}
    return array("I", map(position.__getitem__, values))


def _sort_keys(batch: Batch, domains: list[list[Any]], ids: list[array[int]]) -> Sequence[int]:
    """One integer a row that orders as key and first date do."""
    composed: Sequence[int] = ids[0]
    for domain, column in zip(domains[1:], ids[1:], strict=True):
        size = len(domain)
        composed = [high * size + low for high, low in zip(composed, column, strict=True)]
    if batch.windowed:
        composed = [high * (FOREVER + 1) + low for high, low in zip(composed, batch.first, strict=True)]
    return composed


def _check_unique(arranged: Arranged) -> None:
    """Neighbours in order are the only rows that can clash once no earlier pair does."""
    batch, order = arranged.batch, arranged.order
    columns = arranged.ids
    keys = list(zip(*columns, strict=True)) if len(columns) > 1 else columns[0]
    for one, two in pairwise(order):
        if keys[one] == keys[two] and (not batch.windowed or batch.first[two] <= batch.last[one]):
            raise _double(batch, *sorted((one, two)))


def _double(batch: Batch, one: int, two: int) -> InputError:
    pairs = zip(batch.schema.columns, batch.columns, strict=True)
    key = ", ".join(f"{column.name} {values[two]!s}" for column, values in pairs if column.key)
    text = "has two rows in force on the same day" if batch.windowed else "stands in two rows"
    fix = f"the other row is at {batch.place(one)}; remove one" + (
        ", or end one before the other starts" if batch.windowed else ""
    )
    return InputError(
        f"table {batch.schema.name}: the key {key} {text}",
        where=batch.place(two),
        fix=fix,
        code="TABLE-DOUBLE",
    )
