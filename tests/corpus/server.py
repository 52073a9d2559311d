"""The fake web for tests of sources and of the fetcher: real addresses, served on the loopback.

    def test_it(web: FakeWeb) -> None:
        web["https://www.cms.gov/manuals"] = "<a href='/files/a.pdf'>A</a>"
        assert [item.url for item in enumerate_source(SOURCE, web)] == ["https://www.cms.gov/files/a.pdf"]
        assert web.skipped == []

Waits of the fetcher take no time here (`quick_clock`). A page for `browse` is served at its address like any other; the
page after clicks on A and B is served at `<address>#A>B`.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from dataclasses import dataclass, field

from claimwright.bench.fake_web import Answer, Asked, FakeWeb, serve
from claimwright.corpus.download.client import Client
from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.exchange import Request
from claimwright.corpus.download.settings import HostRule, Settings
from claimwright.corpus.download.site import ClientSite
from claimwright.corpus.sources import Item, Page, Source

__all__ = ["Answer", "Asked", "FakeBrowser", "FakeTime", "FakeWeb", "client_of", "enumerate_source", "quick", "serve"]

NOON = dt.datetime(2026, 3, 2, 12, 0, tzinfo=dt.UTC)


@dataclass
class FakeTime:
    """A clock that moves only when someone sleeps; `slept` lists the waits. `chance` is the middle."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list[float])

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, self.sleep, lambda: NOON + dt.timedelta(seconds=self.at - 1000), lambda: 0.5)


def quick(**changes: object) -> Settings:
    """Settings without a rate, with short timeouts."""
    given: dict[str, object] = {"default": HostRule(at_once=4, per_second=0), "connect_s": 5.0, "read_s": 5.0}
    return Settings(**{**given, **changes})  # type: ignore[arg-type]


@dataclass
class FakeBrowser:
    """Stands in for Chromium: the page after scripts is what the fake web serves at that address."""

    web: FakeWeb
    client: Client | None = None

    async def render(self, url: str, *, wait_for: str, click: tuple[str, ...]) -> Page:
        served = self.web.pages.get(f"{url}#{'>'.join(click)}") if click else None
        if isinstance(served, str | bytes):
            return Page(url, served.encode() if isinstance(served, str) else served, "text/html")
        assert self.client is not None
        return await self.client.page(Request(url))


def client_of(web: FakeWeb, time: FakeTime | None = None, **changes: object) -> Client:
    """The real client, before this web."""
    browser = FakeBrowser(web)
    client = Client(quick(**changes), web.resolve, (time or FakeTime()).clock, browser)
    browser.client = client
    return client


def enumerate_source(source: Source, web: FakeWeb) -> list[Item]:
    """Every item of a source, found through the real site; `web.skipped` gets what it skipped."""

    async def run() -> list[Item]:
        async with client_of(web) as client:
            site = ClientSite(client)
            items = [item async for item in source.enumerate(site)]
            web.skipped.extend(site.skipped)
            return items

    return asyncio.run(run())
