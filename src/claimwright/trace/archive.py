"""A run folder's store: traces and inputs by subject, and the programs that wrote them.

    runs/2024-08-01/
      traces/part-0001.data     records, appended only (`trace.parts`)
      traces/part-0001.index    where each stands; written at close, else rebuilt by reading
      programs/HASH/sites.msgpack.zst, sources.json

Each writer has its own part, so several processes may write one folder. A later run of a subject is added beside the
earlier ones.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

import msgspec

from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.codec import compress, decode, decode_sites, decompress, encode_sites, is_compressed
from claimwright.trace.names import closest
from claimwright.trace.parts import SUFFIX, Entry, scan, write_record
from claimwright.trace.sites import SiteTable, Trace
from claimwright.trace.tree import Tree

_TRACES, _PROGRAMS, _INDEX = "traces", "programs", ".index"


class _Index(msgspec.Struct, frozen=True, array_like=True):
    """What an index file holds: the size of the data file it describes, and its entries."""

    size: int
    entries: list[Entry]


_index_encoder = msgspec.msgpack.Encoder()
_index_decoder = msgspec.msgpack.Decoder(_Index)


class ArchiveWriter:
    """Adds runs to a folder. Use as a context manager, or call `close`; what was added survives a kill either way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / _TRACES).mkdir(parents=True, exist_ok=True)
        self._path, self._file = _new_part(folder / _TRACES)
        self._entries: list[Entry] = []
        self._programs: set[str] = set()

    def add(self, subject: str, run: str, trace: bytes, inputs: bytes) -> None:
        """Append one run of a subject. Bytes that are not compressed yet are compressed here."""
        packed = (data if is_compressed(data) else compress(data) for data in (trace, inputs))
        self._entries.append(write_record(self._file, subject, run, *packed))

    def add_program(self, table: SiteTable) -> None:
        """Keep a program's sites and sources, once."""
        folder = self.folder / _PROGRAMS / table.program
        if table.program in self._programs or (folder / "sites.msgpack.zst").exists():
            return
        folder.mkdir(parents=True, exist_ok=True)
        bare = msgspec.structs.replace(table, sources={})
        _write_whole(folder / "sources.json", msgspec.json.format(msgspec.json.encode(table.sources), indent=1))
        _write_whole(folder / "sites.msgpack.zst", compress(encode_sites(bare)))
        self._programs.add(table.program)

    def flush(self) -> None:
        """Hand what was added to the operating system, so that a reader sees it."""
        self._file.flush()

    def close(self) -> None:
        """Write the index and close the part."""
        if self._file.closed:
            return
        self._file.flush()
        os.fsync(self._file.fileno())
        index = _Index(self._file.tell(), self._entries)
        self._file.close()
        _write_whole(self._path.with_suffix(_INDEX), compress(_index_encoder.encode(index)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Place(NamedTuple):
    path: Path
    entry: Entry


class Archive:
    """A run folder, to be read. Runs added after it was opened are not seen.

    Raises `NotFoundError` (TRACE-10) where the folder holds no traces.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / _TRACES).is_dir():
            fix = "name a folder that `claims adjudicate --out` wrote"
            raise NotFoundError(f"{folder} holds no traces", fix=fix, code="TRACE-10")
        self._places: dict[str, list[_Place]] = {}
        for path in sorted((folder / _TRACES).glob(f"*{SUFFIX}")):
            for entry in _entries(path):
                self._places.setdefault(entry.subject, []).append(_Place(path, entry))
        self._sites = lru_cache(maxsize=4)(self._load_sites)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __contains__(self, subject: str) -> bool:
        return subject in self._places

    def subjects(self) -> tuple[str, ...]:
        """The ids of the subjects, in the order in which they were first added."""
        return tuple(self._places)

    def runs(self, subject: str) -> tuple[str, ...]:
        """The ids of a subject's runs, in the order added."""
        return tuple(place.entry.run for place in self._of(subject))

    def trace(self, subject: str, run: str = "") -> Trace:
        """The trace of the subject's last run, or of the run named."""
        return decode(self.trace_bytes(subject, run))

    def trace_bytes(self, subject: str, run: str = "") -> bytes:
        """The canonical bytes of that trace."""
        path, entry = self._place(subject, run)
        return decompress(_read(path, entry.offset, entry.trace))

    def inputs(self, subject: str, run: str = "") -> bytes:
        """The canonical bytes of that run's inputs."""
        path, entry = self._place(subject, run)
        return decompress(_read(path, entry.offset + entry.trace, entry.inputs))

    def sites(self, program: str) -> SiteTable:
        """The site table of a program, sources included. Raises `NotFoundError` (TRACE-12)."""
        return self._sites(program)

    def tree(self, subject: str, run: str = "") -> Tree:
        """The trace joined with its sites."""
        trace = self.trace(subject, run)
        return Tree(trace, self.sites(trace.header.program))

    def programs(self) -> tuple[str, ...]:
        """The hashes of the programs kept here."""
        folder = self.folder / _PROGRAMS
        return tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()

    def _load_sites(self, program: str) -> SiteTable:
        folder = self.folder / _PROGRAMS / program
        if not program.isalnum() or not (folder / "sites.msgpack.zst").is_file():
            what = f"the run folder {self.folder} does not hold program {program[:12]}"
            raise NotFoundError(what, fix="adjudicate again into this folder", code="TRACE-12")
        table = decode_sites((folder / "sites.msgpack.zst").read_bytes())
        sources = msgspec.json.decode((folder / "sources.json").read_bytes(), type=dict[str, str])
        return msgspec.structs.replace(table, sources=sources)

    def _of(self, subject: str) -> list[_Place]:
        if subject in self._places:
            return self._places[subject]
        near = closest(subject, self._places) or list(self._places)[:5]
        what = f"{self.folder} holds no trace of {subject!r}"
        raise NotFoundError(what, fix=f"closest: {', '.join(near)}" if near else "the folder is empty", code="TRACE-11")

    def _place(self, subject: str, run: str) -> _Place:
        places = self._of(subject)
        found = [place for place in places if place.entry.run.startswith(run)]
        if found:
            return found[-1]
        known = ", ".join(place.entry.run for place in places)
        raise NotFoundError(f"{subject} has no run {run!r}", fix=f"runs kept: {known}", code="TRACE-11")


def _new_part(folder: Path) -> tuple[Path, BinaryIO]:
    taken = (path.stem.rpartition("-")[2] for path in folder.glob(f"part-*{SUFFIX}"))
    number = 1 + max((int(text) for text in taken if text.isdigit()), default=0)
    while True:
        path = folder / f"part-{number:04}{SUFFIX}"
        try:
            return path, path.open("xb")
        except FileExistsError:
            number += 1


def _entries(path: Path) -> list[Entry]:
    """From the index where it describes the whole file, else by reading the file."""
    try:
        index = _index_decoder.decode(decompress(path.with_suffix(_INDEX).read_bytes()))
    except (OSError, InputError, msgspec.MsgspecError):
        return list(scan(path))
    return index.entries if index.size == path.stat().st_size else list(scan(path))


def _read(path: Path, offset: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(length)


def _write_whole(path: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
