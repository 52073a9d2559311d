"""The entries ranked by words: BM25 over their stems, in memory (S. Robertson and H. Zaragoza, 2009; k1 1.2, b 0.75)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.index.vocabulary import widened
from claimwright.corpus.index.words import terms

_K1, _B = 1.2, 0.75
_MEANT = 0.6


class EntryWords:
    """The stems of texts, ready to be scored. Each stem of a text counts once."""

    def __init__(self, texts: Sequence[str]) -> None:
        stems = [terms(text) for text in texts]
        self._count = len(texts)
        mean = sum(map(len, stems)) / max(1, len(stems))
        held: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, found in enumerate(stems):
            weight = (_K1 + 1) / (1 + _K1 * (1 - _B + _B * len(found) / max(mean, 1e-9)))
            for stem in found:
                held[stem].append((number, weight))
        self._held = {stem: _column(found, self._rarity(len(found))) for stem, found in held.items()}

    def scores(self, query: str) -> NDArray[np.float64]:
        """One score a text, 0 where no stem is shared; a stem that only a term of art brings in counts less."""
        out = np.zeros(self._count)
        for stem, share in widened(query).items():
            if stem in self._held:
                numbers, weights = self._held[stem]
                out[numbers] += weights * (share if share == 1 else _MEANT * share)
        return out

    def _rarity(self, having: int) -> float:
        return math.log(1 + (self._count - having + 0.5) / (having + 0.5))


def _column(found: list[tuple[int, float]], rarity: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    return np.array([number for number, _ in found]), np.array([weight * rarity for _, weight in found])
