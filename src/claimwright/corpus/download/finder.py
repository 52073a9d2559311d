"""What a run would fetch: a source's items, each held against the ledger, the files and the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.core.errors import ClaimwrightError, MissingExtraError
from claimwright.corpus.download.archive import safe_name
from claimwright.corpus.download.client import Client
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.journal import Journal, Known
from claimwright.corpus.download.report import Failure
from claimwright.corpus.download.site import ClientSite
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import SourceLine
from claimwright.corpus.selection import Selection
from claimwright.corpus.sources.base import Item, Page, Source

NEW, FAILED, CHECK, PRESENT = "new", "failed", "changed?", "present"


@dataclass(frozen=True, slots=True)
class Options:
    """`refresh` asks again for what is present; `limit` is the most items to fetch of a source, 0 for all."""

    selection: Selection = field(default_factory=Selection)
    refresh: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """An item and what a run does with it: `new` and `failed` ones are fetched, `changed?` ones are asked for on
    condition that they changed, `present` ones are left."""

    source: Source
    item: Item
    state: str

    @property
    def due(self) -> bool:
        return self.state != PRESENT


@dataclass(frozen=True, slots=True)
class JournalPages:
    """Pages of an enumeration, kept until it is complete."""

    journal: Journal
    source: str
    since: float
    at: float

    def get(self, key: str) -> Page | None:
        return self.journal.page(self.source, key, self.since)

    def put(self, key: str, page: Page) -> None:
        self.journal.keep_page(self.source, key, self.at, page)


@dataclass
class Finder:
    """Enumerates sources. `lines` is the ledger by path. What goes wrong is put into `failures`, and skipped links
    into `skipped`; neither ends a run."""

    layout: Layout
    client: Client
    journal: Journal
    lines: dict[str, SourceLine]
    options: Options
    failures: list[Failure]
    skipped: list[tuple[str, str, str]]

    async def find(self, source: Source) -> AsyncIterator[Planned]:
        """Every chosen item of a source; at the limit the enumeration ends."""
        due, site = 0, self._site(source)
        seen: set[str] = set()
        try:
            async for item in source.enumerate(site):
                planned = self._plan(source, item, seen)
                if planned is not None:
                    due += planned.due
                    yield planned
                if self.options.limit and due >= self.options.limit:
                    return
            self._complete(source, seen, whole=not site.skipped)
        except sqlite3.Error:
            raise
        except Exception as error:  # noqa: BLE001 one source that breaks never ends a run
            self.failures.append(_broken(source, error))
            for planned in self._left(source, seen):
                yield planned
        finally:
            self.skipped += [(source.key, url, why) for url, why in site.skipped]

    def _site(self, source: Source) -> ClientSite:
        now = self.client.clock.now().timestamp()
        since = now - self.client.settings.page_hours * 3600
        return ClientSite(self.client, JournalPages(self.journal, source.key, since, now))

    def _plan(self, source: Source, item: Item, seen: set[str]) -> Planned | None:
        if not self.options.selection.takes_item(source, item):
            seen.add(item.path)
            return None
        try:
            safe_name(item.path, item.url)
        except FetchError as error:
            self.failures.append(Failure.of(source.key, item.path, error))
            return None
        if item.path in seen:
            self.skipped.append((source.key, item.url, f"another item has the path {item.path}"))
            return None
        seen.add(item.path)
        line = self.lines.get(self.layout.relative(target_of(self.layout, source, item)))
        if line is not None and line.source not in ("", source.key):
            self.skipped.append((source.key, item.url, f"its file belongs to the source {line.source}"))
            return None
        before = self.journal.item(source.key, item.path)
        self.journal.found(source.key, item)
        return Planned(source, item, self._state(source, item, before))

    def _complete(self, source: Source, seen: set[str], *, whole: bool) -> None:
        """The enumeration came to its end; where it skipped a page, items that it did not see may still be there."""
        self.journal.drop_pages(source.key)
        if whole:
            self.journal.forget_unseen(source.key, seen)

    def _left(self, source: Source, seen: set[str]) -> list[Planned]:
        """Items that an earlier run found and did not get to; fetched even though the enumeration broke now."""
        known = [each for each in self.journal.items(source.key) if each.item.path not in seen]
        chosen = [each for each in known if self.options.selection.takes_item(source, each.item)]
        return [Planned(source, each.item, self._state(source, each.item, each)) for each in chosen]

    def _state(self, source: Source, item: Item, before: Known | None) -> str:
        target = target_of(self.layout, source, item)
        open_ = before is not None and before.state != "done"
        if item.members:
            moved = before is None or before.item.url != item.url
            known = before is not None and target.is_dir()
        else:
            line = self.lines.get(self.layout.relative(target))
            moved, known = line is not None and line.url != item.url, target.is_file()
        if known:
            failed = before is not None and before.state == "failed"
            again = self.options.refresh or moved or failed or (open_ and bool(item.members))
            return CHECK if again else PRESENT
        return FAILED if before is not None and before.state == "failed" else NEW


def target_of(layout: Layout, source: Source, item: Item) -> Path:
    """Where an item's file goes; for an archive's members, their folder."""
    return layout.raw / source.folder / item.path


def _broken(source: Source, error: Exception) -> Failure:
    if isinstance(error, FetchError):
        return Failure.of(source.key, "", error)
    if isinstance(error, ClaimwrightError):
        reason = "extra" if isinstance(error, MissingExtraError) else "source"
        return Failure(source.key, "", source.homepage, reason, error.what, error.fix)
    what = f"the enumeration broke: {type(error).__name__}: {error}"
    return Failure.of(source.key, "", FetchError(what, reason="shape", url=source.homepage))
