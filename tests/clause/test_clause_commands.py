"""`claimwright clause fmt` and `doc`, and what generated documentation holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimwright.clause.document import document_files, document_text
from claimwright.clause.format import format_source
from claimwright.clause.parser import parse
from claimwright.cli.clause import app
from clause.test_format import EXAMPLE

UGLY = "pack p\ncode   system A\n"
NEAT = "pack p\n\ncode system A\n"


def clause(*arguments: str | Path, stdin: str = "") -> Result:
    return CliRunner().invoke(app, [str(each) for each in arguments], input=stdin)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ugly.clause").write_text(UGLY)
    (tmp_path / "neat.clause").write_text(NEAT)
    return tmp_path


def test_fmt_writes_what_changes(folder: Path) -> None:
    result = clause("fmt", folder)
    assert result.exit_code == 0
    assert "formatted" in result.output
    assert "1 of 2 files changed" in result.output
    assert (folder / "ugly.clause").read_text() == NEAT


def test_fmt_check_writes_nothing(folder: Path) -> None:
    result = clause("fmt", folder, "--check")
    assert result.exit_code == 1
    assert "1 of 2 files would change" in result.output
    assert (folder / "ugly.clause").read_text() == UGLY
    assert clause("fmt", folder / "neat.clause", "--check").exit_code == 0


def test_fmt_diff_shows_the_change(folder: Path) -> None:
    result = clause("fmt", folder, "--diff")
    assert result.exit_code == 0
    assert "-code   system A" in result.output
    assert "+code system A" in result.output
    assert (folder / "ugly.clause").read_text() == UGLY


def test_fmt_json(folder: Path) -> None:
    assert [each["changed"] for each in json.loads(clause("fmt", folder, "--check", "--json").output)] == [False, True]


def test_fmt_reads_standard_input() -> None:
    assert clause("fmt", stdin=UGLY).output == NEAT
    assert clause("fmt", "-", stdin=UGLY).output == NEAT


def test_fmt_of_broken_files_leaves_them_and_formats_the_others(folder: Path) -> None:
    (folder / "broken.clause").write_text("pack p\nclause (\n")
    result = clause("fmt", folder)
    assert result.exception is not None
    assert "CL011" in str(result.exception)
    assert (folder / "ugly.clause").read_text() == NEAT
    assert (folder / "broken.clause").read_text() == "pack p\nclause (\n"


def test_doc_has_a_file_a_pack_and_an_index(folder: Path) -> None:
    (folder / "example.clause").write_text(EXAMPLE)
    (folder / "ugly.clause").unlink()
    out = folder / "out"
    result = clause("doc", folder, "--out", out)
    assert result.exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == ["example.md", "index.md", "p.md"]
    assert clause("doc", folder).output.startswith("# Example\n")
    assert set(json.loads(clause("doc", folder, "--json").output)) == {"example.md", "index.md", "p.md"}


def test_documentation_says_what_a_rule_reads_and_decides() -> None:
    pack, _ = parse(EXAMPLE, "x.clause")
    assert pack is not None
    text = document_text([pack])
    for part in (
        "- Takes: `line`: [Line](#record-line)",
        "- In force: from 2024-01-01, known from 2023-12-01",
        "- Sources: manual",
        "- Finds rows in: `fees`",
        "- Decides: `deny CO-45 with N1, N2`; `pend review`",
        "  - `other` when `line.emergency`: `pend review`",
        "1. **one** (unless denied)\n   - [`first_rule`](#clause-first_rule)",
        "- a test",
    ):
        assert part in text


def test_links_lead_to_headings_or_anchors_that_are_there() -> None:
    pack, _ = parse(EXAMPLE, "x.clause")
    assert pack is not None
    files = document_files([pack])
    for target, slug in re.findall(r"\]\(([a-z_]+\.md)#([\w-]+)\)", "".join(files.values())):
        headings = {h.lower().replace(" ", "-") for h in re.findall(r"^### (.*)$", files[target], re.MULTILINE)}
        assert slug in headings | set(re.findall(r'<a id="([\w-]+)">', files[target]))


def test_bundled_packs_are_in_the_one_style() -> None:
    root = Path(__file__).parents[2]
    files = sorted(path for part in ("src", "examples") for path in (root / part).rglob("*.clause"))
    assert files
    for path in files:
        source = path.read_text(encoding="utf-8")
        assert format_source(source, str(path)) == source, f"run: claimwright clause fmt {path}"
