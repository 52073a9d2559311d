"""The leg of the subject index: entries that sound like the question, then the provisions at their places."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.citations import Citation
from claimwright.corpus.index.dense import FORM as DENSE_FORM
from claimwright.corpus.index.dense import DenseIndex
from claimwright.corpus.index.mark import Mark
from claimwright.corpus.index.records import Allowed, Provision
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.subjects.entries import Entry, read_entries
from claimwright.corpus.index.subjects.words import EntryWords
from claimwright.corpus.index.vectors_shards import Shards
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.lock import locked
from claimwright.encoder.embed import WIDTH

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

NEAREST, WHOLE, HEADED, WORDS = 0.5, 1.0, 0.5, 0.03
"""Weights of an entry's nearest phrase, of its phrases together, of these under their heading, and of shared words."""
WITHIN = 0.5
"""Weight of a provision's own nearness, which orders the provisions of one place."""
ENTRIES, EACH = 40, 2
"""Entries of one search, and provisions of each of their places."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """Vectors of phrases with the entry of each; vectors and words of entries; ids of provisions by place."""

    phrases: Floats
    starts: Ids
    whole: Floats
    headed: Floats
    words: EntryWords
    places: list[list[Ids]]


class SubjectIndex:
    """The subject index over a store, as a leg and as what follows the store. The dense index embeds the query."""

    key = "subject"

    def __init__(self, folder: Path, store: Store, dense: DenseIndex, entries: Sequence[Entry] | None = None) -> None:
        self.folder, self._store, self._dense = folder, store, dense
        self._entries = read_entries() if entries is None else entries
        self._form = f"subject/1 {DENSE_FORM} {_digest(self._entries)}"
        self._state: _Opened | None = None
        self._opening = threading.Lock()

    def mark(self) -> Mark | None:
        """How far the index has come; None where it is not there or of another form, store or wording."""
        mark = Mark.read(self.folder)
        return mark if mark and (mark.identity, mark.form) == (self._store.identity, self._form) else None

    def follow(self, feed: Store) -> int:
        """Find the places of the entries in the store, and embed what is new in their words; the number of entries."""
        with locked(self.folder / "subjects"):
            mark = self.mark()
            generation = feed.generation
            if mark and mark.generation == generation:
                return 0
            found = [[_ids(feed, place) for place in entry.places] for entry in self._entries]
            headings = [_heading(feed, ids) for ids in found]
            self._embed([text for texts in _texts(self._entries, headings) for text in texts])
            self._write(found, headings)
            Mark(feed.identity, generation, self._form).write(self.folder)
            self._state = None
            return len(self._entries)

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """Provisions at the places of the best entries; those of a better entry first, near ones before others."""
        if limit < 1 or not any(sign.isalnum() for sign in query):
            return []
        state = self._opened()
        if not len(state.whole):
            return []
        scores = _scores(state, self._dense.vector(query), query)
        ids = allowed.ids()
        found: dict[int, float] = {}
        best: list[int] = np.argsort(-scores, kind="stable")[:ENTRIES].tolist()
        for number in best:
            for place in state.places[number]:
                kept: Ids = place if ids is None else place[np.isin(place, ids)]
                for key, near in self._nearest(query, kept):
                    found.setdefault(key, round(float(scores[number]) + WITHIN * near, 5))
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:limit]

    def _nearest(self, query: str, ids: Ids) -> list[tuple[int, float]]:
        """The nearest provisions of a place; the first ones where they have no vectors."""
        return self._dense.nearness(query, ids)[:EACH] or [(int(key), 0.0) for key in ids[:EACH]]

    def _embed(self, texts: Sequence[str]) -> None:
        shards = Shards(self.folder, WIDTH)
        known = set(shards.hashes.tolist())
        new = {digest: text for text in texts if (digest := _hash(text)) not in known}
        if new:
            shards.append(list(new), self._dense.encoder.embed(list(new.values())))

    def _write(self, found: list[list[list[int]]], headings: list[str]) -> None:
        """Keep the places as ids with their ends, and the headings; the words are in the package."""
        flat = [key for places in found for ids in places for key in ids]
        sizes = [len(ids) for places in found for ids in places]
        with atomic(self.folder / "places.npz") as file:
            np.savez(file, ids=np.array(flat, np.int64), sizes=np.array(sizes, np.int64), headings=np.array(headings))

    def _opened(self) -> _Opened:
        with self._opening:
            if self._state is None:
                self._state = self._open()
            return self._state

    def _open(self) -> _Opened:
        if self.mark() is None:
            empty = np.empty((0, WIDTH), np.float32)
            return _Opened(empty, np.empty(0, np.int64), empty, empty, EntryWords([]), [])
        kept = np.load(self.folder / "places.npz")
        headings = [str(each) for each in kept["headings"]]
        places = _cut(kept["ids"], kept["sizes"], [len(entry.places) for entry in self._entries])
        shards = Shards(self.folder, WIDTH)
        phrases, whole, headed = (_vectors(shards, texts) for texts in _texts(self._entries, headings))
        counts = [len(entry.words) for entry in self._entries]
        words = EntryWords([f"{h} {'; '.join(e.words)}" for e, h in zip(self._entries, headings, strict=True)])
        return _Opened(phrases, np.cumsum([0, *counts[:-1]]), whole, headed, words, places)


def _cut(ids: Ids, sizes: Ids, counts: Sequence[int]) -> list[list[Ids]]:
    """The ids of each place of each entry; `sizes` is by place, `counts` the places of each entry."""
    ends = np.cumsum(sizes)
    by_place: list[Ids] = [ids[end - size : end] for size, end in zip(sizes, ends, strict=True)]
    return [by_place[at : at + n] for at, n in zip(np.cumsum([0, *counts[:-1]]), counts, strict=True)]


def _scores(state: _Opened, vector: Floats, query: str) -> NDArray[np.float64]:
    nearest = np.maximum.reduceat(state.phrases @ vector, state.starts)
    cosines = NEAREST * nearest + WHOLE * (state.whole @ vector) + HEADED * (state.headed @ vector)
    return np.round(cosines + WORDS * state.words.scores(query), 5)


def _texts(entries: Sequence[Entry], headings: Sequence[str]) -> Iterator[list[str]]:
    """What is embedded: every phrase; the phrases of an entry together; these under their heading."""
    yield [phrase for entry in entries for phrase in entry.words]
    together = ["; ".join(entry.words) for entry in entries]
    yield together
    yield [f"{heading}. {words}" for heading, words in zip(headings, together, strict=True)]


def _vectors(shards: Shards, texts: Sequence[str]) -> Floats:
    return shards.take(shards.find(np.array([_hash(text) for text in texts], np.uint64)))


def _ids(store: Store, place: Citation) -> list[int]:
    return [each.id for each in store.within(place)]


def _heading(store: Store, found: list[list[int]]) -> str:
    """The innermost headings of the first provision at the first place that is there."""
    first = next((ids[0] for ids in found if ids), None)
    return "" if first is None else _innermost(next(iter(store.provisions([first]))))


def _innermost(each: Provision) -> str:
    return ". ".join(heading for heading in each.heading[-2:] if not heading.endswith("In general"))


def _digest(entries: Sequence[Entry]) -> str:
    text = "\n".join(f"{', '.join(map(str, entry.places))} = {'; '.join(entry.words)}" for entry in entries)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{DENSE_FORM}\n{text}".encode(), digest_size=8).digest())
