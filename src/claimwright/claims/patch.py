"""Changed inputs: `lines.1.modifiers=25`, `book.member.birth_date=1980-02-01`, by the names of the records.

A path starts in the claim unless it says `book`; items of a list count from 1; a list is written with commas, money
with a dollar sign or in cents, and `absent` takes a value away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import msgspec

from claimwright.claims.records import Book, Claim
from claimwright.core.errors import InputError
from claimwright.core.money import parse_cents

ABSENT = "absent"
FORMS = (
    "dates as 2024-07-01, money as $150.00 or in cents, units in thousandths, lists with commas, `absent` for nothing"
)


def apply_patch(claim: Claim, book: Book, patch: Mapping[str, str]) -> tuple[Claim, Book]:
    """The inputs with fields replaced. Raises `InputError` PATCH-1 for a path or value that does not fit."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({"claim": claim, "book": book}))
    for path, value in patch.items():
        _set(plain, path, value)
    try:
        return msgspec.convert(plain["claim"], Claim, strict=False), msgspec.convert(plain["book"], Book, strict=False)
    except msgspec.ValidationError as error:
        raise InputError(f"the change does not fit: {_readable(error)}", fix=FORMS, code="PATCH-1") from None


def _readable(error: msgspec.ValidationError) -> str:
    """The message, with the place as a path is written: `lines.1.charge`."""
    message, _, place = str(error).rpartition(" - at `$.")
    path = re.sub(r"\[(\d+)\]", lambda index: f".{int(index[1]) + 1}", place.rstrip("`"))
    return f"{path}: {message}" if message else str(error)


def _set(plain: dict[str, Any], path: str, value: str) -> None:
    parts = path.split(".")
    if parts[0] not in plain:
        parts = ["claim", *parts]
    target: Any = plain
    for part in parts[:-1]:
        target = _step(target, part, path)
    last = parts[-1]
    if isinstance(target, dict):
        found = cast("dict[str, Any]", target)
        _step(found, last, path)
        found[last] = _value(value, last)
        if value == ABSENT:
            found[last] = None
    else:
        items = cast("list[Any]", target)
        items[_index(items, last, path)] = _value(value, "")


def _step(target: Any, part: str, path: str) -> Any:
    if isinstance(target, list):
        items = cast("list[Any]", target)
        return items[_index(items, part, path)]
    found = cast("dict[str, Any]", target)
    if part not in found:
        known = ", ".join(sorted(found))
        raise InputError(f"{path!r} names no field: there is no {part!r}", fix=f"known here: {known}", code="PATCH-1")
    return found[part]


def _index(items: list[Any], part: str, path: str) -> int:
    if part.isdigit() and 1 <= int(part) <= len(items):
        return int(part) - 1
    raise InputError(f"{path!r} names no item: there are {len(items)}", fix="count from 1", code="PATCH-1")


_LISTS = ("modifiers", "diagnoses")


def _value(text: str, field: str) -> Any:
    if field in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    return parse_cents(text) if text.startswith("$") else text
