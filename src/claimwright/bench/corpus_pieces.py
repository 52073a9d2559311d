"""A corpus as a bag of pieces, so that two corpora can be compared: what one lacks, and what the other has too often."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from claimwright.corpus.layout import Layout

_ROWS = """
SELECT documents.path, provisions.ordinal, provisions.part, provisions.citation, provisions.text
FROM provisions JOIN documents ON documents.id = provisions.document
"""


def pieces(corpus: Path, words: Sequence[str]) -> Counter[str]:
    """Raw files and versions, ledger lines, processed files, rows of the index, hits for each word, open journal notes.

    Access dates are left out, because midnight may come in between.
    """
    layout = Layout(corpus)
    return Counter(
        [
            *_files("raw", layout.raw),
            *_files("processed", layout.processed),
            *_lines(layout.sources),
            *_lines(layout.processed_sources),
            *_rows(layout),
            *_hits(layout, words),
            *_open_notes(layout),
        ]
    )


def _files(kind: str, folder: Path) -> Iterator[str]:
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_file():
            yield f"{kind} {path.relative_to(folder)} {_digest(path)}"


def _digest(path: Path) -> str:
    if path.name.endswith(".line.json"):
        return _line(path.read_bytes())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _lines(ledger: Path) -> Iterator[str]:
    for raw in ledger.read_bytes().splitlines() if ledger.exists() else ():
        yield f"{ledger.name} {_line(raw)}"


def _line(raw: bytes) -> str:
    line: dict[str, Any] = json.loads(raw)
    line.pop("date_accessed")
    return json.dumps(line, sort_keys=True)


def _rows(layout: Layout) -> Iterator[str]:
    from claimwright.corpus.index.build import STORE

    store = layout.index / STORE
    if store.exists():
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
            for row in connection.execute(_ROWS):
                yield f"row {' '.join(map(str, row))}"


def _hits(layout: Layout, words: Sequence[str]) -> Iterator[str]:
    from claimwright.corpus.index.build import STORE
    from claimwright.corpus.index.open import open_corpus

    if not (layout.index / STORE).exists():
        return
    with closing(open_corpus(layout)) as corpus:
        for word in words:
            for hit in corpus.search(word, 10, legs=("lexical",)):
                yield f"hit {word} {hit.provision.text}"


def _open_notes(layout: Layout) -> Iterator[str]:
    """What the journal of downloads thinks unfinished."""
    journal = layout.state / "download.sqlite"
    if journal.exists():
        with closing(sqlite3.connect(journal)) as connection:
            for table in ("placing", "unwritten"):
                yield from (f"{table} {path}" for (path,) in connection.execute(f"SELECT local_path FROM {table}"))
            for source, path in connection.execute("SELECT source, path FROM items WHERE state <> 'done'"):
                yield f"open item {source} {path}"
