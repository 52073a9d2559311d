"""Rows as rules see them, and which version of a key is in force on a day."""

from __future__ import annotations

import datetime as dt
from collections import namedtuple
from typing import Any

from claimwright.claims.tables.batch import ALWAYS, FOREVER
from claimwright.claims.tables.schema import Schema


def row_class(schema: Schema) -> Any:
    """The named tuple of a table's rows: the columns in order, then `row` and `lost`."""
    fields = (*schema.names(), "row", "lost")
    return namedtuple(_class_name(schema.name), fields)  # pyright: ignore[reportUntypedNamedTuple]


def _class_name(table: str) -> str:
    words = "".join(char if char.isalnum() else " " for char in table).title().replace(" ", "")
    return words if words.isidentifier() else f"Table{words}"


def why_lost(first: int, last: int, on: dt.date) -> str:
    """Why a version in force from day number `first` to `last` does not answer for a date."""
    if first == ALWAYS:
        return f"in force until {dt.date.fromordinal(last)}, not on {on}"
    if last == FOREVER:
        return f"in force from {dt.date.fromordinal(first)}, not on {on}"
    return f"in force from {dt.date.fromordinal(first)} until {dt.date.fromordinal(last)}, not on {on}"
