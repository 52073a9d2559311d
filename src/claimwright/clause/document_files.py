"""Reading packs to document, and writing what is documented."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from claimwright.clause.diagnostics import ClauseError
from claimwright.clause.program import parse_sources, read_sources
from claimwright.clause.syntax import Pack


def read_packs(paths: Iterable[Path]) -> list[Pack]:
    """The packs of files and folders. Raises `ClauseError` with all syntax errors."""
    sources = read_sources(paths)
    packs, findings = parse_sources(sources)
    if findings:
        raise ClauseError(findings, sources)
    return packs


def write_files(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write texts by name into a folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in files]
