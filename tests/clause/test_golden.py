"""Error messages, side by side with the source that causes them: golden/<part>/NAME.clause and NAME.txt.

`golden/syntax` goes through the parser alone, `golden/check` through `claimwright.clause.check_source`.
`pytest tests/clause --refresh-golden` writes the .txt files anew.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import claimwright.clause
from claimwright.clause.diagnostics import Diagnostic, render_all
from claimwright.clause.parser import parse

GOLDEN = Path(__file__).parent / "golden"
Check = Callable[[str, str], tuple[Diagnostic, ...]]


def syntax_errors(source: str, path: str) -> tuple[Diagnostic, ...]:
    return parse(source, path)[1]


def check_for(part: str) -> Check:
    if part == "syntax":
        return syntax_errors
    check: Check | None = getattr(claimwright.clause, "check_source", None)
    if check is None:
        pytest.skip("claimwright.clause.check_source is not there")
    return check


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*/*.clause")), ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_messages_are_the_expected_ones(file: Path, pytestconfig: pytest.Config) -> None:
    source = file.read_text(encoding="utf-8")
    found = check_for(file.parent.name)(source, file.name)
    rendered = render_all(found, source) + "\n"
    expected = file.with_suffix(".txt")
    if pytestconfig.getoption("--refresh-golden", default=False):
        expected.write_text(rendered, encoding="utf-8")
    assert found, "a golden file shows at least one finding"
    assert rendered == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("syntax/*.clause")), ids=lambda file: file.stem)
def test_no_place_is_reported_twice(file: Path) -> None:
    found = syntax_errors(file.read_text(encoding="utf-8"), file.name)
    assert len({(each.span.line, each.span.column) for each in found}) == len(found)


def test_there_are_enough_of_them() -> None:
    assert len(list(GOLDEN.glob("syntax/*.clause"))) >= 25
