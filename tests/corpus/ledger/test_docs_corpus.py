"""`docs/corpus.md` names, for each statement, a file and a test; both have to be there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs/corpus.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`([\w/]+\.py)::(\w+)`", TEXT)))
ROWS = [
    line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| fault", "| wish", "| ---"))
]


@cache
def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_each_test_is_there(file: str, name: str) -> None:
    assert name in functions(ROOT / "tests/corpus" / file)


def test_each_file_is_there() -> None:
    package = ROOT / "src/claimwright"
    named = set(re.findall(r"`((?:[\w.]+/)+[\w.]*)`", TEXT)) - {"data/raw/.versions", "docs/appeals.md"}
    missing = [
        name
        for name in named
        if not any((base / name).exists() for base in (package, package / "corpus", ROOT, ROOT / "tests"))
    ]
    assert missing == []


def test_each_fault_has_a_test_or_is_answered_elsewhere() -> None:
    faults = ROWS[ROWS.index(next(row for row in ROWS if "leaked outcomes" in row)) :]
    assert len(faults) > 45
    assert [row for row in faults if "::test_" not in row and "docs/appeals.md" not in row] == []
