"""Reading and writing ledgers: `sources.jsonl` and `processed_sources.jsonl`, one JSON object a line.

A line counts once its closing brace is on disk. What a killed writer left after the last newline is a torn line: readers pass
over it, `scan` reports it, and the next writer removes it. Writers hold the ledger's lock and synchronise before they
return. A rewrite keeps the bytes of every line that it does not replace, so keys of others survive in those.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import msgspec

from claimwright.core.errors import InputError, Location
from claimwright.corpus.ledger.atomic import atomic, synchronise
from claimwright.corpus.ledger.lock import locked
from claimwright.corpus.records import SourceLine

L = TypeVar("L", bound=SourceLine)
L_co = TypeVar("L_co", bound=SourceLine, covariant=True)

_WRITERS = {
    "sources.jsonl": "run `claimwright corpus download` or `corpus add` first, or give the corpus folder with --root",
    "processed_sources.jsonl": "run `claimwright corpus process` first, or give the corpus folder with --root",
}
"""What writes each ledger of a corpus."""


@dataclass(frozen=True, slots=True)
class Entry(Generic[L_co]):
    """A ledger line and its number, from 1."""

    number: int
    line: L_co


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that is no ledger line. `torn` marks the rest of a write that was cut off at the end of the file."""

    number: int
    problem: str
    torn: bool = False


def encode(line: SourceLine) -> bytes:
    """A ledger line as HICRIC writes it: its keys first and in its order, ASCII, newline at the end."""
    return json.dumps(msgspec.to_builtins(line)).encode() + b"\n"


def scan(path: Path, kind: type[L]) -> Iterator[Entry[L] | Fault]:
    """Every line of a ledger, read as it goes; what cannot be read comes as a `Fault` and the rest goes on."""
    decoder = msgspec.json.Decoder(kind)
    with _open(path) as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield _decode(decoder, number, raw)


def read(path: Path, kind: type[L]) -> Iterator[L]:
    """The lines of a ledger. A torn last line is passed over; any other bad line raises `InputError` with its number."""
    for found in scan(path, kind):
        if isinstance(found, Entry):
            yield found.line
        elif not found.torn:
            raise InputError(
                f"this is no ledger line: {found.problem}",
                where=Location(str(path), found.number),
                fix="mend or remove the line; `claimwright corpus check --ledger FILE --ledger-only` lists all such lines",
                code="CORPUS-LEDGER-LINE",
            )


def by_path(path: Path, kind: type[L]) -> dict[str, L]:
    """The lines of a ledger by `local_path`, the last one where several share it; empty where there is no ledger."""
    return {line.local_path: line for line in read(path, kind)} if path.exists() else {}


def append(path: Path, lines: Iterable[SourceLine]) -> None:
    """Add lines at the end; on return they are on disk. A torn last line is removed first."""
    block = b"".join(map(encode, lines))
    with _writing(path), path.open("ab") as file:
        file.write(block)
        synchronise(file)


def rewrite(path: Path, lines: Iterable[SourceLine]) -> None:
    """Replace a ledger by these lines, all of them or none."""
    with _writing(path), atomic(path) as file:
        file.writelines(map(encode, lines))


def upsert(path: Path, lines: Iterable[L]) -> None:
    """Put lines in place of those with the same `local_path`, and new ones at the end; of several with one path the
    last given counts, and a ledger never keeps two. Where nothing is replaced this only appends. Atomic."""
    new = {line.local_path: line for line in lines}
    with _writing(path):
        if not new.keys().isdisjoint(_paths(path)):
            with atomic(path) as file:
                file.writelines(_merged(path, new))
        else:
            with path.open("ab") as file:
                file.writelines(map(encode, new.values()))
                synchronise(file)


def remove(path: Path, local_paths: Iterable[str]) -> None:
    """Take the lines of these paths out of a ledger, atomically; the files themselves stay."""
    gone = set(local_paths)
    with _writing(path), atomic(path) as file:
        file.writelines(raw for raw in _raw_lines(path) if _path_of(raw) not in gone)


def repair(path: Path) -> bytes:
    """Remove a torn last line and return it; a last line that only lacks its newline gets it.

    For writers that hold the lock already; readers need not call it.
    """
    if not path.exists():
        return b""
    tail = _tail(path)
    if not tail:
        return b""
    with path.open("r+b") as file:
        if _path_of(tail):
            file.seek(0, 2)
            file.write(b"\n")
            return b""
        file.truncate(path.stat().st_size - len(tail))
    return tail


@contextmanager
def _writing(path: Path) -> Generator[None]:
    """The lock, with what a killed writer left cleared away."""
    with locked(path):
        for draft in path.parent.glob(f".{path.name}.*.part"):
            draft.unlink(missing_ok=True)
        repair(path)
        yield


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise InputError(
            "there is no ledger here" if isinstance(error, FileNotFoundError) else "the ledger cannot be opened",
            where=str(path),
            fix=_WRITERS.get(path.name, "give the path of a ledger"),
            code="CORPUS-LEDGER-FILE",
        ) from None


def _decode(decoder: msgspec.json.Decoder[L], number: int, raw: bytes) -> Entry[L] | Fault:
    try:
        return Entry(number, decoder.decode(raw))
    except msgspec.ValidationError as error:
        return Fault(number, str(error))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return Fault(number, str(error), torn=not raw.endswith(b"\n"))


def _tail(path: Path, block: int = 65536) -> bytes:
    """What stands after the last newline."""
    size = path.stat().st_size
    tail = b""
    with path.open("rb") as file:
        while size and b"\n" not in tail:
            step = min(block, size)
            size -= step
            file.seek(size)
            tail = file.read(step) + tail
    return tail.rpartition(b"\n")[2]


class _Path(msgspec.Struct):
    local_path: str


_paths_only = msgspec.json.Decoder(_Path)


def _path_of(raw: bytes) -> str:
    """The `local_path` of a line, or nothing where it is no ledger line."""
    try:
        return _paths_only.decode(raw).local_path
    except (msgspec.DecodeError, UnicodeDecodeError):
        return ""


def _raw_lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (raw for raw in file if raw.strip())


def _paths(path: Path) -> Iterator[str]:
    return map(_path_of, _raw_lines(path))


def _merged(path: Path, new: dict[str, L]) -> Iterator[bytes]:
    """The old lines in their order with the new ones in their places, then the rest of the new ones."""
    placed: set[str] = set()
    for raw in _raw_lines(path):
        name = _path_of(raw)
        if name not in new:
            yield raw
        elif name not in placed:
            placed.add(name)
            yield encode(new[name])
    yield from (encode(line) for name, line in new.items() if name not in placed)
