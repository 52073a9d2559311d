"""Downloading: every chosen source at once, each with a few workers, each host through its gate."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import cast

from claimwright.core.errors import ConfigError
from claimwright.corpus.download.client import Client
from claimwright.corpus.download.fetch import Fetcher
from claimwright.corpus.download.finder import Finder, Options, Planned
from claimwright.corpus.download.journal import Journal, only_one
from claimwright.corpus.download.report import Outcome, Report, Tally
from claimwright.corpus.download.store import Store
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources.base import Source

Tell = Callable[[Outcome], None]
_WORKERS = 4
_FLUSH_S = 2.0


def journal_of(layout: Layout) -> Journal:
    """The journal of a corpus."""
    return Journal(layout.state / "download.sqlite")


async def plan(
    layout: Layout, chosen: Sequence[Source], client: Client, options: Options, tell: Tell = lambda outcome: None
) -> tuple[list[Planned], Report]:
    """What a run would do, source by source; only pages are read. The report holds failures and skipped links."""
    report, found = Report(), list[Planned]()
    with closing(journal_of(layout)) as journal:
        lines = by_path(layout.sources, SourceLine)
        async with client:
            finder = Finder(layout, client, journal, lines, options, report.failures, report.skipped)
            for source in chosen:
                async for planned in finder.find(source):
                    found.append(planned)
                    tell(Outcome(source.key, planned.item.path, planned.state))
    return found, report


async def download(
    layout: Layout, chosen: Sequence[Source], client: Client, options: Options, tell: Tell = lambda outcome: None
) -> Report:
    """Fetch what is due. Raises `ConfigError` where another download works on this corpus; whatever else goes wrong
    with a source or an item is in the report."""
    with only_one(layout.state / "download.lock"), closing(journal_of(layout)) as journal:
        store = Store(layout, journal)
        report = Report(recovered=store.recover())
        try:
            async with client:
                await _Run(store, client, options, report, tell).all(chosen)
        except ExceptionGroup as group:
            raise _cause(group, layout) from None
        finally:
            store.flush()
    return report


def _cause(group: ExceptionGroup[Exception], layout: Layout) -> Exception:
    """What ended a run before its time: the journal that cannot be written, or whatever came first."""
    first = group.exceptions[0]
    if isinstance(first, ExceptionGroup):
        return _cause(cast("ExceptionGroup[Exception]", first), layout)
    if isinstance(first, sqlite3.Error):
        what, fix = f"the journal cannot be written: {first}", "make room, or mend the rights of the corpus folder"
        return ConfigError(what, where=str(layout.state), fix=fix, code="CORPUS-JOURNAL")
    return first


@dataclass
class _Run:
    store: Store
    client: Client
    options: Options
    report: Report
    tell: Tell

    async def all(self, chosen: Sequence[Source]) -> None:
        flushing = asyncio.create_task(self._flush_now_and_then())
        try:
            async with asyncio.TaskGroup() as group:
                for source in chosen:
                    self.report.tallies[source.key] = Tally(source.key)
                    group.create_task(self._source(source))
        finally:
            flushing.cancel()

    async def _source(self, source: Source) -> None:
        queue: asyncio.Queue[Planned | None] = asyncio.Queue(maxsize=16 * _WORKERS)
        async with asyncio.TaskGroup() as group:
            for _ in range(_WORKERS):
                group.create_task(self._work(queue))
            finder = self._finder()
            async for planned in finder.find(source):
                await queue.put(planned)
            for _ in range(_WORKERS):
                await queue.put(None)

    def _finder(self) -> Finder:
        store, report = self.store, self.report
        lines = store.lines
        return Finder(store.layout, self.client, store.journal, lines, self.options, report.failures, report.skipped)

    async def _work(self, queue: asyncio.Queue[Planned | None]) -> None:
        fetcher = Fetcher(self.client, self.store)
        while (planned := await queue.get()) is not None:
            outcome = await fetcher.settle(planned, self.report)
            self.report.add(outcome)
            self.tell(outcome)

    async def _flush_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(_FLUSH_S)
            self.store.flush()
