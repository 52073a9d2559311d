"""What arrives: plain text, JSON Lines or a folder of text files, read one message at a time.

A message that cannot be read becomes a `Refusal` with its place, and the rest goes through.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from claimwright.core.errors import ClaimwrightError, InputError, Location, NotFoundError
from claimwright.intake.messages import message_of
from claimwright.intake.records import Message

MAX_LINE = 4_000_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message and the place it came from."""

    message: Message
    where: Location


@dataclass(frozen=True, slots=True)
class Refusal:
    """A message that could not be read."""

    error: ClaimwrightError


Item = Arrival | Refusal


def read(source: str) -> Iterator[Item]:
    """Messages of a file, of standard input (`-`), or of every `.txt`, `.json` and `.jsonl` file of a folder."""
    if source == "-":
        yield from _stream(sys.stdin.buffer, "standard input", as_lines=None)
        return
    path = Path(source)
    if path.is_dir():
        for each in sorted(p for p in path.rglob("*") if p.suffix in (".txt", ".json", ".jsonl") and p.is_file()):
            yield from _file(each, str(each.relative_to(path)))
    elif path.is_file():
        yield from _file(path, path.stem)
    else:
        raise NotFoundError(
            f"there is no file or folder {source!r}",
            fix="give a file, a folder, or - for standard input",
            code="INTAKE-FILE",
        )


def _file(path: Path, name: str) -> Iterator[Item]:
    as_lines = {".jsonl": True, ".json": True, ".txt": False}.get(path.suffix)
    with path.open("rb") as stream:
        yield from _stream(stream, str(path), as_lines, name)


def _stream(stream: BinaryIO, where: str, as_lines: bool | None, name: str = "1") -> Iterator[Item]:
    """JSON Lines where the file says so or its first character is a brace; else one plain message."""
    first = stream.readline(MAX_LINE)
    if as_lines is None:
        as_lines = first.lstrip().startswith(b"{")
    if as_lines:
        yield from _lines(first, stream, where)
    else:
        yield _plain(first + stream.read(MAX_LINE), where, name)


def _lines(first: bytes, stream: BinaryIO, where: str) -> Iterator[Item]:
    line, number = first, 1
    while line:
        whole = line.endswith(b"\n") or len(line) < MAX_LINE
        if not whole:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield Refusal(
                InputError(
                    f"the line is longer than {MAX_LINE:,} bytes",
                    where=Location(where, number),
                    fix="split it",
                    code="INTAKE-LINE",
                )
            )
        elif line.strip():
            yield _line(line, Location(where, number))
        line, number = stream.readline(MAX_LINE), number + 1


def _line(line: bytes, where: Location) -> Item:
    try:
        return Arrival(message_of(line, where), where)
    except ClaimwrightError as error:
        return Refusal(error)


def _plain(data: bytes, where: str, name: str) -> Item:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Refusal(
            InputError(
                "the file is not UTF-8 text",
                where=Location(where, line),
                fix="convert it to UTF-8, or send the text alone",
                code="INTAKE-BINARY",
            )
        )
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        return Refusal(
            InputError("the file is binary", where=Location(where, line), fix="send text", code="INTAKE-BINARY")
        )
    return Arrival(Message(name, text), Location(where))
