"""The leg of the subject index: entries that sound like the question and whose places do too, then those places.

An entry is scored by its words (nearness of its nearest phrase and of its phrases together, BM25) and by its places (the
nearness of their nearest provision, and how high the lexical leg ranks the best of them), because what people say is
partly in the entry and partly in the law.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.citations import Citation
from claimwright.corpus.index.dense import FORM as DENSE_FORM
from claimwright.corpus.index.dense import DenseIndex
from claimwright.corpus.index.mark import Mark
from claimwright.corpus.index.records import Allowed, Leg
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.subjects.entries import Entry, read_entries
from claimwright.corpus.index.subjects.places import Places, spread
from claimwright.corpus.index.subjects.words import EntryWords
from claimwright.corpus.index.vectors_shards import Shards
from claimwright.corpus.index.vocabulary import spelled_out
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.lock import locked
from claimwright.encoder.embed import WIDTH

Floats = NDArray[np.float32]
Scores = NDArray[np.float64]

NEAREST, TOGETHER, WORDS = 1.0, 1.0, 0.08
"""Weights of an entry's nearest phrase, of its phrases together, of the words that it shares."""
ASKED, SPELLED, LEXICAL = 0.3, 0.5, 0.2
"""Weights of a provision's nearness to the question, and to the question in terms of art; of its lexical score."""
DEPTH = 400
"""Provisions of the lexical leg that are looked at."""
ENTRIES, EACH = 40, 2
"""Entries of one search, and provisions of each of their places."""


class SubjectIndex:
    """The subject index over a store, as a leg and as what follows the store. Other legs embed the query and rank."""

    key = "subject"

    def __init__(
        self, folder: Path, store: Store, dense: DenseIndex, lexical: Leg, entries: Sequence[Entry] | None = None
    ) -> None:
        self.folder, self._store, self._dense, self._lexical = folder, store, dense, lexical
        self._entries = read_entries() if entries is None else entries
        self._form = f"subject/3 {DENSE_FORM} {_digest(self._entries)}"
        self._state: _State | None = None
        self._opening = threading.Lock()

    def mark(self) -> Mark | None:
        """How far the index has come; None where it is not there or of another form, store or wording."""
        return Mark.of(self.folder, self._store.identity, self._form)

    def follow(self, feed: Store) -> int:
        """Find the places of the entries in the store, and embed what is new in the words of those that have one there;
        the number of those."""
        with locked(self.folder / "subjects"):
            mark = self.mark()
            generation = feed.generation
            if mark and mark.generation == generation:
                return 0
            found = [[_ids(feed, place) for place in entry.places] for entry in self._entries]
            here = [entry for entry, ids in zip(self._entries, found, strict=True) if any(ids)]
            self._embed([text for texts in _texts(here) for text in texts])
            self._write(found)
            Mark(feed.identity, generation, self._form).write(self.folder)
            self._state = None
            return len(here)

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """Provisions at the places of the best entries; those of a better entry first, near ones before others."""
        if limit < 1 or not any(sign.isalnum() for sign in query):
            return []
        state = self._opened()
        if not state.places.count:
            return []
        provisions = self._provisions(state, query, allowed)
        entries = self._entry_scores(state, query) + state.places.best(provisions)
        found = state.places.at_best(entries, provisions, allowed.ids(), most=ENTRIES, each=EACH)
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))[:limit]

    def _provisions(self, state: _State, query: str, allowed: Allowed) -> Scores:
        """The scores of all provisions at any place."""
        vector = ASKED * self._dense.vector(query) + SPELLED * self._dense.vector(spelled_out(query))
        ranked = self._lexical.search(query, limit=DEPTH, allowed=allowed)
        shares = {key: score / ranked[0][1] for key, score in ranked if ranked[0][1] > 0}
        return spread(state.places.ids, shares) * LEXICAL + (state.near @ vector)

    def _entry_scores(self, state: _State, query: str) -> Scores:
        vector = self._dense.vector(query)
        nearest = np.maximum.reduceat(state.phrases @ vector, state.starts)
        cosines = NEAREST * nearest + TOGETHER * (state.together @ vector)
        return cosines.astype(np.float64) + WORDS * state.words.scores(query)

    def _embed(self, texts: Sequence[str]) -> None:
        shards = Shards(self.folder, WIDTH)
        known = set(shards.hashes.tolist())
        new = {digest: text for text in texts if (digest := _hash(text)) not in known}
        if new:
            shards.append(list(new), self._dense.encoder.embed(list(new.values())))

    def _write(self, found: list[list[list[int]]]) -> None:
        """Keep the ids of every place with their number; the words are in the package."""
        flat = [key for places in found for ids in places for key in ids]
        sizes = [len(ids) for places in found for ids in places]
        with atomic(self.folder / "places.npz") as file:
            np.savez(file, ids=np.array(flat, np.int64), sizes=np.array(sizes, np.int64))

    def _opened(self) -> _State:
        with self._opening:
            if self._state is None:
                self._state = self._open()
            return self._state

    def _open(self) -> _State:
        entries = self._entries if self.mark() else []
        if not entries:
            return _State(entries, Shards(self.folder, WIDTH), Places.of([], [], []), self._dense)
        kept = np.load(self.folder / "places.npz")
        counts = np.array([len(entry.places) for entry in entries])
        here = np.add.reduceat(kept["sizes"], np.cumsum(counts) - counts) > 0
        entries = [entry for entry, some in zip(entries, here, strict=True) if some]
        places = Places.of(kept["ids"], kept["sizes"][np.repeat(here, counts)], counts[here].tolist())
        return _State(entries, Shards(self.folder, WIDTH), places, self._dense)


class _State:
    """Vectors of phrases, and where those of an entry start; vectors and words of entries; their places, and vectors of
    the provisions there (zero where there is none)."""

    def __init__(self, entries: Sequence[Entry], shards: Shards, places: Places, dense: DenseIndex) -> None:
        self.phrases, self.together = (_vectors(shards, texts) for texts in _texts(entries))
        self.starts = np.cumsum([0, *(len(entry.words) for entry in entries)])[:-1]
        self.words = EntryWords(["; ".join(entry.words) for entry in entries])
        self.places = places
        self.near = np.zeros((len(places.ids), WIDTH), np.float32)
        there, vectors = dense.take(places.ids)
        self.near[np.searchsorted(places.ids, there)] = vectors


def _texts(entries: Sequence[Entry]) -> Iterator[list[str]]:
    """What is embedded: every phrase; the phrases of an entry together."""
    yield [phrase for entry in entries for phrase in entry.words]
    yield ["; ".join(entry.words) for entry in entries]


def _vectors(shards: Shards, texts: Sequence[str]) -> Floats:
    return shards.take(shards.find(np.array([_hash(text) for text in texts], np.uint64)))


def _ids(store: Store, place: Citation) -> list[int]:
    """What lies at a place; where the store is coarser than the citation, the provision that holds it."""
    found = store.within(place)
    if found:
        return [each.id for each in found]
    above = place.parent
    while above and not (found := store.within(above)):
        above = above.parent
    return [each.id for each in found if each.citation == str(above)]


def _digest(entries: Sequence[Entry]) -> str:
    text = "\n".join(f"{', '.join(map(str, entry.places))} = {'; '.join(entry.words)}" for entry in entries)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{DENSE_FORM}\n{text}".encode(), digest_size=8).digest())
