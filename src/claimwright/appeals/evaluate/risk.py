"""Abstention: how many errors are left when only the most confident cases are answered."""

from __future__ import annotations

from math import log

import numpy as np

from claimwright.appeals.evaluate.intervals import clean, number, percentile, wilson
from claimwright.appeals.evaluate.metrics import accuracy, ones, ratio
from claimwright.appeals.evaluate.records import RiskCoverage, RiskPoint, Threshold
from claimwright.appeals.evaluate.scores import Floats, Judged

COVERAGES = tuple(round(0.05 * step, 2) for step in range(1, 21))
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
"""Fixed beforehand: a threshold chosen on the cases that judge it would look better than it is."""


def aurc(j: Judged, weights: Floats) -> Floats:
    """The mean over cases of the risk at the coverage at which each is first answered; equal confidences come together."""
    answered, wrong = _cumulated(j, weights)
    size = np.diff(answered, axis=1, prepend=0.0)
    return ratio((size * np.nan_to_num(ratio(wrong, answered))).sum(axis=1), answered[:, -1])


def risks(j: Judged, weights: Floats) -> Floats:
    """The risk at each of `COVERAGES`, of shape (replicates, coverages)."""
    answered, wrong = _cumulated(j, weights)
    risk = ratio(wrong, answered)
    rows = np.arange(len(weights))
    places = [(answered >= c * answered[:, -1:] - 1e-9).argmax(axis=1) for c in COVERAGES]
    return np.stack([risk[rows, place] for place in places], axis=1)


def least_aurc(error: float) -> float:
    """The AURC of a perfect order of answers with this error rate, for many cases (Geifman, Uziel and El-Yaniv, 2019)."""
    return error + (1 - error) * log(1 - error) if error < 1 else 1.0


def risk_coverage(j: Judged, aurcs: Floats, curves: Floats) -> RiskCoverage:
    """The finished record; `aurcs` and `curves` are replicates of `aurc` and `risks`."""
    weights = ones(j)
    error = 1 - number(accuracy(j, weights))
    points = risks(j, weights)[0]
    return RiskCoverage(
        aurc=percentile(aurc(j, weights), aurcs),
        least=clean(least_aurc(error)) or 0.0,
        error=clean(error) or 0.0,
        points=tuple(RiskPoint(c, percentile(points[n], curves[:, n])) for n, c in enumerate(COVERAGES)),
        thresholds=tuple(threshold(j, level) for level in THRESHOLDS),
    )


def threshold(j: Judged, level: float) -> Threshold:
    """What answering from this confidence on gives."""
    chosen = j.confidence >= level - 1e-12
    count, right = int(chosen.sum()), float(j.right[chosen].sum())
    return Threshold(
        threshold=level,
        answered=count,
        coverage=round(count / len(j), 6),
        accuracy=wilson(right, count, len(np.unique(j.groups[chosen])) if count else None),
    )


def _cumulated(j: Judged, weights: Floats) -> tuple[Floats, Floats]:
    """Cases answered and errors among them, from the most confident down, a column a distinct confidence."""
    order = np.argsort(-j.confidence, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(j.confidence[order]) < 0])
    answered = np.add.reduceat(weights[:, order], starts, axis=1)
    wrong = np.add.reduceat((weights * (1 - j.right))[:, order], starts, axis=1)
    return np.cumsum(answered, axis=1), np.cumsum(wrong, axis=1)
