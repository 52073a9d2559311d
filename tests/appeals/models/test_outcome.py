"""Outcome models on invented cases: side by side, stored, resumed; evaluation rows kept out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from tests.appeals.models import invented

from claimwright.appeals.benchmark import evaluation_rows
from claimwright.appeals.models.artefact import load_predictor
from claimwright.appeals.models.calibrate import softmax
from claimwright.appeals.models.config import Config, Split
from claimwright.appeals.models.fitting import Blend, as_predictor, fit_model, part_of
from claimwright.appeals.models.language import Answer, ask_language_model, pick_examples
from claimwright.appeals.models.options import Training
from claimwright.appeals.models.outcome import checked_part, train_outcome
from claimwright.appeals.models.runs import run_outcome
from claimwright.appeals.models.structured import read_structured, train_structured, write_structured
from claimwright.appeals.records import OUTCOMES
from claimwright.core.errors import InputError, NotFoundError
from claimwright.llm import Budget, Metered, Reply, ScriptedModel
from claimwright.llm.errors import BudgetError

pytest.importorskip("sklearn")
_PLAIN: Any = ("majority", "tfidf", "frozen", "blend", "columns", "boosting", "lookup", "tfidf+columns")


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory):
    config = Config(name="invented", models=_PLAIN, chosen="blend", folds=3, least_value=2)
    return train_outcome(invented.cases(), config, tmp_path_factory.mktemp("run"))


def test_every_model_is_scored_on_every_case(plain: Any) -> None:
    assert set(plain.reports) == set(_PLAIN)
    assert {report.cases for report in plain.reports.values()} == {60}
    assert plain.reports["tfidf"].figures["accuracy"].value > plain.reports["majority"].figures["accuracy"].value
    assert {(each.first, each.second) for each in plain.comparisons} >= {("tfidf", "majority"), ("blend", "tfidf")}


def test_the_run_folder_holds_what_repeats_it(plain: Any) -> None:
    files = {path.relative_to(plain.folder).as_posix() for path in plain.folder.rglob("*") if path.is_file()}
    assert {"config.json", "data.json", "metrics.json", "comparisons.json", "scores/blend.jsonl"} <= files
    assert "predictor/predictor.json" in files
    data = msgspec.json.decode((plain.folder / "data.json").read_bytes())
    assert data["invented"] == 60
    again = train_outcome(invented.cases(), plain.config, plain.folder)
    assert again.reports["blend"].figures == plain.reports["blend"].figures


def test_a_stored_predictor_says_the_same(plain: Any) -> None:
    loaded = load_predictor(plain.folder / "predictor")
    rows = invented.cases(8, seed=9)
    np.testing.assert_allclose(loaded.predict(rows), plain.predictor.predict(rows), atol=1e-9)
    np.testing.assert_allclose(loaded.predict([row.text for row in rows]).sum(1), 1)
    assert loaded.card["model"] == "blend" and loaded.calibrator.cases == 60
    assert loaded.predict([]).shape == (0, 2)
    assert loaded.predict([""]).shape == (1, 2)


def test_a_blend_of_blends_keeps_its_shares(tmp_path: Path) -> None:
    part = part_of(invented.cases(30), Config(name="x"))
    shares, words = fit_model("majority", part), fit_model("tfidf", part)
    nested = Blend((shares, Blend((words, shares)), words))
    made = as_predictor(nested, part, tmp_path, {})
    assert made is not None
    made.save(tmp_path / "p")
    np.testing.assert_allclose(
        load_predictor(tmp_path / "p").predict(part.cases), softmax(nested.logits(part.cases)), atol=1e-9
    )


def test_a_damaged_predictor_is_an_input_error(plain: Any, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        load_predictor(tmp_path)
    for name in ("predictor.json", "arrays.npz"):
        folder = tmp_path / name
        folder.mkdir()
        for file in (plain.folder / "predictor").glob("*.*"):
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / name).write_bytes(b"PK\x03\x04 no")
        with pytest.raises(InputError):
            load_predictor(folder)


def test_arrays_that_hold_objects_are_refused(plain: Any, tmp_path: Path) -> None:
    (tmp_path / "predictor.json").write_bytes((plain.folder / "predictor" / "predictor.json").read_bytes())
    np.savez(tmp_path / "arrays.npz", **{"0.weights": np.array([{}], object)})
    with pytest.raises(InputError):
        load_predictor(tmp_path)


def test_evaluation_rows_are_never_trained_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = invented.cases(20)
    sealed = evaluation_rows.Sealed(frozenset({evaluation_rows.text_hash(rows[3].text)}), ())
    monkeypatch.setattr(evaluation_rows, "sealed_rows", lambda: sealed)
    flagged = msgspec.structs.replace(rows[5], evaluation_only=True)
    config = Config(name="x", models=("majority",), chosen="majority")
    part = checked_part([*rows[:5], flagged, *rows[6:]], config, lambda line: None)
    assert {rows[3].id, rows[5].id} & {case.id for case in part.cases} == set()
    assert len(part.cases) == 18
    with pytest.raises(InputError):
        checked_part([flagged], config, lambda line: None)


def test_evaluation_rows_of_the_public_file_are_left_out() -> None:
    from claimwright.appeals.benchmark.read import read_cases
    from claimwright.core.settings import public_data

    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    rows = read_cases(data / "appeals" / "imr_eval_200.jsonl")
    unmarked = [msgspec.structs.replace(row, evaluation_only=False) for row in rows]
    config = Config(name="x", models=("majority",), chosen="majority")
    with pytest.raises(InputError, match="no case to train on"):
        checked_part(unmarked, config, lambda line: None)


def test_three_classes_with_a_network_and_columns(checkpoint: Path, tmp_path: Path) -> None:
    training = Training(
        checkpoint=str(checkpoint), epochs=2, batch=8, pieces=48, focal=2.0, class_weights=True, bf16=False
    )
    config = Config(
        name="three", classes=OUTCOMES, models=("majority", "tfidf", "tuned+columns"), chosen="tfidf", folds=3,
        least_value=2, calibration="temperature", class_weights=True, training=training,
    )  # fmt: skip
    run = train_outcome(invented.cases(45, insufficient=True), config, tmp_path)
    report = run.reports["tuned+columns"]
    assert report.labels["Insufficient"] == 9 and report.invented == 45
    assert run.predictor is not None and run.predictor.predict(["some text"]).shape == (1, 3)
    assert (tmp_path / "curves.svg").read_text("utf-8").count("<polyline") == 6


def test_a_split_in_time_judges_later_years(tmp_path: Path) -> None:
    config = Config(
        name="later", models=("majority", "lookup", "columns"), chosen="columns", least_value=2,
        columns=("diagnosis", "treatment"), split=Split(train_to=2012, calibrate_to=2013),
    )  # fmt: skip
    ran = run_outcome(invented.cases(90), config, tmp_path)
    assert {report.cases for report in ran.reports.values()} == {30}
    assert (tmp_path / "scores" / "columns.jsonl").is_file()
    with pytest.raises(InputError, match="split in time"):
        run_outcome(
            invented.cases(20), msgspec.structs.replace(config, split=Split(train_to=1990, calibrate_to=1991)), tmp_path
        )


def test_the_structured_model_is_json(tmp_path: Path) -> None:
    rows = invented.cases(200)
    model = train_structured(rows)
    write_structured(model, tmp_path / "m.json")
    read = read_structured(tmp_path / "m.json")
    np.testing.assert_allclose(read.predict(rows), model.predict(rows))
    bare = msgspec.structs.replace(rows[0], diagnosis="never seen", sex="")
    assert read.predict([bare]).sum() == pytest.approx(1)
    assert model.card["calibrated_from_year"] == 2014
    (tmp_path / "m.json").write_text("{}", "utf-8")
    with pytest.raises(InputError):
        read_structured(tmp_path / "m.json")
    with pytest.raises(InputError):
        train_structured([row for row in rows if row.year == 2010])


def test_a_language_model_is_scored_on_all_rows() -> None:
    rows = invented.cases(6)
    part = part_of(rows, Config(name="x"))
    replies = [
        msgspec.json.encode(Answer("Overturned", 0.8)).decode(), "no idea", Reply("{}", stop="refusal"),
        msgspec.json.encode(Answer("maybe", 0.8)).decode(), msgspec.json.encode(Answer("upheld", 0.0)).decode(),
        msgspec.json.encode(Answer("Upheld", 2.0)).decode(),
    ]  # fmt: skip
    model = Metered(ScriptedModel(replies), Budget(calls=6))
    asked = ask_language_model(model, part.cases, part.labels, part.config.classes)
    assert asked.unreadable == (1, 2, 3, 5)
    wrong = asked.logits.argmax(1) != part.labels
    assert wrong[[1, 2, 3, 5]].all()
    assert asked.logits[4].argmax() == 0 and asked.logits[0].argmax() == 1
    assert asked.calls == 6 and asked.tokens > 0
    with pytest.raises(BudgetError):
        ask_language_model(model, part.cases, part.labels, part.config.classes)


def test_what_identifies_is_not_sent_and_examples_are_shown() -> None:
    rows = invented.cases(10)
    named = msgspec.structs.replace(
        rows[0], text="Zbigniew Qwortowski, member 123456789, seen on 3/4/2021, was denied."
    )
    scripted = ScriptedModel(lambda request: msgspec.json.encode(Answer("Upheld", 0.6)).decode())
    labels = np.array([row.decision == "Overturned" for row in rows]).astype(np.int64)
    shown = pick_examples(rows[1:], labels[1:], 2, 4, 7)
    ask_language_model(scripted, [named], labels[:1], ("Upheld", "Overturned"), shown)
    sent = " ".join(turn.content for turn in scripted.requests[0].messages)
    assert "Qwortowski" not in sent and "123456789" not in sent and "3/4/2021" not in sent
    assert len(scripted.requests[0].messages) == 1 + 2 * 4 + 1
    assert sorted(case.decision for case in shown) == ["Overturned", "Overturned", "Upheld", "Upheld"]
