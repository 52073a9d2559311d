"""Tables as a trace saw them: enough to repeat its run when the tables themselves are gone or have changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import Any

from claimwright.clause.tables import NoData, row_class
from claimwright.core.errors import InputError
from claimwright.trace.sites import Site, SiteTable, Trace

_NO_DATA = re.compile(r"no data: table (\w+) covers (.+), not (\d{4}-\d{2}-\d{2})\Z")


class SealedTable:
    """Answers exactly the searches that were recorded. Raises `InputError` SEALED for any other."""

    def __init__(self, name: str, digest: str) -> None:
        self.name, self.digest = name, digest
        self.one: dict[tuple[tuple[Any, ...], dt.date], Any] = {}
        self.many: dict[tuple[tuple[Any, ...], dt.date], tuple[Any, ...]] = {}
        self.uncovered: dict[dt.date, str] = {}

    def find(self, key: tuple[Any, ...], on: dt.date) -> Any | None:
        """The recorded row, or None where none was found."""
        return self._recorded(self.one, key, on)

    def find_all(self, key: tuple[Any, ...], on: dt.date) -> tuple[Any, ...]:
        """The recorded rows."""
        return self._recorded(self.many, key, on)

    def _recorded(self, answers: Mapping[Any, Any], key: tuple[Any, ...], on: dt.date) -> Any:
        if (key, on) in answers:
            return answers[key, on]
        if on in self.uncovered:
            raise NoData(self.name, on, self.uncovered[on])
        raise InputError(
            f"the trace has no search of {self.name} for {', '.join(map(str, key))} on {on}",
            fix="replay with the book's own tables",
            code="SEALED",
        )


def seal(trace: Trace, table: SiteTable) -> dict[str, SealedTable]:
    """Every table of the receipt, with the answers that the trace recorded."""
    sealed = {name: SealedTable(name, digest) for name, digest in trace.header.tables}
    for row in trace.rows:
        number: int = row[0]
        site = table.sites[number]
        if site.kind in ("find", "find_all"):
            _record(sealed, site, row[2:])
        elif site.kind == "error":
            _record_gap(sealed, row[4])
    return sealed


def _record(sealed: dict[str, SealedTable], site: Site, values: Sequence[Any]) -> None:
    target = sealed[site.attributes["table"]]
    *key, on, found = values
    keys = tuple(_typed(value, slot.type) for value, slot in zip(key, site.slots, strict=False))
    date = dt.date.fromisoformat(on)
    if site.kind == "find":
        target.one[keys, date] = None if found is None else _row(site, found)
    else:
        target.many[keys, date] = tuple(_row(site, each) for each in found)


def _record_gap(sealed: dict[str, SealedTable], message: str) -> None:
    match = _NO_DATA.match(message)
    if match is not None and match[1] in sealed:
        sealed[match[1]].uncovered[dt.date.fromisoformat(match[3])] = match[2]


def _row(site: Site, found: Sequence[Any]) -> Any:
    columns, types = site.attributes["columns"], site.attributes["column_types"]
    values = [_typed(value, kind) for value, kind in zip(found, types, strict=False)]
    return row_class(columns)(*values, *found[len(columns) :])


def _typed(value: Any, kind: str) -> Any:
    return dt.date.fromisoformat(value) if kind == "date" and value is not None else value
