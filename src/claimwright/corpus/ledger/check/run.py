"""All checks in their order, over one pass of each ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from claimwright.core.errors import Location
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.check.across import check_across
from claimwright.corpus.ledger.check.documents import check_done, check_raw, check_strays
from claimwright.corpus.ledger.check.lines import check_line
from claimwright.corpus.ledger.check.pairs import check_pairs, is_pulled
from claimwright.corpus.ledger.files import Entry, Fault
from claimwright.corpus.ledger.findings import LEVELS, Finding, once
from claimwright.corpus.ledger.open import Ledgers
from claimwright.corpus.records import ProcessedLine, SourceLine

L = TypeVar("L", bound=SourceLine)
Watch = Callable[[Iterable[Entry[Any]], str, int], Iterable[Entry[Any]]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and over how many documents."""

    documents: int
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """No error; warnings and notes do not count."""
        return not any(one.level == "error" for one in self.findings)

    def of(self, level: str) -> list[Finding]:
        """The findings of a level."""
        return [one for one in self.findings if one.level == level]

    def counts(self) -> dict[str, int]:
        """How many findings of each level."""
        return {level: len(self.of(level)) for level in LEVELS}

    def by_code(self) -> dict[tuple[str, str], int]:
        """How many findings of each level and code, errors first."""
        counted = Counter((one.level, one.code) for one in self.findings)
        return dict(sorted(counted.items(), key=lambda item: (LEVELS.index(item[0][0]), item[0][1])))

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {"documents": self.documents, **self.counts(), "findings": [one.as_json() for one in self.findings]}


def _unwatched(entries: Iterable[Entry[Any]], label: str, total: int) -> Iterable[Entry[Any]]:
    return entries


def check(ledgers: Ledgers, *, files: bool = True, watch: Watch = _unwatched) -> Report:
    """Check ledgers and, where `files` is set and a corpus folder is known, the files that they name.

    `watch` sees the lines pass whose files are read (label and number of lines given), for a progress bar.
    """
    faults: list[Finding] = []
    sources = _sound(ledgers.source_lines(), str(ledgers.sources), faults)
    processed = _sound(ledgers.processed_lines(), str(ledgers.processed), faults)
    found = [*faults, *_ledger_findings(ledgers, sources, processed)]
    if files and ledgers.layout:
        found.extend(_file_findings(ledgers.layout, ledgers, sources, processed, watch))
    paths = {entry.line.local_path for entry in (*sources, *processed)}
    ordered = sorted(once(found), key=lambda one: LEVELS.index(one.level))
    return Report(len(paths), tuple(ordered))


def _sound(lines: Iterable[Entry[L] | Fault], file: str, faults: list[Finding]) -> list[Entry[L]]:
    """The lines that are ledger lines; the others become findings."""
    sound: list[Entry[L]] = []
    for one in lines:
        if isinstance(one, Entry):
            sound.append(one)
        else:
            faults.append(_fault(one, file))
    return sound


def _fault(fault: Fault, file: str) -> Finding:
    where = Location(file, fault.number)
    if fault.torn:
        fix = "nothing to do: the next command that writes the ledger removes it"
        return Finding("warning", "CORPUS-TORN", "a write was cut off in the last line", where=where, fix=fix)
    fix = "mend or remove the line"
    return Finding("error", "CORPUS-LINE", f"this is no ledger line: {fault.problem}", where=where, fix=fix)


def _ledger_findings(
    ledgers: Ledgers, sources: Sequence[Entry[SourceLine]], processed: Sequence[Entry[ProcessedLine]]
) -> Iterator[Finding]:
    for path, entries in ((ledgers.sources, sources), (ledgers.processed, processed)):
        for entry in entries:
            yield from check_line(entry.line, Location(str(path), entry.number))
        if path:
            yield from check_across(entries, str(path))
    if ledgers.sources and ledgers.processed:
        by_path = {entry.line.local_path: entry.line for entry in sources}
        yield from check_pairs(by_path, processed, str(ledgers.processed))


def _file_findings(
    layout: Layout,
    ledgers: Ledgers,
    sources: Sequence[Entry[SourceLine]],
    processed: Sequence[Entry[ProcessedLine]],
    watch: Watch,
) -> Iterator[Finding]:
    known = {entry.line.local_path for entry in sources}
    for entry in watch(sources, "raw files", len(sources)):
        yield from check_raw(layout, entry.line, Location(str(ledgers.sources), entry.number))
    for entry in watch(processed, "processed files", len(processed)):
        where = Location(str(ledgers.processed), entry.number)
        if entry.line.local_path not in known and not is_pulled(entry.line):
            yield from check_raw(layout, entry.line, where)
        yield from check_done(layout, entry.line, where)
    yield from check_strays(layout, [entry.line for entry in (*sources, *processed)])
