"""Figures of classification, each as a function of row weights.

A weight says how often a row counts: all ones give the estimate, a bootstrap resample's counts give a replicate. Every
function takes weights of shape (replicates, rows) and gives a figure a replicate (or a row of figures), so that
estimates and intervals come from one formula. A figure that is not defined (a class absent from both labels and
predictions, an AUC of a single class) is NaN.
"""

from __future__ import annotations

from typing import cast

import numpy as np

from claimwright.appeals.evaluate.scores import Floats, Judged

_LEAST = 1e-15


def ones(j: Judged) -> Floats:
    """Weights under which every row counts once."""
    return np.ones((1, len(j)))


def mean(values: Floats, weights: Floats) -> Floats:
    """The weighted mean of a value a row; NaN where nothing has weight."""
    return ratio(weights @ values, weights.sum(axis=1))


def ratio(above: Floats, below: Floats) -> Floats:
    """Quotients, NaN where the divisor is 0."""
    return np.divide(above, below, out=np.full(np.broadcast(above, below).shape, np.nan), where=below != 0)


def accuracy(j: Judged, weights: Floats) -> Floats:
    """The share of rows whose predicted class is the label."""
    return mean(j.right, weights)


def confusion(j: Judged, weights: Floats) -> Floats:
    """Counts of shape (replicates, labels, predicted)."""
    k = len(j.classes)
    cells = np.eye(k * k)[j.labels * k + j.predicted]
    return (weights @ cells).reshape(len(weights), k, k)


def per_class(j: Judged, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and F1 of each class, of shape (replicates, classes).

    Precision is 0 where a class that has rows is never predicted, as scikit-learn has it; all three are NaN where a
    class neither has rows nor is predicted.
    """
    table = confusion(j, weights)
    hits, said, there = np.diagonal(table, axis1=1, axis2=2), table.sum(axis=1), table.sum(axis=2)
    absent = (said + there) == 0
    precision = np.where(absent, np.nan, np.nan_to_num(ratio(hits, said)))
    recall = np.where(absent, np.nan, np.nan_to_num(ratio(hits, there)))
    return precision, recall, ratio(2 * hits, said + there)


def macro_f1(j: Judged, weights: Floats) -> Floats:
    """The mean of the classes' F1, over classes that occur among labels or predictions."""
    return _mean_of_known(per_class(j, weights)[2])


def macro_precision(j: Judged, weights: Floats) -> Floats:
    """The mean of the classes' precision."""
    return _mean_of_known(per_class(j, weights)[0])


def macro_recall(j: Judged, weights: Floats) -> Floats:
    """The mean of the classes' recall: balanced accuracy, where every class has rows."""
    return _mean_of_known(per_class(j, weights)[1])


def micro_f1(j: Judged, weights: Floats) -> Floats:
    """F1 over all decisions pooled; equal to accuracy where each case has one label, and reported because others do."""
    table = confusion(j, weights)
    hits = np.diagonal(table, axis1=1, axis2=2).sum(axis=1)
    return ratio(2 * hits, 2 * table.sum(axis=(1, 2)))


def roc_auc(j: Judged, weights: Floats) -> Floats:
    """Area under the ROC curve: of the last class against the first where there are two, else the mean over the classes
    of one against the rest (macro), over classes with rows of both kinds."""
    if len(j.classes) == 2:
        return auc(j.probabilities[:, 1], j.hits[:, 1], weights)
    return _mean_of_known(class_aucs(j, weights))


def class_aucs(j: Judged, weights: Floats) -> Floats:
    """One against the rest, of shape (replicates, classes)."""
    parts = [auc(j.probabilities[:, c], j.hits[:, c], weights) for c in range(len(j.classes))]
    return np.stack(parts, axis=1)


def auc(scores: Floats, positive: Floats, weights: Floats) -> Floats:
    """The chance that a positive row scores higher than a negative one; ties count half (Mann and Whitney, 1947)."""
    order = np.argsort(scores, kind="stable")
    starts = np.flatnonzero(np.r_[True, np.diff(scores[order]) > 0])
    up = np.add.reduceat((weights * positive)[:, order], starts, axis=1)
    down = np.add.reduceat((weights * (1 - positive))[:, order], starts, axis=1)
    below = np.cumsum(down, axis=1) - down / 2
    return ratio((up * below).sum(axis=1), up.sum(axis=1) * down.sum(axis=1))


def brier(j: Judged, weights: Floats) -> Floats:
    """Brier's score: for two classes the mean squared error of the second's probability (0 to 1), for more the sum over
    the classes (0 to 2), as Brier (1950) and scikit-learn have it."""
    return mean(squared_error(j), weights)


def squared_error(j: Judged) -> Floats:
    """Each row's part of Brier's score."""
    squares = cast(Floats, ((j.probabilities - j.hits) ** 2).sum(axis=1))
    return squares / 2 if len(j.classes) == 2 else squares


def log_loss(j: Judged, weights: Floats) -> Floats:
    """The mean of minus the natural logarithm of the label's probability; probabilities under 1e-15 count as that."""
    return mean(log_losses(j), weights)


def log_losses(j: Judged) -> Floats:
    """Each row's part of the log loss."""
    given = j.probabilities[np.arange(len(j)), j.labels]
    return -np.log(np.maximum(given, _LEAST))


def _mean_of_known(values: Floats) -> Floats:
    """The mean over the columns that are numbers; NaN where none is."""
    known = ~np.isnan(values)
    return ratio(np.where(known, values, 0).sum(axis=1), known.sum(axis=1).astype(np.float64))
