"""From raw model probabilities to calibrated ones: Platt scaling, one line per layer and a shift per label.

A span's raw score is the mean of the log odds of its least certain piece and of all its pieces; the fit is on
messages that the model was not trained on. Source: J. Platt, Probabilistic outputs for support vector machines
(1999); temperature for the intents: C. Guo et al., On calibration of modern neural networks (2017).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class Line:
    """score = sigmoid(slope * raw + shift of the label)."""

    slope: float = 1.0
    shift: float = 0.0
    labels: Mapping[str, float] = field(default_factory=dict[str, float])

    def score(self, raw: float, label: str) -> float:
        """The calibrated probability, between 0.001 and 0.999."""
        odds = self.slope * raw + self.labels.get(label, self.shift)
        return min(0.999, max(0.001, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))))


@dataclass(frozen=True, slots=True)
class Calibration:
    """The lines of both layers and the temperature of the intents."""

    insurance: Line = Line()
    phi: Line = Line()
    temperature: float = 1.0


def raw_scores(probabilities: NDArray[np.float32], firsts: NDArray[np.int64]) -> list[float]:
    """The raw scores of spans: for each the mean of the least and the mean log odds of its pieces' tags.

    `probabilities` holds the pieces of all spans in a row; `firsts` says where each span begins in it.
    """
    p = np.minimum(np.maximum(probabilities.astype(np.float64), _FLOOR), 1 - _FLOOR)
    odds = np.log(p) - np.log1p(-p)
    means = np.add.reduceat(odds, firsts) / np.diff(firsts, append=len(odds))
    raw: list[float] = ((np.minimum.reduceat(odds, firsts) + means) / 2).tolist()
    return raw


def fit_line(raw: NDArray[np.float64], right: NDArray[np.bool_], labels: list[str], *, prior: float = 4.0) -> Line:
    """Fit by Newton steps; a label's own shift is drawn towards the common one by `prior` pseudo-observations."""
    slope, shift = _fit(raw, right)
    shifts: dict[str, float] = {}
    for label in sorted(set(labels)):
        rows = np.array([name == label for name in labels])
        guess = _sigmoid(slope * raw[rows] + shift)
        gap, spread = float(right[rows].sum() - guess.sum()), float((guess * (1 - guess)).sum())
        shifts[label] = round(shift + max(-2.0, min(2.0, gap / (spread + prior))), 4)
    return Line(slope=round(slope, 4), shift=round(shift, 4), labels=shifts)


def _fit(raw: NDArray[np.float64], right: NDArray[np.bool_]) -> tuple[float, float]:
    weights = np.array([1.0, 0.0])
    design = np.stack([raw, np.ones_like(raw)], 1)
    for _ in range(50):
        guess = _sigmoid(design @ weights)
        gradient = design.T @ (right - guess) - 0.01 * (weights - np.array([1.0, 0.0]))
        curvature = (design * (guess * (1 - guess))[:, None]).T @ design + 0.01 * np.eye(2)
        step = np.linalg.solve(curvature, gradient)
        weights = weights + np.clip(step, -1.0, 1.0)
        if float(np.abs(step).max()) < 1e-7:
            break
    return float(weights[0]), float(weights[1])


def fit_temperature(log_probabilities: NDArray[np.float64], gold: NDArray[np.int64]) -> float:
    """The temperature between 0.5 and 5 with the lowest negative log likelihood."""
    best = (math.inf, 1.0)
    for temperature in np.linspace(0.5, 5.0, 181):
        scaled = log_probabilities / temperature
        scaled = scaled - np.log(np.exp(scaled).sum(1, keepdims=True))
        best = min(best, (-float(scaled[np.arange(len(gold)), gold].mean()), float(temperature)))
    return round(best[1], 3)


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
