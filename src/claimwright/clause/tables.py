"""What the language asks of a table: rows by key on a date, and an honest "no data" outside the dates it covers."""

from __future__ import annotations

import datetime as dt
import keyword
from collections import namedtuple
from collections.abc import Iterable
from typing import Any, Protocol, runtime_checkable


class NoData(Exception):  # noqa: N818  -- an answer, not a fault
    """The table does not cover the date asked for."""

    def __init__(self, table: str, asked: dt.date, covers: str) -> None:
        super().__init__(f"no data: table {table} covers {covers}, not {asked}")
        self.table, self.asked, self.covers = table, asked, covers


@runtime_checkable
class Lookup(Protocol):
    """A table as compiled rules see it.

    Rows are named tuples: the declared columns in order, then `row` (its number in the table, from 0) and `lost`
    (other versions of the same key as `(row, reason)` pairs, mostly empty). A column that is absent is None. Numbers
    are scaled integers as declared (`Number with 2 decimals`: 0.93 is 93), money is cents.
    """

    name: str
    digest: str
    """SHA-256 of the content, hexadecimal."""

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The row with exactly this key in force on the date, or None. Raises `NoData` outside the covered dates."""
        ...

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Every row in force on the date whose first key columns equal `key` (which may be shorter), in key order."""
        ...


def attribute(name: str) -> str:
    """A field or column as a Python attribute."""
    return f"{name}_" if keyword.iskeyword(name) else name


def row_class(columns: Iterable[str]) -> Any:
    """The named tuple of a table's rows: its columns, then `row` and `lost`."""
    names = [*map(attribute, columns), "row", "lost"]
    return namedtuple("Row", names)  # pyright: ignore[reportUntypedNamedTuple]
