"""Calibration over five bins of equal mass, less the bias of estimating it from few cases.

Within a bin, the share of cases where the event happened misses the true share by chance alone, so that a perfect
model shows a gap. Two corrections are reported. The squared gap: the variance of the share, y(1 - y)/(n - 1), is
taken off each bin's squared gap (Kumar, Liang and Ma, "Verified Uncertainty Calibration", 2019, the debiased
estimator; the same as the reliability of Ferro and Fricker, 2012). The absolute gap: with a share normal about the
one seen, of variance y(1 - y)/n, the mean absolute gap would exceed the seen one by so much; this is taken off (the
same paper's correction of other norms, here in closed form by the folded normal's mean). Estimates may be
slightly negative and are reported as 0 then. Rows of equal probability stay in one bin, so that their order does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi, sqrt

import numpy as np

from claimwright.appeals.evaluate.intervals import basic, clean, number, wilson
from claimwright.appeals.evaluate.metrics import ratio
from claimwright.appeals.evaluate.records import Bin, Calibration
from claimwright.appeals.evaluate.scores import Floats, Ints, Judged

BINS = 5


@dataclass(frozen=True, eq=False)
class Event:
    """Probabilities of an event, and whether it happened (1 or 0), a row a case."""

    of: str
    probability: Floats
    happened: Floats


@dataclass(frozen=True, eq=False)
class Bins:
    """Sums by bin, of shape (replicates, bins): cases, mean probability, share of cases where it happened."""

    cases: Floats
    probability: Floats
    share: Floats


def events(j: Judged) -> tuple[Event, ...]:
    """What is judged: with two classes the second's probability, else each class's; and the confidence."""
    chosen = range(1, 2) if len(j.classes) == 2 else range(len(j.classes))
    by_class = [Event(f"P({j.classes[c]})", j.probabilities[:, c], j.hits[:, c]) for c in chosen]
    return (*by_class, Event("confidence", j.confidence, j.right))


def binned(event: Event, weights: Floats, bins: int = BINS) -> Bins:
    """The cases in bins of equal weight."""
    order, starts = _ties(event.probability)
    ordered = weights[:, order]
    size, hits, total = (
        np.add.reduceat(ordered * value[order], starts, axis=1)
        for value in (np.ones_like(event.happened), event.happened, event.probability)
    )
    place = (np.cumsum(size, axis=1) - size / 2) / size.sum(axis=1, keepdims=True)
    bin_of = np.minimum((place * bins).astype(np.int64), bins - 1)
    parts = [(bin_of == b) for b in range(bins)]
    cases, happened, given = (
        np.stack([np.where(p, v, 0).sum(axis=1) for p in parts], axis=1) for v in (size, hits, total)
    )
    return Bins(cases, np.nan_to_num(ratio(given, cases)), np.nan_to_num(ratio(happened, cases)))


def ece_plain(b: Bins) -> Floats:
    """The mean absolute gap between probability and share."""
    return _mean(b, np.abs(b.probability - b.share))


def ece(b: Bins) -> Floats:
    """The mean absolute gap less its bias."""
    gap = np.abs(b.probability - b.share)
    spread = np.sqrt(ratio(b.share * (1 - b.share), b.cases))
    return _mean(b, 2 * gap - _folded(gap, np.nan_to_num(spread)))


def squared_plain(b: Bins) -> Floats:
    """The mean squared gap."""
    return _mean(b, (b.probability - b.share) ** 2)


def squared(b: Bins) -> Floats:
    """The mean squared gap less its bias."""
    return _mean(b, (b.probability - b.share) ** 2 - variance(b))


def variance(b: Bins) -> Floats:
    """Each bin's unbiased variance of the share; a bin of one case has none that could be told, and counts as 0."""
    return np.where(b.cases > 1, b.share * (1 - b.share) / np.maximum(b.cases - 1, 1), 0)


def errors(event: Event, weights: Floats) -> Floats:
    """`ece` and `squared` side by side, of shape (replicates, 2)."""
    b = binned(event, weights)
    return np.stack([ece(b), squared(b)], axis=1)


def calibration(event: Event, groups: Ints, weights: Floats, replicates: Floats) -> Calibration:
    """The finished record; `replicates` are of `errors`."""
    b = binned(event, weights)
    plain, plain_squared = number(ece_plain(b)), number(squared_plain(b))
    return Calibration(
        of=event.of,
        bins=tuple(_bins(event, groups)),
        ece=basic(number(ece(b)), plain, replicates[:, 0]),
        ece_plain=clean(plain) or 0.0,
        rms=basic(_root(number(squared(b))), sqrt(plain_squared), np.sqrt(np.maximum(replicates[:, 1], 0))),
    )


def _root(value: float) -> float:
    return sqrt(max(value, 0.0))


def _bins(event: Event, groups: Ints) -> list[Bin]:
    """The bins of the data themselves, empty ones left out."""
    order, starts = _ties(event.probability)
    size = np.diff(np.r_[starts, len(order)])
    place = (np.cumsum(size) - size / 2) / len(order)
    bin_of = np.repeat(np.minimum((place * BINS).astype(np.int64), BINS - 1), size)
    rows = [order[bin_of == b] for b in range(BINS)]
    return [_bin(event, chosen, groups) for chosen in rows if chosen.size]


def _bin(event: Event, rows: Ints, groups: Ints) -> Bin:
    given, happened = event.probability[rows], event.happened[rows]
    return Bin(
        cases=len(rows),
        least=round(float(given.min()), 6),
        most=round(float(given.max()), 6),
        probability=round(float(given.mean()), 6),
        share=wilson(float(happened.sum()), len(rows), len(np.unique(groups[rows]))),
    )


def _ties(values: Floats) -> tuple[Ints, Ints]:
    """Rows by value, and where in that order each distinct value begins."""
    order = np.argsort(values, kind="stable")
    return order, np.flatnonzero(np.r_[True, np.diff(values[order]) > 0])


def _mean(b: Bins, values: Floats) -> Floats:
    return ratio((b.cases * values).sum(axis=1), b.cases.sum(axis=1))


def _folded(middle: Floats, spread: Floats) -> Floats:
    """The mean of the absolute value of a normal variable (Leone, Nelson and Nottingham, 1961)."""
    z = np.divide(middle, spread, out=np.full_like(middle, np.inf), where=spread > 0)
    return spread * sqrt(2 / pi) * np.exp(-(z**2) / 2) + middle * (1 - 2 * _normal(-z))


def _normal(z: Floats) -> Floats:
    """The normal distribution function, by Abramowitz and Stegun's 7.1.26: wrong by at most 1.5e-7."""
    x = np.abs(z) / sqrt(2)
    t = 1 / (1 + 0.3275911 * x)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    half = poly * np.exp(-(x**2)) / 2
    return np.where(z < 0, half, 1 - half)
