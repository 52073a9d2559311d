"""Which run folder a command means: the one named, else the last one written."""

from __future__ import annotations

from pathlib import Path

from claimwright.core.errors import NotFoundError
from claimwright.core.settings import home
from claimwright.trace.archive import Archive

_POINTER = "last"


def runs_folder() -> Path:
    """Where run folders go by default."""
    return home() / "runs"


def remember(folder: Path) -> None:
    """Make this run folder the one that later commands take by default."""
    runs_folder().mkdir(parents=True, exist_ok=True)
    (runs_folder() / _POINTER).write_text(f"{folder.resolve()}\n", encoding="utf-8")


def open_runs(folder: Path | None = None) -> Archive:
    """The named run folder, or the last one. Raises `NotFoundError` (TRACE-10) where there is none."""
    return Archive(folder if folder is not None else last_runs())


def last_runs() -> Path:
    """The run folder that was written last. Raises `NotFoundError` (TRACE-10)."""
    pointer = runs_folder() / _POINTER
    try:
        return Path(pointer.read_text(encoding="utf-8").strip())
    except OSError:
        fix = "adjudicate claims first (`claimwright claims adjudicate`), or give --runs DIR"
        raise NotFoundError("no run has been kept here yet", where=str(pointer), fix=fix, code="TRACE-10") from None
