"""What one answer is worth, and the mean over questions with its interval.

A hit is right where it is, or lies within, a provision that answers; or where it is the smallest unit of the index around
one. Measures: recall, mean reciprocal rank and nDCG (K. Järvelin and J. Kekäläinen, Cumulated gain-based evaluation of IR
techniques, 2002; each answering provision counts once, at its first hit).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from claimwright.corpus.citations import Citation

DEPTH = 10
"""Hits of a question that are judged."""
RESAMPLES = 2_000
_SEED = 20_240_601


@dataclass(frozen=True, slots=True)
class Judged:
    """The hits of one question, judged. `answers[i]` are the numbers of the answering provisions that hit i gives;
    `around[i]` also those that it encloses; `sections[i]` the answering sections, by number, in which it stands.
    `provisions` and `distinct_sections` are how many there are."""

    answers: tuple[frozenset[int], ...]
    around: tuple[frozenset[int], ...]
    sections: tuple[frozenset[int], ...]
    provisions: int
    distinct_sections: int

    def first(self) -> int | None:
        """The rank of the first right hit, from 1."""
        return next((rank for rank, given in enumerate(self.answers, start=1) if given), None)


Finest = Callable[[Citation], Citation]
"""The smallest unit that the index holds around a citation."""


def judge(hits: Sequence[Citation | None], relevant: Sequence[Citation], finest: Finest) -> Judged:
    """Hold hits against what answers."""
    held = [finest(each) for each in relevant]
    sections = list(dict.fromkeys(Citation(each.work, each.section) for each in relevant))
    return Judged(
        answers=tuple(_numbers(held, hit, Citation.contains) for hit in hits),
        around=tuple(_numbers(held, hit, _either) for hit in hits),
        sections=tuple(_numbers(sections, hit, Citation.contains) for hit in hits),
        provisions=len(relevant),
        distinct_sections=len(sections),
    )


def _numbers(
    places: Sequence[Citation], hit: Citation | None, holds: Callable[[Citation, Citation], bool]
) -> frozenset[int]:
    return frozenset(number for number, place in enumerate(places) if hit and holds(place, hit))


def _either(place: Citation, hit: Citation) -> bool:
    return place.contains(hit) or hit.contains(place)


Measure = Callable[[Judged], float]


def recall_at(depth: int) -> Measure:
    """1 where any of the first hits is right."""
    return lambda judged: float((judged.first() or math.inf) <= depth)


def section_recall_at(depth: int) -> Measure:
    """1 where any of the first hits stands in a section that answers."""
    return lambda judged: float(any(judged.sections[:depth]))


def either_recall_at(depth: int) -> Measure:
    """1 where any of the first hits is right, or encloses what answers within the same section."""
    return lambda judged: float(any(judged.around[:depth]))


def share_found(judged: Judged) -> float:
    """The share of the answering provisions that any hit gives."""
    return len(frozenset[int]().union(*judged.answers)) / judged.provisions


def sections_found(judged: Judged) -> float:
    """The share of the answering sections in which any hit stands."""
    return len(frozenset[int]().union(*judged.sections)) / judged.distinct_sections


def reciprocal_rank(judged: Judged) -> float:
    """One over the rank of the first right hit, 0 where none is."""
    first = judged.first()
    return 1 / first if first else 0.0


def discounted_gain(judged: Judged) -> float:
    """nDCG over the judged hits."""
    seen: set[int] = set()
    gain = 0.0
    for rank, given in enumerate(judged.answers, start=1):
        if given - seen:
            gain += 1 / math.log2(rank + 1)
        seen |= given
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(judged.provisions, DEPTH) + 1))
    return gain / ideal


def wrong_document(judged: Judged) -> float:
    """1 where the first hit stands in a section that does not answer, or there is none."""
    return float(not (judged.sections and judged.sections[0]))


MEASURES: Mapping[str, Measure] = {
    "recall@1": recall_at(1),
    "recall@5": recall_at(5),
    "recall@10": recall_at(10),
    "recall@10, enclosing hits too": either_recall_at(10),
    "recall@10 of sections": section_recall_at(10),
    "share of provisions found@10": share_found,
    "share of sections found@10": sections_found,
    "nDCG@10": discounted_gain,
    "MRR@10": reciprocal_rank,
    "wrong document": wrong_document,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean over questions with its 95% interval (bootstrap over questions, percentiles, fixed seed)."""

    value: float
    low: float
    high: float


def figure(values: Sequence[float]) -> Figure:
    """The mean of values, one a question."""
    array = np.array(values, np.float64)
    drawn = np.random.default_rng(_SEED).integers(0, len(array), (RESAMPLES, len(array)))
    low, high = np.quantile(array[drawn].mean(1), (0.025, 0.975))
    return Figure(float(array.mean()), float(low), float(high))
