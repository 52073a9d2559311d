"""MinHash (Broder, 1997) with locality-sensitive hashing by bands: which texts are worth comparing.

A signature is, for each of 128 hash functions, the least hash over a text's runs; two texts agree in one place with a
chance equal to their similarity. The places are cut into bands; texts that agree in a whole band become a candidate
pair, which is then compared exactly. Bands are as long as they may be for a pair right at the threshold to be found
with a chance of at least 0.999; a more similar pair is found more surely.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from claimwright.corpus.ledger.duplicates.shingles import Hashes, mix

PLACES = 128
SURE = 0.999
_BLOCK = 4096


@dataclass(frozen=True)
class MinHash:
    """The parameters of a search for pairs at least as similar as `threshold` (above 0, at most 1)."""

    threshold: float

    @cached_property
    def rows(self) -> int:
        """Places in a band."""
        fitting = [rows for rows in range(1, PLACES + 1) if self._found(self.threshold, rows) >= SURE]
        return max(fitting, default=1)

    @property
    def bands(self) -> int:
        return PLACES // self.rows

    def chance(self, similarity: float) -> float:
        """The chance that a pair of this similarity becomes a candidate."""
        return self._found(similarity, self.rows)

    def keys(self, runs: Hashes) -> Hashes:
        """One number a band; equal numbers make candidates."""
        used = _signature(runs)[: self.bands * self.rows].reshape(self.bands, self.rows)
        return mix((used * _FACTORS[: self.rows]).sum(axis=1) + _TERMS[: self.bands])

    @staticmethod
    def _found(similarity: float, rows: int) -> float:
        return 1 - (1 - similarity**rows) ** (PLACES // rows)


def _signature(runs: Hashes) -> Hashes:
    """The least hash of each of the 128 functions, a block of runs at a time."""
    least = np.full(PLACES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, runs.size, _BLOCK):
        hashed = runs[start : start + _BLOCK, None] * _FACTORS + _TERMS
        np.minimum(least, hashed.min(axis=0), out=least)
    return least


_SEEDS = mix(np.arange(1, 2 * PLACES + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15))
_FACTORS = _SEEDS[:PLACES] | np.uint64(1)
_TERMS = _SEEDS[PLACES:]
