"""The shipped model: calibrated odds of overturning from what is known of a case, with an interval. Plain numbers in JSON.

The probability is the mean over the posterior (D. MacKay's approximation), drawn towards one half the less is known. The
interval is of that probability at 95%: it holds what the determinations leave open about the coefficients and, for a year
that they do not cover, how far treatments' outcomes moved in the two years after a cut-off (`drift`). It does not hold how a
single reviewer decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.predict.model.attributes import Attributes, features
from claimwright.appeals.predict.reading.lexicon import DATA, Category

SCHEMA = "claimwright-appeals-odds/1"
PATH = DATA / "odds.json"
MODE_UNIT, DRAW_UNIT = 1000, 100
"""Coefficients are stored in thousandths, the draws' deviations from them in hundredths."""
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Chance:
    """P(Overturned) with its 95% interval; `logit` and `spread` are the same before they become a probability."""

    probability: float
    low: float
    high: float
    logit: float
    spread: float


class Odds(msgspec.Struct, frozen=True):
    """The model. `weights` has, a feature, the coefficient and its draws; `drift` is a standard deviation in logits,
    `level` the effect of a year outside `years`. `priors` are the spreads of groups of features."""

    schema: str
    source: str
    cases: int
    years: tuple[int, int]
    level: float
    drift: float
    priors: dict[str, float]
    weights: dict[str, tuple[int, ...]]
    support: dict[str, int]
    figures: dict[str, Any]

    def chance(self, of: Attributes) -> Chance:
        """The odds of a case. A feature that was never seen adds its group's spread instead of an effect."""
        known = of.year is not None and self.years[0] <= of.year <= self.years[1]
        names = features(of if known else of.without("year"))
        rows = [self.weights[name] for name in names if name in self.weights]
        total: NDArray[np.int64] = np.sum(np.array(rows, np.int64), axis=0)
        draws = total[1:] / DRAW_UNIT
        variance = float((draws**2).mean()) + self._unseen(names) + (0.0 if known else self.drift**2)
        return chance_of(float(total[0]) / MODE_UNIT + (0.0 if known else self.level), math.sqrt(variance))

    def cases_of(self, treatment: Category) -> int:
        """How many determinations were of a treatment."""
        return self.support.get(str(treatment), 0)

    def _unseen(self, names: tuple[str, ...]) -> float:
        missing = (name for name in names if name not in self.weights and not name.endswith(":"))
        return sum(self.priors[name.partition(":")[0]] ** 2 for name in missing)


def chance_of(logit: float, spread: float) -> Chance:
    """The mean and the 95% interval of a probability whose logit is normal."""
    mean = logistic(logit / math.sqrt(1 + math.pi * spread * spread / 8))
    return Chance(mean, logistic(logit - _Z * spread), logistic(logit + _Z * spread), logit, spread)


def logistic(value: float) -> float:
    """1 / (1 + exp(-value))."""
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


@cache
def load_odds() -> Odds:
    """The shipped model."""
    return msgspec.json.decode(PATH.read_bytes(), type=Odds)


def pack(mode: Mapping[str, float], draws: Mapping[str, NDArray[np.float64]]) -> dict[str, tuple[int, ...]]:
    """Coefficients and draws as the whole numbers that are stored."""
    return {
        name: (round(value * MODE_UNIT), *(round(float(draw) * DRAW_UNIT) for draw in draws[name]))
        for name, value in mode.items()
    }
