"""Every example of docs/language.md is read; whole packs are checked and their tests run. Every code is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimwright.clause import check_packs, run_tests
from claimwright.clause.diagnostics import render_all
from claimwright.clause.format import format_source
from claimwright.clause.parser import parse

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
ERRORS = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```clause( \w+)?\n(.*?)^```$", REFERENCE, re.MULTILINE | re.DOTALL)
PACKS = [text for kind, text in BLOCKS if kind == " pack"]


def as_pack(kind: str, text: str) -> str:
    """An example as a file: declarations need a pack line, statements a clause around them."""
    if kind == " pack":
        return text
    if kind == " statements":
        indented = "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))
        return f"pack example\n\nclause example (line: Line)\n{indented}"
    return f"pack example\n\n{text}"


@pytest.mark.parametrize(("kind", "text"), BLOCKS, ids=lambda part: part.strip().split("\n")[0][:40] or "declarations")
def test_examples_are_read_and_in_the_one_style(kind: str, text: str) -> None:
    source = as_pack(kind, text)
    pack, found = parse(source, "language.md")
    assert pack is not None, render_all(found, source)
    if "be line.charge +\n" not in text:  # the example of lines that go on
        assert format_source(source, "language.md") == source


def test_whole_packs_are_without_findings_and_their_tests_pass(tmp_path: Path) -> None:
    for number, text in enumerate(PACKS):
        (tmp_path / f"{number}.clause").write_text(text, encoding="utf-8")
    checked, findings, sources = check_packs([tmp_path])
    assert not findings, render_all(findings, sources)
    report = run_tests(checked)
    assert report.results
    assert [failure for result in report.results for failure in result.failures] == []
    assert report.share == 1


def test_every_code_is_documented_and_every_documented_code_is_used() -> None:
    documented = re.findall(r"^\| (CL\d{3}) \|", ERRORS, re.MULTILINE)
    used = {
        code
        for path in (ROOT / "src" / "claimwright" / "clause").rglob("*.py")
        for code in re.findall(r"""["'](CL\d{3})['"]""", path.read_text(encoding="utf-8"))
    }
    assert sorted(documented) == sorted(used)
