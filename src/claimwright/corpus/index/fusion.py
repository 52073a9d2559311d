"""Several rankings joined into one by reciprocal rank, and hits of one section made to support and not to crowd each other.

Source: G. Cormack, C. Clarke and S. Büttcher, Reciprocal rank fusion outperforms Condorcet and individual rank learning
methods (SIGIR 2009): the sum over legs of weight / (k + rank), ranks from 1. Scores of legs are not compared, because
they mean different things; they are kept beside the hit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from claimwright.corpus.index.records import Ranking
from claimwright.corpus.index.store import Store

Scores = dict[int, float]
_BATCH = 500


@dataclass(frozen=True, slots=True)
class ReciprocalRank:
    """Fuses rankings by leg. A leg without a weight here counts 1. It is called as `records.Fuse` says."""

    k: float = 60.0
    weights: Mapping[str, float] = field(default_factory=dict[str, float])

    def __call__(self, rankings: Mapping[str, Ranking]) -> list[tuple[int, float]]:
        """The union of the rankings, best first, ties by id."""
        return _ordered(self.scores(rankings))

    def scores(self, rankings: Mapping[str, Ranking]) -> Scores:
        """The sum for every provision of the union."""
        scores: defaultdict[int, float] = defaultdict(float)
        for key in sorted(rankings):
            weight = self.weights.get(key, 1.0)
            for rank, (number, _) in enumerate(rankings[key], start=1):
                scores[number] += weight / (self.k + rank)
        return dict(scores)


FUSION = ReciprocalRank(k=3.0, weights={"lexical": 0.5, "dense": 0.25, "subject": 3.0})
"""The constants that search uses; tuned on the questions for tuning and the fresh ones (docs/corpus-evaluation.md)."""


@dataclass(frozen=True, slots=True)
class SectionFusion:
    """Fusion that knows sections: a provision gains by `support` times the best of the others in its section, and of
    the hits in one subsection (or section of a manual) each further one loses by the factor `crowding`."""

    store: Store
    fuse: ReciprocalRank = FUSION
    support: float = 0.1
    crowding: float = 0.7

    def __call__(self, rankings: Mapping[str, Ranking]) -> list[tuple[int, float]]:
        """The union of the rankings, best first, ties by id."""
        scores = self.fuse.scores(rankings)
        places = places_of(self.store, scores)
        return _ordered(uncrowded(supported(scores, places, self.support), places, self.crowding))


Place = tuple[str, str, str]
"""Work, section, and the outermost enumerator below it."""


def places_of(store: Store, ids: Iterable[int]) -> dict[int, Place]:
    """Where provisions stand. One without a citation stands alone."""
    found: dict[int, Place] = {}
    ordered = sorted(ids)
    for at in range(0, len(ordered), _BATCH):
        batch = ordered[at : at + _BATCH]
        marks = ",".join("?" * len(batch))
        rows = store.rows(f"SELECT id, work, section, steps FROM provisions WHERE id IN ({marks})", batch)
        for key, work, section, steps in rows:
            found[key] = (work, section, steps.split("/", 1)[0]) if section else (f"#{key}", "", "")
    return {key: found.get(key, (f"#{key}", "", "")) for key in ordered}


def supported(scores: Mapping[int, float], places: Mapping[int, Place], support: float) -> Scores:
    """Scores with what the best other provision of the section lends."""
    best: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for key, score in scores.items():
        best[places[key][:2]].append(score)
    top = {section: [*sorted(found, reverse=True), 0.0][:2] for section, found in best.items()}
    return {key: score + support * _other(score, top[places[key][:2]]) for key, score in scores.items()}


def _other(score: float, top: list[float]) -> float:
    return top[1] if score == top[0] else top[0]


def uncrowded(scores: Mapping[int, float], places: Mapping[int, Place], crowding: float) -> Scores:
    """Scores of which each further one of a place, best first, is scaled down once more."""
    before: defaultdict[Place, int] = defaultdict(int)
    out: Scores = {}
    for key, score in _ordered(scores):
        out[key] = score * crowding ** before[places[key]]
        before[places[key]] += 1
    return out


def _ordered(scores: Mapping[int, float]) -> list[tuple[int, float]]:
    return sorted(scores.items(), key=lambda each: (-each[1], each[0]))
