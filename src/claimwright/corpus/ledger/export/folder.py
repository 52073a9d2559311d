"""A folder that takes its name only when it is complete."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from claimwright.core.errors import InputError
from claimwright.corpus.ledger.atomic import synchronise_folder


@contextmanager
def whole_folder(target: Path, *, replace: bool) -> Generator[Path]:
    """A folder to fill, renamed to `target` when the block ends well, and removed when it does not.

    Where `target` exists, `replace` puts the new folder in its place; without it that is an `InputError`.
    """
    aside = target.with_name(f".{target.name}.old")
    _bring_back(target, aside)
    if target.exists() and not replace:
        raise InputError(
            "there is something at that place",
            where=str(target),
            fix="give another folder, or replace this one with --replace",
            code="CORPUS-EXPORT-EXISTS",
        )
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        yield draft
        _synchronise(draft)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    if target.exists():
        target.rename(aside)
    draft.rename(target)
    synchronise_folder(target.parent)
    shutil.rmtree(aside, ignore_errors=True)


def _bring_back(target: Path, aside: Path) -> None:
    """Undo an exchange that a kill cut in two, and clear away one that it left unfinished."""
    if aside.exists() and not target.exists():
        aside.rename(target)
    shutil.rmtree(aside, ignore_errors=True)


def _synchronise(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
