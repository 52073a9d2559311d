"""Claim adjustment group and reason codes and remittance remark codes, with their start and end dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import iso_date, quarter_of, records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema

_COLUMNS = (
    Column("kind", "text", key=True),
    Column("code", "code", key=True),
    Column("started", "date", optional=True),
    Column("ended", "date", optional=True),
)


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, (kind, code, start, end) in records(path, ("type", "code", "start", "end")):
            yield line, [kind.lower(), code, iso_date(start), iso_date(end)]


def _dates(paths: Paths) -> Edition | None:
    """From the first start to the end of the quarter after the last: lists change every four months."""
    starts = sorted(dt.date.fromisoformat(cells[2]) for _, cells in _rows(paths) if cells[2])
    if not starts:
        return None
    return Edition(starts[0], quarter_of(quarter_of(starts[-1]).last + dt.timedelta(days=1)).last)


IMPORTERS = (
    Importer("reason-codes", "Adjustment reason and remark codes", Schema("reason_codes", _COLUMNS), _rows, _dates),
)
