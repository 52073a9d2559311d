"""TF-IDF vectors of texts, as plain numbers: learnt here, stored as JSON and arrays, read back without scikit-learn.

Counts are damped (1 + ln n), weighted by ln((1 + N) / (1 + df)) + 1 and scaled to unit length, as in G. Salton and C.
Buckley (1988) and in scikit-learn with `sublinear_tf`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_WORD = re.compile(r"\b\w\w+\b")


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """Rows of a sparse table: places and values."""

    rows: tuple[tuple[NDArray[np.int64], Floats], ...]
    width: int

    def dot(self, weights: Floats) -> Floats:
        """The product with a dense table (width, k)."""
        return np.stack([values @ weights[places] for places, values in self.rows])

    def matrix(self) -> object:
        """The same as a scipy table, for training."""
        from scipy.sparse import csr_matrix  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

        ends = np.cumsum([0, *(len(places) for places, _ in self.rows)])
        places = np.concatenate([each for each, _ in self.rows])
        values = np.concatenate([each for _, each in self.rows])
        return csr_matrix((values, places, ends), shape=(len(self.rows), self.width))


def terms(text: str, longest: int) -> Iterator[str]:
    """Words of two letters and more, in small letters, and their runs up to `longest`."""
    words = _WORD.findall(text.casefold())
    for size in range(1, longest + 1):
        for at in range(len(words) - size + 1):
            yield " ".join(words[at : at + size])


@dataclass(frozen=True, slots=True, eq=False)
class Tfidf:
    """A vocabulary with its weights."""

    vocabulary: tuple[str, ...]
    idf: Floats
    longest: int = 1

    @classmethod
    def learn(cls, texts: Sequence[str], *, longest: int = 1, least: int = 2) -> Tfidf:
        """The terms that at least `least` texts have."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(set(terms(text, longest)))
        kept = sorted(term for term, n in counts.items() if n >= least)
        idf = np.array([np.log((1 + len(texts)) / (1 + counts[term])) + 1 for term in kept])
        return cls(tuple(kept), idf, longest)

    def transform(self, texts: Sequence[str]) -> Sparse:
        """A row a text."""
        places = {term: place for place, term in enumerate(self.vocabulary)}
        return Sparse(tuple(self._row(text, places) for text in texts), len(self.vocabulary))

    def _row(self, text: str, places: dict[str, int]) -> tuple[NDArray[np.int64], Floats]:
        found = Counter(places[term] for term in terms(text, self.longest) if term in places)
        at = np.array(sorted(found), np.int64)
        values = np.array([1 + np.log(found[place]) for place in at.tolist()]) * self.idf[at]
        return at, values / max(float(np.linalg.norm(values)), 1e-12)
