"""The files of a folder that was built, each whole or absent, with their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from claimwright.corpus.ledger.atomic import atomic


def write_files(folder: Path, contents: Mapping[str, Iterable[bytes]]) -> dict[str, str]:
    """Write each file's lines, in order of name; the SHA-256 of each."""
    hashes: dict[str, str] = {}
    for name, lines in sorted(contents.items()):
        data = b"".join(line + b"\n" for line in lines)
        with atomic(folder / name) as file:
            file.write(data)
        hashes[name] = hashlib.sha256(data).hexdigest()
    return hashes
