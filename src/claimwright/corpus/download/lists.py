"""Sources of one's own: a TOML file that lists addresses is as good as a source in the program.

[[source]]
key = "my-handbooks"
title = "Member handbooks"
licence = "not redistributable"
tags = ["contract-coverage-rule-medical-policy"]    # exactly one partition tag
processor = "pdf"
urls = ["https://www.example.org/handbook-2026.pdf"]

[[source.item]]                                     # where an address needs more than itself
url = "https://www.example.org/download?id=7"
path = "bulletin-7.pdf"
tags = ["bulletin"]
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import msgspec

from claimwright.core.errors import ConfigError
from claimwright.corpus.sources.base import Item, Site, Source
from claimwright.corpus.tags import PARTITION_TAGS, partitions


class _ListedItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    url: str
    path: str = ""
    tags: tuple[str, ...] = ()
    processor: str = ""
    title: str = ""
    members: str = ""


class _ListedSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: str
    tags: tuple[str, ...]
    processor: str
    title: str = ""
    homepage: str = ""
    licence: str = ""
    folder: str = ""
    note: str = ""
    urls: tuple[str, ...] = ()
    item: tuple[_ListedItem, ...] = ()


class _List(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: tuple[_ListedSource, ...]


def read_list(path: Path) -> list[Source]:
    """The sources of a list. Raises `ConfigError`."""
    try:
        listed = msgspec.toml.decode(path.read_bytes(), type=_List).source
    except OSError as error:
        raise _wrong(path, f"the list cannot be read: {error.strerror or error}") from None
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
        raise _wrong(path, f"this is no list of sources: {error}") from None
    return [_source(path, each) for each in listed]


def _source(path: Path, listed: _ListedSource) -> Source:
    if len(partitions(listed.tags)) != 1:
        raise _wrong(path, f"source {listed.key!r} needs exactly one of the tags {', '.join(PARTITION_TAGS)}")
    items = [*(_item(_ListedItem(url=url)) for url in listed.urls), *map(_item, listed.item)]

    async def enumerate_list(site: Site) -> AsyncIterator[Item]:
        for item in items:
            yield item

    return Source(
        listed.key,
        listed.title or listed.key,
        listed.homepage,
        listed.licence,
        listed.tags,
        listed.processor,
        listed.folder or f"lists/{listed.key}",
        enumerate_list,
        note=listed.note,
    )


def _item(listed: _ListedItem) -> Item:
    address = urlsplit(listed.url)
    path = listed.path or PurePosixPath(unquote(address.path)).name or f"{address.netloc}.html"
    return Item(listed.url, path, listed.tags, listed.processor, listed.title, members=listed.members)


def _wrong(path: Path, what: str) -> ConfigError:
    return ConfigError(what, where=str(path), fix="see docs/corpus-download.md for the form", code="CORPUS-LIST")
