"""One raw file through its processor."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from claimwright.core.errors import ClaimwrightError, InputError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.processed import digests
from claimwright.corpus.process import find_processor
from claimwright.corpus.process._report import Problem as Reported
from claimwright.corpus.process._report import collecting
from claimwright.corpus.processing.marks import mark
from claimwright.corpus.processing.outcomes import Done, Failed, Outcome, Problem
from claimwright.corpus.processing.stored import write_records
from claimwright.corpus.records import ProcessedLine, SourceLine

_MOST_PROBLEMS = 1000


class Task(msgspec.Struct, frozen=True):
    """A file to process: the corpus folder and the file's ledger line."""

    root: str
    line: SourceLine

    @property
    def layout(self) -> Layout:
        return Layout(Path(self.root))


def process_one(task: Task) -> Outcome:
    """Make the processed file and its stored text. Whatever goes wrong is told, never raised."""
    begun = time.perf_counter()
    try:
        done = _process(task)
    except ClaimwrightError as error:
        return Failed(task.line.local_path, error.what, str(error.where), error.fix, error.code)
    except Exception as error:  # noqa: BLE001
        return _broken(task, error)
    return msgspec.structs.replace(done, seconds=time.perf_counter() - begun)


def processed_path(layout: Layout, local_path: str) -> Path:
    """`data/raw/a/b.pdf` becomes `data/processed/a/b.pdf.jsonl`. A raw file elsewhere is an `InputError`."""
    raw = layout.locate(local_path)
    if not raw.resolve().is_relative_to(layout.raw.resolve()):
        raise InputError(
            "the ledger names a file outside data/raw",
            where=local_path,
            fix="mend the line's local_path in sources.jsonl",
            code="CORPUS-PROCESS-PATH",
        )
    inside = raw.relative_to(layout.raw)
    return layout.processed / inside.with_name(f"{inside.name}.jsonl")


def _process(task: Task) -> Done:
    layout, line = task.layout, task.line
    processor = find_processor(line.preprocessor or "")
    raw, target = layout.locate(line.local_path), processed_path(layout, line.local_path)
    md5 = _checked(raw, line)
    mark(layout, line.local_path)
    with collecting() as problems:
        written = write_records(target, processor.read(raw, line))
    told = _told(line.local_path, problems)
    if not written.records and not told:
        told = [Problem(line.local_path, line.local_path, "no text was found in this file")]
    made = ProcessedLine(
        **{**msgspec.structs.asdict(line), "md5": md5},  # type: ignore[arg-type]
        local_processed_path=layout.relative(target),
        stats=written.stats,
        processed_by=processor.stamp,
        processed_md5=written.md5,
    )
    return Done(made, written.records, 0.0, tuple(told))


def _told(file: str, problems: Sequence[Reported]) -> list[Problem]:
    """The problems of a file; of very many, the first ones and how many more there are."""
    told = [Problem(file, one.where, one.what) for one in problems[:_MOST_PROBLEMS]]
    more = len(problems) - len(told)
    return [*told, Problem(file, file, f"and {more} more problems")] if more else told


def _checked(raw: Path, line: SourceLine) -> str:
    """The hash of the raw file, which has to be the ledger's."""
    try:
        (md5,) = digests(raw, "md5")
    except OSError as error:
        absent = isinstance(error, FileNotFoundError)
        raise InputError(
            "the raw file is not there" if absent else f"the raw file cannot be read: {error.strerror}",
            where=line.local_path,
            fix="run `claimwright corpus download`, or add the file again with `claimwright corpus add`",
            code="CORPUS-PROCESS-RAW",
        ) from None
    if line.md5 not in (None, md5):
        raise InputError(
            f"the raw file is not the one in the ledger: its md5 is {md5}, the ledger says {line.md5}",
            where=line.local_path,
            fix="download it again, or add it again with `claimwright corpus add`",
            code="CORPUS-PROCESS-MD5",
        )
    return md5


def _broken(task: Task, error: Exception) -> Failed:
    key = task.line.preprocessor or "null"
    what = f"the processor {key} cannot read this file: {type(error).__name__}: {error}"
    fix = "look whether the file opens; if it does, process it with another processor (--with)"
    return Failed(task.line.local_path, what, task.line.local_path, fix, "CORPUS-PROCESS-FILE")
