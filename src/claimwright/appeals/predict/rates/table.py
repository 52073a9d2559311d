"""Base rates: how often determinations of a kind were overturned, counted at several breadths.

A table holds counts only. A cell is a treatment, a diagnosis, a ground and a band of years, any of which may be `*`; cells
of fewer than 5 cases are left out, and their cases count in the broader cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from claimwright.appeals.predict.model.attributes import Attributes
from claimwright.appeals.predict.reading.lexicon import Category
from claimwright.core.errors import InputError

SCHEMA = "claimwright-appeals-base-rates/1"
FEWEST = 5
ANY = "*"
_BAND = 4

Key = tuple[str, str, str, str]
"""Treatment, diagnosis, ground, years, each as it is shown, or `*`."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """Counts. `names` are the distinct words of all keys; a cell is four places among them, cases and overturned."""

    schema: str
    source: str
    years: tuple[int, int]
    names: tuple[str, ...]
    cells: tuple[tuple[int, int, int, int, int, int], ...]

    @cached_property
    def counts(self) -> dict[Key, tuple[int, int]]:
        """Cases and how many of them were overturned, by key."""
        n = self.names
        return {(n[a], n[b], n[c], n[d]): (cases, overturned) for a, b, c, d, cases, overturned in self.cells}


def build(cases: Iterable[tuple[Attributes, bool]], source: str) -> Table:
    """Count cases (their attributes, and whether they were overturned)."""
    totals: Counter[Key] = Counter()
    hits: Counter[Key] = Counter()
    years: list[int] = []
    for of, overturned in cases:
        years += [of.year] if of.year is not None else []
        for key in set(_keys(of)):
            totals[key] += 1
            hits[key] += overturned
    kept = sorted(key for key, count in totals.items() if count >= FEWEST)
    names = tuple(sorted({name for key in kept for name in key}))
    place = {name: at for at, name in enumerate(names)}
    cells = tuple((place[a], place[b], place[c], place[d], totals[a, b, c, d], hits[a, b, c, d]) for a, b, c, d in kept)
    return Table(SCHEMA, source, (min(years, default=0), max(years, default=0)), names, cells)


def read(path: Path) -> Table:
    """The table of a file. Raises `InputError` for one that is damaged."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Table)
    except msgspec.DecodeError as error:
        raise InputError(
            f"the base rates cannot be read: {error}",
            where=str(path),
            fix="make them again with `claimwright appeals index-cases`",
            code="APPEALS-RATES",
        ) from None


def write(table: Table, path: Path) -> None:
    """Write the file, a cell a line so that changes can be read."""
    cells = ",\n".join(msgspec.json.encode(cell).decode() for cell in table.cells)
    head = msgspec.to_builtins(table) | {"cells": []}
    path.write_text(msgspec.json.encode(head).decode().removesuffix("[]}") + f"[\n{cells}\n]}}\n", "utf-8")


def years_of(year: int | None) -> str:
    """The band of four years that a year lies in, such as `2013-2016`."""
    if year is None:
        return ANY
    first = (year - 1) // _BAND * _BAND + 1
    return f"{first}-{first + _BAND - 1}"


def _keys(of: Attributes) -> Iterator[Key]:
    """Every cell that a case counts in: pairs by ground, and each side and the whole by ground and years besides."""
    sides = [(t, d) for t in _breadths(of.treatment) for d in _breadths(of.diagnosis)]
    for treatment, diagnosis in sides:
        for ground in {ANY, of.ground or ANY}:
            yield (treatment, diagnosis, ground, ANY)
        if ANY in (treatment, diagnosis):
            yield (treatment, diagnosis, ANY, years_of(of.year))


def _breadths(category: Category | None) -> tuple[str, ...]:
    if category is None:
        return (ANY,)
    return tuple(dict.fromkeys((str(category), category.category, ANY)))
