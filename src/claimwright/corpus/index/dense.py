"""The dense leg: provisions by the nearness of their vectors to the query's, and the index that keeps the vectors.

What is embedded is a provision's headings from the section on, and its text. The heading path of a statute is the free summary
that keeps a retriever from the right-looking passage in the wrong document (arXiv 2510.06999).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.index.mark import Mark
from claimwright.corpus.index.records import Allowed, Feed, Provision
from claimwright.corpus.index.vectors import EXACT, Matrix, open_matrix
from claimwright.corpus.index.vectors_shards import Shards
from claimwright.corpus.index.vocabulary import spelled_out
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.lock import locked
from claimwright.encoder.embed import WIDTH, Encoder

if TYPE_CHECKING:
    from claimwright.corpus.layout import Layout

FORM = "minilm-l6-int8/1"
"""Changes with the encoder or with what is embedded; vectors of another form are never read."""
BATCH = 256
"""Texts that are embedded between two shards; a killed run loses one batch at most."""
HEADINGS, HEADING_WORDS = 3, 16
_MANY_SHARDS = 64
_EMPTY = "In general"
_KEPT = 7

Progress = Callable[[int, int], None]
"""Told how many provisions are done, of how many."""


def embedded_text(each: Provision) -> str:
    """The headings from the section's on, each cut to some words, and the text; the title where there is no heading.

    A heading that begins with a section sign is a section's; without one, the innermost headings count.
    """
    found = [number for number, heading in enumerate(each.heading) if heading.startswith("§")]
    headings = each.heading[found[-1] :] if found else each.heading[-HEADINGS:] or (each.title,)
    short = (" ".join(heading.split()[:HEADING_WORDS]) for heading in headings if not heading.endswith(_EMPTY))
    return ". ".join([*filter(None, short), each.text])


class DenseIndex:
    """The index in a folder, as a leg and as what follows the store."""

    key = "dense"

    def __init__(self, folder: Path, feed: Feed, encoder: Encoder | None = None, *, exact: int = EXACT) -> None:
        """`encoder` is loaded when first needed. `exact` is the number of vectors up to which search is exact."""
        self.folder, self._feed, self._encoder, self._exact = folder, feed, encoder, exact
        self._matrix: Matrix | None = None
        self._known: dict[str, NDArray[np.float32]] = {}
        self._opening = threading.Lock()

    def mark(self) -> Mark | None:
        """How far the index has come; None where it is not there or of another form or store."""
        return Mark.of(self.folder, self._feed.identity, FORM)

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """The allowed provisions with the highest cosine, ties by id; nothing for a query without a letter or digit.

        The query is spelled out in terms of art before it is embedded.
        """
        if limit < 1 or not any(sign.isalnum() for sign in query):
            return []
        matrix = self._opened()
        ids = allowed.ids()
        among = None if ids is None else positions(matrix.ids, ids)
        return matrix.search(self.vector(spelled_out(query)), limit, among)

    def take(self, ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Those of the ascending ids that have a vector, and the vectors."""
        matrix = self._opened()
        at = positions(matrix.ids, ids)
        return matrix.ids[at], matrix.take(at)

    def vector(self, query: str) -> NDArray[np.float32]:
        """The vector of a text. The last few are kept, because several legs ask for the same."""
        found = self._known.get(query)
        if found is None:
            found = self.encoder.embed([query])[0]
            self._known = {**dict(list(self._known.items())[-_KEPT:]), query: found}
        return found

    @property
    def encoder(self) -> Encoder:
        """The encoder, loaded when first needed."""
        if self._encoder is None:
            self._encoder = Encoder.load()
        return self._encoder

    def follow(self, feed: Feed, progress: Progress | None = None) -> int:
        """Bring the index to the feed's generation; the number of provisions added or dropped.

        Texts that were embedded before, by a killed run or under another id, are not embedded again.
        """
        with locked(self.folder / "vectors"):
            mark = self.mark()
            changes = feed.changes(mark.generation if mark else 0)
            if mark and mark.generation == changes.generation:
                return 0
            kept = self._without(changes.removed, changes.added) if mark else _table([], [])
            added = self._embed(feed, changes.added, progress or _silent)
            self._write(np.concatenate([kept, added]))
            Mark(feed.identity, changes.generation, FORM).write(self.folder)
            self._matrix = None
            return len(changes.added) + (len(changes.removed) if mark else 0)

    def _without(self, *dropped: Sequence[int]) -> NDArray[np.uint64]:
        table = self._read()
        return table[~np.isin(table[:, 0], np.array([key for keys in dropped for key in keys], np.uint64))]

    def _embed(self, feed: Feed, ids: Sequence[int], progress: Progress) -> NDArray[np.uint64]:
        """Embed what is new among those provisions; ids and hashes of all of them."""
        found: list[tuple[int, int]] = []
        shards = Shards(self.folder, WIDTH)
        known = set(shards.hashes.tolist())
        waiting: dict[int, str] = {}
        for provision in feed.provisions(ids):
            text = embedded_text(provision)
            found.append((provision.id, digest := _hash(text)))
            if digest not in known:
                waiting[digest] = text
            if len(waiting) == BATCH:
                known |= self._store(shards, waiting)
                progress(len(found), len(ids))
        self._store(shards, waiting)
        progress(len(ids), len(ids))
        return _table([key for key, _ in found], [digest for _, digest in found])

    def _store(self, shards: Shards, waiting: dict[int, str]) -> set[int]:
        stored = set(waiting)
        if waiting:
            shards.append(list(waiting), self.encoder.embed(list(waiting.values()), slide=True))
            waiting.clear()
        return stored

    def _write(self, table: NDArray[np.uint64]) -> None:
        """Keep the table in order of ids, and few shards, most of whose rows are in use."""
        table = table[np.argsort(table[:, 0], kind="stable")]
        with atomic(self.folder / "ids.npy") as file:
            np.save(file, table)
        shards = Shards(self.folder, WIDTH)
        if len(shards.paths) > _MANY_SHARDS or len(shards) > 2 * len(np.unique(table[:, 1])) + BATCH:
            shards.compact(table[:, 1])

    def _read(self) -> NDArray[np.uint64]:
        path = self.folder / "ids.npy"
        return np.load(path) if path.is_file() else _table([], [])

    def _opened(self) -> Matrix:
        with self._opening:
            if self._matrix is None:
                self._matrix = self._open()
            return self._matrix

    def _open(self) -> Matrix:
        table = self._read() if self.mark() else _table([], [])
        shards = Shards(self.folder, WIDTH)
        rows = shards.find(table[:, 1])
        there = rows >= 0
        ids = table[there, 0].astype(np.int64)
        return open_matrix(ids, rows[there], shards, exact=self._exact)


def build_dense(layout: Layout, progress: Progress | None = None, *, workers: int = 2) -> int:
    """Embed what is new or changed in the corpus's store; the number of provisions added or dropped.

    Takes minutes for tens of thousands of provisions; may be killed and started again at any time.
    """
    from claimwright.corpus.index.store import Store

    store = Store(layout.index / "store.sqlite")
    return DenseIndex(dense_folder(layout), store, Encoder.load(workers=workers)).follow(store, progress)


def dense_folder(layout: Layout) -> Path:
    """Where the vectors of a corpus lie."""
    return layout.index / "dense"


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{FORM}\n{text}".encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _table(ids: Iterable[int], hashes: Iterable[int]) -> NDArray[np.uint64]:
    """Ids beside the hashes of their texts, shape (n, 2)."""
    return np.stack([np.fromiter(ids, np.uint64), np.fromiter(hashes, np.uint64)], axis=1)


def positions(ids: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where the wanted stand in `ids`; both ascend. What is not there is left out."""
    at = np.searchsorted(ids, wanted)
    there = at < len(ids)
    at = at[there]
    return at[ids[at] == wanted[there]]


def _silent(done: int, total: int) -> None:
    """Tell nobody."""
