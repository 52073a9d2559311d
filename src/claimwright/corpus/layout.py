"""Where a corpus keeps its files, in the shape of HICRIC's: ledgers at the root, `data/raw`, `data/processed`, an index.

Ledger paths are POSIX and relative to the root (`./data/raw/...`), so a corpus can be moved as a folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimwright.core.settings import home


@dataclass(frozen=True, slots=True)
class Layout:
    """The folders and ledgers of one corpus."""

    root: Path

    @property
    def raw(self) -> Path:
        """Files as they were fetched."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """JSON Lines of records, and beside each its stored text (`.txt`), into which record offsets point."""
        return self.root / "data" / "processed"

    @property
    def index(self) -> Path:
        """The search index: the canonical store and what is derived from it."""
        return self.root / "index"

    @property
    def state(self) -> Path:
        """Journals that make downloads and processing resumable."""
        return self.root / "state"

    @property
    def sources(self) -> Path:
        return self.root / "sources.jsonl"

    @property
    def processed_sources(self) -> Path:
        return self.root / "processed_sources.jsonl"

    def locate(self, local_path: str) -> Path:
        """The file of a ledger path."""
        return self.root / local_path.removeprefix("./")

    def relative(self, path: Path) -> str:
        """The ledger path of a file under the root."""
        return f"./{path.relative_to(self.root).as_posix()}"


def default_layout() -> Layout:
    """The corpus under the user's home folder for this program (`CLAIMWRIGHT_HOME`)."""
    return Layout(home() / "corpus")
