"""Whole downloads of small invented sources, before the fake web."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from tests.corpus.server import FakeTime, FakeWeb, client_of

from claimwright.corpus.download.finder import Options
from claimwright.corpus.download.report import Report
from claimwright.corpus.download.run import download, plan
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import read
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources import Item, Site, Source

SITE = "https://www.example.gov"


def pdf(words: str) -> bytes:
    """Bytes that pass for a PDF."""
    return b"%PDF-1.7\n" + words.encode()


def source_of(*items: Item, key: str = "ours", processor: str = "pdf") -> Source:
    """A source that lists these items."""

    async def enumerate_items(site: Site) -> AsyncIterator[Item]:
        for item in items:
            yield item

    return Source(key, "Ours", SITE, "public domain", ("legal", "kb"), processor, key, enumerate_items)


def files(*names: str) -> list[Item]:
    """Items at `SITE/name`."""
    return [Item(f"{SITE}/{name}", name) for name in names]


def run(
    web: FakeWeb,
    root: Path,
    *given: Source,
    time: FakeTime | None = None,
    options: Options | None = None,
    **changes: object,
) -> Report:
    """Download these sources into a corpus."""
    client = client_of(web, time, **changes)
    return asyncio.run(download(Layout(root), given, client, options or Options()))


def planned(web: FakeWeb, root: Path, *given: Source, options: Options | None = None) -> dict[str, str]:
    """What a run would do, by path."""
    found, _ = asyncio.run(plan(Layout(root), given, client_of(web), options or Options()))
    return {each.item.path: each.state for each in found}


def ledger(root: Path) -> dict[str, SourceLine]:
    """The ledger by path below the raw folder; a path that stands twice fails."""
    lines = list(read(Layout(root).sources, SourceLine))
    by_path = {line.local_path.removeprefix("./data/raw/"): line for line in lines}
    assert len(by_path) == len(lines)
    return by_path


def raw(root: Path) -> dict[str, bytes]:
    """Every file below the raw folder, versions and drafts included."""
    folder = Layout(root).raw
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def states(report: Report, key: str = "ours") -> dict[str, int]:
    """What became of a source's items, without zeros."""
    return {state: number for state, number in report.tallies[key].states.items() if number}
