"""Local files as corpus documents: linked or copied under `data/raw/local`, with a ledger line each.

What a file is, is told by its name and its first bytes: US Code chunks (`usc-md`), CMS manuals and other PDFs, web
pages, plain text, JSON Lines with `text`. Where it cannot be told which of the six kinds of document a file holds, the
caller says so by a partition tag.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.core.errors import InputError, NotFoundError
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import atomic, synchronise_folder
from claimwright.corpus.ledger.files import by_path, upsert
from claimwright.corpus.ledger.processed import digests
from claimwright.corpus.local_kinds import Kind, kind_of
from claimwright.corpus.records import SourceLine
from claimwright.corpus.tags import PARTITION_TAGS, partitions

SOURCE = "local"
"""The source key of these ledger lines, for selection."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that was left out, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Registered:
    """`lines` are those of every file registered, in order; `fresh` of them are new or changed."""

    lines: tuple[SourceLine, ...]
    fresh: int
    skipped: tuple[Skipped, ...] = ()


def register_local(
    layout: Layout,
    paths: Sequence[Path],
    *,
    processor: str = "",
    tags: Sequence[str] = (),
    url: str = "",
    accessed: dt.date | None = None,
) -> Registered:
    """Put files, and the files of folders, into the raw folder and the ledger; again when they changed.

    `processor`, `tags` and `url` replace what the file itself tells; tags without a partition tag are added to it.
    A file that is given by name and whose kind cannot be told is an `InputError`; in a folder it is skipped.
    Raises `NotFoundError` for a path that does not exist.
    """
    known = by_path(layout.sources, SourceLine)
    lines: dict[str, SourceLine] = {}
    fresh: list[SourceLine] = []
    skipped: list[Skipped] = []
    for file, inside, named in _files(layout, paths):
        kind = _kind(file, processor, tuple(tags), url)
        if isinstance(kind, str):
            _refuse(file, kind, named=named)
            skipped.append(Skipped(str(file), kind))
            continue
        line = _line(layout, file, inside, kind, accessed or dt.datetime.now(tz=dt.UTC).date())
        old = known.get(line.local_path)
        if not _stands(layout, line, old):
            _place(file, layout.locate(line.local_path))
            fresh.append(line)
        lines[line.local_path] = line if old is None or line in fresh else old
    upsert(layout.sources, fresh)
    return Registered(tuple(lines.values()), len(fresh), tuple(skipped))


def _files(layout: Layout, paths: Sequence[Path]) -> Iterator[tuple[Path, str, bool]]:
    """Each file, its path under `data/raw/local`, and whether it was given by name."""
    for path in paths:
        top = path.resolve()
        if top.is_dir():
            inside = ((file, file.relative_to(top.parent)) for file in sorted(top.rglob("*")) if file.is_file())
            shown = ((file, name) for file, name in inside if not any(part.startswith(".") for part in name.parts))
            yield from ((file, name.as_posix(), False) for file, name in shown if layout.root not in file.parents)
        elif top.is_file():
            yield top, f"{top.parent.name or 'files'}/{top.name}", True
        else:
            raise NotFoundError(
                "there is no such file or folder", where=str(path), fix="check the path", code="CORPUS-LOCAL-PATH"
            )


def _kind(file: Path, processor: str, tags: tuple[str, ...], url: str) -> Kind | str:
    """What a file is, or why it cannot be told."""
    found = kind_of(file)
    key = processor or (found.processor if found else "")
    if not key:
        return "its kind of file is not known; name a processor"
    merged = _merged(found.tags if found and not processor else (), tags)
    if len(partitions(merged)) != 1:
        return f"it needs exactly one of the tags {', '.join(PARTITION_TAGS)}"
    return Kind(key, merged, url or (found.url if found else "") or file.as_uri(), found.title if found else "")


def _merged(own: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    """Given tags replace a file's own where they say another kind of document; else they are added."""
    kept = () if partitions(given) and partitions(given) != partitions(own) else own
    return tuple(dict.fromkeys((*kept, *given)))


def _refuse(file: Path, why: str, *, named: bool) -> None:
    if named:
        raise InputError(
            f"this file cannot be added: {why}",
            where=str(file),
            fix="say it with --processor and --tag, for example --tag regulatory-guidance",
            code="CORPUS-LOCAL-KIND",
        )


def _line(layout: Layout, file: Path, inside: str, kind: Kind, accessed: dt.date) -> SourceLine:
    md5, sha256 = digests(file, "md5", "sha256")
    return SourceLine(
        url=kind.url,
        date_accessed=accessed.isoformat(),
        local_path=layout.relative(layout.raw / SOURCE / inside),
        tags=kind.tags,
        preprocessor=kind.processor,
        md5=md5,
        sha256=sha256,
        source=SOURCE,
        title=kind.title,
    )


def _stands(layout: Layout, line: SourceLine, old: SourceLine | None) -> bool:
    """Whether the ledger and the raw folder hold this line already, whenever it was accessed."""
    if old is None or not layout.locate(line.local_path).is_file():
        return False
    return msgspec.structs.replace(old, date_accessed=line.date_accessed, supersedes="") == line


def _place(file: Path, target: Path) -> None:
    """A second name for the file, or a copy where the file system has no links between the two places."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name[-100:]}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    try:
        draft.hardlink_to(file)
    except OSError:
        with atomic(target) as copy, file.open("rb") as original:
            shutil.copyfileobj(original, copy)
        return
    draft.replace(target)
    draft.unlink(missing_ok=True)
    synchronise_folder(target.parent)
