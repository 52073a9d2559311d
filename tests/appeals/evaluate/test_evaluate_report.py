"""A whole report: determinism, subgroups, drift, notes; files of predictions; the comparison of models; pages and cards."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import numpy as np
import pytest
from tests.appeals.evaluate.scored import scores
from typer.testing import CliRunner

from claimwright.appeals.benchmark.evaluation_rows import sealed_rows
from claimwright.appeals.benchmark.invented import invented_cases
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.evaluate import html, markdown
from claimwright.appeals.evaluate.card import model_card
from claimwright.appeals.evaluate.compare import compare, mcnemar, permutation
from claimwright.appeals.evaluate.evaluation import compare_predictions, evaluate_path, findings
from claimwright.appeals.evaluate.predictions import Predictions, read_predictions, write_predictions
from claimwright.appeals.evaluate.records import Report
from claimwright.appeals.evaluate.report import evaluate
from claimwright.appeals.evaluate.subgroups import FIELDS
from claimwright.appeals.records import BINARY, OUTCOMES, AppealCase
from claimwright.cli.appeals import app
from claimwright.core.errors import ClaimwrightError, InputError, NotFoundError

CASES = invented_cases(300, seed=1)
GOOD, POOR = scores(CASES, OUTCOMES, skill=2.0), scores(CASES, OUTCOMES, skill=0.5, seed=9)


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate(CASES, GOOD, OUTCOMES, folds=[n % 5 for n in range(300)], name="good", resamples=200)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    for name, table in (("good", GOOD), ("poor", POOR)):
        write_predictions(folder / "scores" / f"{name}.jsonl", CASES, table, OUTCOMES, [n % 5 for n in range(300)])
    (folder / "config.json").write_text(json.dumps({"chosen": "good", "seed": 7}))
    (folder / "data.json").write_text(json.dumps({"sha256": "abc", "cases": 300, "sources": ["invented"]}))
    return folder


def test_a_report_is_the_same_twice_and_goes_through_json(report: Report) -> None:
    again = evaluate(CASES, GOOD, OUTCOMES, folds=[n % 5 for n in range(300)], name="good", resamples=200)
    assert report == again
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
    assert "NaN" not in json.dumps(msgspec.to_builtins(report))


def test_every_figure_lies_in_its_interval(report: Report) -> None:
    for figure in report.figures.values():
        assert figure.low is not None
        assert figure.low <= (figure.value or 0) <= (figure.high or 0)
    assert report.figures["accuracy"].value == pytest.approx(
        np.mean(GOOD.argmax(axis=1) == [_label(c) for c in CASES]), abs=1e-6
    )
    assert report.majority.better == "model"
    assert sum(fold.cases for fold in report.folds) == 300


def test_notes_say_what_must_be_known(report: Report) -> None:
    said = " ".join(report.notes)
    assert "300 of the 300 cases are invented" in said
    assert "out-of-fold" in said
    bare = [
        msgspec.structs.replace(c, invented=False, jurisdiction="", race="", year=None, evaluation_only=True)
        for c in CASES[:200]
    ]
    other = evaluate(bare, scores(bare, BINARY), BINARY, resamples=100)
    said = " ".join(other.notes)
    assert "invented (" not in said
    assert "do not record: jurisdiction, year, race" in said
    assert "66.0%" in said
    assert other.unrecorded == ("jurisdiction", "year", "race")
    assert other.drift is None


def test_subgroups_have_support_intervals_and_no_claim_when_small(report: Report) -> None:
    by_field = {table.field: table for table in report.subgroups}
    assert set(by_field) == set(FIELDS)
    for table in report.subgroups:
        for row in table.rows:
            inside = [c for c in CASES if FIELDS[table.field](c) == row.value]
            assert row.cases == len(inside)
            assert row.claim == (len(inside) >= 30)
            assert row.accuracy.low is not None
    assert not all(row.claim for row in by_field["year"].rows)
    assert by_field["source"].gap is None
    assert all(0 < (t.p or 1) <= (t.p_holm or 1) <= 1 for t in report.subgroups)


def test_an_unfair_model_shows() -> None:
    cases = [
        msgspec.structs.replace(c, sufficiency=None, sufficiency_id=None)
        for c in invented_cases(600, seed=8, reviewers=0)
    ]
    fair = scores(cases, BINARY, skill=2.5)
    unfair = fair.copy()
    turned = np.asarray([c.race == "Black" for c in cases]) & (np.arange(600) % 2 == 0)
    unfair[turned] = [0.9, 0.1]
    gaps = {
        name: next(t for t in evaluate(cases, p, BINARY, resamples=100).subgroups if t.field == "race")
        for name, p in (("fair", fair), ("unfair", unfair))
    }
    assert (gaps["unfair"].p or 1) < 0.05 < (gaps["fair"].p or 0)
    assert gaps["unfair"].between[0] == "Black"
    black = next(row for row in gaps["unfair"].rows if row.value == "Black")
    assert (black.recall["Overturned"].value or 1) < (black.recall["Upheld"].value or 0)


def test_a_model_that_ages_shows() -> None:
    cases = invented_cases(800, seed=3, reviewers=0)
    table = scores(cases, BINARY, skill=3.0)
    old = np.asarray([(c.year or 0) >= 2018 for c in cases])
    table[old] = np.random.default_rng(0).dirichlet([1, 1], size=int(old.sum()))
    found = evaluate(cases, table, BINARY, resamples=200).drift
    assert found is not None
    assert (found.accuracy_slope.high or 0) < 0 < (found.brier_slope.low or 0)
    assert [row.value for row in found.years.rows] == [str(year) for year in range(2012, 2024)]


def test_better_is_claimed_only_where_the_interval_allows() -> None:
    told = compare(CASES, GOOD, POOR, OUTCOMES, names=("good", "poor"), resamples=300)
    assert {f.figure: f.better for f in told.figures}["accuracy"] == "good"
    assert "good is right more often" in told.statement
    assert told.mcnemar < 0.001
    same = compare(CASES, GOOD, GOOD, OUTCOMES, names=("a", "b"), resamples=100)
    assert "includes no difference" in same.statement
    assert {f.better for f in same.figures} == {""}
    assert (same.mcnemar, same.only_first, same.figures[0].p) == (1.0, 0, 1.0)
    mirrored = compare(CASES, POOR, GOOD, OUTCOMES, names=("poor", "good"), resamples=300)
    assert {f.better for f in mirrored.figures} >= {"good"}
    assert "poor" not in {f.better for f in mirrored.figures}
    assert mirrored.figures[0].difference.value == pytest.approx(-(told.figures[0].difference.value or 0))


def test_mcnemar_and_permutation_by_hand() -> None:
    assert mcnemar(9, 1) == pytest.approx(22 / 1024, abs=1e-6)
    assert mcnemar(5, 5) == 1.0
    binom = pytest.importorskip("scipy.stats").binomtest
    assert mcnemar(40, 21) == pytest.approx(binom(21, 61).pvalue, abs=1e-6)
    assert permutation(np.asarray([1.0] * 10), np.arange(10), 1) == pytest.approx(2 / 1024, abs=2e-3)
    assert permutation(np.asarray([1.0] * 10), np.zeros(10, dtype=np.int64), 1) == 1.0


def test_predictions_come_back_without_texts(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, CASES, GOOD, OUTCOMES)
    back = read_predictions(path)
    assert [c.id for c in back.cases] == [c.id for c in CASES]
    assert np.allclose(back.probabilities, GOOD, atol=1e-7)
    assert (back.classes, back.out_of_fold) == (OUTCOMES, False)
    assert not any(c.text or c.full_text for c in back.cases)
    assert CASES[0].text.split(".")[0] not in path.read_text()


BAD_LINES = [
    ("{", "no prediction"),
    (
        '{"case": {"id": "x", "text": "", "decision": "Upheld", "source": "s"}, "probabilities": {"Yes": 1.0}}',
        "not the outcomes|other classes",
    ),
    (
        '{"case": {"id": "x", "text": "", "decision": "Upheld", "source": "s"}, "probabilities": {"Upheld": 1.0, "Overturned": 0.0}}',
        "other classes",
    ),
]


@pytest.mark.parametrize(("line", "said"), BAD_LINES)
def test_bad_lines_are_told_and_the_rest_is_judged(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "predictions.jsonl"
    write_predictions(path, CASES[:20], GOOD[:20], OUTCOMES)
    twice = path.read_text().splitlines()[0]
    path.write_text(path.read_text() + line + "\n" + twice + "\n")
    problems: list[Problem] = []
    assert len(read_predictions(path, problems).cases) == 20
    assert [problem.where.line for problem in problems] == [21, 22]
    assert "comes twice" in problems[1].what
    with pytest.raises(InputError, match=said):
        read_predictions(path)
    result = CliRunner().invoke(app, ["evaluate", str(path), "--resamples", "100"])
    assert result.exit_code == 1
    assert "predictions.jsonl:21" in result.output


def test_faults_of_a_run_are_found() -> None:
    def made(name: str, cases: list[AppealCase], folds: list[int | None], hashes: list[str]) -> Predictions:
        return Predictions(name, tuple(cases), np.full((len(cases), 2), 0.5), BINARY, tuple(folds), tuple(hashes))

    plain, flagged = CASES[0], msgspec.structs.replace(CASES[1], evaluation_only=True)
    assert findings([made("a", [plain], [0], ["k"])]) == []
    assert "1 evaluation-only rows" in findings([made("a", [flagged], [0], ["k"])])[0]
    known = min(sealed_rows().texts)
    assert "evaluation-only" in findings([made("a", [plain], [1], [known])])[0]
    assert findings([made("final", [flagged], [None], [known])]) == []
    assert "learnt from" in findings([made("a", [plain], [0], ["k"]), made("final-a", [plain], [None], ["k"])])[0]


def test_a_run_on_the_command_line(run: Path, tmp_path: Path) -> None:
    call = ["evaluate", str(run), "--against", "poor", "--model", "good", "--resamples", "100"]
    files = {name: tmp_path / name for name in ("r.html", "r.md", "card.md")}
    result = CliRunner().invoke(
        app,
        [
            *call,
            "--json",
            "--html",
            str(files["r.html"]),
            "--markdown",
            str(files["r.md"]),
            "--card",
            str(files["card.md"]),
        ],
    )
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert [r["name"] for r in told["reports"]] == ["good"]
    assert told["comparisons"][0]["second"] == "poor"
    assert all(path.stat().st_size > 2000 for path in files.values())
    table = CliRunner().invoke(app, call)
    assert "good is right more often" in table.output
    assert "invented" in table.output
    both = CliRunner().invoke(app, ["evaluate", str(run), "--resamples", "100"])
    assert "Overview" in both.output


def test_what_cannot_be_compared_is_an_error(run: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no predictions"):
        evaluate_path(tmp_path)
    with pytest.raises(NotFoundError, match="no model 'x'"):
        evaluate_path(run, models=["x"])
    with pytest.raises(InputError, match="no model, run or file"):
        evaluate_path(run, against="nowhere")
    good = read_predictions(run / "scores" / "good.jsonl")
    write_predictions(tmp_path / "binary.jsonl", CASES, scores(CASES, BINARY), BINARY)
    with pytest.raises(InputError, match="different classes"):
        compare_predictions(good, read_predictions(tmp_path / "binary.jsonl"))
    others = invented_cases(5, seed=99)
    renamed = [msgspec.structs.replace(c, id=f"other-{c.id}") for c in others]
    write_predictions(tmp_path / "other.jsonl", renamed, scores(others, OUTCOMES), OUTCOMES)
    with pytest.raises(InputError, match="no case in common"):
        compare_predictions(good, read_predictions(tmp_path / "other.jsonl"))
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path / "absent")])
    assert isinstance(result.exception, ClaimwrightError)


def test_only_shared_cases_are_compared(run: Path, tmp_path: Path) -> None:
    write_predictions(tmp_path / "part.jsonl", CASES[100:], GOOD[100:], OUTCOMES)
    told = compare_predictions(
        read_predictions(run / "scores" / "good.jsonl"), read_predictions(tmp_path / "part.jsonl"), resamples=100
    )
    assert told.cases == 200
    assert "100 cases were judged by one" in told.notes[-1]
    assert told.figures[0].difference.value == 0


def test_the_page_is_whole_and_self_contained(run: Path) -> None:
    page = html.render(evaluate_path(run, against="poor", resamples=100))
    assert "prefers-color-scheme:dark" in page
    assert "300 of the 300 cases are invented" in page
    for word in ("src=", "href=", "http:", "https:", "<script", "NaN", "None"):
        assert word not in page
    drawings = ["<svg" + part.split("</svg>")[0] + "</svg>" for part in page.split("<svg")[1:]]
    assert len(drawings) > 10
    for drawing in drawings:
        assert ET.fromstring(drawing).get("aria-label")


def test_names_are_escaped(tmp_path: Path) -> None:
    cases = [msgspec.structs.replace(c, race="<b>&|x") for c in CASES[:40]]
    write_predictions(tmp_path / "<i>.jsonl", cases, GOOD[:40], OUTCOMES)
    found = evaluate_path(tmp_path / "<i>.jsonl", resamples=100)
    page = html.render(found)
    assert "<b>" not in page
    assert "<i>" not in page


def test_markdown_and_model_card(run: Path) -> None:
    found = evaluate_path(run, against="poor", resamples=100)
    text = markdown.render(found)
    for heading in (
        "## Overview",
        "## good against poor",
        "## good",
        "### Calibration of P(Overturned)",
        "### Abstention",
        "### By race",
    ):
        assert heading in text
    card = model_card(run, found)
    for said in (
        "# Model card: good",
        "are invented",
        '"seed": 7',
        "- sha256: abc",
        "## Use and limits",
        "race: widest gap",
    ):
        assert said in card
    assert model_card(run, found, model="poor").startswith("# Model card: poor")
    (run / "config.json").write_text("{}")
    with pytest.raises(InputError, match="which model"):
        model_card(run, found)


def _label(case: AppealCase) -> int:
    return 0 if (case.sufficiency or 4) < 3 else OUTCOMES.index(case.decision)  # type: ignore[arg-type]
