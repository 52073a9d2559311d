"""Diagnoses that support a procedure by local coverage determinations; the jurisdiction is lost in this
source.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema
from claimwright.core.errors import InputError

_COLUMNS = (
    Column("procedure", "code", key=True),
    Column("diagnosis", "code", key=True),
    Column("supported", "boolean"),
    Column("determinations", "text"),
)


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    """What the file says of one procedure."""

    covered: list[str]
    not_covered: list[str] = msgspec.field(name="notCovered")
    lcd_ids: list[str] = msgspec.field(name="lcdIds")


def _read(path: Path) -> dict[str, _Entry]:
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return msgspec.json.decode(data, type=dict[str, _Entry])
    except (OSError, EOFError, msgspec.DecodeError) as error:
        what = f"the file is no list of diagnoses by procedure: {error}"
        raise InputError(what, where=str(path), fix="check the file", code="TABLE-FILE") from error


def _rows(paths: Paths) -> Iterator[TextRow]:
    for path in paths:
        for code, entry in _read(path).items():
            ids = ", ".join(sorted(entry.lcd_ids))
            yield from ((0, [code, diagnosis, "true", ids]) for diagnosis in sorted(set(entry.covered)))
            yield from ((0, [code, diagnosis, "false", ids]) for diagnosis in sorted(set(entry.not_covered)))


def _dates(paths: Paths) -> Edition:
    """The file bears no date; it names codes that came into force on 2025-10-01 (G35.A) and none later."""
    return Edition(dt.date(2025, 10, 1), dt.date(2026, 9, 30))


IMPORTERS = (
    Importer(
        "lcd-diagnosis",
        "Diagnoses that support a procedure (local coverage)",
        Schema("lcd_diagnosis", _COLUMNS),
        _rows,
        _dates,
    ),
)
