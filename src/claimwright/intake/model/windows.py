"""Long texts as overlapping windows of characters, cut at white space."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

OVERLAP = 64


def split_windows(text: str, starts: Ints, ends: Ints, size: int) -> list[tuple[int, int]]:
    """Windows of at most `size` pieces, each sharing about `OVERLAP` pieces with the one before."""
    if len(starts) <= size:
        return [(0, len(text))]
    breaks = _breaks(text, starts, ends)
    out: list[tuple[int, int]] = []
    first = 0
    while first < len(starts):
        last = _cut(breaks, first + size, first + size // 2, len(starts))
        out.append((int(starts[first]), int(ends[last - 1])))
        if last == len(starts):
            break
        first = _cut(breaks, last - OVERLAP, first + 1, len(starts))
    return out


def core(windows: list[tuple[int, int]], number: int) -> tuple[float, float]:
    """The part of the text that a window answers for: overlaps are split in the middle."""
    low = (windows[number - 1][1] + windows[number][0]) / 2 if number else float("-inf")
    last = number + 1 == len(windows)
    return low, float("inf") if last else (windows[number][1] + windows[number + 1][0]) / 2


def _breaks(text: str, starts: Ints, ends: Ints) -> Ints:
    """The numbers of the pieces that begin a word (white space stands before them)."""
    gaps = [0, *(i for i in range(1, len(starts)) if text[int(ends[i - 1]) : int(starts[i])].strip() == "")]
    return np.array([i for i in gaps if i == 0 or starts[i] > ends[i - 1]], np.int64)


def _cut(breaks: Ints, wanted: int, least: int, total: int) -> int:
    """The last word start at or before `wanted` and not before `least`; without one, `wanted` itself."""
    if wanted >= total:
        return total
    at = int(np.searchsorted(breaks, wanted, side="right")) - 1
    return int(breaks[at]) if breaks[at] >= least else wanted
