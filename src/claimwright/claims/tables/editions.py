"""Several editions of one table as one: the edition is chosen by the date asked for and by what was known
when.

Two time axes: the dates that an edition covers, and the date from which it was known. Where editions cover
one date, the one that became known last answers, unless the question is asked as of an earlier knowledge
date.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any, Protocol

from claimwright.claims.tables.schema import Edition, Schema
from claimwright.clause.tables import Lookup, NoData
from claimwright.core.errors import ConfigError

_DAY = dt.timedelta(days=1)


class Table(Lookup, Protocol):
    """A `Lookup` that says what it holds and which dates it covers."""

    schema: Schema
    edition: Edition

    def __len__(self) -> int: ...


class TableSet:
    """Editions of one table with the `Lookup` contract; `row` counts within the edition that answered.

    Raises `ConfigError` where the editions have different names or columns, or where two that became known on
    the same day cover the same date.
    """

    def __init__(self, tables: Iterable[Table]) -> None:
        self.tables: tuple[Table, ...] = tuple(sorted(tables, key=_order))
        if not self.tables:
            raise ConfigError("a table needs at least one edition", fix="import one", code="TABLE-EDITIONS")
        _check_alike(self.tables)
        self.name = self.tables[0].name
        self.digest = _digest(self.tables)
        self._begins, self._answers = _timeline(self.tables)

    @property
    def schema(self) -> Schema:
        """The columns, equal in every edition."""
        return self.tables[0].schema

    def table_on(self, on: dt.date) -> Table | None:
        """The edition that answers for a date, or None where none covers it."""
        index = bisect_right(self._begins, on) - 1
        return self._answers[index] if index >= 0 else None

    def lost_on(self, on: dt.date) -> tuple[tuple[Table, str], ...]:
        """The editions that do not answer for a date, each with the reason."""
        chosen = self.table_on(on)
        return tuple((table, _why_not(table, on)) for table in self.tables if table is not chosen)

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The row with this key in force on the date, or None. Raises `NoData` outside every edition."""
        return self._edition(on).find(key, on)

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Every row in force on the date whose first key columns equal `key`, in key order."""
        return self._edition(on).find_all(key, on)

    def known_on(self, day: dt.date) -> Lookup:
        """The table as it was known on a day: editions that became known later are left out."""
        return known_on(self.name, self.tables, day)

    def _edition(self, on: dt.date) -> Table:
        table = self.table_on(on)
        if table is None:
            raise NoData(self.name, on, ", ".join(str(one.edition) for one in self.tables))
        return table


class NothingKnown:
    """A table of which no edition was known yet: every question is answered with "no data"."""

    def __init__(self, name: str, day: dt.date) -> None:
        self.name, self._day = name, day
        self.digest = hashlib.sha256(f"nothing known of {name}".encode()).hexdigest()

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """Raises `NoData`."""
        raise NoData(self.name, on, f"nothing as known on {self._day}")

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Raises `NoData`."""
        raise NoData(self.name, on, f"nothing as known on {self._day}")


def join(tables: Iterable[Table]) -> Table | TableSet:
    """One edition as it is, several as a `TableSet`."""
    editions = tuple(tables)
    return editions[0] if len(editions) == 1 else TableSet(editions)


def known_on(name: str, tables: Iterable[Table], day: dt.date) -> Lookup:
    """The editions that were known on a day, joined."""
    known = [table for table in tables if _known_from(table) <= day]
    return join(known) if known else NothingKnown(name, day)


def _known_from(table: Table) -> dt.date:
    return table.edition.known_from or dt.date.min


def _order(table: Table) -> tuple[dt.date, dt.date]:
    return _known_from(table), table.edition.first


def _why_not(table: Table, on: dt.date) -> str:
    if not table.edition.covers(on):
        return f"covers {table.edition}, not {on}"
    return f"known from {table.edition.known_from or 'the beginning'}, a later edition covers {on} too"


def _check_alike(tables: Sequence[Table]) -> None:
    first = tables[0]
    for table in tables[1:]:
        if (table.name, table.schema.columns) != (first.name, first.schema.columns):
            what = f"the editions of {first.name} do not have the same name and columns"
            raise ConfigError(what, fix="import them again with one version", code="TABLE-EDITIONS")
    for one, two in combinations(tables, 2):
        overlap = one.edition.first <= two.edition.last and two.edition.first <= one.edition.last
        if overlap and _known_from(one) == _known_from(two):
            what = f"two editions of {one.name} cover the same dates: {one.edition} and {two.edition}"
            fix = "say from which date each was known, or shorten one"
            raise ConfigError(what, fix=fix, code="TABLE-EDITIONS")


def _digest(tables: Sequence[Table]) -> str:
    if len(tables) == 1:
        return tables[0].digest
    return hashlib.sha256("".join(sorted(table.digest for table in tables)).encode()).hexdigest()


def _timeline(tables: Sequence[Table]) -> tuple[list[dt.date], list[Table | None]]:
    """From each date in the first list on, the table in the second answers; tables come in order of
    knowledge.
    """
    edges = sorted({day for table in tables for day in (table.edition.first, _after(table.edition.last))})
    answers: list[Table | None] = []
    for begin, _ in pairwise([*edges, dt.date.max]):
        covering = [table for table in tables if table.edition.covers(begin)]
        answers.append(covering[-1] if covering else None)
    return edges, answers


def _after(day: dt.date) -> dt.date:
    return day + _DAY if day < dt.date.max else day
