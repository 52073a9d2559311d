"""HCPCS Level II codes with coverage indicator and the dates of their addition and end.

Coverage: C carrier judgment, D special instructions, I not payable by Medicare, M non-covered, S non-covered
by statute.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import iso_date, quarter_of, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema

_COLUMNS = (
    Column("code", "code", key=True),
    Column("coverage", "text"),
    Column("added", "date", optional=True),
    Column("terminated", "date", optional=True),
)
_SOURCE = ("hcpcs_code", "cov", "date_added", "date_term")


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, (code, coverage, added, ended) in records(path, ("hcpcs_code", "cov", "date_added", "date_term")):
            yield line, [code, coverage, iso_date(added), iso_date(ended)]


def _dates(paths: Paths) -> Edition | None:
    """From January of the year of the last addition to the end of its quarter; lists are quarterly."""
    added = [cells[2] for _, cells in _rows(paths) if cells[2]]
    try:
        last = dt.date.fromisoformat(max(added, default=""))
    except ValueError:
        return None
    return Edition(dt.date(last.year, 1, 1), quarter_of(last).last)


IMPORTERS = (Importer("hcpcs", "HCPCS Level II codes", Schema("hcpcs", _COLUMNS), _rows, _dates),)
