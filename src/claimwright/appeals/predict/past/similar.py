"""Past cases that read like a denial at hand: exact cosine over the encoder's vectors."""

from __future__ import annotations

from functools import cache

import numpy as np

from claimwright.appeals.predict.past.store import Past
from claimwright.appeals.records import SimilarCase
from claimwright.encoder.embed import Encoder, Vectors

SHOWN = 5
LEAST = 0.35
"""A smaller cosine is no likeness worth showing."""
_LOOKED_AT, _COMPARED = 40, 450


def similar_cases(past: Past, text: str, count: int = SHOWN) -> tuple[SimilarCase, ...]:
    """The most alike, at most one of a group."""
    if not text.strip() or not past.there or not len(past.vectors):
        return ()
    likeness = _cosines(past.vectors, encoder().embed([beginning(text)])[0])
    most = min(_LOOKED_AT, len(likeness))
    best = np.argpartition(-likeness, most - 1)[:most]
    best = best[np.argsort(-likeness[best], kind="stable")]
    found: dict[str, SimilarCase] = {}
    for number, row in zip(best, past.rows([int(each) for each in best]), strict=True):
        near = float(likeness[number])
        if near >= LEAST and row.group not in found:
            found[row.group] = SimilarCase(row.id, row.source, row.decision, round(near, 4), row.excerpt)
    return tuple(found.values())[:count]


def beginning(text: str) -> str:
    """What is compared of a text: its first 450 characters, some 100 word pieces, for speed."""
    return text[:_COMPARED]


def _cosines(vectors: Vectors, query: Vectors) -> Vectors:
    """By `einsum`, which keeps to one thread: on few cores a matrix product's threads wait for one another."""
    return np.einsum("ij,j->i", vectors, query)


@cache
def encoder() -> Encoder:
    """The shipped encoder, loaded once."""
    return Encoder.load()
