"""Fields of a run's inputs as evidence: `claim:H-1001/line:1.modifiers` is a record's reference and a field of it.

Free text that a claim brings along (notes, names, addresses) is no evidence of anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from claimwright.claims.records import Book, Claim
from claimwright.evidence import Evidence

_MONEY = frozenset({"charge", "paid", "allowed", "amount"})
_THOUSANDTHS = frozenset({"units", "units_left"})
_FREE_TEXT = frozenset(
    {"note", "last_name", "first_name", "name", "payer_name", "address", "city", "state", "postal_code"}
)


def records(claim: Claim, book: Book) -> dict[str, msgspec.Struct]:
    """Every record of the inputs by its reference."""
    return {ref: record for part in (claim, book) for ref, record in _walk(part)}


def field_evidence(known: dict[str, msgspec.Struct], path: str) -> Iterator[Evidence]:
    """What an input field says. Nothing where the inputs have no such record or field, or it is free text."""
    ref, _, name = path.rpartition(".")
    record = known.get(ref)
    if record is None or name in _FREE_TEXT or not hasattr(record, name):
        return
    yield Evidence("text", ref)
    value = getattr(record, name)
    for each in value if isinstance(value, tuple) else (value,):  # pyright: ignore[reportUnknownVariableType]
        yield from _typed(each, name)


def _walk(value: Any) -> Iterator[tuple[str, msgspec.Struct]]:
    if isinstance(value, tuple):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _walk(each)
    elif isinstance(value, msgspec.Struct):
        ref = getattr(value, "ref", "")
        if ref:
            yield ref, value
        for name in value.__struct_fields__:
            yield from _walk(getattr(value, name))


def _typed(value: Any, name: str) -> Iterator[Evidence]:
    if isinstance(value, dt.date):
        yield Evidence("date", value)
    elif isinstance(value, bool) or value is None:
        return
    elif isinstance(value, int):
        yield _number(value, name)
    elif isinstance(value, str):
        yield Evidence("code", value)
        yield Evidence("id", value)


def _number(value: int, name: str) -> Evidence:
    if name in _MONEY:
        return Evidence("money", value)
    return Evidence("number", Decimal(value) / 1000 if name in _THOUSANDTHS else value)
