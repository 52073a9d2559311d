"""NCCI add-on code edits, published by CMS each quarter.

Type 1 lists the primary procedures of an add-on code, type 2 leaves them to the contractor (primary `CCCCC`),
type 3 lists some and leaves others to the contractor (CMS, Medicare Claims Processing Manual, chapter 12,
section 30).
"""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import quarter_in_name, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Schema

_COLUMNS = (
    Column("add_on", "code", key=True),
    Column("primary", "code", key=True),
    Column("kind", "integer"),
)


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        yield from records(path, ("add_on_code", "primary_code", "aoc_edit_type"))


IMPORTERS = (Importer("ncci-aoc", "NCCI add-on code edits", Schema("ncci_aoc", _COLUMNS), _rows, quarter_in_name),)
