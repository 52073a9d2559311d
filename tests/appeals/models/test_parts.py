"""The plain parts: folds, columns, TF-IDF, calibration, configurations, annotations."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.appeals.models import invented

from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.models.annotations import Annotated, Span, merged, read_annotations, write_annotations
from claimwright.appeals.models.calibrate import cross_calibrated, fit_calibrator, softmax
from claimwright.appeals.models.columns import READERS, Columns
from claimwright.appeals.models.config import adjusted, load_config, names, read_config
from claimwright.appeals.models.folds import dev_part, group_folds
from claimwright.appeals.models.plot import learning_curves
from claimwright.appeals.models.tasks import load_task
from claimwright.appeals.models.text import Tfidf
from claimwright.core.errors import ConfigError, InputError, NotFoundError


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 2)), min_size=20, max_size=80), st.integers(2, 5))
def test_a_group_lies_in_one_fold(rows: list[tuple[int, int]], folds: int) -> None:
    groups = [group for group, _ in rows]
    labels = np.array([label for _, label in rows])
    if len(set(groups)) < folds:
        with pytest.raises(InputError):
            group_folds(groups, labels, folds, 1)
        return
    found = group_folds(groups, labels, folds, 1)
    assert all(
        len({fold for fold, g in zip(found.tolist(), groups, strict=True) if g == group}) == 1 for group in groups
    )
    assert set(found.tolist()) <= set(range(folds))


def test_folds_are_stratified_and_repeatable() -> None:
    labels = np.array([0, 1] * 50)
    found = group_folds(range(100), labels, 5, 7)
    assert np.array_equal(found, group_folds(range(100), labels, 5, 7))
    assert all(labels[found == fold].mean() == 0.5 for fold in range(5))
    assert not np.array_equal(found, group_folds(range(100), labels, 5, 8))
    assert dev_part(range(100), labels, 0.2, 7).sum() == 20
    assert not dev_part(range(100), labels, 0.0, 7).any()


def test_a_missing_or_rare_value_is_unspecified() -> None:
    rows = invented.cases(60)
    columns = Columns.learn(rows, least=5)
    numbers = columns.encode(rows)
    place = list(columns.values).index("jurisdiction")
    assert {row.jurisdiction for row, n in zip(rows, numbers[:, place].tolist(), strict=True) if n == 0} == {""}
    assert "race" not in READERS
    assert (numbers < np.array(columns.sizes)).all()


def test_tfidf_equals_the_reference() -> None:
    sklearn = pytest.importorskip("sklearn.feature_extraction.text")
    rows = invented.texts(invented.cases(40))
    reference = sklearn.TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2))
    expected = reference.fit_transform(rows).toarray()
    ours = Tfidf.learn(rows, longest=2, least=2)
    assert list(ours.vocabulary) == list(reference.get_feature_names_out())
    np.testing.assert_allclose(ours.transform(rows).dot(np.eye(len(ours.vocabulary))), expected, atol=1e-12)


def test_an_empty_text_has_an_empty_row() -> None:
    tfidf = Tfidf.learn(["some words here", "some other words"], least=1)
    assert tfidf.transform([""]).dot(np.eye(len(tfidf.vocabulary))).sum() == 0


@pytest.mark.parametrize("classes", [2, 3])
def test_calibration_mends_a_scale_and_a_shift(classes: int) -> None:
    rng = np.random.default_rng(1)
    truth = rng.normal(size=(4000, classes))
    labels = np.array([rng.choice(classes, p=p) for p in softmax(truth)])
    spoilt = truth * 3 + np.arange(classes)
    found = fit_calibrator(spoilt, labels, "platt")
    assert found.slope == pytest.approx(1 / 3, abs=0.05)
    assert np.abs(found.probabilities(spoilt) - softmax(truth)).mean() < 0.02
    assert fit_calibrator(truth * 3, labels, "temperature").slope == pytest.approx(1 / 3, abs=0.05)


def test_useless_scores_become_the_base_rate() -> None:
    labels = np.array([0] * 70 + [1] * 30)
    scores = np.tile([[0.0, 9.0], [9.0, 0.0]], (50, 1))
    rng = np.random.default_rng(2)
    rng.shuffle(labels)
    chances = fit_calibrator(scores, labels, "platt").probabilities(scores)
    assert chances[:, 1].mean() == pytest.approx(0.3, abs=0.01)
    assert (chances.argmax(1) == 0).all()


def test_a_fold_does_not_calibrate_itself() -> None:
    rng = np.random.default_rng(3)
    logits, labels, folds = rng.normal(size=(60, 2)), rng.integers(0, 2, 60), np.arange(60) % 3
    before = cross_calibrated(logits, labels, folds, "platt")
    turned = labels.copy()
    turned[folds == 1] = 1 - turned[folds == 1]
    after = cross_calibrated(logits, turned, folds, "platt")
    np.testing.assert_allclose(before[folds == 1], after[folds == 1])


def test_the_configurations_that_come_along_are_read() -> None:
    assert {"imr-722", "imr-full", "dmhc-structured", "span", "sufficiency", "pretrain", "three-class"} <= set(names())
    for name in names():
        (load_task if name in ("span", "sufficiency", "pretrain") else load_config)(name)


def test_a_wrong_configuration_is_named() -> None:
    with pytest.raises(ConfigError, match="is wrong"):
        read_config('name = "x"\nflods = 5', "x.toml")
    with pytest.raises(ConfigError, match="not among"):
        read_config('name = "x"\nmodels = ["tfidf"]\nchosen = "blend"', "x.toml")
    with pytest.raises(ConfigError, match="shoe"):
        read_config('name = "x"\ncolumns = ["shoe"]', "x.toml")
    with pytest.raises(NotFoundError):
        load_config("nothing")
    with pytest.raises(ConfigError):
        adjusted(load_config("imr-722"), folds=1)


def test_annotations_survive_a_round_trip(tmp_path: Path) -> None:
    rows = [*invented.annotations(5), Annotated(id="ü", context="Ü𝒳 pain, denied.", spans=(Span(1, 7),), sufficiency=2)]
    write_annotations(tmp_path / "a.jsonl", rows)
    assert read_annotations(tmp_path / "a.jsonl") == rows
    line = json.loads((tmp_path / "a.jsonl").read_text("utf-8").splitlines()[-1])
    assert line["answers"] == {"text": ["𝒳 pain"], "answer_start": [1]}


def test_bad_annotations_are_told_and_the_rest_read(tmp_path: Path) -> None:
    good = {
        "context": "Some words.",
        "answers": {"text": ["Some"], "answer_start": [0]},
        "id": 1,
        "sufficiency_score": 5,
    }
    bad = [
        {**good, "context": ""},
        {**good, "answers": {"text": ["Some"], "answer_start": [1]}},
        {**good, "answers": {"text": ["Some"], "answer_start": []}},
        {**good, "sufficiency_score": 9},
    ]
    lines = [json.dumps(row) for row in (*bad, good)] + ["{"]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    problems: list[Problem] = []
    (row,) = read_annotations(tmp_path / "a.jsonl", problems)
    assert row.sufficiency == 4
    assert len(problems) == 5
    with pytest.raises(InputError):
        read_annotations(tmp_path / "a.jsonl")


def test_spans_near_each_other_are_joined() -> None:
    assert merged([Span(20, 30), Span(0, 5), Span(4, 9), Span(15, 18)], 2) == (Span(0, 9), Span(15, 30))


def test_curves_are_drawn() -> None:
    drawn = learning_curves({"a (train)": [1.0, 0.5], "a (dev)": [], "b <x>": [0.7]}, title="t & u")
    assert drawn.count("<polyline") == 2
    assert "t &amp; u" in drawn and "b &lt;x&gt;" in drawn
