"""Vectors on disk: immutable shards of float16 rows, each row under the hash of the text that it was made from.

A shard is written whole or not at all, so that a killed run loses at most the batch in hand, and what was embedded once
is never embedded again, whatever happens to the ids of provisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.ledger.atomic import atomic

Hashes = NDArray[np.uint64]
Floats = NDArray[np.float32]
_BLOCK = 4_096


class Shards:
    """The shards of a folder, memory-mapped. Row numbers run through all of them in the order of their names."""

    def __init__(self, folder: Path, width: int) -> None:
        self.folder, self.width = folder, width
        self.paths: list[Path] = sorted(folder.glob("*.shard"))
        mapped = [self._map(path) for path in self.paths]
        self.hashes: Hashes = np.concatenate([np.empty(0, np.uint64), *(hashes for hashes, _ in mapped)])
        self._halves: list[NDArray[np.float16]] = [halves for _, halves in mapped]
        self._ends = np.cumsum([len(hashes) for hashes, _ in mapped], dtype=np.int64)
        self._order = np.argsort(self.hashes, kind="stable")

    def __len__(self) -> int:
        return len(self.hashes)

    def find(self, hashes: Hashes) -> NDArray[np.int64]:
        """The row of each hash, -1 where there is none; the first one where a hash is there twice."""
        if not len(self):
            return np.full(len(hashes), -1, np.int64)
        at = np.minimum(np.searchsorted(self.hashes, hashes, sorter=self._order), len(self) - 1)
        rows = self._order[at]
        return np.where(self.hashes[rows] == hashes, rows, -1)

    def take(self, rows: NDArray[np.int64]) -> Floats:
        """The vectors of those rows, in 32 bits."""
        halves = np.empty((len(rows), self.width), np.float16)
        shard = np.searchsorted(self._ends, rows, side="right")
        for number in np.unique(shard):
            here = shard == number
            start = self._ends[number - 1] if number else 0
            halves[here] = self._halves[number][rows[here] - start]
        return widen(halves)

    def append(self, hashes: Sequence[int], vectors: Floats) -> None:
        """Write a new shard."""
        last = int(self.paths[-1].stem) if self.paths else 0
        path = self.folder / f"{last + 1:08d}.shard"
        with atomic(path) as file:
            file.write(np.array(hashes, np.uint64).tobytes())
            file.write(vectors.astype(np.float16).tobytes())
        self.paths.append(path)

    def compact(self, keep: Hashes) -> None:
        """Join the shards into one with the kept hashes only, then delete them; may be killed at any point."""
        rows = self.find(np.unique(keep))
        rows = np.sort(rows[rows >= 0])
        old = list(self.paths)
        path = self.folder / f"{int(old[-1].stem) + 1 if old else 1:08d}.shard"
        with atomic(path) as file:
            file.write(self.hashes[rows].tobytes())
            for block in _blocks(rows):
                file.write(self.take(block).astype(np.float16).tobytes())
        for each in old:
            each.unlink()

    def _map(self, path: Path) -> tuple[Hashes, NDArray[np.float16]]:
        count = path.stat().st_size // (8 + 2 * self.width)
        if not count:
            return np.empty(0, np.uint64), np.empty((0, self.width), np.float16)
        hashes = np.fromfile(path, np.uint64, count)
        return hashes, np.memmap(path, np.float16, "r", offset=8 * count, shape=(count, self.width))


def widen(halves: NDArray[np.float16]) -> Floats:
    """Float16 to float32 by moving bits, several times as fast as NumPy's cast; finite values only."""
    out = np.empty(halves.shape, np.float32)
    for start in range(0, len(halves), 512):
        bits = np.ascontiguousarray(halves[start : start + 512]).view(np.uint16).astype(np.uint32)
        moved = ((bits & 0x8000) << 16) | ((bits & 0x7FFF) << 13)
        np.multiply(moved.view(np.float32), np.float32(2.0**112), out=out[start : start + 512])
    return out


def _blocks(rows: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    for start in range(0, len(rows), _BLOCK):
        yield rows[start : start + _BLOCK]
