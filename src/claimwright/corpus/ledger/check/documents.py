"""The files that ledger lines name: there, unchanged, and, where processed, sound in every record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from claimwright.core.errors import Location
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.check.lines import is_inside
from claimwright.corpus.ledger.check.texts import check_processed
from claimwright.corpus.ledger.findings import Finding
from claimwright.corpus.ledger.processed import digests
from claimwright.corpus.records import ProcessedLine, SourceLine


def check_raw(layout: Layout, line: SourceLine, where: Location) -> Iterator[Finding]:
    """The raw file is there and its bytes have the hashes of the ledger."""
    if not is_inside(line.local_path, "./data/raw/"):
        return
    path = layout.locate(line.local_path)
    if not path.is_file():
        fix = "run `claimwright corpus download` again"
        yield Finding("error", "CORPUS-FILE", "the raw file is not there", line.local_path, where, fix)
        return
    for name, said, is_so in zip(
        ("md5", "sha256"), (line.md5, line.sha256), digests(path, "md5", "sha256"), strict=True
    ):
        if said and said != is_so:
            what = f"the raw file's {name} is {is_so}, the ledger says {said}"
            fix = "fetch it again, or put the version back that the ledger knows"
            yield Finding("error", "CORPUS-HASH", what, line.local_path, where, fix)


def check_done(layout: Layout, line: ProcessedLine, where: Location) -> Iterator[Finding]:
    """The processed file is there, unchanged, sound, and of the size that the ledger says."""
    if not is_inside(line.local_processed_path, "./data/processed/"):
        return
    path = layout.locate(line.local_processed_path)
    fix = "run `claimwright corpus process` again"
    if not path.is_file():
        yield Finding("error", "CORPUS-FILE", "the processed file is not there", line.local_path, where, fix)
        return
    if line.processed_md5 and digests(path, "md5") != (line.processed_md5,):
        what = "the processed file is not the one that the ledger knows"
        yield Finding("error", "CORPUS-HASH", what, line.local_path, where, fix)
    yield from check_processed(path, line)


def check_strays(layout: Layout, lines: Iterable[SourceLine]) -> Iterator[Finding]:
    """Raw and processed files that no ledger line names; hidden ones (drafts, older versions) are not looked at."""
    known: set[Path] = set()
    for line in lines:
        known.add(layout.locate(line.local_path))
        if isinstance(line, ProcessedLine):
            known.add(layout.locate(line.local_processed_path))
    for folder, suffix in ((layout.raw, ""), (layout.processed, ".jsonl")):
        for path in _visible(folder, suffix):
            if path not in known:
                what = "no ledger line names this file"
                yield Finding("warning", "CORPUS-STRAY", what, layout.relative(path), Location(str(path)))


def _visible(folder: Path, suffix: str) -> Iterator[Path]:
    for path in sorted(folder.rglob(f"*{suffix}")) if folder.is_dir() else ():
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path
