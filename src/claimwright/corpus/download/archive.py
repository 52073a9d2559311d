"""Files out of a zip archive, without trusting it: no path leaves the folder, no bomb fills the disk."""

from __future__ import annotations

import fnmatch
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.settings import Settings
from claimwright.corpus.ledger.atomic import synchronise

_STEP = 1 << 20
_ENCRYPTED = 0x1


def extract(archive: Path, pattern: str, folder: Path, settings: Settings, url: str) -> Iterator[tuple[str, Path]]:
    """Each member that the pattern fits (whole name or last part): its safe relative name, and its file in `folder`.

    Raises `FetchError` for a damaged, encrypted or oversized archive, and for names that lead out of the folder.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            chosen = _chosen(opened, pattern, settings, url)
            left = settings.most_bytes
            for number, (name, member) in enumerate(chosen.items()):
                target = folder / f"{number}.part"
                left -= _copy(opened, member, target, left, url)
                yield name, target
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise FetchError(f"the archive is damaged ({error})", reason="archive", url=url) from None


def _chosen(opened: zipfile.ZipFile, pattern: str, settings: Settings, url: str) -> dict[str, zipfile.ZipInfo]:
    members = {
        safe_name(member.filename, url): member
        for member in opened.infolist()
        if not member.is_dir() and not member.filename.startswith("__MACOSX/") and _fits(member.filename, pattern)
    }
    _check(members, settings, url)
    return dict(sorted(members.items()))


def _check(members: dict[str, zipfile.ZipInfo], settings: Settings, url: str) -> None:
    if not members:
        raise FetchError("no file in the archive fits the pattern", reason="archive", url=url)
    if len(members) > settings.most_members or sum(m.file_size for m in members.values()) > settings.most_bytes:
        raise FetchError("the archive unpacks to more than is allowed", reason="archive", url=url)
    for name, member in members.items():
        if member.flag_bits & _ENCRYPTED or stat.S_ISLNK(member.external_attr >> 16):
            raise FetchError(f"{name} in the archive is encrypted or a link", reason="archive", url=url)


def _fits(name: str, pattern: str) -> bool:
    return fnmatch.fnmatchcase(name, pattern) or fnmatch.fnmatchcase(PurePosixPath(name).name, pattern)


def safe_name(name: str, url: str) -> str:
    """A relative POSIX path that stays below its folder; raises `FetchError` for any other."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    odd = any(part in ("..", ".") or part.startswith(".") or ":" in part or "\0" in part for part in parts)
    if not parts or path.is_absolute() or odd or any(len(part.encode()) > 200 for part in parts):
        raise FetchError(f"{name!r} is not a safe relative path", reason="path", url=url)
    return str(path)


def _copy(opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int, url: str) -> int:
    size = 0
    with opened.open(member) as source, target.open("wb") as file:
        while chunk := source.read(_STEP):
            size += len(chunk)
            if size > left:
                raise FetchError("the archive unpacks to more than is allowed", reason="archive", url=url)
            file.write(chunk)
        synchronise(file)
    return size
