"""Run folders: what stands in them, summaries, and files that are partly wrong."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import msgspec
import pytest
from harbor_runs import LEVELS, book, files, harbor, harbor_claims

from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.batch import (
    RunWriter,
    Summary,
    as_json,
    book_of,
    new_folder,
    read_claims,
    read_manifest,
    read_outcomes,
)
from claimwright.claims.x12 import Problem
from claimwright.clause.runtime import Level
from claimwright.core.errors import NotFoundError
from claimwright.trace.archive import Archive


def half_broken(path: Path) -> Path:
    """A file whose second claim has a charge that is no number."""
    text = files()[3].read_text(encoding="utf-8")
    at = text.index("CLM*H-4002*")
    end = text.index("*", at + len("CLM*H-4002*"))
    path.write_text(text[:at] + "CLM*H-4002*much" + text[end:], encoding="utf-8")
    return path


@pytest.mark.parametrize("level", LEVELS)
def test_a_run_folder_holds_outcomes_manifest_and_traces(level: Level, tmp_path: Path) -> None:
    with RunWriter(book(), tmp_path / "run", level=level) as writer:
        results = list(writer.run(files()[2:]))
    outcomes = list(read_outcomes(tmp_path / "run"))
    assert [outcome.claim_id for outcome in outcomes] == [r.claim.claim_id for r in results if isinstance(r, Adjudication)]  # fmt: skip
    assert outcomes == [r.outcome for r in results if isinstance(r, Adjudication)]
    manifest = read_manifest(tmp_path / "run")
    assert (manifest.level, manifest.claims, manifest.problems) == (level, len(outcomes), 0)
    assert manifest.files == tuple(str(file) for file in files()[2:])
    assert manifest.program == writer.adjudicator.rules.program.digest
    assert book_of(manifest).name == book().name
    if level == "off":
        assert not (tmp_path / "run" / "traces").exists()
    else:
        assert list(Archive(tmp_path / "run")) == [outcome.claim_id for outcome in outcomes]


def test_the_rest_of_a_broken_file_goes_through(tmp_path: Path) -> None:
    with RunWriter(book(), tmp_path / "run", level="off") as writer:
        results = list(writer.run([half_broken(tmp_path / "half.837")]))
    problems = [item for item in results if isinstance(item, Problem)]
    wanted = [
        claim.claim_id for item in [files()[3]] for claim in read_claims([item]) if not isinstance(claim, Problem)
    ]
    assert problems and writer.summary.refused == len([p for p in problems if p.severity == "error"])
    assert [r.claim.claim_id for r in results if isinstance(r, Adjudication)] == [c for c in wanted if c != "H-4002"]
    written = [json.loads(line) for line in (tmp_path / "run" / "problems.jsonl").read_text().splitlines()]
    assert len(written) == len(problems) and all(each["severity"] for each in written)


def test_an_interrupted_run_keeps_what_was_done(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), RunWriter(book(), tmp_path / "run", level="full") as writer:
        for number, _ in enumerate(writer.run(files())):
            if number == 4:
                raise KeyboardInterrupt
    assert len(list(read_outcomes(tmp_path / "run"))) == len(Archive(tmp_path / "run")) == 5
    assert read_manifest(tmp_path / "run").claims == 5


def test_a_summary_counts_claims_money_and_reasons() -> None:
    summary = Summary()
    assert (summary.claims, summary.first_pass_rate) == (0, 1.0)
    outcomes = [result.outcome for result in harbor().values()]
    for outcome in outcomes:
        summary.add(outcome)
    pended = sum(outcome.status == "pended" for outcome in outcomes)
    assert summary.claims == len(outcomes) and summary.statuses["pended"] == pended
    assert summary.first_pass_rate == 1 - pended / len(outcomes)
    assert summary.charge == sum(claim.charge for claim in harbor_claims())
    assert summary.paid == sum(outcome.paid for outcome in outcomes)
    adjusted = Counter[str]()
    for outcome in outcomes:
        for line in outcome.lines:
            for each in line.adjustments:
                adjusted[f"{each.group}-{each.carc}"] += each.amount
    assert summary.adjustments == adjusted
    assert sum(summary.pends.values()) >= pended


def test_folders_are_numbered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path))
    assert new_folder(tmp_path / "own") == tmp_path / "own"
    assert new_folder(None) == tmp_path / "runs" / "0001"
    (tmp_path / "runs" / "0007").mkdir(parents=True)
    assert new_folder(None) == tmp_path / "runs" / "0008"


def test_what_is_no_run_folder(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="is no run folder"):
        read_manifest(tmp_path)


def test_json_of_a_result() -> None:
    result = harbor()["H-1001"]
    plain = json.loads(msgspec.json.encode(as_json(result)))
    assert plain["claim_id"] == "H-1001" and plain["lines"][0]["adjustments"][0]["carc"] == "236"
