"""Reads professional claims (837P) from a stream: one claim after the other, in bounded memory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from claimwright.claims.records import Claim
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.envelope import Envelope
from claimwright.claims.x12.loops import LOOPS
from claimwright.claims.x12.problems import Problem, Report
from claimwright.claims.x12.segments import SegmentReader
from claimwright.claims.x12.source import CHUNK
from claimwright.core.errors import InputError, NotFoundError


def read_837p(
    source: Path | BinaryIO, *, received: dt.date | None = None, chunk: int = CHUNK
) -> Iterator[Claim | Problem]:
    """The claims of an X12 837P file (005010X222, A1, A2), and the problems found, in the file's order.

    `received` is the claims' received date; without it BHT04 counts, else GS04, else ISA09. A claim with an
    error is refused and the next one is read; other transactions and versions are refused by name. About one
    `chunk` of bytes and one claim are held, beside at most 18 bytes for each claim id seen.

    Raises NotFoundError or InputError where `source` is a path that is no readable file; nothing else,
    whatever the bytes are.
    """
    if not isinstance(source, Path):
        return _read(source, str(getattr(source, "name", "<stream>")), received, chunk)
    if not source.exists():
        raise NotFoundError(f"there is no file {source}", fix="check the path", code="X12-FILE")
    try:
        stream = source.open("rb")
    except OSError as error:
        raise InputError(f"{source} cannot be read: {error.strerror}", fix="check the path", code="X12-FILE") from error
    return _closing(stream, str(source), received, chunk)


def _closing(stream: BinaryIO, name: str, received: dt.date | None, chunk: int) -> Iterator[Claim | Problem]:
    with stream:
        yield from _read(stream, name, received, chunk)


def _read(stream: BinaryIO, name: str, received: dt.date | None, chunk: int) -> Iterator[Claim | Problem]:
    report = Report(name)
    segments = SegmentReader(stream.read, report, chunk)
    context = Context(report, LOOPS, received)
    envelope = Envelope(context, segments)
    for segment in segments:
        entry = context.loop.get(segment.elements[0])
        if entry is None:
            envelope.read(segment)
        else:
            rank, handle = entry
            if rank < context.rank and rank % 10:
                context.out_of_order(segment)
            context.rank = rank
            handle(context, segment)
        if report.items:
            yield from report.items
            report.items.clear()
    envelope.finish()
    yield from report.items
