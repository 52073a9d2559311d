"""Findings that need several packs, or reason codes: golden_packs/NAME/*.clause and expected.txt.

`pytest tests/clause --refresh-golden` writes the expected texts anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimwright.claims.codes.reasons import bundled
from claimwright.clause.diagnostics import render_all
from claimwright.clause.program import check_sources

GOLDEN = Path(__file__).parent / "golden_packs"
CHECK = Path(__file__).parent / "golden" / "check"
SOURCES = Path(__file__).parents[2] / "src" / "claimwright" / "clause"


@pytest.mark.parametrize("folder", sorted(GOLDEN.iterdir()), ids=lambda folder: folder.name)
def test_messages_are_the_expected_ones(folder: Path, pytestconfig: pytest.Config) -> None:
    sources = {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.clause"))}
    found = check_sources(sources, bundled())[1]
    rendered = render_all(found, sources) + "\n"
    expected = folder / "expected.txt"
    if pytestconfig.getoption("--refresh-golden", default=False):
        expected.write_text(rendered, encoding="utf-8")
    assert found
    assert rendered == expected.read_text(encoding="utf-8")


def test_every_code_of_the_checker_has_a_golden_file() -> None:
    shown = {
        code
        for file in (*CHECK.glob("*.txt"), *GOLDEN.glob("*/expected.txt"))
        for code in re.findall(r": (?:error|warning) (CL\d{3}): ", file.read_text(encoding="utf-8"))
    }
    used = {
        code
        for path in (*SOURCES.glob("check*.py"), SOURCES / "symbols.py")
        for code in re.findall(r"""["'](CL[2-5]\d\d)["']""", path.read_text(encoding="utf-8"))
    }
    assert used == shown


@pytest.mark.parametrize("file", sorted(CHECK.glob("*.txt")), ids=lambda file: file.stem)
def test_each_finding_shows_a_way_out(file: Path) -> None:
    findings = file.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    assert [finding for finding in findings if "\n  fix: " not in finding] == []
