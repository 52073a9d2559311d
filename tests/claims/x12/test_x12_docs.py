"""docs/x12.md lists every problem, with its severity, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from claimwright.claims.x12 import problems
from claimwright.claims.x12.problems import Kind

ROOT = Path(__file__).parents[3]
KINDS = [value for value in vars(problems).values() if isinstance(value, Kind)]


def test_every_problem_is_documented() -> None:
    text = (ROOT / "docs" / "x12.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| (X12-\d+) \| (error|warning) \|", text, re.MULTILINE)
    assert documented == sorted((kind.code, kind.severity) for kind in KINDS)


def test_codes_are_used_once_and_have_a_way_out() -> None:
    assert len({kind.code for kind in KINDS}) == len(KINDS)
    assert all(kind.fix for kind in KINDS)


def test_every_code_in_the_source_is_documented() -> None:
    text = (ROOT / "docs" / "x12.md").read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/claimwright/claims/x12").glob("*.py"))
    codes = set(re.findall(r'"(X12-[A-Z0-9]+)"', source))
    assert len(codes) > 40
    assert {code for code in codes if code not in text} == set()


def test_every_problem_can_happen() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "src/claimwright/claims/x12").glob("*.py")
        if path.name != "problems.py"
    )
    names = [name for name, value in vars(problems).items() if isinstance(value, Kind)]
    assert [name for name in names if f"problems.{name}" not in source] == []
