"""Files that are either whole or absent: written beside their place, synchronised, then renamed over it."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO


@contextmanager
def atomic(path: Path) -> Generator[BinaryIO]:
    """Open a file that takes its name when the block ends well, and leaves nothing behind when it does not.

    After the block the bytes and the name are on disk (`fsync`); readers see the old file or the new one, never a part.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as file:
            yield file
            synchronise(file)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    synchronise_folder(path.parent)


def synchronise(file: BinaryIO) -> None:
    """Put on disk what was written."""
    file.flush()
    os.fsync(file.fileno())


def synchronise_folder(folder: Path) -> None:
    """Put a rename on disk, where the system lets a folder be opened for that (POSIX)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, value: Any) -> None:
    """Write one JSON document, whole or not at all."""
    import msgspec

    with atomic(path) as file:
        file.write(msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n")
