"""The provisions at the places of entries, as arrays: scores go from provisions to entries, and back to the best ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Scores = NDArray[np.float64]

WITHIN = 0.15
"""Weight of a provision's own score beside its entry's."""
FURTHER = 0.1
"""What each further provision of an entry scores less, so that one entry with many places does not fill a page."""


@dataclass(frozen=True, slots=True)
class Places:
    """`ids` are all provisions at any place, ascending. `at` are positions in `ids`, place after place; a place takes
    `at[starts[p]:ends[p]]`, and an entry the places from `first[e]` up to `first[e + 1]`."""

    ids: Ids
    at: Ids
    starts: Ids
    ends: Ids
    first: Ids

    @classmethod
    def of(cls, ids: Sequence[int] | Ids, sizes: Sequence[int] | Ids, counts: Sequence[int]) -> Places:
        """From the ids of every place in turn, how many each has, and how many places each entry has."""
        flat, size = np.asarray(ids, np.int64), np.asarray(sizes, np.int64)
        unique = np.unique(flat)
        ends = np.cumsum(size)
        return cls(unique, np.searchsorted(unique, flat), ends - size, ends, np.cumsum([0, *counts]))

    @property
    def count(self) -> int:
        """The number of entries."""
        return len(self.first) - 1

    def best(self, scores: Scores) -> Scores:
        """For each entry the highest score of a provision at any of its places, 0 where there is none."""
        edges = np.concatenate([[0], self.ends])[self.first]
        out = np.zeros(self.count)
        some = edges[1:] > edges[:-1]
        if some.any():
            out[some] = np.maximum.reduceat(scores[self.at], edges[:-1][some])
        return out

    def at_best(
        self, entries: Scores, scores: Scores, allowed: Ids | None, *, most: int, each: int
    ) -> dict[int, float]:
        """Provisions of the `most` best entries, at most `each` of a place, with what they score: the entry's score and a
        share of their own, less for every one of the entry that comes before. The highest counts where there are several.
        """
        passed = None if allowed is None else np.isin(self.ids, allowed)
        found: dict[int, float] = {}
        for number in np.argsort(-entries, kind="stable")[:most]:
            for before, at in enumerate(self._in_turn(int(number), scores, passed, each)):
                score = round(float(entries[number] + WITHIN * scores[at]) - FURTHER * before, 5)
                key = int(self.ids[at])
                found[key] = max(score, found.get(key, score))
        return found

    def _in_turn(self, number: int, scores: Scores, passed: NDArray[np.bool_] | None, each: int) -> list[int]:
        """Positions of an entry's provisions: the best of every place, better ones first, then the second ones."""
        found: list[tuple[int, float, int]] = []
        for place in range(self.first[number], self.first[number + 1]):
            here = self.at[self.starts[place] : self.ends[place]]
            kept: Ids = here if passed is None else here[passed[here]]
            best = kept[np.argsort(-scores[kept], kind="stable")[:each]]
            found += [(turn, -float(scores[at]), int(at)) for turn, at in enumerate(best)]
        return [at for _, _, at in sorted(found)]


def spread(ids: Ids, shares: Mapping[int, float]) -> Scores:
    """A score for each of the ascending ids, 0 where it has none."""
    out = np.zeros(len(ids))
    for key, share in shares.items():
        at = int(np.searchsorted(ids, key))
        if at < len(ids) and ids[at] == key:
            out[at] = share
    return out
