"""The lexical leg without tantivy: SQLite's FTS5 behind the same contract. Slower; all words first, then any word."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from claimwright.corpus.index import rows
from claimwright.corpus.index.lexical import BOOSTS, Faceted, fields
from claimwright.corpus.index.mark import Mark, catch_up
from claimwright.corpus.index.records import Allowed, Provision
from claimwright.corpus.index.vocabulary import widened
from claimwright.corpus.index.words import analyze, terms

FORM = "fts5/2"
_BATCH = 1_000
_TABLES = """
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (citation, heading, body, tokenize = 'unicode61');
CREATE TABLE IF NOT EXISTS facts (id INTEGER PRIMARY KEY, facet INTEGER, effective_from TEXT, effective_to TEXT);
"""
_WEIGHTS = ", ".join(str(BOOSTS[name]) for name in ("citation", "heading", "body"))


class Fts5Index:
    """The index in a folder, as a leg and as what follows the store. It keeps stems, so that both legs agree on words."""

    key = "lexical"

    def __init__(self, folder: Path, store: Faceted) -> None:
        self.folder, self._store = folder, store
        self._local = threading.local()

    def mark(self) -> Mark | None:
        """How far the index has come; None where it is not there or of another form or store."""
        return Mark.of(self.folder, self._store.identity, FORM)

    def follow(self, feed: Faceted) -> int:
        """Bring the index to the store's generation; the number of provisions added or dropped."""
        return catch_up(self.folder, self.mark(), feed, FORM, partial(self._write, feed))

    def _write(self, feed: Faceted, stale: Sequence[int], added: Sequence[int]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        connection.executescript(_TABLES)
        connection.execute("BEGIN IMMEDIATE")
        for key in stale:
            connection.execute("DELETE FROM words WHERE rowid = ?", (key,))
            connection.execute("DELETE FROM facts WHERE id = ?", (key,))
        waiting = iter(added)
        while batch := list(islice(waiting, _BATCH)):
            self._add(connection, feed, batch)
        connection.execute("COMMIT")

    def _add(self, connection: sqlite3.Connection, feed: Faceted, ids: list[int]) -> None:
        facets = feed.facet_of(ids)
        for each in feed.provisions(ids):
            stems = [" ".join(analyze(text)) for _, text in fields(each)]
            connection.execute(
                "INSERT INTO words (rowid, citation, heading, body) VALUES (?, ?, ?, ?)", (each.id, *stems)
            )
            connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?)", (each.id, facets[each.id], *_period(each)))

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """Provisions with all the words by BM25, then those with any of them or of what they mean; none of the latter scores above the former."""
        wanted = terms(query)
        if limit < 1 or not wanted:
            return []
        found = self._match(" AND ".join(map(_quoted, wanted)), limit, allowed)
        if len(found) < limit:
            have = {key for key, _ in found}
            ceiling = found[-1][1] if found else float("inf")
            others = self._match(" OR ".join(map(_quoted, widened(query))), limit + len(have), allowed)
            found += [(key, min(score, ceiling)) for key, score in others if key not in have]
        return found[:limit]

    def _match(self, asked: str, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        condition, values = rows.where(self._store.facets(), allowed.filters)
        if allowed.only is not None:
            condition += f" AND p.id IN ({','.join('?' * len(allowed.only))})"
            values = [*values, *allowed.only]
        found: list[tuple[int, float]] = (
            self._connect()
            .execute(
                f"SELECT p.id, round(-bm25(words, {_WEIGHTS}), 6) AS score FROM words JOIN facts p ON p.id = words.rowid "
                f"WHERE words MATCH ? AND {condition} ORDER BY score DESC, p.id LIMIT ?",
                [asked, *values, limit],
            )
            .fetchall()
        )
        return found

    def _connect(self) -> sqlite3.Connection:
        path = str(self.folder / "words.sqlite")
        if getattr(self._local, "path", "") != path or not Path(path).exists():
            self._local.connection = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._local.path = path
        return self._local.connection


def _quoted(term: str) -> str:
    return f'"{term}"'


def _period(each: Provision) -> tuple[Any, Any]:
    return tuple(day.isoformat() if day else None for day in (each.effective_from, each.effective_to))  # type: ignore[return-value]
