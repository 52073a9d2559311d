"""Values of a trace as people write them, by the type of their slot."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias, TypeGuard, cast

from msgspec.msgpack import Ext

from claimwright.core.money import format_cents
from claimwright.core.numbers import decimal

NOT_EVALUATED_TEXT = "not evaluated"
ABSENT_TEXT = "absent"
_WIDEST_LIST = 12


class Column(NamedTuple):
    """A column of a table, and its slot type."""

    name: str
    type: str


Tables: TypeAlias = Mapping[str, Sequence[Column]]
"""Columns by table name."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A table row as a `find` recorded it."""

    columns: tuple[Any, ...]
    number: int
    """Row number in the table, from 0."""
    lost: tuple[Any, ...] = ()
    """Other versions of the key, as `(row, reason)`."""


def is_evaluated(value: object) -> bool:
    """False for the mark of a test that an `and` or `or` never reached."""
    return not (isinstance(value, Ext) and value.code == 0)


def as_found(value: object) -> FoundRow | None:
    """A row as recorded: flat (columns, number, lost) or with the columns in a list; else None."""
    if not is_sequence(value) or len(value) < 2:
        return None
    if len(value) == 3 and is_sequence(value[0]):
        return FoundRow(tuple(value[0]), _number(value[1]), tuple(value[2] or ()))
    return FoundRow(tuple(value[:-2]), _number(value[-2]), tuple(value[-1] or ()))


def render_value(value: object, kind: str, *, tables: Tables | None = None) -> str:
    """Write a value by its slot type (`money`, `code:SYSTEM`, `row:TABLE`, `list:TYPE`: see `sites.Slot`).

    `tables` gives the columns of rows. A value that does not fit its type is written as it stands.
    """
    if not is_evaluated(value):
        return NOT_EVALUATED_TEXT
    if value is None:
        return ABSENT_TEXT
    head, _, rest = kind.rstrip("?").partition(":")
    if head == "list":
        return _render_list(value, rest, tables)
    if head == "row":
        return _render_row(value, rest, tables or {})
    return _render_scalar(value, head, rest)


def is_sequence(value: object) -> TypeGuard[Sequence[Any]]:
    """Lists and tuples, not text."""
    return isinstance(value, list | tuple)


def _render_scalar(value: object, head: str, rest: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _render_integer(value, head, rest)
    if is_sequence(value):
        return " ".join(_plain(item) for item in value) if head == "period" else _render_list(value, "text", None)
    return _plain(value)


def _render_integer(value: int, head: str, rest: str) -> str:
    writers: dict[str, Callable[[int], str]] = {
        "money": format_cents,
        "rate": lambda n: decimal(n * 100, 4) + "%",
        "quantity": lambda n: decimal(n, 3),
        "number": lambda n: decimal(n, int(rest or 0)),
    }
    write = writers.get(head)
    return write(value) if write else str(value)


def _render_list(value: object, item: str, tables: Tables | None) -> str:
    if not is_sequence(value):
        return _plain(value)
    shown = [render_value(element, item, tables=tables) for element in value[:_WIDEST_LIST]]
    more = [f"... {len(value) - _WIDEST_LIST} more"] if len(value) > _WIDEST_LIST else []
    return "[" + ", ".join(shown + more) + "]"


def _render_row(value: object, table: str, tables: Tables) -> str:
    found = as_found(value)
    if found is None:
        return f"{table} row {_plain(value)}"
    cells = ", ".join(" ".join(cell) if cell[0] else cell[1] for cell in render_cells(found, tables.get(table, ())))
    return f"{table} row {found.number} ({cells})"


def render_cells(found: FoundRow, columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Each column's name and written value; names are empty where the table's columns are not known."""
    if len(columns) != len(found.columns):
        return [("", _plain(cell)) for cell in found.columns]
    pairs = zip(columns, found.columns, strict=True)
    return [(column.name, render_value(cell, column.type)) for column, cell in pairs]


def _plain(value: object) -> str:
    if value is None:
        return ABSENT_TEXT
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if is_sequence(value):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    if isinstance(value, Ext):
        return NOT_EVALUATED_TEXT
    if isinstance(value, dict):
        fields = cast(dict[object, object], value)
        return "{" + ", ".join(f"{key}: {_plain(item)}" for key, item in fields.items()) + "}"
    return str(value)


def _number(value: object) -> int:
    return value if isinstance(value, int) else -1
