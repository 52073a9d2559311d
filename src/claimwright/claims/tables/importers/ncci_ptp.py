"""NCCI procedure-to-procedure edits, published by CMS each quarter, practitioner and outpatient hospital."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import iso_date, quarter_in_name, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema

_COLUMNS = (
    Column("column_one", "code", key=True),
    Column("column_two", "code", key=True),
    Column("modifier_indicator", "integer"),
    Column("rationale", "text"),
    Column("deletion_date", "date", optional=True),
)
_SOURCE = ("column1", "column2", "modifier_indicator", "rationale", "deletion_date")
_NEVER_IN_FORCE = "9"


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, cells in records(path, _SOURCE):
            if cells[2] != _NEVER_IN_FORCE:
                cells[4] = iso_date(cells[4])
                yield line, cells


def _importer(kind: str, table: str, about: str) -> Importer:
    return Importer(kind, about, Schema(table, _COLUMNS), _rows, quarter_in_name)


IMPORTERS = (
    _importer("ncci-ptp", "ncci_ptp", "NCCI procedure-to-procedure edits, practitioner"),
    _importer("ncci-ptp-outpatient", "ncci_ptp_outpatient", "NCCI procedure-to-procedure edits, outpatient hospital"),
)
