"""Formatting of files and folders."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from claimwright.clause.diagnostics import ClauseError, Diagnostic
from claimwright.clause.format import format_pack
from claimwright.clause.parser import parse, parse_file


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file before and after formatting; `after` is empty where `findings` say why there is none."""

    path: str
    before: str
    after: str
    findings: tuple[Diagnostic, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether formatting would change the file."""
        return not self.findings and self.before != self.after

    @property
    def diff(self) -> str:
        """The change as a unified diff."""
        lines = self.before.splitlines(keepends=True), self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(*lines, self.path, self.path)) if self.changed else ""


def format_text(source: str, path: str) -> Formatted:
    """One text. Raises `ClauseError` with all syntax errors."""
    pack, findings = parse(source, path)
    if pack is None:
        raise ClauseError(findings, source)
    return Formatted(path, source, format_pack(pack))


def format_files(paths: Iterable[Path]) -> tuple[Formatted, ...]:
    """Every `.clause` file of the paths, formatted but not written. Raises `NotFoundError` for a missing path."""
    from claimwright.clause.program import find_sources

    return tuple(map(_format_file, find_sources(paths)))


def _format_file(path: Path) -> Formatted:
    pack, findings = parse_file(path)
    if pack is None:
        return Formatted(str(path), _read(path), "", findings)
    return Formatted(str(path), _read(path), format_pack(pack))


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace", newline="") as file:
            return file.read()
    except OSError:
        return ""


def write_formatted(files: Iterable[Formatted]) -> None:
    """Write the changed files."""
    for each in files:
        if each.changed:
            Path(each.path).write_text(each.after, encoding="utf-8", newline="\n")
