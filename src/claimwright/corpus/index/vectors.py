"""Nearest vectors by cosine: exact up to 200,000; above, the signs choose candidates that are then scored exactly.

Source of the prefilter: sign random projections, M. Charikar, Similarity estimation techniques from rounding algorithms
(2002), here with the encoder's own axes and each axis centred on its mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
Found = list[tuple[int, float]]

EXACT = 200_000
"""Vectors up to which every one is scored; they are then held in memory in 32 bits (1.5 kB each)."""
CANDIDATES = 4_000
"""Candidates that the signs choose, at least; of a larger matrix, one in `SHARE`."""
SHARE = 100
_DIGITS = 5
_BLOCK = 32_768


class Rows(Protocol):
    """Vectors of unit length by row, from memory or disk."""

    def __len__(self) -> int: ...

    def take(self, rows: Ids) -> Floats: ...


class Matrix(Protocol):
    """Vectors that can be searched. `among` are positions in `ids`, ascending."""

    @property
    def ids(self) -> Ids: ...

    def search(self, query: Floats, limit: int, among: Ids | None = None) -> Found: ...

    def take(self, at: Ids) -> Floats: ...


def open_matrix(ids: Ids, rows: Ids, source: Rows, *, exact: int = EXACT) -> Matrix:
    """The vectors `source.take(rows)` under ascending `ids`, searched exactly or by signs as their number asks."""
    return Exact(ids, source.take(rows)) if len(ids) <= exact else Signs.of(ids, rows, source)


@dataclass(frozen=True, slots=True)
class Exact:
    """All vectors in memory, every one scored."""

    ids: Ids
    vectors: Floats

    def search(self, query: Floats, limit: int, among: Ids | None = None) -> Found:
        """The nearest, best first, ties by id; scores are cosines to five digits."""
        if among is None:
            return best(self.ids, self.vectors @ query, limit)
        if 4 * len(among) > len(self.ids):
            return best(self.ids[among], (self.vectors @ query)[among], limit)
        return best(self.ids[among], self.vectors[among] @ query, limit)

    def take(self, at: Ids) -> Floats:
        """The vectors at those positions."""
        return self.vectors[at]


@dataclass(frozen=True, slots=True)
class Signs:
    """One bit an axis in memory (48 bytes a vector), the vectors where they are. `bits` is (words, n), so that each word
    of all vectors lies together."""

    ids: Ids
    rows: Ids
    source: Rows
    centre: Floats
    bits: NDArray[np.uint64]

    @classmethod
    def of(cls, ids: Ids, rows: Ids, source: Rows) -> Signs:
        """Read the vectors once, block by block, and keep their signs."""
        sample = source.take(rows[:: max(1, len(rows) // _BLOCK)])
        centre = sample.mean(0)
        bits = np.empty((sample.shape[1] // 64, len(rows)), np.uint64)
        for start in range(0, len(rows), _BLOCK):
            bits[:, start : start + _BLOCK] = _signs(source.take(rows[start : start + _BLOCK]), centre).T
        return cls(ids, rows, source, centre, bits)

    def search(self, query: Floats, limit: int, among: Ids | None = None) -> Found:
        """Like the exact search among those whose signs differ least from the query's."""
        chosen = self.candidates(query, max(CANDIDATES, len(self.ids) // SHARE, 10 * limit), among)
        return best(self.ids[chosen], self.source.take(self.rows[chosen]) @ query, limit)

    def take(self, at: Ids) -> Floats:
        """The vectors at those positions."""
        return self.source.take(self.rows[at])

    def candidates(self, query: Floats, count: int, among: Ids | None = None) -> Ids:
        """Positions of about `count` vectors with the fewest signs that differ; all with as many as the last one."""
        if among is not None and len(among) <= count:
            return among
        distances = self._distances(query, among)
        if len(distances) > count:
            last = np.searchsorted(np.cumsum(np.bincount(distances)), count)
            near = np.flatnonzero(distances <= last)
        else:
            near = np.arange(len(distances))
        return near if among is None else among[near]

    def _distances(self, query: Floats, among: Ids | None) -> NDArray[np.uint16]:
        bits = self.bits if among is None else self.bits[:, among]
        wanted = _signs(query[None], self.centre)[0]
        out = np.zeros(bits.shape[1], np.uint16)
        for start in range(0, len(out), _BLOCK):
            part = out[start : start + _BLOCK]
            for word, signs in zip(bits[:, start : start + _BLOCK], wanted, strict=True):
                part += np.bitwise_count(word ^ signs)
        return out


def best(ids: Ids, scores: Floats, limit: int) -> Found:
    """The highest scores with their ids, ties by id whatever the order of the input."""
    rounded = np.round(scores.astype(np.float64), _DIGITS)
    if limit < len(ids):
        cut = np.partition(rounded, len(ids) - limit)[len(ids) - limit]
        kept = np.flatnonzero(rounded >= cut)
        ids, rounded = ids[kept], rounded[kept]
    order = np.lexsort((ids, -rounded))[:limit]
    return [(int(ids[at]), float(rounded[at])) for at in order]


def prefilter_recall(exact: Matrix, signs: Matrix, queries: Floats, limit: int = 10) -> float:
    """The share of the exact nearest that the search by signs finds too; 1 less this is its recall loss."""
    shares = [_shared(exact.search(query, limit), signs.search(query, limit)) for query in queries]
    return float(np.mean(shares))


def _shared(wanted: Found, found: Found) -> float:
    have = {key for key, _ in found}
    return sum(key in have for key, _ in wanted) / max(1, len(wanted))


def _signs(vectors: Floats, centre: Floats) -> NDArray[np.uint64]:
    return np.packbits(vectors > centre, axis=1).view(np.uint64)
