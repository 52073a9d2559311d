"""`claimwright appeals predict`, `base-rates`, `index-cases`: exit codes, JSON, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from claimwright.bench.example_book import example_folder
from claimwright.cli.main import build
from claimwright.core.errors import ClaimwrightError

from .conftest import MIGRAINE


def run(*words: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(build(), list(words), input=text)


def predict(*words: str, text: str | bytes | None = None) -> Result:
    return run("appeals", "predict", *words, text=text)


def refused(*words: str, text: str | bytes | None = None) -> ClaimwrightError:
    result = predict(*words, text=text)
    assert isinstance(result.exception, ClaimwrightError), result.output
    assert result.exception.exit_code == 2
    return result.exception


def test_odds_are_printed() -> None:
    result = predict(MIGRAINE)
    assert result.exit_code == 0, result.output
    assert "Odds that external review overturns the denial:" in result.output
    assert "no legal advice" in result.output
    assert '"Botox injections"' in result.output


def test_json_from_standard_input() -> None:
    result = predict("--file", "-", "--json", "--answer", "plan_type=individual", text=MIGRAINE)
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert found["gate"]["asks"][0][0] == "jurisdiction"
    assert set(found["probabilities"]) == {"Upheld", "Overturned"}


def test_a_coding_denial_has_no_odds() -> None:
    result = predict("It was denied because 80053 is bundled into another code under NCCI.")
    assert result.exit_code == 1
    assert "external review does not decide a denial of this kind (coding)" in result.output


def test_a_needed_answer_is_asked_for() -> None:
    words = "He asks for a lumbar fusion for back pain."
    asked = predict(words)
    assert asked.exit_code == 2
    assert "--answer denial_reason=" in asked.output
    assert predict(words, "--assume").exit_code == 0
    assert predict(words, "--answer", "denial_reason=not medically necessary").exit_code == 0


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "EMPTY"), (b" \n", "EMPTY"), (bytes(range(128, 192)) + b"\xff\x00", "TEXT"), (b"a\x00b", "TEXT"),
        (b"word " * 200_000, "SIZE"), (b"El plan ha negado la solicitud de la cobertura", "LANGUAGE"),
    ],
)  # fmt: skip
def test_bad_texts_are_refused_by_name(raw: bytes, code: str) -> None:
    assert refused("--file", "-", text=raw).code == f"APPEALS-PREDICT-{code}"


def test_wrong_calls_are_refused(tmp_path: Path) -> None:
    assert refused().code == "APPEALS-PREDICT-CALL"
    assert refused("text", "--file", "x").code == "APPEALS-PREDICT-CALL"
    assert refused("").code == "APPEALS-PREDICT-EMPTY"
    assert refused("--file", str(tmp_path / "none")).code == "APPEALS-PREDICT-FILE"
    assert refused(MIGRAINE, "--model", str(tmp_path)).code == "APPEALS-PREDICTOR"
    assert refused(MIGRAINE, "--answer", "colour=red").code == "APPEALS-CASE-ANSWER"


def test_a_case_file(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    case = {"treatment": "residential treatment", "diagnosis": "anorexia", "denial_reason": "not medically necessary"}
    path.write_text(json.dumps(case), "utf-8")
    result = predict("--case", str(path), "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["base_rates"][0]["cases"] > 100


def test_a_claim_denied_for_its_coding() -> None:
    book = example_folder()
    done = run("claims", "adjudicate", "--book", str(book), str(book / "claims" / "1-coding.837"))
    assert done.exit_code == 0, done.output
    result = predict("--claim", "H-1001", "--json")
    assert result.exit_code == 1, result.output
    assert json.loads(result.stdout)["gate"]["kind"] == "coding"


def test_base_rates() -> None:
    result = run("appeals", "base-rates", "--treatment", "botox", "--diagnosis", "migraine", "--json")
    rates = json.loads(result.stdout)
    assert (rates[0]["cases"], rates[0]["overturned"]) == (33, 19)
    unknown = run("appeals", "base-rates", "--treatment", "zorblatt")
    assert isinstance(unknown.exception, ClaimwrightError)
    assert run("appeals", "base-rates", "--diagnosis", "migraine").exit_code == 0


def test_index_cases_tells_bad_rows_and_indexes_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    good = {"text": "Botox for chronic migraine was requested.", "decision": "Upheld"}
    path.write_text(f"{json.dumps(good)}\n{json.dumps({**good, 'decision': 'maybe'})}\n", "utf-8")
    result = run("appeals", "index-cases", str(path))
    assert result.exit_code == 1, result.output
    assert "1 cases counted, 1 with a text" in result.output
    assert "'maybe' is not known" in result.output
    assert "Past cases that read alike:" in predict(MIGRAINE).output


def test_many_cases_go_to_evaluate(tmp_path: Path) -> None:
    path, out = tmp_path / "cases.jsonl", tmp_path / "predictions.jsonl"
    rows = [
        {"text": f"{MIGRAINE} Case number {number}.", "decision": ("Upheld", "Overturned")[number % 2]}
        for number in range(12)
    ]
    rows += [{"text": "Nothing is named here at all.", "decision": "Upheld"}, {"text": "", "decision": "Upheld"}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    result = run("appeals", "predict-cases", str(path), "--out", str(out))
    assert result.exit_code == 1, result.output
    assert "13 cases, 12 with odds" in result.output
    assert "1: the text names no service" in result.output
    assert "no text" in result.output
    judged = run("appeals", "evaluate", str(out), "--json", "--resamples", "100")
    assert judged.exit_code == 0, judged.output
