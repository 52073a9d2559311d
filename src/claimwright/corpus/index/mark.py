"""How far a derived index has followed the store: a small file beside it, written last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimwright.corpus.index.records import Feed
from claimwright.corpus.ledger.atomic import atomic


@dataclass(frozen=True, slots=True)
class Mark:
    """The index is complete up to a generation of a store. `form` changes when the index is built another way."""

    identity: str
    generation: int
    form: str

    @classmethod
    def read(cls, folder: Path) -> Mark | None:
        """The mark of a folder, or None where there is no sound one."""
        try:
            value = json.loads((folder / "mark.json").read_bytes())
            return cls(value["identity"], int(value["generation"]), value["form"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def of(cls, folder: Path, identity: str, form: str) -> Mark | None:
        """The mark of a folder where it follows this store in this form, else None."""
        mark = cls.read(folder)
        return mark if mark and (mark.identity, mark.form) == (identity, form) else None

    def write(self, folder: Path) -> None:
        """Put the mark on disk, whole or not at all."""
        value = {"identity": self.identity, "generation": self.generation, "form": self.form}
        with atomic(folder / "mark.json") as file:
            file.write(json.dumps(value).encode())


def catch_up(
    folder: Path, mark: Mark | None, feed: Feed, form: str, write: Callable[[Sequence[int], Sequence[int]], None]
) -> int:
    """Bring an index to the feed's generation by `write(stale, added)`; the number of provisions added or dropped.

    The mark is put down last. What a killed run had put in counts as stale, so nothing is doubled.
    """
    if mark is None:
        shutil.rmtree(folder, ignore_errors=True)
    changes = feed.changes(mark.generation if mark else 0)
    if mark and mark.generation == changes.generation:
        return 0
    write((*changes.removed, *changes.added) if mark else (), changes.added)
    Mark(feed.identity, changes.generation, form).write(folder)
    return len(changes.added) + (len(changes.removed) if mark else 0)
