"""Level I (CPT) codes in use, gathered from files that list codes: fee schedule amounts and medically
unlikely edits.

Only the numbers are kept. A code is in use where any of the files names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import (
    fee_schedule_year,
    has_columns,
    quarter_in_name,
    records,
)
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema

_LEVEL_ONE = re.compile(r"\d{4}[0-9A-Z]\Z")


def _rows(paths: Paths) -> Iterator[TextRow]:
    seen: set[str] = set()
    for path in paths:
        column = "hcpcs_code" if has_columns(path, ("hcpcs_code",)) else "hcpcs"
        for line, (code,) in records(path, (column,)):
            if _LEVEL_ONE.match(code) and code not in seen:
                seen.add(code)
                yield line, [code]


def _dates(paths: Paths) -> Edition | None:
    """The dates that every file covers."""
    stated = [_dates_of(path) for path in paths]
    known = [edition for edition in stated if edition]
    if len(known) < len(stated):
        return None
    first, last = max(one.first for one in known), min(one.last for one in known)
    return Edition(first, last) if first <= last else None


def _dates_of(path: Path) -> Edition | None:
    return quarter_in_name([path]) or fee_schedule_year([path])


IMPORTERS = (
    Importer(
        "procedures",
        "Level I procedure codes in use",
        Schema("procedures", (Column("code", "code", key=True),)),
        _rows,
        _dates,
    ),
)
