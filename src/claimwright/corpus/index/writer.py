"""The canonical store, written: documents put in and taken out, in transactions that each make a generation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwright.corpus.citations import Citation, parse_citation
from claimwright.corpus.citations.manuals import MANUALS
from claimwright.corpus.citations.states import STATES
from claimwright.corpus.index import schema
from claimwright.corpus.index.chunk import pieces
from claimwright.corpus.records import TextRecord

BATCH = 5_000
"""Provisions after which a batch of documents is committed."""
_SHORT = {short for short, _ in MANUALS.values()}
_INSERT = f"INSERT INTO provisions VALUES (NULL{', ?' * 19})"


@dataclass(frozen=True, slots=True)
class Document:
    """What the store keeps of a document. `path` names it; `digest` changes when it or its ledger line does."""

    path: str
    digest: str
    url: str = ""
    title: str = ""
    date_accessed: str = ""
    processed_by: str = ""
    tags: tuple[str, ...] = ()


class StoreWriter:
    """The one writer of a store. Use as a context: what was not committed when it is left by an error is undone."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            schema.create(path)
        schema.require(path)
        self._connection = schema.connect(path)
        self._generation = 0
        self._pending = 0
        self._facets: dict[tuple[str, str], int] = {}

    def __enter__(self) -> StoreWriter:
        self._connection.execute("BEGIN IMMEDIATE")
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        self._connection.execute("ROLLBACK" if kind else "COMMIT")
        self._connection.close()

    def known(self) -> dict[str, str]:
        """The digest of every document, by path."""
        return dict(self._connection.execute("SELECT path, digest FROM documents"))

    def put(self, document: Document, records: Iterable[TextRecord]) -> int:
        """Put a document in the place of what its path had; the number of provisions. Where reading the records
        raises, the document stays as it was."""
        self._stamp()
        self._connection.execute("SAVEPOINT document")
        try:
            self._remove(document.path)
            count = self._insert(document, records)
        except BaseException:
            self._connection.execute("ROLLBACK TO document")
            self._connection.execute("RELEASE document")
            self._facets.clear()
            raise
        self._connection.execute("RELEASE document")
        self._count(count)
        return count

    def remove(self, path: str) -> int:
        """Take a document out; the number of provisions that went."""
        self._stamp()
        count = self._remove(path)
        self._count(count)
        return count

    def _stamp(self) -> None:
        """Start a generation, unless one is under way."""
        if self._generation:
            return
        self._connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'generation'")
        row = self._connection.execute("SELECT value FROM meta WHERE key = 'generation'").fetchone()
        self._generation = int(row[0])

    def _count(self, provisions: int) -> None:
        self._pending += provisions + 1
        if self._pending >= BATCH:
            self._connection.execute("COMMIT")
            self._pending = self._generation = 0
            self._connection.execute("BEGIN IMMEDIATE")

    def _remove(self, path: str) -> int:
        row = self._connection.execute("SELECT id FROM documents WHERE path = ?", (path,)).fetchone()
        if row is None:
            return 0
        self._connection.execute(
            "INSERT INTO removed SELECT id, ? FROM provisions WHERE document = ?", (self._generation, row[0])
        )
        gone = self._connection.execute("DELETE FROM provisions WHERE document = ?", row).rowcount
        self._connection.execute("DELETE FROM documents WHERE id = ?", row)
        return gone

    def _insert(self, document: Document, records: Iterable[TextRecord]) -> int:
        key = self._connection.execute(
            "INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?)",
            (
                document.path,
                document.digest,
                document.url,
                document.title,
                document.date_accessed,
                document.processed_by,
            ),
        ).lastrowid
        assert key is not None
        count = 0
        for ordinal, record in enumerate(records):
            found = list(self._rows(key, ordinal, record, document))
            self._connection.executemany(_INSERT, found)
            count += len(found)
        return count

    def _rows(self, key: int, ordinal: int, record: TextRecord, document: Document) -> Iterable[tuple[Any, ...]]:
        citation = parse_citation(record.citation)
        place = _place(record.citation, citation)
        facet = self._facet(document.tags + record.tags, record.jurisdiction or jurisdiction_of(citation))
        heading = json.dumps(record.section, ensure_ascii=False)
        cuts = pieces(record.text)
        for part, (start, end) in enumerate(cuts, start=1):
            first = None if record.start is None else record.start + start
            yield (
                *(key, ordinal, part, len(cuts), *place, heading, record.text[start:end]),
                *(first, None if first is None else first + end - start, record.page, record.title, record.url, facet),
                *(_iso(record.effective_from), _iso(record.effective_to), self._generation),
            )

    def _facet(self, tags: tuple[str, ...], jurisdiction: str) -> int:
        name = json.dumps(sorted(set(tags)), ensure_ascii=False), jurisdiction
        if name not in self._facets:
            self._connection.execute("INSERT OR IGNORE INTO facets VALUES (NULL, ?, ?)", name)
            row = self._connection.execute("SELECT id FROM facets WHERE tags = ? AND jurisdiction = ?", name).fetchone()
            self._facets[name] = row[0]
        return self._facets[name]


def _place(written: str, citation: Citation | None) -> tuple[str | None, str | None, str, str]:
    """Work, section, steps and citation; a citation of a form that we do not know is a work of its own."""
    if citation is None:
        return (written or None, "" if written else None, "", written)
    return citation.work, citation.section, "/".join(citation.path), str(citation)


def jurisdiction_of(citation: Citation | None) -> str:
    """`US` for federal works, the state's postal abbreviation for state codes, else nothing."""
    if citation is None:
        return ""
    first, _, rest = citation.work.partition(" ")
    if rest in ("USC", "CFR", "FR") or first in _SHORT or citation.work in ("NCD", "LCD", "Article"):
        return "US"
    return first if first in STATES.values() else ""


def _iso(value: Any) -> str | None:
    return value.isoformat() if value else None
