"""Every figure against scikit-learn, and as a weighted figure against repeated rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.appeals.evaluate.scored import BOTH, judged

from claimwright.appeals.evaluate import metrics as m
from claimwright.appeals.evaluate import risk
from claimwright.appeals.evaluate.scores import Judged, judge
from claimwright.appeals.records import BINARY, OUTCOMES, AppealCase, Outcome
from claimwright.core.errors import InputError

theirs = pytest.importorskip("sklearn.metrics")


@pytest.mark.parametrize("classes", BOTH)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_figures_are_those_of_scikit_learn(classes: Sequence[Outcome], seed: int) -> None:
    j = judged(classes=classes, seed=seed)
    y, said, w = j.labels, j.predicted, m.ones(j)
    assert m.accuracy(j, w)[0] == pytest.approx(theirs.accuracy_score(y, said))
    assert (m.confusion(j, w)[0] == theirs.confusion_matrix(y, said)).all()
    parts = theirs.precision_recall_fscore_support(y, said, zero_division=0)[:3]
    assert np.allclose(np.stack([part[0] for part in m.per_class(j, w)]), np.stack(parts))
    for average, ours in (("macro", m.macro_f1), ("micro", m.micro_f1)):
        assert ours(j, w)[0] == pytest.approx(theirs.f1_score(y, said, average=average))
    assert m.macro_precision(j, w)[0] == pytest.approx(theirs.precision_score(y, said, average="macro"))
    assert m.macro_recall(j, w)[0] == pytest.approx(theirs.balanced_accuracy_score(y, said))
    assert m.log_loss(j, w)[0] == pytest.approx(theirs.log_loss(y, j.probabilities))
    score = j.probabilities[:, 1] if len(classes) == 2 else j.probabilities
    assert m.roc_auc(j, w)[0] == pytest.approx(theirs.roc_auc_score(y, score, multi_class="ovr", average="macro"))
    assert m.brier(j, w)[0] == pytest.approx(theirs.brier_score_loss(y, score))


FIGURES = (
    m.accuracy,
    m.macro_f1,
    m.micro_f1,
    m.macro_precision,
    m.macro_recall,
    m.roc_auc,
    m.brier,
    m.log_loss,
    risk.aurc,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 3), min_size=30, max_size=30), st.booleans())
def test_weights_are_repetitions(counts: list[int], three: bool) -> None:
    j = judged(30, OUTCOMES if three else BINARY)
    weights = np.asarray([counts], dtype=np.float64)
    repeated = j.only(np.repeat(np.arange(30), counts))
    for figure in FIGURES:
        if len(repeated):
            assert figure(j, weights)[0] == pytest.approx(figure(repeated, m.ones(repeated))[0], nan_ok=True)


def test_the_order_of_rows_does_not_matter() -> None:
    j = judged(120)
    shuffled = j.only(np.random.default_rng(3).permutation(120))
    for figure in FIGURES:
        assert figure(shuffled, m.ones(shuffled))[0] == pytest.approx(figure(j, m.ones(j))[0])


def only_upheld(count: int = 10) -> Judged:
    cases = [AppealCase(id=str(n), text="", decision="Upheld", source="x") for n in range(count)]
    return judge(cases, np.tile([0.7, 0.3], (count, 1)), BINARY)[0]


def test_undefined_figures_are_nan() -> None:
    j = only_upheld()
    assert np.isnan(m.roc_auc(j, m.ones(j))[0])
    assert m.macro_f1(j, m.ones(j))[0] == 1.0
    assert np.isnan(m.per_class(j, m.ones(j))[2][0, 1])


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ([[0.5, 0.5]], "shape"),
        ([[0.5, 0.4], [0.5, 0.5]], "row 1 sum"),
        ([[0.5, 0.5], [float("nan"), 0.5]], "not a number"),
        ([[1.5, -0.5], [0.5, 0.5]], "not a number"),
    ],
)
def test_tables_that_are_no_probabilities(table: list[list[float]], said: str) -> None:
    cases = [AppealCase(id=str(n), text="", decision="Upheld", source="x") for n in range(2)]
    with pytest.raises(InputError, match=said):
        judge(cases, table, BINARY)


def test_cases_without_a_label_are_counted() -> None:
    cases = [
        AppealCase(id="a", text="", decision="Upheld", source="x"),
        AppealCase(id="b", text="", decision="", source="x"),
    ]
    j, left = judge(cases, [[0.5, 0.5], [0.5, 0.5]], BINARY)
    assert (len(j), left) == (1, 1)
    with pytest.raises(InputError, match="no case has a label"):
        judge(cases[1:], [[0.5, 0.5]], BINARY)
