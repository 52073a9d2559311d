"""The search: equal texts first, then pairs that MinHash proposes and exact comparison confirms.

A near duplicate is always compared with the text that is kept, never with another near duplicate, so that no chain of
small differences joins texts that differ much.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.duplicates.groups import Copy, Group, Report
from claimwright.corpus.ledger.duplicates.minhash import MinHash
from claimwright.corpus.ledger.duplicates.shingles import Hashes, jaccard
from claimwright.corpus.ledger.duplicates.texts import Level, Texts
from claimwright.corpus.records import ProcessedLine

_MOST_RUNS = 16_000_000
"""Runs kept in memory for comparing: 128 MB."""

Watch = Callable[[Iterable[ProcessedLine], int], Iterable[ProcessedLine]]


def find_duplicates(
    layout: Layout,
    lines: Sequence[ProcessedLine],
    *,
    near: float = 0.9,
    level: Level = "document",
    watch: Watch | None = None,
) -> Report:
    """Groups of equal or nearly equal texts among these documents. The same input gives the same report.

    `near` is the least Jaccard similarity of five-word runs, above 0 and at most 1. Memory is about 200 bytes a text,
    the longest text, and 128 MB. Raises `InputError` for another `near`.
    """
    if not 0 < near <= 1:
        raise InputError(f"--near {near} is not above 0 and at most 1", fix="try 0.9", code="CORPUS-DEDUPE-NEAR")
    search = MinHash(near)
    texts = Texts(layout, level, search)
    texts.add_all(watch(lines, len(lines)) if watch else lines)
    exact = _exact(texts)
    pairing = _Near(texts, near)
    near_pairs = pairing.run([index for index in texts.order if index not in exact])
    return Report(
        level=level,
        threshold=near,
        bands=search.bands,
        rows=search.rows,
        chance_at_threshold=round(search.chance(near), 6),
        documents=len(texts.documents),
        absent=texts.absent,
        texts=len(texts),
        candidates=pairing.compared,
        groups=tuple(_groups(texts, exact, near_pairs)),
    )


def _exact(texts: Texts) -> dict[int, int]:
    """The kept text of each text that is equal to one that comes before it in the order of keeping."""
    first: dict[tuple[int, int], int] = {}
    found: dict[int, int] = {}
    for index in texts.order:
        digest = (texts.digest[2 * index], texts.digest[2 * index + 1])
        kept = first.setdefault(digest, index)
        if kept != index:
            found[index] = kept
    return found


@dataclass
class _Near:
    """Greedy grouping in the order of keeping."""

    texts: Texts
    threshold: float
    compared: int = 0
    _cache: OrderedDict[int, Hashes] = field(default_factory=OrderedDict[int, Hashes])
    _held: int = 0

    def run(self, ordered: Sequence[int]) -> dict[int, tuple[int, float]]:
        """The kept text, and the similarity to it, of each near duplicate."""
        buckets = _buckets(self.texts, ordered)
        kept: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        found: dict[int, tuple[int, float]] = {}
        for index in ordered:
            mine = buckets.get(index, ())
            candidates = dict.fromkeys(other for bucket in mine for other in kept[bucket])
            best = self._best(index, candidates)
            if best:
                found[index] = best
            else:
                for bucket in mine:
                    kept[bucket].append(index)
        return found

    def _best(self, index: int, candidates: Iterable[int]) -> tuple[int, float] | None:
        best: tuple[int, float] | None = None
        for other in candidates:
            similarity = self._similarity(index, other) if self._sizes_allow(index, other) else 0.0
            if similarity >= self.threshold and (best is None or similarity > best[1]):
                best = other, similarity
        return best

    def _sizes_allow(self, a: int, b: int) -> bool:
        """Two sets cannot be more alike than the smaller is of the larger."""
        small, large = sorted((self.texts.size[a], self.texts.size[b]))
        return small >= self.threshold * large

    def _similarity(self, a: int, b: int) -> float:
        self.compared += 1
        return jaccard(self._runs(a), self._runs(b))

    def _runs(self, index: int) -> Hashes:
        if index in self._cache:
            self._cache.move_to_end(index)
            return self._cache[index]
        runs = self.texts.runs(index)
        self._cache[index] = runs
        self._held += runs.size
        while self._held > _MOST_RUNS and len(self._cache) > 1:
            self._held -= self._cache.popitem(last=False)[1].size
        return runs


def _buckets(texts: Texts, ordered: Sequence[int]) -> dict[int, list[tuple[int, int]]]:
    """The bands in which a text agrees with another one, as (band, key); texts that agree with none are not in it."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    if not ordered:
        return found
    rows = np.asarray(ordered, dtype=np.int64)
    keys = np.asarray(texts.bands).reshape(len(texts), -1)
    for band in range(keys.shape[1]):
        column = keys[rows, band]
        _, inverse, counts = np.unique(column, return_inverse=True, return_counts=True)
        for place in np.flatnonzero(counts[inverse] > 1).tolist():
            found[ordered[place]].append((band, int(column[place])))
    return found


def _groups(texts: Texts, exact: dict[int, int], near: dict[int, tuple[int, float]]) -> list[Group]:
    """Groups by kept text; the equal copies of a near duplicate go where it goes."""
    members: defaultdict[int, list[Copy]] = defaultdict(list)
    keeps: dict[int, Copy] = {}
    place = {index: rank for rank, index in enumerate(texts.order)}
    for index in sorted(exact.keys() | near.keys(), key=place.__getitem__):
        same = exact.get(index, index)
        kept, similarity = near.get(same, (same, 1.0))
        keep = keeps.setdefault(kept, _copy(texts, kept))
        kind = "exact" if kept == same else "near"
        members[kept].append(_copy(texts, index, kind, similarity, keep))
    return [Group(keeps[kept], tuple(members[kept])) for kept in sorted(members, key=place.__getitem__)]


def _copy(texts: Texts, index: int, kind: str = "kept", similarity: float = 1.0, keep: Copy | None = None) -> Copy:
    record = texts.record(index)
    line = texts.documents[texts.document[index]]
    citation = record.citation if record else ""
    apart = keep is not None and bool(citation) and citation != keep.citation
    return Copy(
        path=line.local_path,
        record=texts.number[index],
        citation=citation,
        url=(record.url if record else "") or line.url,
        words=texts.length[index],
        kind=kind,  # type: ignore[arg-type]
        similarity=round(similarity, 4),
        kept_for=f"its own citation, {citation}" if apart else "",
    )
