"""Rules over all lines of a ledger: what must be unique, and what is shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from claimwright.core.errors import Location
from claimwright.corpus.ledger.files import Entry
from claimwright.corpus.ledger.findings import Finding
from claimwright.corpus.records import ProcessedLine, SourceLine


def check_across(entries: Iterable[Entry[SourceLine]], file: str) -> Iterator[Finding]:
    """Hashes and paths that occur twice, addresses that two documents share, processors that nobody knows."""
    held = list(entries)
    yield from _twice(held, file, "CORPUS-PATH-TWICE", "local_path", lambda line: line.local_path)
    yield from _twice(held, file, "CORPUS-HASH-TWICE", "md5", lambda line: line.md5 or "")
    yield from _twice(held, file, "CORPUS-PROCESSED-TWICE", "local_processed_path", _processed_path)
    yield from _shared_addresses(held, file)
    yield from _unknown_processors(held, file)


def _processed_path(line: SourceLine) -> str:
    return line.local_processed_path if isinstance(line, ProcessedLine) else ""


def _twice(
    held: list[Entry[SourceLine]], file: str, code: str, key: str, value_of: Callable[[SourceLine], str]
) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entry in held:
        value = value_of(entry.line)
        if value and first.setdefault(value, entry.number) != entry.number:
            what = f"{key} {value} is on line {first[value]} already"
            fix = "keep one line of each file; `corpus dedupe` compares texts"
            yield Finding("error", code, what, entry.line.local_path, Location(file, entry.number), fix)


def _shared_addresses(held: list[Entry[SourceLine]], file: str) -> Iterator[Finding]:
    """An address with two documents is often one document fetched twice; with more it is a collection or an archive."""
    counts = Counter(entry.line.url for entry in held if not entry.line.supersedes)
    for entry in held:
        if counts[entry.line.url] == 2 and not entry.line.supersedes:
            what = f"one of two documents from {entry.line.url}"
            yield Finding("note", "CORPUS-URL-TWICE", what, entry.line.local_path, Location(file, entry.number))


def _unknown_processors(held: list[Entry[SourceLine]], file: str) -> Iterator[Finding]:
    from claimwright.corpus.process import processors

    counts = Counter(entry.line.preprocessor or "null" for entry in held)
    for key, documents in sorted(counts.items()):
        if key not in processors():
            what = f"no processor {key!r}, which {documents} documents ask for"
            fix = f"known processors: {', '.join(processors())}"
            yield Finding("warning", "CORPUS-PROCESSOR", what, where=Location(file), fix=fix)
