"""Invented cases with invented scores, for the tests of evaluation."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.benchmark.invented import invented_cases
from claimwright.appeals.benchmark.labels import targets
from claimwright.appeals.evaluate.scores import Judged, judge
from claimwright.appeals.records import BINARY, OUTCOMES, AppealCase, Outcome

Floats = NDArray[np.float64]


def scores(cases: Sequence[AppealCase], classes: Sequence[Outcome], *, skill: float = 1.0, seed: int = 0) -> Floats:
    """Probabilities that lean to the label by `skill`, in steps of a hundredth so that there are ties."""
    labels = targets(cases, classes)
    logits = skill * np.eye(len(classes))[labels] + np.random.default_rng(seed).normal(size=(len(cases), len(classes)))
    rounded = np.round(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), 2) + 1e-3
    return rounded / rounded.sum(axis=1, keepdims=True)


def judged(count: int = 240, classes: Sequence[Outcome] = BINARY, *, skill: float = 1.0, seed: int = 0) -> Judged:
    cases = invented_cases(count, seed=seed)
    return judge(cases, scores(cases, classes, skill=skill, seed=seed), classes)[0]


BOTH = (BINARY, OUTCOMES)
