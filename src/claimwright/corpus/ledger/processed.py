"""Reading processed files: JSON Lines of records, and the stored text that their offsets point into."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimwright.corpus.ledger.files import Fault
from claimwright.corpus.records import CaseRecord, Stats

_records = msgspec.json.Decoder(CaseRecord)


def stored_text(processed: Path) -> Path:
    """The text that the offsets of a processed file point into: the `.txt` beside it."""
    return processed.with_suffix(".txt")


def scan_records(path: Path) -> Iterator[tuple[int, CaseRecord] | Fault]:
    """Records with their line numbers, from 1. A `CaseRecord` holds every field of a `TextRecord` too, so both read."""
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield _record(number, raw)


def records(path: Path) -> Iterator[tuple[int, CaseRecord]]:
    """Records with their line numbers; lines that are none are passed over (`corpus check` reports them)."""
    return (found for found in scan_records(path) if not isinstance(found, Fault))


def records_with_place(path: Path) -> Iterator[tuple[int, int, CaseRecord]]:
    """Records with their line numbers and where their lines begin, in bytes."""
    at = 0
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            found = _record(number, raw) if raw.strip() else None
            if isinstance(found, tuple):
                yield number, at, found[1]
            at += len(raw)


def record_at(path: Path, at: int) -> CaseRecord:
    """The record whose line begins there."""
    with path.open("rb") as file:
        file.seek(at)
        return _records.decode(file.readline())


def measure(path: Path) -> Stats:
    """Size of a processed file's texts: bytes of UTF-8, words between white space, code points."""
    size = words = chars = 0
    for _, record in records(path):
        size += len(record.text.encode())
        words += len(record.text.split())
        chars += len(record.text)
    return Stats(size=size, words=words, chars=chars)


def digests(path: Path, *names: str) -> tuple[str, ...]:
    """Hashes of a file's bytes by these algorithms, in one pass and bounded memory."""
    hashes = [hashlib.new(name, usedforsecurity=False) for name in names]
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            for one in hashes:
                one.update(block)
    return tuple(one.hexdigest() for one in hashes)


def _record(number: int, raw: bytes) -> tuple[int, CaseRecord] | Fault:
    try:
        return number, _records.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Fault(number, str(error), torn=not raw.endswith(b"\n"))
