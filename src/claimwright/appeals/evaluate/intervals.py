"""Intervals: the bootstrap over case groups, and Wilson's for shares."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import sqrt

import numpy as np

from claimwright.appeals.evaluate.records import Figure
from claimwright.appeals.evaluate.scores import Floats, Ints

Z = 1.959963984540054
RESAMPLES, RESAMPLES_OF_MANY, MANY = 2000, 500, 5000
"""Bootstrap resamples, and those of sets of `MANY` cases and more, whose intervals are steady with fewer."""
_CELLS = 250_000
"""Cells of a block of resamples: 2 MB, which stays in a processor's cache."""

Measure = Callable[[Floats], Floats]


def resamples_for(cases: int) -> int:
    """How many resamples are drawn by default."""
    return RESAMPLES_OF_MANY if cases >= MANY else RESAMPLES


def resamples(groups: Ints, count: int, seed: int) -> Iterator[Floats]:
    """Row weights of bootstrap resamples, block by block: whole groups are drawn with replacement (a cluster bootstrap;
    Davison and Hinkley, 1997, ch. 3.8). The same seed gives the same resamples."""
    rng = np.random.default_rng(seed)
    number = int(groups.max()) + 1
    even = np.full(number, 1 / number)
    block = max(1, min(count, _CELLS // len(groups)))
    for start in range(0, count, block):
        size = min(block, count - start)
        yield rng.multinomial(number, even, size=size).astype(np.float64)[:, groups]


def replicate(measures: Mapping[str, Measure], groups: Ints, count: int, seed: int) -> dict[str, Floats]:
    """Each measure on the same resamples."""
    blocks: dict[str, list[Floats]] = {name: [] for name in measures}
    for weights in resamples(groups, count, seed):
        for name, measure in measures.items():
            blocks[name].append(measure(weights))
    return {name: np.concatenate(parts) for name, parts in blocks.items()}


def percentile(value: Floats | float, replicates: Floats) -> Figure:
    """The estimate between the 2.5th and 97.5th percentiles of its replicates; replicates that are NaN are left out."""
    known = replicates[~np.isnan(replicates)]
    if not known.size or np.isnan(number(value)):
        return Figure(clean(number(value)))
    low, high = np.percentile(known, [2.5, 97.5])
    return Figure(clean(number(value)), clean(low), clean(high))


def basic(value: float, plain: float, replicates: Floats, *, least: float = 0.0) -> Figure:
    """The interval of a bias-corrected figure: the spread of its replicates about what they estimate, `plain`, the
    uncorrected figure of the data (basic bootstrap; Davison and Hinkley, 1997, ch. 2.4); cut off at `least`."""
    low, high = np.percentile(replicates[~np.isnan(replicates)] - plain, [2.5, 97.5])
    return Figure(clean(max(value, least)), clean(max(value - high, least)), clean(max(value - low, least)))


def wilson(right: float, cases: float, groups: float | None = None) -> Figure:
    """A share with Wilson's score interval (1927). With fewer groups than cases, the interval is that of as many
    cases as there are groups: as wide as if the cases of a group told nothing more than one."""
    if not cases:
        return Figure(None)
    share, n = right / cases, min(cases, groups or cases)
    middle, spread = share + Z * Z / (2 * n), Z * sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    return Figure(clean(share), clean(max(0.0, (middle - spread) / scale)), clean(min(1.0, (middle + spread) / scale)))


def number(value: Floats | float) -> float:
    """A figure of one replicate as a number."""
    return float(np.asarray(value).reshape(-1)[0])


def clean(value: float) -> float | None:
    """A number for JSON: six places, null for NaN."""
    return None if np.isnan(value) else round(float(value), 6) + 0.0
