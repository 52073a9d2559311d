"""Lines of JSON, plain or compressed, one at a time."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

from claimwright.core.errors import InputError, Location


def json_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers from 1. A damaged archive is an `InputError`."""
    number = 0
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip():
                    yield number, raw
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(
            f"the file cannot be read to its end: {error}",
            where=Location(str(path), number + 1),
            fix="fetch the file again",
            code="CORPUS-JSONL",
        ) from None
