"""Write a table to a file, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from claimwright.claims.tables.batch import Arranged
from claimwright.claims.tables.layout import Header, encode
from claimwright.claims.tables.schema import Edition


def write_table(path: Path, arranged: Arranged, edition: Edition) -> Header:
    """Write rows in key order as a table file and give back its header. The same rows give the same bytes."""
    encoded = encode(arranged, edition)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.writelines(encoded.chunks())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return encoded.header
