"""A text as pieces, and long ones in overlapping windows, each answering for its middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.models.neural.encoders import Checkpoint
from claimwright.encoder.runtime import readable

Ints = NDArray[np.int64]
_OVERLAP = 4


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """The pieces of a text with their places (code points) and the word that each belongs to."""

    ids: Ints
    starts: Ints
    ends: Ints
    words: Ints


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces from `start` to `end`, of which those from `low` to `high` are this window's to answer for."""

    start: int
    end: int
    low: int
    high: int


def pieces(checkpoint: Checkpoint, texts: Sequence[str]) -> list[Pieces]:
    """Every text in pieces, without special ones."""
    found = checkpoint.tokenizer.encode_batch([readable(text) for text in texts], add_special_tokens=False)
    out: list[Pieces] = []
    for each in found:
        offsets = np.array(each.offsets, np.int64).reshape(-1, 2)
        words = np.array([-1 if word is None else word for word in each.word_ids], np.int64)
        out.append(Pieces(np.array(each.ids, np.int64), offsets[:, 0], offsets[:, 1], words))
    return out


def windows(count: int, size: int) -> list[Window]:
    """Windows over `count` pieces, overlapping by a quarter; overlaps are shared out in their middle."""
    if count <= size:
        return [Window(0, count, 0, count)]
    step = size - size // _OVERLAP
    starts = [*range(0, count - size, step), count - size]
    out: list[Window] = []
    for number, start in enumerate(starts):
        low = 0 if number == 0 else (starts[number - 1] + size + start) // 2
        high = count if number == len(starts) - 1 else (start + size + starts[number + 1]) // 2
        out.append(Window(start, start + size, low, high))
    return out
