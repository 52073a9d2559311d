"""Tables as tests give them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from claimwright.clause.symbols import TableInfo
from claimwright.clause.tables import NoData, row_class


class FixtureTable:
    """A small table held in memory; one row a key, as tests give it."""

    def __init__(
        self,
        info: TableInfo,
        rows: Iterable[tuple[Any, ...]],
        start: dt.date | None = None,
        end: dt.date | None = None,
    ) -> None:
        self.name, self.digest = info.name, ""
        self._start, self._end = start or dt.date.min, end or dt.date.max
        row_type = row_class(info.columns)
        at = [list(info.columns).index(key) for key in info.keys]
        self._rows = [
            (tuple(values[i] for i in at), row_type(*values, number, ())) for number, values in enumerate(rows)
        ]

    def _check(self, on: dt.date) -> None:
        if not self._start <= on <= self._end:
            raise NoData(self.name, on, f"{self._start} to {self._end}")

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The row with this key, or None."""
        self._check(on)
        return next((row for own, row in self._rows if own == key), None)

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """Every row whose key starts with `key`."""
        self._check(on)
        return tuple(row for own, row in self._rows if own[: len(key)] == key)
