"""The texts to compare, documents or records, as columns of numbers: about 200 bytes each, whatever their length."""

from __future__ import annotations

import datetime as dt
import hashlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.duplicates.minhash import MinHash
from claimwright.corpus.ledger.duplicates.shingles import Hashes, Words, normalise, runs
from claimwright.corpus.ledger.processed import record_at, records, records_with_place
from claimwright.corpus.records import CaseRecord, ProcessedLine
from claimwright.corpus.tags import KB

Level = Literal["document", "record"]


def _column() -> array[int]:
    return array("Q")


@dataclass
class Texts:
    """Every text that has a word in it. `documents` are those read; `number` is a record's line in its file, 0 where the
    text is a whole document, and `at` its place there in bytes. `absent` counts documents without a processed file."""

    layout: Layout
    level: Level
    search: MinHash
    documents: list[ProcessedLine] = field(default_factory=list[ProcessedLine])
    absent: int = 0
    words: Words = field(default_factory=Words)
    document: array[int] = field(default_factory=_column)
    number: array[int] = field(default_factory=_column)
    at: array[int] = field(default_factory=_column)
    length: array[int] = field(default_factory=_column)
    size: array[int] = field(default_factory=_column)
    cited: array[int] = field(default_factory=_column)
    digest: array[int] = field(default_factory=_column)
    bands: array[int] = field(default_factory=_column)

    def __len__(self) -> int:
        return len(self.document)

    def add_all(self, lines: Iterable[ProcessedLine]) -> None:
        """Read documents in the order of their ledger."""
        for line in lines:
            path = self.layout.locate(line.local_processed_path)
            if not path.is_file():
                self.absent += 1
                continue
            self.documents.append(line)
            self._read(line)

    def runs(self, index: int) -> Hashes:
        """The runs of a text, read again from its file."""
        record = self.record(index)
        if record is not None:
            return runs(self.words.of(normalise(record.text)))
        line = self.documents[self.document[index]]
        return runs(self.words.of(_whole(self.layout, line)))

    def record(self, index: int) -> CaseRecord | None:
        """The record of a text, read again; none where the text is a document."""
        line = self.documents[self.document[index]]
        return record_at(self.layout.locate(line.local_processed_path), self.at[index]) if self.number[index] else None

    @cached_property
    def order(self) -> list[int]:
        """Texts from the one that is kept first: definitive (`kb`) before others, then one that carries a citation, then
        the longer, then the one accessed last, then the one that stands first in the ledger."""
        lines = self.documents
        document = np.asarray(self.document, dtype=np.int64)
        kb = np.asarray([KB in line.tags for line in lines], dtype=np.int64)[document]
        date = np.asarray([_ordinal(line.date_accessed) for line in lines], dtype=np.int64)[document]
        cited = np.asarray(self.cited) > 0
        length = np.asarray(self.length).astype(np.int64)
        ranks: list[int] = np.lexsort((np.arange(len(self)), -date, -length, ~cited, -kb)).tolist()
        return ranks

    def _read(self, line: ProcessedLine) -> None:
        if self.level == "document":
            self._add(0, 0, "", _whole(self.layout, line))
            return
        for number, at, record in records_with_place(self.layout.locate(line.local_processed_path)):
            self._add(number, at, record.citation, normalise(record.text))

    def _add(self, number: int, at: int, citation: str, text: str) -> None:
        words = self.words.of(text)
        if not words.size:
            return
        members = runs(words)
        self.document.append(len(self.documents) - 1)
        self.number.append(number)
        self.at.append(at)
        self.length.append(words.size)
        self.size.append(members.size)
        self.cited.append(int(bool(citation)))
        self.digest.extend(_digest(text))
        self.bands.extend(self.search.keys(members).tolist())


def _whole(layout: Layout, line: ProcessedLine) -> str:
    """A document's normalised text, however it is cut into records."""
    found = records(layout.locate(line.local_processed_path))
    return " ".join(text for _, record in found if (text := normalise(record.text)))


def _digest(text: str) -> tuple[int, int]:
    """A 128-bit hash, in two halves."""
    whole = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return int.from_bytes(whole[:8], "big"), int.from_bytes(whole[8:], "big")


def _ordinal(date: str) -> int:
    try:
        return dt.date.fromisoformat(date).toordinal()
    except ValueError:
        return 0
