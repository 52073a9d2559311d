"""One cell of text as a typed value, and a typed value of another reader (Parquet) as that text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from claimwright.claims.tables.schema import Column

Cell = str | int | bool | dt.date | None

_DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")
_BOOLEAN = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
}
_BOUND = 1 << 62
_LONGEST = 26


class BadCell(ValueError):  # noqa: N818  -- becomes an InputError where the file and row are known
    """A cell that does not fit its column; the text completes "column X: ..."."""


def normal_code(text: str) -> str:
    """A code as the records write it: upper case, no spaces around, no punctuation (`E11.9` is `E119`)."""
    return text.strip().upper().replace(".", "")


def parse_cell(text: str, column: Column) -> Cell:
    """Read a cell as a value of the column. Nothing is rounded. Raises `BadCell`."""
    trimmed = text.strip()
    if not trimmed:
        return _empty(column)
    return _PARSERS[column.type](trimmed, column)


def _empty(column: Column) -> Cell:
    if column.optional:
        return None
    if column.textual:
        return ""
    raise BadCell("the cell is empty, and the column is not optional")


def _decimal(text: str, column: Column, shown: str) -> int:
    if "_" in text:
        raise BadCell(f"{shown!r} is not a {column.type}")
    try:
        scaled = Decimal(text).scaleb(column.decimals)
    except ArithmeticError:
        raise BadCell(f"{shown!r} is not a {column.type}") from None
    if len(text) > _LONGEST or not scaled.is_finite() or abs(scaled) >= _BOUND:
        raise BadCell(f"{shown!r} is out of range")
    if scaled != scaled.to_integral_value():
        raise BadCell(f"{shown!r} has more than {column.decimals} decimals")
    return int(scaled)


def _parse_number(text: str, column: Column) -> int:
    return _decimal(text.replace(",", ""), column, text)


def _parse_money(text: str, column: Column) -> int:
    return _decimal(text.replace("$", "", 1).replace(",", ""), column, text)


def _parse_rate(text: str, column: Column) -> int:
    if not text.endswith("%"):
        return _parse_number(text, column)
    return _decimal(text[:-1].replace(",", "").strip() + "e-2", column, text)


def _parse_date(text: str, column: Column) -> dt.date:
    try:
        if _DATE.match(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise BadCell(f"{text!r} is not a date; write it like 2024-07-01")


def _parse_boolean(text: str, column: Column) -> bool:
    try:
        return _BOOLEAN[text.lower()]
    except KeyError:
        raise BadCell(f"{text!r} is neither true nor false") from None


_PARSERS: dict[str, Callable[[str, Column], Cell]] = {
    "money": _parse_money,
    "rate": _parse_rate,
    "quantity": _parse_number,
    "integer": _parse_number,
    "number": _parse_number,
    "date": _parse_date,
    "boolean": _parse_boolean,
    "text": lambda text, column: text,
    "code": lambda text, column: normal_code(text),
}


def cell_text(value: Any) -> str:
    """A typed value (Parquet, JSON) as the text that a CSV file would hold."""
    if value is None or value != value:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return str(value)
