"""`claimwright bench`: finds the benchmarks, prints the bars, and says with its exit code whether one was missed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import claimwright.bench
from claimwright.bench import runners
from claimwright.bench.bars import Bar, row
from claimwright.cli.main import build
from claimwright.core.errors import NotFoundError


def call(*arguments: str) -> Result:
    return CliRunner().invoke(build(), ["bench", *arguments])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A benchmark of our own, found beside the others."""
    file = tmp_path / "ours.py"
    monkeypatch.setattr(claimwright.bench, "__path__", [*claimwright.bench.__path__, str(tmp_path)])
    monkeypatch.delitem(sys.modules, "claimwright.bench.ours", raising=False)
    return file


def test_all_benchmarks_are_found() -> None:
    assert {"claims", "tables", "x12", "intake"} <= set(runners())
    assert list(runners("x12")) == ["x12"]


def test_a_name_that_is_none_is_told() -> None:
    with pytest.raises(NotFoundError, match="no benchmark 'clams'"):
        runners("clams")


def test_absent_data_are_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMWRIGHT_DATA", raising=False)
    done = call("tables", "--json")
    assert done.exit_code == 0
    bars = json.loads(done.stdout)
    assert {bar["figure"] for bar in bars} == {None}
    assert all("CLAIMWRIGHT_DATA" in bar["note"] for bar in bars)
    assert "not measured" in call("tables").stdout


@pytest.mark.parametrize(("figure", "code"), [(1, 0), (3, 1)])
def test_a_missed_bar_is_an_exit_code(own: Path, figure: int, code: int) -> None:
    own.write_text(
        "from claimwright.bench.bars import Bar\n"
        f"def run(quick=False):\n    return [Bar('speed', {figure} + quick, 's', '<= 2 s', {figure} <= 2)]\n"
    )
    done = call("ours")
    assert done.exit_code == code
    assert ("MISSED" in done.stdout) == (code == 1)
    assert json.loads(call("ours", "--quick", "--json").stdout)[0]["figure"] == figure + 1


def test_figures_are_short() -> None:
    shown = [row(Bar("x", figure, "", "", None))[1] for figure in (None, 12345.6, 0.41234, 3.0, 45.678)]
    assert shown == ["not measured", "12,346", "0.412", "3", "45.7"]
