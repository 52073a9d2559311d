"""Calibration of a predictor's logits, learnt on out-of-fold scores of all folds pooled.

`temperature` divides by one number (C. Guo et al., 2017), `platt` also shifts each class (J. Platt, 1999; for more than
two classes the vector form), `none` leaves them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.models.text import Floats

Method = Literal["none", "temperature", "platt"]
_STEPS = 60
_RIDGE = 1e-6


class Calibrator(msgspec.Struct, frozen=True):
    """logits * slope + shift; `cases` is how many scores it was learnt on."""

    method: Method = "none"
    slope: float = 1.0
    shift: tuple[float, ...] = ()
    cases: int = 0

    def probabilities(self, logits: Floats) -> Floats:
        """Calibrated probabilities, a row a case."""
        moved = logits * self.slope
        return softmax(moved + np.array(self.shift) if self.shift else moved)


def softmax(logits: Floats) -> Floats:
    """Rows that sum to 1."""
    raised = np.exp(logits - logits.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def fit_calibrator(logits: Floats, labels: NDArray[np.int64], method: Method) -> Calibrator:
    """Least log loss by Newton's method, with the slope held at 0 or more.

    Where a class has no case among the labels nothing can be said of its shift, and the slope alone is learnt.
    """
    if method == "none" or not len(labels):
        return Calibrator()
    classes = logits.shape[1]
    if len(np.unique(labels)) < classes:
        method = "temperature"
    centred = logits - logits.mean(1, keepdims=True)
    features = [centred[:, :, None]]
    if method == "platt":
        features.append(np.broadcast_to(np.eye(classes)[None, :, 1:], (len(labels), classes, classes - 1)))
    found = _newton(np.concatenate(features, 2), labels)
    slope = max(0.0, float(found[0]))
    shift = (0.0, *(float(value) for value in found[1:])) if method == "platt" else ()
    return Calibrator(method, slope, shift, len(labels))


def cross_calibrated(logits: Floats, labels: NDArray[np.int64], folds: NDArray[np.int64], method: Method) -> Floats:
    """Each fold's probabilities by a calibrator learnt on the others' scores."""
    out = np.empty_like(logits)
    for fold in np.unique(folds).tolist():
        inner, outer = folds != fold, folds == fold
        out[outer] = fit_calibrator(logits[inner], labels[inner], method).probabilities(logits[outer])
    return out


def _newton(features: Floats, labels: NDArray[np.int64]) -> Floats:
    """Weights of a conditional logit: features (rows, classes, weights)."""
    found: Any = np.zeros(features.shape[2])
    chosen = features[np.arange(len(labels)), labels]
    for _ in range(_STEPS):
        given = softmax(np.asarray(features @ found, np.float64))
        mean: Floats = np.einsum("rc,rcw->rw", given, features)
        slope: Floats = np.asarray((chosen - mean).sum(0) - _RIDGE * found, np.float64)
        apart = features - mean[:, None]
        bend: Floats = np.einsum("rc,rcv,rcw->vw", given, apart, apart) + _RIDGE * np.eye(features.shape[2])
        step: Floats = np.asarray(np.linalg.solve(bend, slope), np.float64)
        longest = float(np.abs(step).max())
        found = np.asarray(found + step * min(1.0, 2.0 / max(longest, 1e-12)), np.float64)
        if longest < 1e-9:
            break
    return found


def log_shares(probabilities: Floats | Sequence[Sequence[float]]) -> Floats:
    """Probabilities as logits; zeros count as a millionth."""
    return np.log(np.maximum(np.asarray(probabilities, np.float64), 1e-6))
