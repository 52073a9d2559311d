"""A text as a set of numbers: its runs of five words.

Two texts are compared by the Jaccard similarity of these sets: shared runs over all runs. A run is a 64-bit hash, so
that two different runs count as one with a chance of about one in 10^19.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

RUN = 5
"""Words in a run."""

Hashes = NDArray[np.uint64]

_TOKEN = re.compile(r"\w+|[§≥≤<>=%$±]")
_WORD: Callable[[re.Match[str]], str] = itemgetter(0)
_MOST_WORDS = 1 << 20
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def normalise(text: str) -> str:
    """What counts as the same text: compatibility forms (NFKC), letter case and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def mix(values: Hashes) -> Hashes:
    """Spread 64-bit numbers evenly (the finaliser of SplitMix64: Steele, Lea and Flood, OOPSLA 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@dataclass(slots=True)
class Words:
    """Hashes of words, remembered up to about a million of them."""

    _known: dict[str, int] = field(default_factory=dict[str, int])

    def of(self, normalised: str) -> Hashes:
        """The words of a normalised text in their order; signs that carry meaning (§, ≥, %) are words."""
        return np.fromiter(map(self._hash, map(_WORD, _TOKEN.finditer(normalised))), dtype=np.uint64)

    def _hash(self, word: str) -> int:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_WORDS:
                self._known.clear()
            found = int.from_bytes(
                hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
            )
            self._known[word] = found
        return found


def runs(words: Hashes) -> Hashes:
    """The set of runs of five words, sorted; a shorter text is one run."""
    if not words.size:
        return words
    length = min(RUN, words.size)
    total = np.zeros(words.size - length + 1, dtype=np.uint64)
    for offset in range(length):
        total = total * _FACTOR + words[offset : offset + total.size]
    return np.unique(mix(total + np.uint64(length)))


def jaccard(a: Hashes, b: Hashes) -> float:
    """Shared members over all members of two sorted sets; two empty sets are not alike."""
    if not a.size or not b.size:
        return 0.0
    shared = np.intersect1d(a, b, assume_unique=True).size
    return shared / (a.size + b.size - shared)
