"""Which ledgers a command works on: those of a corpus folder, or files named one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.core.errors import InputError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import Entry, Fault, scan
from claimwright.corpus.records import ProcessedLine, SourceLine


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The ledgers to work on. `layout` is None where only ledger files were given, so that no document can be opened."""

    sources: Path | None
    processed: Path | None
    layout: Layout | None = None

    def source_lines(self) -> Iterator[Entry[SourceLine] | Fault]:
        """Lines of the source ledger with what cannot be read; nothing where there is none."""
        return scan(self.sources, SourceLine) if self.sources else iter(())

    def processed_lines(self) -> Iterator[Entry[ProcessedLine] | Fault]:
        """Lines of the processed ledger with what cannot be read; nothing where there is none."""
        return scan(self.processed, ProcessedLine) if self.processed else iter(())


def of_layout(layout: Layout) -> Ledgers:
    """The ledgers at the root of a corpus. A corpus that has none is an `InputError`."""
    sources = layout.sources if layout.sources.exists() else None
    processed = layout.processed_sources if layout.processed_sources.exists() else None
    if sources is None and processed is None:
        raise InputError(
            "there is no corpus here: neither sources.jsonl nor processed_sources.jsonl",
            where=str(layout.root),
            fix="give the corpus folder with --root, or run `claimwright corpus download` or `corpus add` first",
            code="CORPUS-LEDGER-FILE",
        )
    return Ledgers(sources, processed, layout)


def of_files(paths: Iterable[Path]) -> Ledgers:
    """The ledgers in these files; which is which is seen from their first lines."""
    sources = processed = None
    for path in paths:
        if _is_processed(path):
            processed = _only(processed, path)
        else:
            sources = _only(sources, path)
    return Ledgers(sources, processed)


class _Probe(msgspec.Struct):
    local_processed_path: str = ""


def _is_processed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(msgspec.json.decode(file.readline(), type=_Probe).local_processed_path)
    except OSError:
        next(scan(path, SourceLine))
        raise
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def _only(already: Path | None, path: Path) -> Path:
    if already is not None:
        raise InputError(
            f"two ledgers of one kind: {already} and {path}",
            fix="give at most one sources.jsonl and one processed_sources.jsonl",
            code="CORPUS-LEDGER-KIND",
        )
    return path
