"""Fitting the structured model: logistic regression whose coefficients are normal within each group of features.

Coefficients are the posterior mode by Newton's method, groups' variances by expectation-maximisation on Laplace's
approximation (D. MacKay, The evidence framework, 1992; Gelman and Hill, 2007, chapter 13). A rare subcategory is so
drawn towards its category, and the posterior's spread is what the odds' interval is made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.predict.model.attributes import Attributes, features

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEWEST = 5
_ROUNDS, _STEPS = 8, 12
_FLAT = 1e-4

_MASKS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (0.40, ()), (0.20, ("age", "sex")), (0.15, ("ground",)), (0.10, ("ground", "age", "sex")),
    (0.10, ("diagnosis",)), (0.05, ("diagnosis", "ground", "age", "sex")),
)  # fmt: skip
"""A determination counts once, shared out over what a text may fail to tell."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The posterior: names of features, the mode, and the Cholesky factor of its precision."""

    names: tuple[str, ...]
    mode: Floats
    factor: Floats
    spreads: dict[str, float]

    def draws(self, count: int, seed: int) -> Floats:
        """Draws of the coefficients' deviations from the mode, of shape (count, features)."""
        noise = np.random.default_rng(seed).standard_normal((len(self.names), count))
        return np.linalg.solve(self.factor.T, noise).T.astype(np.float64)


@dataclass(frozen=True, slots=True)
class _Design:
    names: tuple[str, ...]
    groups: Ints
    labels: tuple[str, ...]
    rows: Ints
    weights: Floats
    hits: Floats


def fit(cases: Sequence[Attributes], overturned: Sequence[bool]) -> Fitted:
    """The posterior given cases and their outcomes."""
    design = _design(cases, overturned)
    precisions = np.ones(len(design.labels))
    mode = np.zeros(len(design.names))
    hessian = np.eye(len(mode))
    for _ in range(_ROUNDS):
        prior = _prior(design, precisions)
        mode, hessian = _mode(design, prior, mode)
        precisions = _precisions(design, mode, np.diag(np.linalg.inv(hessian)).astype(np.float64))
    spreads = {label: float(1 / np.sqrt(p)) for label, p in zip(design.labels, precisions, strict=True)}
    return Fitted(design.names, mode, np.linalg.cholesky(hessian).astype(np.float64), spreads)


def _design(cases: Sequence[Attributes], overturned: Sequence[bool]) -> _Design:
    """Rows of feature numbers, equal ones summed. A feature of fewer than 5 cases is left to its broader ones."""
    totals: Counter[tuple[str, ...]] = Counter()
    hits: Counter[tuple[str, ...]] = Counter()
    support = Counter(name for case in cases for name in features(case))
    for case, outcome in zip(cases, overturned, strict=True):
        for weight, hidden in _MASKS:
            row = tuple(name for name in features(case.without(*hidden)) if not 0 < support[name] < _FEWEST)
            totals[row] += weight  # pyright: ignore[reportArgumentType]
            hits[row] += weight * outcome  # pyright: ignore[reportArgumentType]
    names = tuple(sorted({name for row in totals for name in row}))
    return _numbered(names, totals, hits)


def _numbered(names: tuple[str, ...], totals: Counter[tuple[str, ...]], hits: Counter[tuple[str, ...]]) -> _Design:
    number = {name: at for at, name in enumerate(names)}
    labels = tuple(sorted({group_of(name) for name in names}))
    width = max(map(len, totals))
    rows = np.full((len(totals), width), len(names))
    for at, row in enumerate(totals):
        rows[at, : len(row)] = [number[name] for name in row]
    return _Design(
        names,
        np.array([labels.index(group_of(name)) for name in names]),
        labels,
        rows,
        np.array([totals[row] for row in totals], float),
        np.array([hits[row] for row in totals], float),
    )


def group_of(name: str) -> str:
    """The group of a feature, the part before the colon."""
    return name.partition(":")[0]


def _prior(design: _Design, precisions: Floats) -> Floats:
    prior = precisions[design.groups]
    prior[[name == "1:" for name in design.names]] = _FLAT
    return prior


def _mode(design: _Design, prior: Floats, start: Floats) -> tuple[Floats, Floats]:
    """Newton's method to the posterior's mode, and the negative Hessian there."""
    mode = start.copy()
    hessian = np.diag(prior)
    for _ in range(_STEPS):
        chance = _chances(design, mode)
        hessian = np.diag(prior) + _information(design, design.weights * chance * (1 - chance))
        slope = _sums(design, design.hits - design.weights * chance) - prior * mode
        step = np.linalg.solve(hessian, slope)
        mode += step
        if np.abs(step).max() < 1e-5:
            break
    return mode, hessian


def _chances(design: _Design, mode: Floats) -> Floats:
    logits = np.append(mode, 0.0)[design.rows].sum(axis=1)
    return 1 / (1 + np.exp(-logits))


def _sums(design: _Design, values: Floats) -> Floats:
    spread = np.repeat(values, design.rows.shape[1])
    return np.bincount(design.rows.ravel(), spread, len(design.names) + 1)[:-1].astype(np.float64)


def _information(design: _Design, values: Floats) -> Floats:
    """The sum of values times outer products of the rows' indicators."""
    size, width = len(design.names) + 1, design.rows.shape[1]
    total = np.zeros(size * size)
    for column in range(width):
        flat = (design.rows[:, [column]] * size + design.rows).ravel()
        total += np.bincount(flat, np.repeat(values, width), size * size)
    return total.reshape(size, size)[:-1, :-1]


def _precisions(design: _Design, mode: Floats, variances: Floats) -> Floats:
    """Each group's new precision: its size over the expected sum of squares."""
    squares = np.bincount(design.groups, mode**2 + variances, len(design.labels))
    sizes = np.bincount(design.groups, minlength=len(design.labels))
    return sizes / np.maximum(squares, 1e-9)
