"""Brier's score in parts: reliability, resolution, uncertainty (Murphy, 1973), with the bias of few cases taken off.

The correction is Ferro and Fricker's (2012): a bin's variance of the share goes from reliability and resolution, the
whole sample's is added to uncertainty and resolution. Over bins of probabilities that are not all equal, a
remainder is left; it is reported, so that the parts add up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from claimwright.appeals.evaluate.calibration import Bins, Event, binned, squared, variance
from claimwright.appeals.evaluate.intervals import number, percentile
from claimwright.appeals.evaluate.metrics import brier, mean, ones, ratio
from claimwright.appeals.evaluate.records import BrierParts
from claimwright.appeals.evaluate.scores import Floats, Judged


@dataclass(frozen=True, slots=True)
class _Parts:
    reliability: float = 0.0
    resolution: float = 0.0
    uncertainty: float = 0.0

    def __add__(self, other: _Parts) -> _Parts:
        return _Parts(
            self.reliability + other.reliability,
            self.resolution + other.resolution,
            self.uncertainty + other.uncertainty,
        )


def decompose(j: Judged, skills: Floats) -> BrierParts:
    """The parts; `skills` are replicates of `skill`. With more than two classes the parts are summed over them."""
    weights = ones(j)
    chosen = [1] if len(j.classes) == 2 else range(len(j.classes))
    total = sum((_parts(binned(Event("", j.probabilities[:, c], j.hits[:, c]), weights)) for c in chosen), _Parts())
    score = number(brier(j, weights))
    return BrierParts(
        reliability=round(total.reliability, 6),
        resolution=round(total.resolution, 6),
        uncertainty=round(total.uncertainty, 6),
        remainder=round(score - (total.reliability - total.resolution + total.uncertainty), 6),
        skill=percentile(skill(j, weights), skills),
    )


def skill(j: Judged, weights: Floats) -> Floats:
    """1 - Brier's score / that of always forecasting the classes' shares among the same cases."""
    shares = np.stack([mean(j.hits[:, c], weights) for c in range(len(j.classes))], axis=1)
    spread = (shares * (1 - shares)).sum(axis=1) / (2 if len(j.classes) == 2 else 1)
    return 1 - ratio(brier(j, weights), spread)


def _parts(b: Bins) -> _Parts:
    cases = b.cases.sum()
    overall = float((b.cases * b.share).sum() / cases)
    spread = float(overall * (1 - overall) / max(cases - 1, 1))
    seen = float((b.cases * (b.share - overall) ** 2).sum() / cases)
    chance = float((b.cases * variance(b)).sum() / cases)
    return _Parts(number(squared(b)), seen - chance + spread, overall * (1 - overall) + spread)
