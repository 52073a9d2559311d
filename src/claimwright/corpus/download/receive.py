"""A body to a file: streamed, hashed, measured and synchronised, or refused."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.content import HEAD, oddity
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.settings import Settings
from claimwright.corpus.ledger.atomic import synchronise
from claimwright.corpus.ledger.processed import digests

if TYPE_CHECKING:
    import httpx2


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it arrived. Hashes are hexadecimal."""

    size: int
    md5: str
    sha256: str
    etag: str = ""
    last_modified: str = ""


async def receive(
    url: str, answer: httpx2.Response, draft: Path, name: str, settings: Settings, clock: Clock
) -> Received:
    """Write a body to `draft`. `name` is the path that it will have, which tells what it should be.

    Raises `FetchError` for a body that is cut short, too large, too slow, or not what was asked for.
    """
    _check_length(url, answer, settings.most_bytes)
    size, head = 0, b""
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    with draft.open("wb") as file:
        async for chunk in watched(url, answer, settings.most_bytes, settings, clock):
            size += len(chunk)
            head += chunk[: HEAD - len(head)]
            md5.update(chunk)
            sha256.update(chunk)
            file.write(chunk)
        synchronise(file)
    _check_whole(url, answer)
    if odd := oddity(name, answer.headers.get("content-type", ""), head):
        raise FetchError(odd, reason="content", url=url)
    headers = answer.headers
    return Received(
        size, md5.hexdigest(), sha256.hexdigest(), headers.get("etag", ""), headers.get("last-modified", "")
    )


async def watched(
    url: str, answer: httpx2.Response, most: int, settings: Settings, clock: Clock
) -> AsyncIterator[bytes]:
    """A body, as long as it comes fast enough and has at most so many bytes. Raises `FetchError`."""
    begun, size = clock.monotonic(), 0
    async for chunk in answer.aiter_bytes():
        size += len(chunk)
        took = clock.monotonic() - begun
        if size > most:
            raise FetchError(f"it is larger than {most:,} bytes", reason="size", url=url)
        if took > settings.total_s or (took > settings.grace_s and size / took < settings.least_bytes_per_s):
            raise FetchError(f"{size:,} bytes in {took:.0f} s are too few", reason="slow", url=url, again=True)
        yield chunk


def _check_length(url: str, answer: httpx2.Response, most: int) -> None:
    said = answer.headers.get("content-length", "")
    if said.isdigit() and int(said) > most:
        raise FetchError(f"it is larger than {most:,} bytes", reason="size", url=url)


def _check_whole(url: str, answer: httpx2.Response) -> None:
    """As many bytes on the wire as the server announced (before decompression)."""
    said = answer.headers.get("content-length", "")
    if said.isdigit() and int(said) != answer.num_bytes_downloaded:
        what = f"{answer.num_bytes_downloaded:,} of {int(said):,} bytes came"
        raise FetchError(what, reason="network", url=url, again=True)


def hashes(path: Path) -> Received:
    """The size and hashes of a file at hand."""
    return Received(path.stat().st_size, *digests(path, "md5", "sha256"))
