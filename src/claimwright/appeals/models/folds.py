"""Folds and dev parts by case group, stratified by label, and the same for the same seed."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

from claimwright.core.errors import InputError

Ints = NDArray[np.int64]


def group_folds(groups: Sequence[Hashable], labels: Ints, folds: int, seed: int) -> Ints:
    """The fold of each row. Rows of a group share one; each fold gets about its share of every label.

    Groups are dealt in random order, each to the fold that has fewest rows of the group's commonest label, then fewest
    rows. Raises `InputError` where there are fewer groups than folds.
    """
    members: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        members.setdefault(group, []).append(row)
    if len(members) < folds:
        raise InputError(
            f"{len(members)} case groups do not make {folds} folds", fix="give more cases or fewer folds",
            code="APPEALS-FOLDS",
        )  # fmt: skip
    return _deal([members[key] for key in _shuffled(list(members), seed)], labels, folds, len(groups))


def dev_part(groups: Sequence[Hashable], labels: Ints, share: float, seed: int) -> NDArray[np.bool_]:
    """Which rows are for early stopping: whole groups, about `share` of the rows."""
    if share <= 0:
        return np.zeros(len(groups), np.bool_)
    return group_folds(groups, labels, max(2, round(1 / share)), seed) == 0


def _shuffled(keys: list[Hashable], seed: int) -> list[Hashable]:
    order = np.random.default_rng(seed).permutation(len(keys))
    return [keys[i] for i in order]


def _deal(groups: list[list[int]], labels: Ints, folds: int, rows: int) -> Ints:
    out, counts = np.zeros(rows, np.int64), np.zeros((folds, int(labels.max()) + 1), np.int64)
    for group in sorted(groups, key=len, reverse=True):
        label = int(np.bincount(labels[group]).argmax())
        best = min(range(folds), key=lambda f: (int(counts[f, label]), int(counts[f].sum()), f))
        out[group] = best
        np.add.at(counts[best], labels[group], 1)
    return out
