"""Building the index from the processed files: what changed, and nothing else."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec

from claimwright.core.errors import ClaimwrightError, InputError, Location
from claimwright.corpus.index import schema
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.writer import Document, StoreWriter
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read
from claimwright.corpus.ledger.lock import locked
from claimwright.corpus.ledger.processed import digests
from claimwright.corpus.records import ProcessedLine, TextRecord

T = TypeVar("T")
Progress = Callable[[Iterable[T], str, int], Iterator[T]]
"""Passes items on and shows how far they have come: items, label, number."""
STORE = "store.sqlite"
LEXICAL = "tantivy"
DENSE = "dense"
SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Problem:
    """A processed file that could not be indexed; what was indexed of it before stays."""

    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. Documents by what became of them, provisions in all, seconds."""

    added: int
    changed: int
    removed: int
    unchanged: int
    provisions: int
    generation: int
    seconds: float
    problems: tuple[Problem, ...]


def build_index(layout: Layout, *, rebuild: bool = False, progress: Progress[ProcessedLine] | None = None) -> Built:
    """Bring the store and the lexical index to the state of the processed files, one builder at a time.

    Documents are compared by their hash and their ledger line; unchanged ones are passed over, gone ones taken out. A
    build that is killed loses at most the batch under way, and the next one goes on. `rebuild` begins with nothing.
    """
    begun = time.perf_counter()
    with locked(layout.index / "index"):
        path = layout.index / STORE
        if rebuild or schema.version_of(path) != schema.VERSION:
            _clear(layout.index)
        counts, problems = _fill(path, layout, progress or _plainly)
        store = Store(path)
        LexicalIndex(layout.index / LEXICAL, store).follow(store)
        built = Built(**counts, provisions=len(store), generation=store.generation, problems=problems,
                      seconds=time.perf_counter() - begun)  # fmt: skip
        store.close()
    return built


def _plainly(items: Iterable[ProcessedLine], _label: str, _total: int) -> Iterator[ProcessedLine]:
    yield from items


def _clear(folder: Path) -> None:
    for path in folder.glob(f"{STORE}*"):
        path.unlink()
    shutil.rmtree(folder / LEXICAL, ignore_errors=True)


def _fill(path: Path, layout: Layout, progress: Progress[ProcessedLine]) -> tuple[dict[str, int], tuple[Problem, ...]]:
    counts: dict[str, int] = {"added": 0, "changed": 0, "removed": 0, "unchanged": 0}
    problems: list[Problem] = []
    lines = _lines(layout)
    with StoreWriter(path) as writer:
        known = writer.known()
        for name in known.keys() - lines.keys():
            writer.remove(name)
            counts["removed"] += 1
        for line in progress(lines.values(), "indexing", len(lines)):
            try:
                counts[_put(writer, layout, line, known.get(line.local_processed_path))] += 1
            except (ClaimwrightError, OSError) as error:
                problems.append(Problem(line.local_processed_path, _what(error)))
    return counts, tuple(problems)


def _lines(layout: Layout) -> dict[str, ProcessedLine]:
    """Ledger lines by processed file; the last one counts where several name one file."""
    return {line.local_processed_path: line for line in read(layout.processed_sources, ProcessedLine)}


def _what(error: Exception) -> str:
    if isinstance(error, ClaimwrightError):
        return f"{error.what} ({error.where})" if error.where else error.what
    return (
        "the processed file is missing" if isinstance(error, FileNotFoundError) else "the processed file cannot be read"
    )


def _put(writer: StoreWriter, layout: Layout, line: ProcessedLine, before: str | None) -> str:
    path = layout.locate(line.local_processed_path)
    digest = _digest(path, line)
    if digest == before:
        return "unchanged"
    document = Document(
        path=line.local_processed_path,
        digest=digest,
        url=line.url,
        title=line.title,
        date_accessed=line.date_accessed,
        processed_by=line.processed_by,
        tags=tuple(tag for tag in line.tags if tag),
    )
    writer.put(document, records(path))
    return "changed" if before else "added"


def _digest(path: Path, line: ProcessedLine) -> str:
    """Of the processed file and of what the store keeps from the ledger line."""
    content = line.processed_md5 or digests(path, "md5")[0]
    kept = (content, line.url, line.title, line.date_accessed, line.tags, line.processed_by)
    if not path.is_file():
        raise FileNotFoundError(path)
    return hashlib.sha256(msgspec.json.encode(kept)).hexdigest()


def records(path: Path) -> Iterator[TextRecord]:
    """The records of a processed file. Raises `InputError` at a line that is none."""
    decoder = msgspec.json.Decoder(TextRecord)
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield _record(decoder, raw, path, number)


def _record(decoder: msgspec.json.Decoder[TextRecord], raw: bytes, path: Path, number: int) -> TextRecord:
    try:
        return decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"this line is no record: {error}",
            where=Location(path.name, number),
            fix="process the file again with `claimwright corpus process`",
            code="CORPUS-RECORD",
        ) from None
