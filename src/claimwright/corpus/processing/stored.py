"""The two files made of a raw file: records as JSON Lines, and the text into which their offsets point.

The stored text can be read as a document: a heading stands where the heading path changes, then the texts that it
heads. Records are written as they come, so that a million of them need no memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec

from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.processed import stored_text
from claimwright.corpus.records import Stats, TextRecord

_BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: how many records, their size, and the hash of the processed file."""

    records: int
    stats: Stats
    md5: str


def write_records(processed: Path, records: Iterable[TextRecord]) -> Written:
    """Write a processed file and its stored text, both or neither; records without text are left out."""
    with atomic(stored_text(processed)) as text, atomic(processed) as lines:
        writer = _Writer(text, lines)
        for record in records:
            if record.text.strip():
                writer.write(record)
        return writer.written()


class _Writer:
    def __init__(self, text: BinaryIO, lines: BinaryIO) -> None:
        self._text, self._lines = text, lines
        self._encoder = msgspec.json.Encoder()
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._at = 0
        self._section: tuple[str, ...] = ()
        self._records = self._size = self._words = self._chars = 0

    def write(self, record: TextRecord) -> None:
        self._head(record.section)
        start = self._at
        self._put(record.text)
        self._count(record.text)
        line = self._encoder.encode(msgspec.structs.replace(record, start=start, end=self._at)) + b"\n"
        self._lines.write(line)
        self._md5.update(line)

    def written(self) -> Written:
        stats = Stats(size=self._size, words=self._words, chars=self._chars)
        return Written(self._records, stats, self._md5.hexdigest())

    def _head(self, section: tuple[str, ...]) -> None:
        """The headings that have changed, and the break before what follows."""
        same = 0
        for old, new in zip(self._section, section, strict=False):
            if old != new:
                break
            same += 1
        self._section = section
        changed = "\n".join(section[same:])
        if changed:
            self._break()
            self._put(changed)
        self._break()

    def _break(self) -> None:
        if self._at:
            self._put(_BREAK)

    def _put(self, text: str) -> None:
        self._text.write(text.encode())
        self._at += len(text)

    def _count(self, text: str) -> None:
        self._records += 1
        self._size += len(text.encode())
        self._words += len(text.split())
        self._chars += len(text)
