"""A table in a memory-mapped file: nothing is read before it is asked for, and nothing is copied.

A lookup is a dictionary access for each key column, then a bisection among the rows of the first one: with
the 1.67 million procedure-to-procedure pairs about eight steps. Layout of the file: `layout`.
"""

from __future__ import annotations

import datetime as dt
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, cast

from claimwright.claims.tables.domain import Domain, decoder, integer_domain, text_domain
from claimwright.claims.tables.layout import (
    StoredColumn,
    content_digest,
    smallest,
)
from claimwright.claims.tables.match import check_declared
from claimwright.claims.tables.rows import row_class, why_lost
from claimwright.claims.tables.schema import Schema
from claimwright.claims.tables.views import FileViews
from claimwright.clause.tables import NoData
from claimwright.core.errors import InputError

_NOTHING = (0, 0)
KEPT = 256
"""Texts of a column with at most this many are kept in a list."""


def open_table(path: Path, declared: Schema | None = None, *, verify: bool = True) -> MappedTable:
    """Open a table file; rows have the `declared` columns, by default all.

    `verify` compares the content with the digest in the header (5 ms for 10 MB). Raises `NotFoundError`, and
    `InputError` where the file is no table, is damaged, or lacks a declared column.
    """
    views = FileViews(path)
    if verify and content_digest(views.header, views.raw()) != views.header.digest:
        raise InputError(
            f"{path.name} is not what its digest says",
            where=str(path),
            fix="import it again",
            code="TABLE-DIGEST",
        )
    if declared is not None:
        check_declared(views.header, declared, str(path))
    return MappedTable(views, declared or views.header.schema())


