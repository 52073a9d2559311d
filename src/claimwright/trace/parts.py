"""Data files of a run folder: checksummed records one after another, each able to be found again after a crash.

A record is `CWR1`, the lengths of its three parts, a CRC-32 over all that follows it, then the parts: a MessagePack
head `[subject, run]`, the compressed trace, the compressed inputs.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path
from struct import Struct
from typing import BinaryIO, NamedTuple

import msgspec

MAGIC = b"CWR1"
SUFFIX = ".data"

_HEAD = Struct("<4sIIII")
_CRC_AT = 16
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[str, str]).decode


class Entry(NamedTuple):
    """Where one run of one subject stands in a data file."""

    subject: str
    run: str
    offset: int
    """Of the trace."""
    trace: int
    """Length of the trace in bytes."""
    inputs: int
    """Length of the inputs, which follow the trace."""


def write_record(file: BinaryIO, subject: str, run: str, trace: bytes, inputs: bytes) -> Entry:
    """Append one record and say where it stands."""
    head = _encode((subject, run))
    body = b"".join((head, trace, inputs))
    lengths = _HEAD.pack(MAGIC, len(head), len(trace), len(inputs), 0)[:_CRC_AT]
    crc = zlib.crc32(body, zlib.crc32(lengths))
    offset = file.tell() + _HEAD.size + len(head)
    file.write(lengths + crc.to_bytes(4, "little") + body)
    return Entry(subject, run, offset, len(trace), len(inputs))


def scan(path: Path) -> Iterator[Entry]:
    """Every whole record of a data file. What is cut off or altered is passed over, up to the next whole record."""
    if not path.stat().st_size:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 0
        while at >= 0:
            entry, size = _read(data, at)
            if entry is not None:
                yield entry
                at += size
            else:
                at = data.find(MAGIC, at + 1)


def _read(data: mmap.mmap, at: int) -> tuple[Entry | None, int]:
    if at + _HEAD.size > len(data):
        return None, 0
    magic, head, trace, inputs, crc = _HEAD.unpack_from(data, at)
    start, size = at + _HEAD.size, _HEAD.size + head + trace + inputs
    if magic != MAGIC or at + size > len(data):
        return None, 0
    lengths = data[at : at + _CRC_AT]
    if zlib.crc32(data[start : at + size], zlib.crc32(lengths)) != crc:
        return None, 0
    subject, run = _decode(data[start : start + head])
    return Entry(subject, run, start + head, trace, inputs), size
