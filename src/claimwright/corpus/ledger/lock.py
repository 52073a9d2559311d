"""One writer of a ledger at a time, across processes."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class LockHeldError(Exception):
    """Another process holds the lock, and the caller did not want to wait."""


@contextmanager
def locked(path: Path, *, wait: bool = True, mode: int = 0o644) -> Generator[None]:
    """Hold a file's lock, waiting for whoever holds it. The system frees it when a process dies, however it dies.

    The lock is on a hidden file beside it, made with `mode`, because a rewrite replaces the file itself. Without
    `wait`, a lock that another holds raises `LockHeldError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, mode)
    try:
        _take(handle, wait)
        yield
    finally:
        os.close(handle)


def _take(handle: int, wait: bool) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if wait:
            raise
        raise LockHeldError(str(error)) from None
