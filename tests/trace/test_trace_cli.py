"""`claimwright trace`, over a run folder that holds the story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from facts_engine import keep
from story import Facts
from typer.testing import CliRunner

from claimwright.cli.main import build as command_line
from claimwright.core.errors import ClaimwrightError
from claimwright.trace.export import load_schema
from claimwright.trace.runs import remember

RUNNER = CliRunner()


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    folder = tmp_path / "run"
    keep(folder, Facts())
    keep(folder, Facts(bypass=True), run="r2")
    remember(folder)
    return folder


def invoke(*words: str, code: int = 0) -> str:
    result = RUNNER.invoke(command_line(), ["trace", *words])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def invoke_json(*words: str, code: int = 0) -> Any:
    return json.loads(invoke(*words, "--json", code=code))


@pytest.mark.usefixtures("runs")
def test_the_last_run_folder_is_taken_and_its_claims_are_listed() -> None:
    assert invoke_json("list") == [{"claim": "C1", "runs": ["r1", "r2"]}]
    assert "C1" in invoke("list")


@pytest.mark.usefixtures("runs")
def test_show_prints_the_tree_the_text_or_the_export() -> None:
    assert "deny CO-236" in invoke("show", "C1", "--run", "r1")
    assert "ncci.clause:15" in invoke("show", "C1", "--run", "r1", "--text", "--line", "1")
    assert "+" in invoke("show", "C1", "--depth", "2")
    exported = invoke_json("show", "C1", "--rule", "bypasses")
    assert set(exported) == set(load_schema()["required"])


@pytest.mark.usefixtures("runs")
def test_skeleton_ids_can_be_opened() -> None:
    text = invoke("skeleton", "C1", "--run", "r1")
    assert "deny CO-236 [n15]" in text
    assert "other.claim_id: H9" in invoke("open", "C1", "n15", "--run", "r1")
    assert [node["id"] for node in invoke_json("open", "C1", "7", "n9..n10")["nodes"]] == [7, 9, 10]
    assert invoke_json("skeleton", "C1")["tokens"] < 4000


@pytest.mark.usefixtures("runs")
def test_why_and_why_not_answer() -> None:
    assert "because of n15 deny CO-236 N20" in invoke("why", "C1", "1", "--run", "r1")
    assert invoke_json("why", "C1", "1", "--run", "r1", "--full")["state"] == "denied"
    assert invoke_json("why", "C1", "--run", "r1")["subject"] == "C1"
    assert "skipped: denied" in invoke("why-not", "C1", "allowed_amount", "1", "--run", "r1")
    answer = invoke_json("why-not", "C1", "procedure_to_procedure", "2")
    assert answer["evaluations"][0]["verdict"] == "stopped"
    assert {node["id"] for node in answer["nodes"]} >= set(answer["evaluations"][0]["blockers"])


@pytest.mark.usefixtures("runs")
def test_find_tells_by_its_exit_code_whether_there_is_any() -> None:
    assert "find pair in ncci_ptp" in invoke("find", "C1", "--value", "812")
    assert invoke_json("find", "C1", "--code", "99999", code=1)["nodes"] == []


def test_diff_compares_runs_and_folders(runs: Path, tmp_path: Path) -> None:
    assert "outcome  C1/line/1 line: state: denied -> paid" in invoke("diff", "C1", "--run", "r1", code=1)
    assert invoke_json("diff", "C1") == {"receipt": [], "changes": []}
    keep(tmp_path / "other", Facts(fee=9999))
    found = invoke_json("diff", "C1", "--run", "r1", "--other-runs", str(tmp_path / "other"), code=1)
    assert found["changes"][0]["kind"] == "outcome"


@pytest.mark.usefixtures("runs")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["show", "C2"], "no trace of 'C2'"),
        (["open", "C1", "n999"], "there is no node n999"),
        (["open", "C1", "x"], "no node id"),
        (["why", "C1", "9"], "no subject"),
        (["why-not", "C1", "nonsense"], "no rule"),
        (["find", "C1"], "nothing to look for"),
        (["show", "C1", "--runs", "/nowhere"], "holds no traces"),
    ],
)
def test_mistakes_are_told_with_a_way_out(words: list[str], said: str) -> None:
    result = RUNNER.invoke(command_line(), ["trace", *words])
    assert isinstance(result.exception, ClaimwrightError)
    assert said in str(result.exception) and result.exception.fix and result.exception.exit_code == 2
