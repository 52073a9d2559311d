"""A table in a dictionary: for small files, for tests, and as the plain statement of what tables do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from claimwright.claims.tables.batch import ALWAYS, FOREVER, Arranged, Batch, arrange
from claimwright.claims.tables.cells import BadCell, cell_text, parse_cell
from claimwright.claims.tables.layout import encode
from claimwright.claims.tables.rows import row_class, why_lost
from claimwright.claims.tables.schema import Column, Edition, Schema
from claimwright.clause.tables import NoData
from claimwright.core.errors import InputError, Location

_Version = tuple[int, int, Any]


class MemoryTable:
    """Keeps the `Lookup` contract with rows by key in a dictionary."""

    def __init__(self, batch: Batch, edition: Edition) -> None:
        self.schema, self.edition, self.name = batch.schema, edition, batch.schema.name
        self._arranged = arrange(batch)
        self._width = len(self.schema.keys)
        self._versions: dict[tuple[Any, ...], list[_Version]] = {}
        for key, version in _versions(self._arranged):
            self._versions.setdefault(key, []).append(version)

    @classmethod
    def of(cls, schema: Schema, rows: Iterable[Mapping[str, Any]], edition: Edition) -> MemoryTable:
        """Build a table from mappings of column name to value, written as in a CSV file or as Python values.

        Scaled columns take what a file would say (`"1.5"`, `Decimal("1.5")`, 2), not the scaled integer.
        A missing or bad column raises `InputError` that names the row, counted from 1.
        """
        batch = Batch(schema, [[] for _ in schema.columns])
        items = list(rows)
        windowed = any(name in row for row in items for name in schema.window)
        for number, row in enumerate(items, start=1):
            _append(batch, row, number, windowed)
        return cls(batch, edition)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content: the same as of the table written to a file."""
        return encode(self._arranged, self.edition).digest

    @property
    def arranged(self) -> Arranged:
        """The rows in key order, to be written to a file."""
        return self._arranged

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The row with exactly this key in force on the date, or None. Raises `NoData` outside the covered
        dates.
        """
        self._check(on)
        if len(key) != self._width:
            raise self._bad_key(key)
        return _in_force(self._versions.get(tuple(key), []), on)

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Every row in force on the date whose first key columns equal `key`, in key order."""
        self._check(on)
        size = len(key)
        if size > self._width:
            raise self._bad_key(key)
        chosen = (_in_force(versions, on) for own, versions in self._versions.items() if own[:size] == tuple(key))
        return tuple(row for row in chosen if row is not None)

    def __len__(self) -> int:
        return len(self._arranged.order)

    def _bad_key(self, key: tuple[Any, ...]) -> ValueError:
        return ValueError(f"table {self.name} has {self._width} key columns, not {len(key)}")

    def _check(self, on: dt.date) -> None:
        if not self.edition.covers(on):
            raise NoData(self.name, on, str(self.edition))


def _append(batch: Batch, row: Mapping[str, Any], number: int, windowed: bool) -> None:
    where = Location(f"table {batch.schema.name}, row", number)
    unknown = set(row) - set(batch.schema.names()) - set(batch.schema.window)
    if unknown:
        raise InputError(
            f"the table has no column {min(unknown)!r}",
            where=where,
            fix="remove or rename it",
            code="TABLE-COLUMN",
        )
    for column, values in zip(batch.schema.columns, batch.columns, strict=True):
        values.append(_cell(row, column, where))
    if windowed:
        first, last = (_cell(row, Column(name, "date", optional=True), where) for name in batch.schema.window)
        batch.first.append(first.toordinal() if isinstance(first, dt.date) else ALWAYS)
        batch.last.append(last.toordinal() if isinstance(last, dt.date) else FOREVER)
    batch.lines.append(number)


def _cell(row: Mapping[str, Any], column: Column, where: Location) -> Any:
    if column.name not in row and not column.optional:
        raise InputError(f"the row has no {column.name!r}", where=where, fix="give it a value", code="TABLE-COLUMN")
    try:
        return parse_cell(cell_text(row.get(column.name)), column)
    except BadCell as bad:
        raise InputError(
            f"column {column.name!r}: {bad}", where=where, fix="correct the value", code="TABLE-VALUE"
        ) from None


def _versions(arranged: Arranged) -> Iterator[tuple[tuple[Any, ...], _Version]]:
    """Each row in order, with its key and the days it is in force."""
    batch = arranged.batch
    make = row_class(batch.schema)._make
    key_at = [index for index, column in enumerate(batch.schema.columns) if column.key]
    for number, source in enumerate(arranged.order):
        values = [column[source] for column in batch.columns]
        days = (batch.first[source], batch.last[source]) if batch.windowed else (ALWAYS, FOREVER)
        yield tuple(values[index] for index in key_at), (*days, make((*values, number, ())))


def _in_force(versions: list[_Version], on: dt.date) -> Any | None:
    day = on.toordinal()
    found = [row for first, last, row in versions if first <= day <= last]
    if not found:
        return None
    lost = tuple((row, why_lost(first, last, on)) for first, last, row in versions if not first <= day <= last)
    return found[0]._replace(lost=lost) if lost else found[0]
