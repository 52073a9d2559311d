"""The rows of a Parquet or JSON Lines file, a few at a time, so that a file of any size needs little memory."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from claimwright.core.errors import InputError, Location, MissingExtraError

Row = dict[str, Any]
_AT_ONCE = 64


def rows(path: Path) -> Iterator[Row]:
    """Every row, in order. Raises `InputError` for a damaged file, `MissingExtraError` where pyarrow is absent."""
    yield from _parquet(path) if path.suffix == ".parquet" else _json_lines(path)


def _parquet(path: Path) -> Iterator[Row]:
    arrow, parquet = _pyarrow()
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                yield from batch.to_pylist()
    except arrow.ArrowException as error:
        raise _damaged(Location(str(path)), error) from None


def _pyarrow() -> tuple[Any, Any]:
    """The package, which has no types, and its Parquet module."""
    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None


def _json_lines(path: Path) -> Iterator[Row]:
    decoder = msgspec.json.Decoder(Row)
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise _damaged(Location(str(path), number), error) from None


def _damaged(where: Location, error: Exception) -> InputError:
    fix = "remove the file and run `claimwright corpus pull` again"
    return InputError(f"the file cannot be read: {error}", where=where, fix=fix, code="PULL-FILE")


def text_of(row: Row, key: str) -> str:
    """A cell as text; nothing where the row has none."""
    value = row.get(key)
    return "" if value is None else str(value)


def tags_of(row: Row) -> tuple[str, ...]:
    """The tags of a row: a list, or a list written as JSON."""
    value = row.get("tags") or ()
    if isinstance(value, str):
        try:
            value = msgspec.json.decode(value.replace("'", '"'), type=list[str])
        except msgspec.DecodeError:
            value = [piece.strip() for piece in value.split(",")]
    return tuple(str(tag) for tag in value if tag)
