"""HICRIC's rows into processed files: all rows of one `relative_path`, in their order, make one document.

Rows of a document may lie apart, so that they are first spooled into a file a document. A killed pull spools a part
anew, or goes on writing documents where it stopped; a document is written whole or not at all.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import msgspec

from claimwright.corpus.download.archive import safe_name
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.files import by_path, upsert
from claimwright.corpus.process._cases import decision_of  # pyright: ignore[reportPrivateUsage]
from claimwright.corpus.process._unicode import clean  # pyright: ignore[reportPrivateUsage]
from claimwright.corpus.processing.stored import write_records
from claimwright.corpus.pull.datasets import Dataset
from claimwright.corpus.pull.rows import Row, rows, tags_of, text_of
from claimwright.corpus.records import CaseRecord, ProcessedLine, TextRecord

CHANGES = (
    "rows were joined into one file a document, with offsets into a stored text; decisions were given common names."
)
_STAMP = "pull-hicric/1"
_WHOLE = "whole"
_LINES_AT_ONCE = 200


class Made(msgspec.Struct, frozen=True):
    """What one part became. `shards` are the SHA-256 of the files it was made from, in order."""

    part: str
    shards: tuple[str, ...]
    documents: int = 0
    records: int = 0


@dataclass(frozen=True, slots=True)
class Documents:
    """Makes the processed files of one dataset. `state` is a folder for spools and for notes of what is done."""

    layout: Layout
    state: Path
    dataset: Dataset

    def make(self, part: str, shards: dict[Path, str]) -> Made:
        """Processed files and ledger lines of one part; nothing is done where they stand already."""
        wanted = Made(part, tuple(shards.values()))
        if (done := self._done(wanted)) is not None:
            return done
        spool = self.state / "spool" / part
        if not (spool / _WHOLE).exists():
            _spool(spool, shards)
        made = self._write(spool, wanted)
        shutil.rmtree(spool)
        return made

    def _note(self, part: str) -> Path:
        return self.state / "done" / f"{part}.json"

    def _done(self, wanted: Made) -> Made | None:
        """The note of an earlier pull of the same files, if the ledger still has its documents."""
        note = self._note(wanted.part)
        if not note.is_file():
            return None
        found = msgspec.json.decode(note.read_bytes(), type=Made)
        held = [
            line for line in self._ledger().values() if line.source == self.dataset.key and wanted.part in line.tags
        ]
        there = sum(self.layout.locate(line.local_processed_path).is_file() for line in held)
        return found if found.shards == wanted.shards and there >= found.documents else None

    def _ledger(self) -> dict[str, ProcessedLine]:
        return by_path(self.layout.processed_sources, ProcessedLine)

    def _write(self, spool: Path, wanted: Made) -> Made:
        documents = records = 0
        known = {line.local_processed_path: line for line in self._ledger().values()}
        lines: list[ProcessedLine] = []
        for document in sorted(spool.glob("*.jsonl")):
            line, count = self._document(wanted.part, document, known)
            documents, records = documents + bool(count), records + count
            lines += [line] if count else []
            if len(lines) >= _LINES_AT_ONCE:
                upsert(self.layout.processed_sources, lines)
                lines = []
        upsert(self.layout.processed_sources, lines)
        return self._noted(Made(wanted.part, wanted.shards, documents, records))

    def _noted(self, made: Made) -> Made:
        note = self._note(made.part)
        with atomic(note) as file:
            file.write(msgspec.json.encode(made))
        return made

    def _document(self, part: str, document: Path, known: dict[str, ProcessedLine]) -> tuple[ProcessedLine, int]:
        first = next(rows(document))
        inside = inside_processed(text_of(first, "relative_path"))
        target = self.layout.processed / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        written = write_records(target, _records(rows(document), tags_of(first), inside))
        line = known.get(self.layout.relative(target)) or self._line(part, first, inside)
        made = msgspec.structs.replace(
            line, source=self.dataset.key, stats=written.stats, processed_by=_STAMP, processed_md5=written.md5
        )
        return made, written.records

    def _line(self, part: str, first: Row, inside: str) -> ProcessedLine:
        """The ledger line of a document that the ledger does not know. Its raw file is not part of the dataset."""
        return ProcessedLine(
            url=text_of(first, "source_url"),
            date_accessed=text_of(first, "date_accessed")[:10],
            local_path=f"./data/raw/{inside}",
            tags=tuple(dict.fromkeys((*tags_of(first), part))),
            preprocessor=None,
            md5=text_of(first, "source_md5") or None,
            local_processed_path=f"./data/processed/{inside}",
        )


def inside_processed(relative_path: str) -> str:
    """A dataset's path, below the folder of processed files. Raises `FetchError` for one that leads out of it."""
    path = PurePosixPath(relative_path.replace("\\", "/"))
    for prefix in ("data/processed", "processed"):
        if path.is_relative_to(prefix):
            path = path.relative_to(prefix)
    return safe_name(str(path), relative_path)


def _records(found: Iterable[Row], tags: tuple[str, ...], where: str) -> Iterator[TextRecord]:
    """Records of a document; a row's own tags are kept where they are not the document's."""
    for number, row in enumerate(found, start=1):
        own = tags_of(row)
        text, extra = clean(text_of(row, "text")), () if own == tags else own
        decision, appeal = text_of(row, "decision"), text_of(row, "appeal_type")
        if decision or appeal:
            yield CaseRecord(
                text=text,
                tags=extra,
                decision=decision_of(decision, f"{where}, row {number}") if decision else "",
                decision_raw=decision,
                appeal_type=appeal,
            )
        else:
            yield TextRecord(text=text, tags=extra)


def _spool(spool: Path, shards: Iterable[Path]) -> None:
    """The rows of all shards, in order, into a file a document; the last step marks the spool as whole."""
    shutil.rmtree(spool, ignore_errors=True)
    spool.mkdir(parents=True)
    with _Spool(spool) as files:
        for shard in shards:
            for row in rows(shard):
                files.add(row)
    (spool / _WHOLE).touch()


class _Spool(ExitStack):
    """Appends to one file at a time; rows of one document mostly follow one another."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._path = ""
        self._file: BinaryIO | None = None

    def add(self, row: Row) -> None:
        path = text_of(row, "relative_path")
        if self._file is None or path != self._path:
            self.close()
            name = hashlib.sha256(path.encode()).hexdigest()
            self._file = self.enter_context((self._folder / f"{name}.jsonl").open("ab"))
            self._path = path
        self._file.write(msgspec.json.encode(row) + b"\n")
