"""What is to be processed: the chosen ledger lines whose processed files are missing or out of date."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.core.errors import ClaimwrightError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path, read
from claimwright.corpus.ledger.processed import stored_text
from claimwright.corpus.process import find_processor
from claimwright.corpus.processing.marks import marked
from claimwright.corpus.records import ProcessedLine, SourceLine
from claimwright.corpus.selection import Selection, select_lines


@dataclass(frozen=True, slots=True)
class Plan:
    """`todo` are the lines to process, largest file first; `reassigned` those whose processor is replaced."""

    todo: tuple[SourceLine, ...]
    unchanged: int
    reassigned: tuple[SourceLine, ...] = ()


def plan_processing(
    layout: Layout, selection: Selection | None = None, *, force: bool = False, replace: str = ""
) -> Plan:
    """What a run would do. `replace` names the processor that the chosen files are to be read by from now on.

    Raises `NotFoundError` where `replace` is unknown, and `InputError` where there is no source ledger.
    """
    if replace:
        find_processor(replace)
    processed = by_path(layout.processed_sources, ProcessedLine)
    chosen = list(select_lines(read(layout.sources, SourceLine), selection or Selection()))
    lines = [msgspec.structs.replace(line, preprocessor=replace) if replace else line for line in chosen]
    todo = [line for line in lines if force or not _current(layout, line, processed.get(line.local_path))]
    todo.sort(key=lambda line: -_size(layout.locate(line.local_path)))
    reassigned = tuple(new for old, new in zip(chosen, lines, strict=True) if new != old)
    return Plan(tuple(todo), len(lines) - len(todo), reassigned)


def _current(layout: Layout, line: SourceLine, made: ProcessedLine | None) -> bool:
    """Whether the processed file is there, from this content, by this processor, and its record is complete."""
    if made is None or not _same(line, made) or made.processed_by != _stamp(line) or marked(layout, line.local_path):
        return False
    target = layout.locate(made.local_processed_path)
    return target.is_file() and stored_text(target).is_file()


def _same(line: SourceLine, made: ProcessedLine) -> bool:
    """Whether the content, and what the source ledger says of it, are those of the processed file."""
    said = (line.url, line.tags, line.title) == (made.url, made.tags, made.title)
    return said and line.md5 in (None, made.md5)


def _stamp(line: SourceLine) -> str:
    """The stamp of the line's processor; none where it is unknown, so that the run reports it."""
    try:
        return find_processor(line.preprocessor or "").stamp
    except ClaimwrightError:
        return "unknown"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
