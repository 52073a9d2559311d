"""The processed ledger against the source ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from claimwright.core.errors import Location
from claimwright.corpus.ledger.files import Entry
from claimwright.corpus.ledger.findings import Finding
from claimwright.corpus.records import ProcessedLine, SourceLine

_SAME = ("url", "date_accessed", "preprocessor", "md5")
_PULLED = "pull-"


def is_pulled(line: ProcessedLine) -> bool:
    """Whether the text came ready from a published dataset, without its raw file (`corpus pull`)."""
    return line.processed_by.startswith(_PULLED)


def check_pairs(
    sources: Mapping[str, SourceLine], processed: Iterable[Entry[ProcessedLine]], file: str
) -> Iterator[Finding]:
    """A processed line repeats its source line and may add tags; a source line without one is yet to be processed. Text
    that was pulled has no source line, and needs none."""
    done: set[str] = set()
    for entry in processed:
        where = Location(file, entry.number)
        done.add(entry.line.local_path)
        source = sources.get(entry.line.local_path)
        if source is None and is_pulled(entry.line):
            what = "its text came from a published dataset; the raw file is not here"
            yield Finding("note", "CORPUS-PULLED", what, entry.line.local_path, where)
        elif source is None:
            what, fix = "processed, but not in the source ledger", "restore its source line, or remove this one"
            yield Finding("error", "CORPUS-PAIR-SOURCE", what, entry.line.local_path, where, fix)
        else:
            yield from _compare(source, entry.line, where)
    for path in sources:
        if path not in done:
            yield Finding("note", "CORPUS-UNPROCESSED", "not processed yet", path)


def _compare(source: SourceLine, line: ProcessedLine, where: Location) -> Iterator[Finding]:
    fix = "run `claimwright corpus process` again"
    for key in _SAME:
        old, new = getattr(source, key), getattr(line, key)
        if old != new:
            what = f"{key} is {new!r} here and {old!r} in the source ledger"
            yield Finding("error", "CORPUS-PAIR", what, line.local_path, where, fix)
    lost = [str(tag) for tag in source.tags if tag not in line.tags]
    if lost:
        what = f"tags of the source ledger are missing here: {', '.join(lost)}"
        yield Finding("error", "CORPUS-PAIR", what, line.local_path, where, fix)
