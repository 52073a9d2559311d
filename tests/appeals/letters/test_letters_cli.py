"""`claimwright appeals draft`: files, JSON, questions and errors; no traceback, exit code 2 for a wrong call."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError

CASE = Path(__file__).parents[3] / "examples" / "appeals" / "residential-treatment.json"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def _use(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(home))


def run(*words: str, text: str | None = None) -> Result:
    return CliRunner().invoke(build(), ["appeals", "draft", *words], input=text)


def refused(*words: str, text: str | None = None) -> ClaimwrightError:
    result = run(*words, text=text)
    assert isinstance(result.exception, ClaimwrightError), result.output
    assert result.exception.exit_code == 2
    return result.exception


def test_letter_and_sheet_are_printed() -> None:
    result = run("--case", str(CASE), "--date", "2024-11-04")
    assert result.exit_code == 0, result.output
    assert "**Re: Internal appeal" in result.output
    assert "# Sender's sheet" in result.output


def test_json_has_supports() -> None:
    result = run("--case", str(CASE), "--date", "2024-11-04", "--json")
    found = json.loads(result.stdout)
    known = {each["id"] for each in found["supports"]}
    assert all(set(each.get("supports", ())) <= known for each in found["letter"]["paragraphs"])
    law = next(each for each in found["supports"] if each["id"] == "law-full-and-fair-review")
    assert law["place"]["opened"] == "29 USC 1133"
    assert law["place"]["end"] - law["place"]["start"] == len(law["says"])


def test_files(tmp_path: Path) -> None:
    result = run("--case", str(CASE), "--out", str(tmp_path / "letter.md"))
    assert result.exit_code == 0, result.output
    assert "do not send it" not in (tmp_path / "letter.md").read_text()
    assert "do not send it" in (tmp_path / "letter.sheet.md").read_text()


def test_a_case_from_standard_input_and_a_question() -> None:
    bare = json.dumps({"treatment": "a knee scan", "denial_reason": "not medically necessary"})
    asked = refused("--case", "-", text=bare)
    assert asked.code == "APPEALS-ASK"
    assert "What kind of plan" in str(asked)
    assert "--answer plan_type=" in asked.fix
    result = run("--case", "-", "--answer", "plan_type=medicare", text=bare)
    assert "Redetermination: denial of a knee scan" in result.output


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "APPEALS-DRAFT"),
        (("--claim", "H-1001", "--case", "x"), "APPEALS-DRAFT"),
        (("--case", "no-such-file.json"), "APPEALS-CASE-FILE"),
        (("--case", str(CASE), "--kind", "poem"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--date", "soon"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--to", "odt"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--to", "pdf"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--writer", "llm"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--llm", "scripted:x"), "APPEALS-DRAFT"),
        (("--case", str(CASE), "--answer", "plan_type=hmo"), "APPEALS-CASE-FIELD"),
        (("--case", str(CASE), "--answer", "shoe_size=42"), "APPEALS-CASE-ANSWER"),
        (("--case", str(CASE), "--fact", "x" * 30_000), "APPEALS-CASE-SIZE"),
    ],
)  # fmt: skip
def test_wrong_calls(words: tuple[str, ...], code: str) -> None:
    assert refused(*words).code == code


def test_a_scripted_model_writes(tmp_path: Path) -> None:
    reply = {"paragraphs": [{"text": "Please reverse the decision.", "supports": ["case"], "style": "text"}]}
    script = tmp_path / "replies.jsonl"
    script.write_text(json.dumps({"content": json.dumps(reply)}) + "\n")
    result = run("--case", str(CASE), "--writer", "llm", "--llm", f"scripted:{script}")
    assert "Please reverse the decision." in result.output
    assert "Written by scripted:replies.jsonl" in result.output
