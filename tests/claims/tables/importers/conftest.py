from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimwright.claims.tables import MappedTable, open_table
from claimwright.claims.tables.importers import Dates, import_table, importer
from claimwright.core.settings import public_data

Import = Callable[..., MappedTable]


@pytest.fixture
def imported(tmp_path: Path) -> Import:
    """Write files as `name=text`, import them as a kind, and open the table."""

    def run(kind: str, files: dict[str, str], **dates: dt.date) -> MappedTable:
        paths = [tmp_path / name for name in files]
        for path, text in zip(paths, files.values(), strict=True):
            path.write_text(text)
        return open_table(import_table(importer(kind), paths, tmp_path / "out", Dates(**dates)).path)

    return run


@pytest.fixture
def real(tmp_path: Path) -> Import:
    """Import files of the public data as a kind and open the table."""
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")

    def run(kind: str, *files: str) -> MappedTable:
        return open_table(import_table(importer(kind), [data / file for file in files], tmp_path).path)

    return run


def row(table: MappedTable, *key: Any, on: dt.date | None = None) -> dict[str, Any] | None:
    """The row of a key on a covered date, without its number and losers."""
    found = table.find(key, on or table.edition.first)
    if found is None:
        return None
    return {name: value for name, value in found._asdict().items() if name not in ("row", "lost")}
