"""The bars of the reference tables: not measured without data, and measured with it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from claimwright.bench import tables


def test_without_data_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMWRIGHT_DATA", raising=False)
    bars = tables.run(quick=True)
    assert [(bar.figure, bar.ok) for bar in bars] == [(None, None)] * 3
    assert all("CLAIMWRIGHT_DATA is not set" in bar.note for bar in bars)


def test_with_data_time_and_memory_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / tables.FILE
    file.parent.mkdir()
    codes = [f"{number:05d}" for number in range(60)]
    pairs = "".join(f"{one},{two},1,Misuse,\n" for one in codes for two in codes if one < two)
    file.write_bytes(gzip.compress(b"column1,column2,modifier_indicator,rationale,deletion_date\n" + pairs.encode()))
    monkeypatch.setenv("CLAIMWRIGHT_DATA", str(tmp_path))
    hit, miss, memory = tables.run(quick=True)
    assert hit.figure
    assert miss.figure
    assert memory.ok
    assert "1,770 pairs" in memory.note
