"""Annotations on disk: the file of saved ones, and beside it a hidden one of drafts.

Each is replaced as a whole (written beside its place, put on disk, renamed), so a process killed at any moment leaves the
last save. Rows of other annotators, and rows that were added meanwhile, stay. One session at a time may write a file.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.annotate.records import Annotation, annotation_of, read_annotations
from claimwright.core.errors import InputError
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.lock import LockHeldError, locked

Key = tuple[str, str]
"""A case's id and the annotator."""


class Draft(msgspec.Struct, frozen=True):
    """Work on a case that is not saved yet, or that the annotator passed over."""

    annotation: dict[str, Any]
    skipped: bool = False


class Store:
    """The annotations of a file by case and annotator, and drafts. `InputError` where the file has a line that is none."""

    def __init__(self, path: Path) -> None:
        self.path, self.drafts_path = path, path.with_name(f".{path.name}.drafts")
        self._saved: dict[Key, Annotation] = {}
        self._stamp: tuple[int, int] | None = None
        self._drafts = {_key(draft): draft for draft in _read_drafts(self.drafts_path)}
        self._refresh()

    def saved(self, key: Key) -> Annotation | None:
        """What was saved of a case, by this annotator."""
        return self._saved.get(key)

    def draft(self, key: Key) -> Draft | None:
        """What was begun, or passed over."""
        return self._drafts.get(key)

    def save(self, annotation: Annotation) -> None:
        """Save an annotation in place of the annotator's earlier one of the case; its draft is done with."""
        key = (annotation.id, annotation.annotator)
        self._refresh()
        self._saved[key] = annotation
        _replace(self.path, [each.row() for each in self._saved.values()])
        self._stamp = _stamp(self.path)
        self.keep(key, None)

    def keep(self, key: Key, draft: Draft | None) -> None:
        """Keep a draft, or none."""
        if self._drafts.get(key) == draft:
            return
        self._drafts.pop(key, None)
        if draft is not None:
            self._drafts[key] = draft
        if self._drafts:
            _replace(self.drafts_path, list(self._drafts.values()))
        else:
            self.drafts_path.unlink(missing_ok=True)

    def _refresh(self) -> None:
        """Read the file again if it changed since."""
        stamp = _stamp(self.path)
        if stamp is not None and stamp != self._stamp:
            self._saved = {(each.id, each.annotator): each for each in read_annotations(self.path)}
        self._stamp = stamp


@contextmanager
def writing(path: Path) -> Generator[Store]:
    """Open a file of annotations for one session; `InputError` where another session has it open."""
    try:
        with locked(path, wait=False, mode=0o600):
            yield Store(path)
    except LockHeldError:
        raise InputError(
            "another session is writing these annotations",
            where=str(path),
            fix="end it, or give another file with --out",
            code="APPEALS-ANNOTATE-OPEN",
        ) from None


def _replace(path: Path, rows: list[Any]) -> None:
    with atomic(path) as file:
        if os.name == "posix":
            os.fchmod(file.fileno(), 0o600)
        file.writelines(msgspec.json.encode(row) + b"\n" for row in rows)


def _stamp(path: Path) -> tuple[int, int] | None:
    return (path.stat().st_mtime_ns, path.stat().st_size) if path.is_file() else None


def _read_drafts(path: Path) -> list[Draft]:
    if not path.is_file():
        return []
    return [msgspec.json.decode(line, type=Draft) for line in path.read_bytes().splitlines() if line]


def _key(draft: Draft) -> Key:
    found = annotation_of(draft.annotation)
    return found.id, found.annotator
