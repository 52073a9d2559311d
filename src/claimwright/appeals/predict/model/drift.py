"""How far outcomes move after the data end: measured by fitting up to a cut-off year and looking at the two years after.

A group is one treatment in one later year. The interval's extra spread is chosen so that 95% of the cases lie in groups
whose share of overturned cases the interval covers, the share's own chance variation allowed for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from claimwright.appeals.predict.model.attributes import Attributes
from claimwright.appeals.predict.model.odds import Odds, logistic

FEWEST = 20
"""Cases that a group must have."""
WANTED = 0.95
_Z = 1.959963984540054
_STEPS = 40


@dataclass(frozen=True, slots=True)
class Group:
    """Cases of one year (and treatment): what has to be added to their logits for the mean probability to be the share
    overturned, and the variance that the fit and chance give that number."""

    cut: int
    year: int
    cases: int
    shift: float
    variance: float


def groups(odds: Odds, cut: int, later: Iterable[tuple[Attributes, bool]]) -> list[Group]:
    """The groups by treatment and year of cases after a cut-off, for odds that were fitted up to it with no drift."""
    found: defaultdict[tuple[str, int], list[tuple[Attributes, bool]]] = defaultdict(list)
    for of, overturned in later:
        if of.treatment is not None and of.year is not None:
            found[str(of.treatment), of.year].append((of, overturned))
    return [group(odds, cut, year, rows) for (_, year), rows in found.items() if len(rows) >= FEWEST]


def group(odds: Odds, cut: int, year: int, rows: Sequence[tuple[Attributes, bool]]) -> Group:
    """One group, by one step of Newton's method."""
    chances = [odds.chance(of.without("year")) for of, _ in rows]
    means = np.array([logistic(each.logit) for each in chances])
    information = float((means * (1 - means)).sum())
    missed = sum(overturned for _, overturned in rows) - float(means.sum())
    own = float(np.mean([each.spread**2 for each in chances]))
    return Group(cut, year, len(rows), missed / information, own + 1 / information)


def spread_for(found: Sequence[Group], wanted: float = WANTED) -> float:
    """The least extra standard deviation, in logits, under which so large a share of the cases is covered."""
    low, high = 0.0, 5.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if coverage(found, middle) >= wanted else (middle, high)
    return high


def coverage(found: Sequence[Group], spread: float) -> float:
    """The share of cases that lie in groups whose shift is within the 95% interval."""
    inside = sum(each.cases for each in found if abs(each.shift) <= _Z * (each.variance + spread**2) ** 0.5)
    return inside / max(1, sum(each.cases for each in found))


def levels(odds: Odds, cut: int, later: Iterable[tuple[Attributes, bool]]) -> Iterator[Group]:
    """All cases of each later year as one group."""
    years: defaultdict[int, list[tuple[Attributes, bool]]] = defaultdict(list)
    for of, overturned in later:
        years[of.year or 0].append((of, overturned))
    return (group(odds, cut, year, rows) for year, rows in sorted(years.items()))
