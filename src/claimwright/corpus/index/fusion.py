"""Several rankings joined into one by reciprocal rank.

Source: G. Cormack, C. Clarke and S. Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning
methods (SIGIR 2009): the sum over legs of weight / (k + rank), ranks from 1. Scores of legs are not compared, because
they mean different things; they are kept beside the hit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from claimwright.corpus.index.records import Ranking


@dataclass(frozen=True, slots=True)
class ReciprocalRank:
    """Fuses rankings by leg. A leg without a weight here counts 1. It is called as `records.Fuse` says."""

    k: float = 60.0
    weights: Mapping[str, float] = field(default_factory=dict[str, float])

    def __call__(self, rankings: Mapping[str, Ranking]) -> list[tuple[int, float]]:
        """The union of the rankings, best first, ties by id."""
        scores: defaultdict[int, float] = defaultdict(float)
        for key in sorted(rankings):
            weight = self.weights.get(key, 1.0)
            for rank, (number, _) in enumerate(rankings[key], start=1):
                scores[number] += weight / (self.k + rank)
        return sorted(scores.items(), key=lambda each: (-each[1], each[0]))


FUSION = ReciprocalRank()
"""The constants that search uses; tuned on the half of the relevance set that is for tuning (docs/corpus-evaluation.md)."""
