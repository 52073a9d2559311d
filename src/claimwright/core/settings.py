"""Settings come from environment variables, read where they are used, so that a test can set them."""

from __future__ import annotations

import os
from pathlib import Path


def public_data() -> Path | None:
    """The folder of public reference data (`CLAIMWRIGHT_DATA`), or None where it is unset or absent."""
    value = os.environ.get("CLAIMWRIGHT_DATA", "")
    path = Path(value)
    return path if value and path.is_dir() else None


def home() -> Path:
    """Where runs and caches go: `CLAIMWRIGHT_HOME`, by default `.claimwright` in the current folder."""
    return Path(os.environ.get("CLAIMWRIGHT_HOME", ".claimwright"))
