"""Logistic regression whose strength is chosen by cross-validation within the training cases, never outside them."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false
# (scikit-learn comes without complete types)

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.models.folds import group_folds
from claimwright.appeals.models.text import Floats
from claimwright.core.errors import MissingExtraError

Ints = NDArray[np.int64]
STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0)
_INNER = 4
_LEAST = 1e-12


def fit_logistic(
    table: Any, labels: Ints, groups: Sequence[Hashable], classes: int, *, seed: int,
    strengths: Sequence[float] = STRENGTHS, weighted: bool = False,
) -> tuple[Floats, Floats, float]:  # fmt: skip
    """Weights (features, classes), bias and the chosen strength (inverse of the L2 penalty).

    The strength is the one of least log loss over four grouped inner folds. Classes without a case get a bias of -20.
    """
    with one_thread():
        best = strengths[0] if len(strengths) == 1 else _choose(table, labels, groups, strengths, seed, weighted)
        model = _logistic(best, weighted).fit(table, labels)
    return *_all_classes(model, classes), best


def one_thread() -> AbstractContextManager[Any]:
    """Solvers of small tables lose more than they win by sharing the work out."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return nullcontext()
    return threadpool_limits(1)


def _choose(
    table: Any, labels: Ints, groups: Sequence[Hashable], strengths: Sequence[float], seed: int, weighted: bool
) -> float:
    folds = group_folds(groups, labels, _INNER, seed)
    losses = dict.fromkeys(strengths, 0.0)
    for fold in range(_INNER):
        inner, outer = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        for strength in strengths:
            model = _logistic(strength, weighted).fit(table[inner], labels[inner])
            losses[strength] += _loss(model, table[outer], labels[outer])
    return min(strengths, key=lambda strength: (losses[strength], strength))


def _loss(model: Any, table: Any, labels: Ints) -> float:
    said = model.predict_proba(table)
    places = {int(label): place for place, label in enumerate(model.classes_)}
    given = np.array(
        [said[row, places[label]] if label in places else 0.0 for row, label in enumerate(labels.tolist())]
    )
    return float(-np.log(np.maximum(given, _LEAST)).sum())


def _logistic(strength: float, weighted: bool) -> Any:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "appeals") from error
    return LogisticRegression(C=strength, max_iter=2000, class_weight="balanced" if weighted else None)


def _all_classes(model: Any, classes: int) -> tuple[Floats, Floats]:
    known = [int(label) for label in model.classes_]
    weights, bias = np.zeros((model.coef_.shape[1], classes)), np.full(classes, -20.0)
    if len(known) == 2:
        bias[known[0]] = 0.0
        weights[:, known[1]], bias[known[1]] = model.coef_[0], model.intercept_[0]
    else:
        weights[:, known], bias[known] = model.coef_.T, model.intercept_
    return weights, bias
