from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from claimwright.claims.tables import Edition, MemoryTable, Schema, Table, open_table, write_table

Build = Callable[[Schema, Iterable[dict[str, Any]], Edition], Table]


def in_memory(schema: Schema, rows: Iterable[dict[str, Any]], edition: Edition) -> Table:
    return MemoryTable.of(schema, rows, edition)


def mapped_in(folder: Path) -> Build:
    def build(schema: Schema, rows: Iterable[dict[str, Any]], edition: Edition) -> Table:
        path = folder / "table.cwt"
        write_table(path, MemoryTable.of(schema, rows, edition).arranged, edition)
        return open_table(path)

    return build


@pytest.fixture(params=["memory", "mapped"])
def build(request: pytest.FixtureRequest, tmp_path: Path) -> Build:
    return in_memory if request.param == "memory" else mapped_in(tmp_path)
