"""Medicare payment localities and the counties in them."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import fee_schedule_year, has_columns, locality, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema

_COLUMNS = (
    Column("locality", "text", key=True),
    Column("state", "text"),
    Column("area", "text"),
    Column("counties", "text"),
)
_2024 = ("mac", "locality", "state_name", "fee_schedule_area", "counties")
_LOCCO = ("Medicare Adminstrative Contractor", "Locality Number", "State", "Fee Schedule Area", "Counties")


def _rows(paths: Paths) -> Iterator[TextRow]:
    """One row a locality. The state stands only in its first row; one locality stands twice alike."""
    seen: set[str] = set()
    for path in paths:
        state = ""
        columns = _2024 if has_columns(path, _2024) else _LOCCO
        for line, (contractor, number, name, area, counties) in records(path, columns):
            key, state = locality(contractor, number), name or state
            if number and key not in seen:  # a footnote has no number
                seen.add(key)
                yield line, [key, state, area.rstrip("* "), counties]


IMPORTERS = (
    Importer(
        "pfs-locality",
        "Medicare payment localities and their counties",
        Schema("pfs_locality", _COLUMNS),
        _rows,
        fee_schedule_year,
    ),
)
