"""The sorted distinct values of a column in a table file: position of a value, value at a position."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from claimwright.claims.tables.layout import PACKED, as_integer, pack, unpack

SMALL = 32768
"""Domains up to this size are kept as Python values once asked; larger ones are searched in the file."""


class Views(Protocol):
    """The arrays of a file by name."""

    def __contains__(self, name: str) -> bool: ...
    def __getitem__(self, name: str) -> memoryview[int]: ...


class Domain:
    """Values by position (`at`) and positions by value (`position`, None where the value does not occur)."""

    __slots__ = ("at", "position", "size")

    def __init__(self, size: int, at: Callable[[int], Any], search: Callable[[Any], int | None]) -> None:
        self.size = size
        if size <= SMALL:
            values = [at(index) for index in range(size)]
            self.at: Callable[[int], Any] = values.__getitem__
            self.position: Callable[[Any], int | None] = {value: index for index, value in enumerate(values)}.get
        else:
            self.at, self.position = at, search


def text_domain(views: Views, name: str) -> Domain:
    """Texts, packed into integers or as offsets and bytes."""
    if name in views:
        return _packed_domain(views[name])
    offsets, data = views[f"{name}.offsets"], views[f"{name}.bytes"]

    def at(index: int) -> str:
        return str(data[offsets[index] : offsets[index + 1]], "utf-8")

    return Domain(len(offsets) - 1, at, _searcher(at, len(offsets) - 1))


def _packed_domain(view: memoryview[int]) -> Domain:
    def at(index: int) -> str:
        return unpack(view[index])

    def search(value: Any) -> int | None:
        if not isinstance(value, str) or len(value) > PACKED or "\0" in value:
            return None
        data = value.encode()
        return _exact(view, pack(data)) if len(data) <= PACKED else None

    return Domain(len(view), at, search)


def _searcher(at: Callable[[int], str], size: int) -> Callable[[Any], int | None]:
    def search(value: Any) -> int | None:
        if not isinstance(value, str):
            return None
        index = bisect_left(range(size), value, key=at)
        return index if index < size and at(index) == value else None

    return search


def _exact(values: Sequence[int], wanted: int) -> int | None:
    index = bisect_left(values, wanted)
    return index if index < len(values) and values[index] == wanted else None


def integer_domain(view: memoryview[int], decode: Callable[[int], Any]) -> Domain:
    """Integers, dates and truth values."""

    def at(index: int) -> Any:
        return decode(view[index])

    def search(value: Any) -> int | None:
        return _exact(view, as_integer(value)) if isinstance(value, int | dt.date) else None

    return Domain(len(view), at, search)


def decoder(kind: str) -> Callable[[int], Any]:
    """How an integer of a file becomes a value of a column type."""
    return {"date": dt.date.fromordinal, "boolean": bool}.get(kind, int)
