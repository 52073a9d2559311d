"""A split in time: learn from earlier years, calibrate on the next, judge on later ones, as a model at hand would be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from claimwright.appeals.augment.marks import is_augmented
from claimwright.appeals.models.calibrate import fit_calibrator, softmax
from claimwright.appeals.models.config import Config, Split
from claimwright.appeals.models.crossing import fit_whole
from claimwright.appeals.models.fitting import Part
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, eq=False)
class Later:
    """Probabilities of the cases after the split, calibrated and as they came, by model."""

    cases: list[AppealCase]
    calibrated: dict[str, Floats]
    plain: dict[str, Floats]
    trained: int
    calibrated_on: int


def judge_later(part: Part, config: Config, split: Split) -> Later:
    """Train every model of the config on the early years. Raises `InputError` where a part of the split is empty."""
    years = np.array([case.year or 0 for case in part.cases])
    early = np.flatnonzero((years > 0) & (years <= split.train_to)).tolist()
    judged = np.array([not is_augmented(case) for case in part.cases])
    middle = np.flatnonzero((years > split.train_to) & (years <= split.calibrate_to) & judged).tolist()
    late = np.flatnonzero((years > split.calibrate_to) & judged).tolist()
    if not (early and middle and late):
        raise InputError(
            f"the split in time leaves {len(early)}, {len(middle)} and {len(late)} cases",
            fix="give other years in [split]", code="APPEALS-SPLIT",
        )  # fmt: skip
    inner, held, outer = part.only(early), part.only(middle), part.only(late)
    calibrated: dict[str, Floats] = {}
    plain: dict[str, Floats] = {}
    for name in config.models:
        scorer = fit_whole(name, inner)
        logits = scorer.logits(outer.cases)
        method = "none" if name == "majority" else config.calibration
        calibrator = fit_calibrator(scorer.logits(held.cases), held.labels, method)
        plain[name], calibrated[name] = softmax(logits), calibrator.probabilities(logits)
        part.report(f"{name}: trained on {len(early)}, calibrated on {len(middle)}, scored {len(late)}")
    return Later(list(outer.cases), calibrated, plain, len(early), len(middle))


def share_of(cases: Sequence[AppealCase], outcome: str) -> float:
    """How many of the cases ended so."""
    return sum(case.decision == outcome for case in cases) / max(1, len(cases))
