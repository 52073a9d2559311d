"""Reading a relevance set, and the report of several ways of searching."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimwright.cli.corpus import app
from claimwright.core.errors import InputError
from claimwright.corpus.citations import Citation
from claimwright.corpus.evaluate.measures import judge
from claimwright.corpus.evaluate.relevance import Question, read_relevance
from claimwright.corpus.evaluate.report import markdown, report, rows

QUESTION = {
    "id": "R1",
    "question": "who reviews?",
    "asker": "advocate",
    "half": "tune",
    "relevant": ["42 USC 300gg-19(b)"],
}


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_halves_are_kept_apart(tmp_path: Path) -> None:
    path = _file(tmp_path, QUESTION, {**QUESTION, "id": "R2", "half": "test", "topic": "appeals"})
    assert [each.id for each in read_relevance([path], "tune")] == ["R1"]
    assert [each.id for each in read_relevance([path], "test")] == ["R2"]
    assert len(read_relevance([path])) == 2
    assert read_relevance([path])[0].places() == (Citation("42 USC", "300gg-19", ("b",)),)


@pytest.mark.parametrize("line", [{**QUESTION, "relevant": []}, {**QUESTION, "half": "third"}, "text", {}])
def test_a_line_that_is_no_question_is_refused(line: object, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_relevance([_file(tmp_path, QUESTION, line)])


def test_a_citation_that_cannot_be_read_is_refused() -> None:
    question = Question(id="R9", question="?", asker="operator", half="test", relevant=("somewhere",))
    with pytest.raises(InputError, match="somewhere"):
        question.places()


def test_ways_are_reported_side_by_side() -> None:
    place = Citation("42 USC", "300gg-19", ("b",))
    asked = [
        Question(id=f"R{n}", question="?", asker=who, half="tune", relevant=(str(place),))
        for n, who in enumerate(("advocate", "operator"))
    ]
    hit, miss = (judge([found], [place], lambda each: each) for found in (place, None))
    found = report(asked, {"lexical": [miss, hit], "hybrid": [hit, hit]}, "tune")
    assert found.figures["lexical"]["recall@10"].value == 0.5
    assert found.askers["lexical"]["advocate"].value == 0
    assert found.gain.value == 0.5
    assert found.missed == {"lexical": ["R0"], "hybrid": []}
    table = markdown(found)
    assert "| tune, 2 questions | lexical | hybrid |" in table
    assert table.count("\n") == len(rows(found)) + 2


def test_the_command_measures_the_bundled_sections(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    path = _file(tmp_path, {**QUESTION, "question": "external review of a claim"})
    runner = CliRunner()
    done = runner.invoke(app, ["evaluate", str(path), "--json", "--legs", "lexical", "--legs", "fts5"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["questions"] == 1
    assert found["figures"]["lexical"]["recall@10"]["value"] == 1
    assert "| recall@10 |" in runner.invoke(app, ["evaluate", str(path), "--markdown", "--legs", "lexical"]).stdout
    assert isinstance(runner.invoke(app, ["evaluate", str(path), "--half", "other"]).exception, InputError)
