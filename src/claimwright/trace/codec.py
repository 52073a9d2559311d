"""Bytes of a trace: canonical MessagePack of `[header, rows]`, and zstd around it.

Replay compares the canonical bytes; storage keeps the compressed ones. Level 1 is the fastest that compresses
well: docs/trace.md has the figures and the command.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import msgspec
import zstandard

from claimwright.core.errors import InputError
from claimwright.trace.sites import Header, SiteTable, Trace

FORMAT = "claimtrace/1"
LEVEL = 1

_MAGIC = b"\x28\xb5\x2f\xfd"
_LIMIT = 1 << 30
_FIX_DAMAGED = "adjudicate the claim again, or restore the file from a backup"

_encoder = msgspec.msgpack.Encoder()
_parts = msgspec.msgpack.Decoder(tuple[msgspec.Raw, msgspec.Raw])
_header = msgspec.msgpack.Decoder(Header)
_rows = msgspec.msgpack.Decoder(list[list[Any]])
_table = msgspec.msgpack.Decoder(SiteTable)


class _Format(msgspec.Struct):
    format: str


_format = msgspec.msgpack.Decoder(_Format)


class _Contexts(threading.local):
    """zstd contexts, one pair a thread: reused, because making one costs more than compressing a claim."""

    def __init__(self) -> None:
        self.compressor = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True, write_content_size=True)
        self.decompressor = zstandard.ZstdDecompressor()


_contexts = _Contexts()


def encode(header: Header, rows: Sequence[Sequence[Any]]) -> bytes:
    """The canonical bytes of a trace: equal content, equal bytes. Rows may hold named tuples and dates."""
    return _encoder.encode((header, rows))


def decode(data: bytes) -> Trace:
    """Read canonical or compressed bytes. Dates come back as ISO text, tuples as lists.

    Raises `InputError` where the bytes are of another format (TRACE-1), cut off or altered (TRACE-2),
    or hold rows that are no tree (TRACE-3).
    """
    plain = decompress(data) if is_compressed(data) else data
    try:
        head, body = _parts.decode(plain)
        _check_format(_format.decode(head).format)
        trace = Trace(_header.decode(head), _rows.decode(body))
    except msgspec.MsgspecError as error:
        raise InputError(f"these bytes are not a trace: {error}", fix=_FIX_DAMAGED, code="TRACE-2") from error
    _check_rows(trace.rows)
    return trace


def compress(data: bytes) -> bytes:
    """Compress with zstd, size and checksum included."""
    return _contexts.compressor.compress(data)


def decompress(data: bytes) -> bytes:
    """Undo `compress`. Raises `InputError` (TRACE-2) where the bytes are cut off or altered."""
    try:
        size = zstandard.frame_content_size(data)
        if not 0 <= size <= _LIMIT:
            raise InputError(f"a compressed block of {size} bytes is not plausible", fix=_FIX_DAMAGED, code="TRACE-2")
        return _contexts.decompressor.decompress(data)
    except zstandard.ZstdError as error:
        raise InputError(f"compressed bytes are damaged: {error}", fix=_FIX_DAMAGED, code="TRACE-2") from error


def is_compressed(data: bytes) -> bool:
    """Whether the bytes start as zstd does; canonical bytes never do."""
    return data.startswith(_MAGIC)


def encode_sites(table: SiteTable) -> bytes:
    """The canonical bytes of a site table."""
    return _encoder.encode(table)


def decode_sites(data: bytes) -> SiteTable:
    """Read a site table, canonical or compressed. Raises `InputError` (TRACE-2)."""
    plain = decompress(data) if is_compressed(data) else data
    try:
        return _table.decode(plain)
    except msgspec.MsgspecError as error:
        raise InputError(f"these bytes are not a site table: {error}", fix=_FIX_DAMAGED, code="TRACE-2") from error


def _check_format(found: str) -> None:
    if found == FORMAT:
        return
    later = found.startswith("claimtrace/")
    fix = (
        "read it with the version of Claimwright that wrote it"
        if later
        else "give a file written by `claims adjudicate`"
    )
    raise InputError(f"the trace has format {found!r}; this version reads {FORMAT!r}", fix=fix, code="TRACE-1")


def _check_rows(rows: list[list[Any]]) -> None:
    for number, row in enumerate(rows):
        if (
            len(row) < 2
            or type(row[0]) is not int
            or type(row[1]) is not int
            or not -1 <= row[1] < number
            or row[0] < 0
        ):
            what = f"row {number} does not start with a site and an earlier parent: {row[:2]!r}"
            raise InputError(what, fix=_FIX_DAMAGED, code="TRACE-3")
