"""The base rates that fit a case, from the narrowest that is counted to all."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from claimwright.appeals.evaluate.intervals import wilson
from claimwright.appeals.predict.model.attributes import Attributes
from claimwright.appeals.predict.rates.table import ANY, Key, Table, read, years_of
from claimwright.appeals.predict.reading.lexicon import DATA, Category
from claimwright.appeals.records import BaseRate

SHIPPED = DATA / "base_rates.json"


@cache
def shipped() -> Table:
    """The determinations' table that comes with the program."""
    return read(SHIPPED)


def look_up(table: Table, of: Attributes) -> tuple[BaseRate, ...]:
    """The narrowest cell of treatment and diagnosis together, each side alone, the ground, the years, and all."""
    keys = (_pair(table, of), _side(table, of.treatment, 0), _side(table, of.diagnosis, 1), *_broad(of))
    found = dict.fromkeys(key for key in keys if key is not None and key in table.counts)
    return tuple(_rate(table, key) for key in found)


def _pair(table: Table, of: Attributes) -> Key | None:
    """Backs off from both subcategories to a subcategory and a category, then to both categories."""
    if of.treatment is None or of.diagnosis is None:
        return None
    t, d = of.treatment, of.diagnosis
    pairs = ((str(t), str(d)), (str(t), d.category), (t.category, str(d)), (t.category, d.category))
    grounds = (of.ground, ANY) if of.ground else (ANY,)
    keys: Iterator[Key] = ((*pair, ground, ANY) for pair in pairs for ground in grounds)
    return next((key for key in keys if key in table.counts), None)


def _side(table: Table, category: Category | None, place: int) -> Key | None:
    if category is None:
        return None
    names = (str(category), category.category)
    keys: list[Key] = [(name, ANY, ANY, ANY) if place == 0 else (ANY, name, ANY, ANY) for name in names]
    return next((key for key in keys if key in table.counts), None)


def _broad(of: Attributes) -> tuple[Key, ...]:
    return ((ANY, ANY, of.ground or ANY, ANY), (ANY, ANY, ANY, years_of(of.year)), (ANY, ANY, ANY, ANY))


def _rate(table: Table, key: Key) -> BaseRate:
    cases, overturned = table.counts[key]
    interval = wilson(overturned, cases)
    years = f"{table.years[0]} to {table.years[1]}" if table.years[1] else "years not recorded"
    return BaseRate(
        such=_such(key),
        cases=cases,
        overturned=overturned,
        low=interval.low or 0.0,
        high=1.0 if interval.high is None else interval.high,
        source=f"{table.source}, {years}",
    )


def _such(key: Key) -> str:
    """What `such` means, in words."""
    treatment, diagnosis, ground, years = key
    parts = [f"treatment {treatment}" if treatment != ANY else "", f"diagnosis {diagnosis}" if diagnosis != ANY else ""]
    parts += [f"ground {ground}" if ground != ANY else "", f"years {years}" if years != ANY else ""]
    return ", ".join(part for part in parts if part) or "all"
