"""ICD-10-CM diagnosis codes of one federal fiscal year (October to September)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema

_COLUMNS = (Column("code", "code", key=True), Column("billable", "boolean"))


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        yield from records(path, ("code", "billable"))


def _dates(paths: Paths) -> Edition | None:
    match = re.search(r"fy[ _-]?(20\d\d)", paths[0].name, re.IGNORECASE)
    return Edition(dt.date(int(match[1]) - 1, 10, 1), dt.date(int(match[1]), 9, 30)) if match else None


IMPORTERS = (Importer("icd10cm", "ICD-10-CM diagnosis codes", Schema("icd10cm", _COLUMNS), _rows, _dates),)
