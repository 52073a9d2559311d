"""Lists of what is to be left out, for `corpus export --without` and for people to look through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimwright.core.errors import InputError, Location
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.ledger.duplicates.groups import Copy, Report


class Left(msgspec.Struct, frozen=True):
    """A text to leave out (a record's line in its file, 0 for the whole document), and which one stands for it."""

    path: str
    record: int = 0
    of_path: str = ""
    of_record: int = 0
    kind: str = ""
    similarity: float = 1.0


def write_list(report: Report, path: Path) -> int:
    """Write what may be left out, one JSON object a line; how many they are. Nothing is removed anywhere."""
    lines = [_left(copy, keep) for copy, keep in report.left_out()]
    with atomic(path) as file:
        file.writelines(msgspec.json.encode(line) + b"\n" for line in lines)
    return len(lines)


def read_list(path: Path) -> set[tuple[str, int]]:
    """Paths and record numbers of a list. Raises `InputError` for a line that is none."""
    return set(_read(path))


def _read(path: Path) -> Iterator[tuple[str, int]]:
    decoder = msgspec.json.Decoder(Left)
    for number, raw in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            left = decoder.decode(raw)
        except msgspec.DecodeError as error:
            where, fix = Location(str(path), number), "write the list with `claimwright corpus dedupe --write-list`"
            raise InputError(
                f"this is no line of such a list: {error}", where=where, fix=fix, code="CORPUS-LIST"
            ) from None
        yield left.path, left.record


def _left(copy: Copy, keep: Copy) -> Left:
    return Left(copy.path, copy.record, keep.path, keep.record, copy.kind, copy.similarity)
