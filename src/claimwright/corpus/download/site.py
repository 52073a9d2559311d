"""The `Site` of one source's enumeration: the client, a page cache for the run, and a list of what was skipped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from claimwright.corpus.download.client import Client, with_params
from claimwright.corpus.download.exchange import Form, Request
from claimwright.corpus.sources.base import Page


class Pages(Protocol):
    """Pages that an interrupted enumeration already got."""

    def get(self, key: str) -> Page | None: ...

    def put(self, key: str, page: Page) -> None: ...


@dataclass
class MemoryPages:
    """Pages for the length of a run."""

    kept: dict[str, Page] = field(default_factory=dict[str, Page])

    def get(self, key: str) -> Page | None:
        return self.kept.get(key)

    def put(self, key: str, page: Page) -> None:
        self.kept[key] = page


@dataclass
class ClientSite:
    """See `claimwright.corpus.sources.base.Site`. A page asked for twice is fetched once."""

    client: Client
    pages: Pages = field(default_factory=MemoryPages)
    skipped: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    async def get(self, url: str, *, params: tuple[tuple[str, str], ...] = ()) -> Page:
        address = with_params(url, params)
        return await self._kept(f"GET {address}", Request(address))

    async def post(self, url: str, *, form: Form) -> Page:
        return await self._kept(f"POST {url} {form!r}", Request(url, "POST", form))

    async def browse(self, url: str, *, wait_for: str = "", click: tuple[str, ...] = ()) -> Page:
        key = f"BROWSE {url} {wait_for!r} {click!r}"
        page = self.pages.get(key) or await self.client.render(url, wait_for=wait_for, click=click)
        self.pages.put(key, page)
        return page

    def skip(self, url: str, why: str) -> None:
        self.skipped.append((url, why))

    async def _kept(self, key: str, request: Request) -> Page:
        page = self.pages.get(key)
        if page is None:
            page = await self.client.page(request)
            self.pages.put(key, page)
        return page
