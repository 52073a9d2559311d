"""Places of service, with whether Medicare pays the facility rate there (42 CFR 414.22(b)(5))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema
from claimwright.core.errors import InputError, Location

_COLUMNS = (Column("code", "code", key=True), Column("facility", "boolean"), Column("name", "text"))
_FACILITY = {"Facility": "true", "Non-Facility": "false"}


def _rows(paths: Paths) -> Iterator[TextRow]:
    """Codes that are not assigned are left out: they are no places of service."""
    for path in paths:
        for line, (code, kind, name) in records(path, ("code", "type", "name")):
            if kind == "Unassigned":
                continue
            if kind not in _FACILITY:
                where, fix = Location(str(path), line), "it is Facility, Non-Facility or Unassigned"
                raise InputError(f"{kind!r} is no type of place", where=where, fix=fix, code="TABLE-VALUE")
            yield line, [code, _FACILITY[kind], name]


def _dates(paths: Paths) -> Edition:
    """The list bears no date; it is taken with the files of 2024."""
    return Edition(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


IMPORTERS = (Importer("place-of-service", "Places of service", Schema("place_of_service", _COLUMNS), _rows, _dates),)
