"""What is judged: cases, the probabilities that a model gave them, and the classes these belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from claimwright.appeals.benchmark.labels import targets
from claimwright.appeals.records import AppealCase, Outcome
from claimwright.core.errors import InputError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_SUM_TOLERANCE = 1e-3
_FIX = "give one row of probabilities a case, a column a class, each row summing to 1"


@dataclass(frozen=True, eq=False)
class Judged:
    """Labels and probabilities side by side.

    `labels` are places among `classes`; `probabilities` has a row a case and a column a class; `groups` numbers the case
    groups from 0: rows of one group are resampled together.
    """

    cases: tuple[AppealCase, ...]
    classes: tuple[Outcome, ...]
    labels: Ints
    probabilities: Floats
    groups: Ints

    def __len__(self) -> int:
        return len(self.cases)

    @cached_property
    def predicted(self) -> Ints:
        """The class of the largest probability; the first of several equal ones."""
        return self.probabilities.argmax(axis=1)

    @cached_property
    def confidence(self) -> Floats:
        """The largest probability."""
        return self.probabilities.max(axis=1)

    @cached_property
    def right(self) -> Floats:
        """1 where the predicted class is the label, else 0."""
        return (self.predicted == self.labels).astype(np.float64)

    @cached_property
    def hits(self) -> Floats:
        """The labels as rows of zeros with a single one."""
        return np.eye(len(self.classes))[self.labels]

    def only(self, chosen: NDArray[np.bool_] | Ints) -> Judged:
        """The chosen rows."""
        rows: Ints = np.arange(len(self))[chosen]
        cases = tuple(self.cases[int(row)] for row in rows)
        return Judged(cases, self.classes, self.labels[rows], self.probabilities[rows], dense(self.groups[rows]))


def judge(cases: Sequence[AppealCase], probabilities: ArrayLike, classes: Sequence[Outcome]) -> tuple[Judged, int]:
    """Check and line up; cases whose label is none of the classes are left out and counted.

    Raises `InputError` where the shape is wrong, a probability is no number from 0 to 1, or a row does not sum to 1.
    """
    table = checked(probabilities, len(cases), classes)
    labels = targets(cases, classes)
    names = [case.group or case.id for case in cases]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    groups = np.asarray([numbers[name] for name in names], dtype=np.int64)
    whole = Judged(tuple(cases), tuple(classes), labels, table, groups)
    kept = labels >= 0
    if not kept.any():
        raise InputError(
            "no case has a label among the classes",
            where=", ".join(classes),
            fix="give other classes",
            code="APPEALS-SCORES",
        )
    return (whole if kept.all() else whole.only(kept)), int((~kept).sum())


def checked(probabilities: ArrayLike, count: int, classes: Sequence[Outcome]) -> Floats:
    """Probabilities as a table, each row scaled to sum to exactly 1. Raises `InputError`."""
    table = np.asarray(probabilities, dtype=np.float64)
    if table.shape != (count, len(classes)):
        _refuse(f"the probabilities have the shape {table.shape}, not ({count}, {len(classes)})")
    if not np.isfinite(table).all() or (table < 0).any() or (table > 1 + _SUM_TOLERANCE).any():
        _refuse("a probability is not a number from 0 to 1")
    sums = table.sum(axis=1, keepdims=True)
    if (np.abs(sums - 1) > _SUM_TOLERANCE).any():
        _refuse(
            f"the probabilities of row {int(np.abs(sums - 1).argmax()) + 1} sum to {float(sums[np.abs(sums - 1).argmax()][0]):.4f}"
        )
    return table / sums


def dense(groups: Ints) -> Ints:
    """Group numbers from 0 without gaps, in the order of first appearance."""
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse]


def _refuse(what: str) -> None:
    raise InputError(what, fix=_FIX, code="APPEALS-SCORES")
