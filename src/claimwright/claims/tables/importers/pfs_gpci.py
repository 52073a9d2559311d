"""Geographic practice cost indices of the Medicare physician fee schedule (42 CFR 414.26)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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

_COLUMNS = (
    Column("locality", "text", key=True),
    Column("work", "number", decimals=3),
    Column("practice_expense", "number", decimals=3),
    Column("malpractice", "number", decimals=3),
    Column("state", "text"),
    Column("name", "text"),
)
_2024 = ("mac", "locality", "state", "locality_name", "gpci_work", "gpci_pe", "gpci_mp")
_ADDENDUM_E = (
    *("Medicare Administrative Contractor (MAC)", "Locality Number", "State", "Locality Name"),
    *("20...", "2025 PE GPCI", "2025 MP GPCI"),
)


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for line, (contractor, number, state, name, *indices) in records(path, _columns(path)):
            if state:  # footnotes have none
                figures = [published(text, 3, path, line) for text in indices]
                yield line, [locality(contractor, number), *figures, state, name.rstrip("* ")]


def _columns(path: Path) -> tuple[str, ...]:
    if has_columns(path, _2024):
        return _2024
    return _ADDENDUM_E


IMPORTERS = (
    Importer(
        "pfs-gpci",
        "Medicare geographic practice cost indices",
        Schema("pfs_gpci", _COLUMNS),
        _rows,
        fee_schedule_year,
    ),
)
