"""Parquet files of bounded size, written in bounded memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimwright.core.errors import MissingExtraError
from claimwright.corpus.ledger.export.columns import Column

_GROUP_ROWS, _GROUP_CHARS = 10_000, 16_000_000
"""A row group ends at whichever comes first."""


@dataclass
class Shards:
    """The Parquet files of one partition, `part-00000.parquet` and on; a new one begins at `shard_chars` of text."""

    folder: Path
    columns: tuple[Column, ...]
    shard_chars: int
    rows: int = 0
    _parts: int = 0
    _writer: Any = None
    _written: int = 0
    _held: list[Sequence[Any]] = field(default_factory=list[Sequence[Any]])
    _chars: int = 0

    def add(self, row: Sequence[Any], chars: int) -> None:
        """One record; `chars` is about its size."""
        self._held.append(row)
        self._chars += chars
        self.rows += 1
        if len(self._held) >= _GROUP_ROWS or self._chars >= min(_GROUP_CHARS, self.shard_chars):
            self._flush()

    def close(self) -> None:
        """Write what is held and end the last file."""
        self._flush()
        self._end()

    def _flush(self) -> None:
        if not self._held:
            return
        pa, schema = arrow(), schema_of(self.columns)
        cells = [pa.array([row[n] for row in self._held], type=kind.type) for n, kind in enumerate(schema)]
        self._open(schema).write_batch(pa.record_batch(cells, schema=schema))
        self._written += self._chars
        self._held, self._chars = [], 0
        if self._written >= self.shard_chars:
            self._end()

    def _open(self, schema: Any) -> Any:
        if self._writer is None:
            from pyarrow import parquet  # pyright: ignore[reportMissingTypeStubs]

            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"part-{self._parts:05d}.parquet"
            self._writer = parquet.ParquetWriter(path, schema, compression="zstd")
            self._parts += 1
        return self._writer

    def _end(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._writer, self._written = None, 0


def arrow() -> Any:
    """pyarrow, from the extra `parquet`."""
    try:
        import pyarrow  # pyright: ignore[reportMissingTypeStubs]
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    return pyarrow


def schema_of(columns: tuple[Column, ...]) -> Any:
    """The Arrow schema of these columns."""
    pa = arrow()
    kinds = {
        "string": pa.string(),
        "strings": pa.list_(pa.string()),
        "date": pa.date32(),
        "int": pa.int64(),
        "bool": pa.bool_(),
    }
    return pa.schema([(column.name, kinds[column.kind]) for column in columns])
