"""The pages name options and patterns as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.cli.appeals import app

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize(
    ("page", "command"), [("appeals-benchmark.md", "build"), ("appeals-evaluation.md", "evaluate")]
)
def test_every_option_is_described_and_exists(page: str, command: str) -> None:
    said = set(re.findall(r"--[a-z][a-z-]+", (DOCS / page).read_text("utf-8").split("```")[1]))
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"}).output
    assert said == set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--help"}
