"""How far a derived index has followed the store: a small file beside it, written last."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

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

    def write(self, folder: Path) -> None:
        """Put the mark on disk, whole or not at all."""
        value = {"identity": self.identity, "generation": self.generation, "form": self.form}
        with atomic(folder / "mark.json") as file:
            file.write(json.dumps(value).encode())