class MappedTable:
    """Keeps the `Lookup` contract over a table file."""

    def __init__(self, views: FileViews, schema: Schema) -> None:
        header = views.header
        self.path, self.header, self.schema, self.edition = views.path, header, schema, header.edition()
        self.name, self.digest = header.name, header.digest
        self._first, self._last = header.first, header.last
        self._domains = [_key_domain(views, column) for column in header.columns if column.key]
        self._position_of_one, self._position_of_two = self._domains[0].position, self._domains[-1].position
        self._starts = views["starts"]
        self._rest = views["rest"] if "rest" in views else memoryview(array("B"))
        self._windowed = header.windowed
        self._from, self._until = (views["first"], views["last"]) if header.windowed else (self._rest, self._rest)
        spans = {1: self._span_one, 2: self._span_two}
        self._span = spans.get(len(self._domains), self._span_many)
        self._make: Callable[..., Any] = partial(cast("Any", tuple).__new__, row_class(schema))
        self._readers, self._permute = _readers(views, schema)

    def __len__(self) -> int:
        return self.header.rows

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The row with exactly this key in force on the date, or None. Raises `NoData` outside the covered
        dates.
        """
        if not self._first <= on <= self._last:
            raise NoData(self.name, on, str(self.edition))
        low, high = self._span(key)
        if low == high:
            return None
        return self._in_force(low, high, key, on) if self._windowed else self._row(low, key, ())

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Every row in force on the date whose first key columns equal `key`, in key order."""
        if not self._first <= on <= self._last:
            raise NoData(self.name, on, str(self.edition))
        low, high = self._prefix_span(key)
        if not self._windowed:
            return tuple(self._row(row, self._key_at(row), ()) for row in range(low, high))
        chosen = (self._in_force(begin, end, self._key_at(begin), on) for begin, end in self._versions(low, high))
        return tuple(row for row in chosen if row is not None)

    def _span_one(self, key: tuple[Any, ...]) -> tuple[int, int]:
        (value,) = key
        position = self._domains[0].position(value)
        return _NOTHING if position is None else (self._starts[position], self._starts[position + 1])

    def _span_two(self, key: tuple[Any, ...]) -> tuple[int, int]:
        one, two = key
        position, wanted = self._position_of_one(one), self._position_of_two(two)
        if position is None or wanted is None:
            return _NOTHING
        end = self._starts[position + 1]
        low = bisect_left(self._rest, wanted, self._starts[position], end)
        if low == end or self._rest[low] != wanted:
            return _NOTHING
        return low, bisect_right(self._rest, wanted, low, end) if self._windowed else low + 1

    def _span_many(self, key: tuple[Any, ...]) -> tuple[int, int]:
        if len(key) != len(self._domains):
            raise ValueError(f"table {self.name} has {len(self._domains)} key columns, not {len(key)}")
        return self._prefix_span(key)

    def _prefix_span(self, key: tuple[Any, ...]) -> tuple[int, int]:
        """The rows whose first key columns have these values."""
        if not key:
            return 0, self.header.rows
        first, *others = self._positions(key)
        if first < 0 or min(others, default=0) < 0:
            return _NOTHING
        begin, end = self._starts[first], self._starts[first + 1]
        if not others:
            return begin, end
        low, width = self._composed(others)
        return bisect_left(self._rest, low, begin, end), bisect_left(self._rest, low + width, begin, end)

    def _positions(self, key: tuple[Any, ...]) -> list[int]:
        """The position of each value in its domain, -1 where it does not occur."""
        if len(key) > len(self._domains):
            raise ValueError(f"table {self.name} has {len(self._domains)} key columns, not {len(key)}")
        found = (domain.position(value) for domain, value in zip(self._domains, key, strict=False))
        return [-1 if position is None else position for position in found]

    def _composed(self, others: list[int]) -> tuple[int, int]:
        """Where the rest of a key starts, by the positions behind the first, and how many keys lie there."""
        low, width = 0, 1
        for index, domain in enumerate(self._domains[1:]):
            given = index < len(others)
            low = low * domain.size + (others[index] if given else 0)
            width *= 1 if given else domain.size
        return low, width

    def _versions(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """The runs of rows with one key."""
        begin = low
        for row in range(low + 1, high + 1):
            if row == high or self._key_at(row) != self._key_at(begin):
                yield begin, row
                begin = row

    def _key_at(self, row: int) -> tuple[Any, ...]:
        first = bisect_right(self._starts, row) - 1
        values: list[Any] = []
        rest = self._rest[row] if len(self._domains) > 1 else 0
        for domain in reversed(self._domains[1:]):
            rest, position = divmod(rest, domain.size)
            values.append(domain.at(position))
        return (self._domains[0].at(first), *reversed(values))

    def _row(self, row: int, key: tuple[Any, ...], lost: tuple[Any, ...]) -> Any:
        cells = (*key, *[read(row) for read in self._readers], row, lost)
        return self._make(cells if self._permute is None else self._permute(cells))

    def _in_force(self, low: int, high: int, key: tuple[Any, ...], on: dt.date) -> Any | None:
        first, last = self._from, self._until
        day = on.toordinal()
        for row in range(low, high):
            if first[row] <= day <= last[row]:
                others = (other for other in range(low, high) if other != row)
                lost = tuple((self._row(other, key, ()), why_lost(first[other], last[other], on)) for other in others)
                return self._row(row, key, lost)
        return None


def _key_domain(views: FileViews, column: StoredColumn) -> Domain:
    if column.type in ("text", "code"):
        return text_domain(views, f"key.{column.name}")
    return integer_domain(views[f"key.{column.name}"], decoder(column.type))


def _readers(views: FileViews, schema: Schema) -> tuple[list[Callable[[int], Any]], Callable[[Any], Any] | None]:
    """A reader for each value column, and what brings `(keys, values, row, lost)` into declared order."""
    stored = {column.name: column for column in views.header.columns}
    keys = [column.name for column in schema.keys]
    values = [column.name for column in schema.columns if not column.key]
    have = (*keys, *values, "row", "lost")
    want = (*schema.names(), "row", "lost")
    permute = None if have == want else itemgetter(*map(have.index, want))
    return [_reader(views, stored[name]) for name in values], permute


def _reader(views: FileViews, column: StoredColumn) -> Callable[[int], Any]:
    if column.store.kind == "constant":
        return _constant_reader(column)
    codes = views[f"column.{column.name}"]
    if column.store.kind == "texts":
        return _text_reader(codes, text_domain(views, f"domain.{column.name}"))
    if column.type not in ("date", "boolean") and not column.store.absent:
        return codes.__getitem__
    return _integer_reader(codes, smallest(views.blocks[f"column.{column.name}"].code), decoder(column.type))


def _constant_reader(column: StoredColumn) -> Callable[[int], Any]:
    value: Any = column.store.constant
    if value is not None and not isinstance(value, str):
        value = decoder(column.type)(value)
    return lambda row: value


def _text_reader(codes: memoryview[int], domain: Domain) -> Callable[[int], Any]:
    at, size = domain.at, domain.size
    if size <= KEPT:
        texts = [*map(at, range(size)), None]
        return lambda row: texts[codes[row]]
    return lambda row: at(codes[row]) if codes[row] < size else None


def _integer_reader(numbers: memoryview[int], absent: int, decode: Callable[[int], Any]) -> Callable[[int], Any]:
    def read(row: int) -> Any:
        number = numbers[row]
        return None if number == absent else decode(number)

    return read
