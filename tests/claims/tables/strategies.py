"""Generated tables: columns of every type, rows with and without their own dates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from claimwright.claims.tables import Column, Edition, Schema

EDITION = Edition(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
DAYS = st.dates(EDITION.first, EDITION.last)
TEXTS = st.one_of(
    st.text("ABC019", min_size=0, max_size=5),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12).map(str.strip),
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "code": st.text("ABC019", min_size=1, max_size=9),
    "integer": st.integers(-(10**12), 10**12),
    "date": st.dates(),
    "boolean": st.booleans(),
}
KEY_SETS = st.lists(st.sampled_from(["code", "text", "integer", "date", "boolean"]), min_size=1, max_size=3)


@dataclass(frozen=True)
class Made:
    """A schema with its rows, and for each row the values of the key."""

    schema: Schema
    rows: list[dict[str, Any]]
    keys: list[tuple[Any, ...]]
    windowed: bool


@st.composite
def schemas(draw: st.DrawFn) -> Schema:
    kinds = draw(KEY_SETS)
    others = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=4))
    keys = [Column(f"key_{n}", kind, key=True) for n, kind in enumerate(kinds)]
    values = [Column(f"value_{n}", kind, optional=draw(st.booleans())) for n, kind in enumerate(others)]
    return Schema("made", tuple(draw(st.permutations([*keys, *values]))))


@st.composite
def tables(draw: st.DrawFn) -> Made:
    schema = draw(schemas())
    windowed = draw(st.booleans())
    few = {column.name: draw(st.lists(VALUES[column.type], min_size=1, max_size=3)) for column in schema.keys}
    keys = draw(st.lists(st.tuples(*(st.sampled_from(few[c.name]) for c in schema.keys)), unique=True, max_size=12))
    rows: list[dict[str, Any]] = []
    for key in keys:
        for window in draw(windows()) if windowed else [{}]:
            row = dict(zip((c.name for c in schema.keys), key, strict=True))
            rows.append(row | draw(_values(schema)) | window)
    return Made(schema, draw(st.permutations(rows)), keys, windowed and bool(rows))


@st.composite
def _values(draw: st.DrawFn, schema: Schema) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in schema.columns:
        if not column.key:
            value = VALUES[column.type]
            row[column.name] = draw(st.none() | value if column.optional else value)
    return row


@st.composite
def windows(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Dates in force that do not overlap, in order, the outer ends sometimes open."""
    edges = sorted(draw(st.lists(DAYS, min_size=2, max_size=6, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    made: list[dict[str, Any]] = [{"from": first, "until": last} for first, last in pairs]
    if draw(st.booleans()):
        made[0]["from"] = None
    if draw(st.booleans()):
        made[-1]["until"] = None
    return made
