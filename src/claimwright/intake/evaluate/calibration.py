"""Whether scores mean what they say: expected calibration error over ten equal bins, and the reliability points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions whose score lies in one tenth of the scale."""

    count: int
    mean_score: float
    share_right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """ECE (C. Guo et al. 2017) and its bins, empty ones left out."""

    ece: float
    bins: tuple[Bin, ...]


def reliability(outcomes: Sequence[tuple[float, bool]]) -> Reliability:
    """Calibration of (score, was right) pairs."""
    groups: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, right in outcomes:
        groups[min(BINS - 1, int(score * BINS))].append((score, right))
    bins = tuple(Bin(len(g), sum(s for s, _ in g) / len(g), sum(r for _, r in g) / len(g)) for g in groups if g)
    total = len(outcomes)
    ece = sum(b.count * abs(b.mean_score - b.share_right) for b in bins) / total if total else 0.0
    return Reliability(ece, bins)
