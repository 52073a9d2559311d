"""Reviewed appeals out of processed files, for those who count them or learn from them.

A record of a processed file is a case where it has a case number or an outcome; coverage rules and other texts that stand
between cases are passed over. HICRIC's own processed files read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeGuard

from claimwright.core.errors import NotFoundError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read as read_ledger
from claimwright.corpus.ledger.processed import records
from claimwright.corpus.process import find_processor
from claimwright.corpus.records import CaseRecord, ProcessedLine, SourceLine, TextRecord

CASES = "case-description"
"""The partition tag of documents that hold cases."""


def read_cases(source: Layout | Path | Iterable[Path]) -> Iterator[CaseRecord]:
    """The cases of a corpus, or of processed files, in order. One case gives several records where several reviewers wrote.

    Raises `NotFoundError` for a file that is not there; lines that are no records are passed over (`corpus check`).
    """
    for _, case in read_cases_by_document(source):
        yield case


def read_cases_by_document(source: Layout | Path | Iterable[Path]) -> Iterator[tuple[ProcessedLine | Path, CaseRecord]]:
    """Each case with where it comes from: the ledger line of its document, or the processed file."""
    if isinstance(source, Layout):
        for line in _documents(source):
            for case in _cases_in(source.locate(line.local_processed_path)):
                yield line, case
        return
    for path in [source] if isinstance(source, Path) else source:
        for case in _cases_in(path):
            yield path, case


def read_raw_cases(path: Path, processor: str) -> Iterator[CaseRecord]:
    """The cases of a raw file (`ca_dmhc`, `ny_dfs`, `medicare_qic`, `ca_cdi`), without a corpus around it.

    Raises `InputError` for a file that the processor cannot read; collect problems of rows with
    `claimwright.corpus.process.collecting`.
    """
    line = SourceLine(url="", date_accessed="", local_path="", tags=(CASES,), preprocessor=processor)
    for record in find_processor(processor).read(path, line):
        if _is_case(record):
            yield record


def _documents(layout: Layout) -> Iterator[ProcessedLine]:
    if not layout.processed_sources.exists():
        raise NotFoundError(
            "the corpus has no processed documents",
            where=str(layout.processed_sources),
            fix="run `claimwright corpus download` and `claimwright corpus process`, or `claimwright corpus pull`",
            code="CORPUS-CASES",
        )
    return (line for line in read_ledger(layout.processed_sources, ProcessedLine) if CASES in line.tags)


def _cases_in(path: Path) -> Iterator[CaseRecord]:
    if not path.is_file():
        raise NotFoundError(
            "the processed file is not there",
            where=str(path),
            fix="run `claimwright corpus process` again",
            code="CORPUS-CASES",
        )
    return (record for _, record in records(path) if _is_case(record))


def _is_case(record: TextRecord) -> TypeGuard[CaseRecord]:
    return isinstance(record, CaseRecord) and bool(record.case_id or record.decision or record.decision_raw)
