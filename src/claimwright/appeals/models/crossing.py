"""Cross-validation by case group: every training case is scored once, by models that saw no case of its group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.augment.marks import is_augmented
from claimwright.appeals.models.artefact import combined
from claimwright.appeals.models.config import ModelName
from claimwright.appeals.models.fitting import Part, Scorer, fit_model
from claimwright.appeals.models.folds import group_folds
from claimwright.appeals.models.text import Floats
from claimwright.corpus.ledger.atomic import atomic

_DERIVED: dict[str, tuple[ModelName, ...]] = {"blend": ("tfidf", "frozen"), "blend+tuned": ("tfidf", "frozen", "tuned")}
"""Means of models that are scored anyway."""


@dataclass(frozen=True, slots=True, eq=False)
class OutOfFold:
    """Logits of the judged rows by model, each from the fold that did not train on the row; `curves` are losses by epoch.

    `judged` are the places of the rows that were not written by a language model; `folds` and `logits` are of those.
    """

    judged: NDArray[np.int64]
    folds: NDArray[np.int64]
    logits: dict[str, Floats]
    curves: dict[str, list[tuple[list[float], list[float]]]]


def cross_validate(part: Part, *, state: Path | None = None) -> OutOfFold:
    """Score every model of the config. With `state`, finished folds and half-trained networks are taken up again."""
    config = part.config
    folds = group_folds(part.groups, part.labels, config.folds, config.seed)
    plain = np.array([not is_augmented(case) for case in part.cases])
    logits: dict[str, Floats] = {}
    curves: dict[str, list[tuple[list[float], list[float]]]] = {}
    for name in _to_fit(config.models):
        logits[name] = np.zeros((len(part.cases), len(config.classes)))
        for fold in range(config.folds):
            outer = np.flatnonzero((folds == fold) & plain)
            logits[name][outer] = _scored(
                name, part, np.flatnonzero(folds != fold).tolist(), outer.tolist(), _Place(state, fold), curves
            )
            part.report(f"{name}: fold {fold + 1} of {config.folds}")
    for name, members in _DERIVED.items():
        if name in config.models:
            logits[name] = combined([logits[member] for member in members])
    rows = np.flatnonzero(plain)
    kept = {name: logits[name][rows] for name in config.models if name in logits}
    return OutOfFold(rows, folds[rows], kept, curves)


def _to_fit(models: Sequence[ModelName]) -> list[ModelName]:
    """The models to train: derived ones by their members, language models elsewhere."""
    wanted: list[ModelName] = [member for name in models for member in _DERIVED.get(name, (name,))]
    asked: tuple[ModelName, ...] = ("language", "language-few")
    return [name for name in dict.fromkeys(wanted) if name not in asked]


def fit_whole(name: ModelName, part: Part) -> Scorer:
    """Train a model, derived ones too, on all rows."""
    from claimwright.appeals.models.fitting import Blend

    if name not in _DERIVED:
        return fit_model(name, part)
    return Blend(tuple(fit_model(member, part) for member in _DERIVED[name]))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a fold keeps what is done."""

    state: Path | None
    fold: int

    def file(self, name: str, ending: str) -> Path | None:
        return self.state / f"{name}-{self.fold}{ending}" if self.state else None


def _scored(
    name: ModelName, part: Part, inner: list[int], outer: list[int], place: _Place,
    curves: dict[str, list[tuple[list[float], list[float]]]],
) -> Floats:  # fmt: skip
    kept = place.file(name, ".npy")
    if kept is not None and kept.is_file():
        found: Floats = np.load(kept, allow_pickle=False)
        if found.shape == (len(outer), len(part.config.classes)):
            return found
    scorer = fit_model(name, part.only(inner, place.file(name, ".pt")))
    for history in histories(scorer):
        curves.setdefault(name, []).append((history.train, history.dev))
    found = scorer.logits([part.cases[i] for i in outer])
    if kept is not None:
        with atomic(kept) as file:
            np.save(file, found)
    return found


def histories(scorer: Scorer) -> list[Any]:
    """The losses by epoch of the networks in a model; none where it has no network."""
    one = getattr(scorer, "history", None)
    return [one] if one is not None else getattr(scorer, "histories", [])
