"""The sections of the US Code that come with the package, as a small corpus that needs no download.

They are law, in the public domain, and the output of our own processor. `ledger.jsonl` beside them says from which
files and with which processor they were made; `SECTIONS` which ones they are.
"""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import msgspec

from claimwright.core.settings import home
from claimwright.corpus.index import schema
from claimwright.corpus.index.build import LEXICAL, STORE
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.writer import Document, StoreWriter
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read
from claimwright.corpus.ledger.lock import locked
from claimwright.corpus.records import ProcessedLine, TextRecord


def folder() -> Path:
    """Where the package keeps the bundled records and their ledger."""
    return Path(str(files("claimwright"))) / "corpus" / "bundled"


def ledger() -> list[ProcessedLine]:
    """A line for each file of bundled records; `local_processed_path` is its name in `folder()`."""
    return list(read(folder() / "ledger.jsonl", ProcessedLine))


def records(name: str) -> Iterator[TextRecord]:
    """The records of one bundled file."""
    decoder = msgspec.json.Decoder(TextRecord)
    with gzip.open(folder() / name, "rb") as file:
        yield from map(decoder.decode, file)


def bundled_layout() -> Layout:
    """The bundled corpus, indexed: under `CLAIMWRIGHT_HOME`, or where that cannot be written, in a temporary folder."""
    try:
        return _indexed(Layout(home() / "corpus-bundled"))
    except PermissionError:
        return _indexed(Layout(Path(tempfile.mkdtemp(prefix="claimwright-"))))


def _indexed(layout: Layout) -> Layout:
    """Bring the index of the bundled records up to date; quick where it is."""
    with locked(layout.index / "index"):
        path = layout.index / STORE
        if schema.version_of(path) != schema.VERSION:
            for old in layout.index.glob(f"{STORE}*"):
                old.unlink()
        _fill(path)
        store = Store(path)
        LexicalIndex(layout.index / LEXICAL, store).follow(store)
        store.close()
    return layout


def _fill(path: Path) -> None:
    lines = {line.local_processed_path: line for line in ledger()}
    with StoreWriter(path) as writer:
        known = writer.known()
        for gone in known.keys() - lines.keys():
            writer.remove(gone)
        for name, line in lines.items():
            document = _document(line)
            if known.get(name) != document.digest:
                writer.put(document, records(name))


def _document(line: ProcessedLine) -> Document:
    return Document(
        path=line.local_processed_path,
        digest=hashlib.sha256(msgspec.json.encode(line)).hexdigest(),
        url=line.url,
        title=line.title,
        date_accessed=line.date_accessed,
        processed_by=line.processed_by,
        tags=tuple(tag for tag in line.tags if tag),
    )
