"""Anesthesia conversion factors by Medicare locality, dollars a unit (42 CFR 414.46)."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import (
    fee_schedule_year,
    has_columns,
    locality,
    published,
    records,
)
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema

_COLUMNS = (Column("locality", "text", key=True), Column("conversion_factor", "money"))
_2024 = ("mac", "locality", "anes_cf")
_LATER = ("Contractor", "Locality", "National Anes CF...")


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, (contractor, number, factor) in records(path, _2024 if has_columns(path, _2024) else _LATER):
            if number:
                yield line, [locality(contractor, number), published(factor, 2, path, line)]


IMPORTERS = (
    Importer(
        "anesthesia",
        "Anesthesia conversion factors by Medicare locality",
        Schema("anesthesia", _COLUMNS),
        _rows,
        fee_schedule_year,
    ),
)
