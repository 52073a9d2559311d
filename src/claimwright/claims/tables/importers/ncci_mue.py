"""NCCI medically unlikely edits, published by CMS each quarter for practitioner, outpatient hospital and DME
supplier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import quarter_in_name, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema
from claimwright.core.errors import InputError, Location

_COLUMNS = (
    Column("procedure", "code", key=True),
    Column("units", "quantity"),
    Column("adjudication_indicator", "integer"),
    Column("rationale", "text"),
)
_SOURCE = ("hcpcs_code", "mue_units", "mue_mai", "mue_rationale", "mue_service")


def _rows(service: str, paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, (*cells, stated) in records(path, _SOURCE):
            if stated != service:
                fix = "choose the kind of table for this service"
                what = f"the edits are for {stated}, not {service}"
                raise InputError(what, where=Location(str(path), line), fix=fix, code="TABLE-KIND")
            yield line, cells


def _importer(kind: str, table: str, service: str) -> Importer:
    rows: Callable[[Paths], Iterator[TextRow]] = partial(_rows, service)
    return Importer(kind, f"NCCI medically unlikely edits, {service}", Schema(table, _COLUMNS), rows, quarter_in_name)


IMPORTERS = (
    _importer("ncci-mue", "ncci_mue", "Practitioner"),
    _importer("ncci-mue-outpatient", "ncci_mue_outpatient", "Outpatient Hospital"),
    _importer("ncci-mue-dme", "ncci_mue_dme", "DME Supplier"),
)
