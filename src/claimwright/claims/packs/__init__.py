"""The rules that come with Claimwright, one theme a file, in Clause."""

from __future__ import annotations

from pathlib import Path


def bundled() -> tuple[Path, ...]:
    """The `.clause` files of this package, in alphabetical order."""
    return tuple(sorted(Path(__file__).parent.glob("*.clause")))
