"""Marks of files whose processing has begun and is not yet in the ledger.

A run that is killed leaves its marks behind; the next run does those files again, whatever their ledger lines say.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from claimwright.corpus.layout import Layout


def mark(layout: Layout, local_path: str) -> None:
    """Note that a file's processing begins."""
    path = _mark(layout, local_path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(local_path, encoding="utf-8")


def unmark(layout: Layout, local_paths: Iterable[str]) -> None:
    """Note that these files' ledger lines are on disk."""
    for local_path in local_paths:
        _mark(layout, local_path).unlink(missing_ok=True)


def marked(layout: Layout, local_path: str) -> bool:
    """Whether a file's processing began and its ledger line may be missing."""
    return _mark(layout, local_path).exists()


def lock_file(layout: Layout) -> Path:
    """What a run locks, so that one corpus has one run at a time."""
    return layout.state / "processing"


def clear_drafts(layout: Layout) -> None:
    """Remove what a killed run was writing. Only for who holds the lock."""
    for draft in list(layout.processed.rglob(".*.part")) if layout.processed.is_dir() else []:
        draft.unlink(missing_ok=True)


def _mark(layout: Layout, local_path: str) -> Path:
    name = hashlib.sha256(local_path.encode()).hexdigest()[:32]
    return layout.state / "processing" / name
