"""The web, politely: pages for an enumeration, and streams for the files it finds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlencode, urlsplit

from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.exchange import Exchange, Request, connect
from claimwright.corpus.download.gate import Gates
from claimwright.corpus.download.receive import watched
from claimwright.corpus.download.retry import persist
from claimwright.corpus.download.robots import ALLOW_ALL, MOST_BYTES, Rules, parse_robots
from claimwright.corpus.download.settings import Settings
from claimwright.corpus.sources.base import Page

if TYPE_CHECKING:
    import httpx2

_ROBOTS_LAST_S = 24 * 3600.0


class Browser(Protocol):
    """Renders a page: its address after redirects, and its HTML after scripts ran."""

    async def render(self, url: str, *, wait_for: str, click: tuple[str, ...]) -> Page: ...


@dataclass
class Client:
    """Gated, retried, robots-abiding requests. Use as an async context manager."""

    settings: Settings = field(default_factory=Settings)
    resolve: Callable[[str], str] | None = None
    clock: Clock = field(default_factory=Clock)
    browser: Browser | None = None
    _robots: dict[str, tuple[float, Rules]] = field(default_factory=dict[str, tuple[float, Rules]])
    _reading: dict[str, asyncio.Lock] = field(default_factory=dict[str, asyncio.Lock])

    async def __aenter__(self) -> Client:
        self.gates, self._reading = Gates(self.settings, self.clock), {}
        self._http = connect(self.settings)
        self._exchange = Exchange(
            self._http, self.settings, self.clock, self.gates, self.resolve or mirrored(self.settings.mirror)
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        await self._http.aclose()

    async def page(self, request: Request) -> Page:
        """The whole body of a page. Raises `FetchError`."""
        found, _ = await persist(lambda: self._page(request), self.settings, self.clock)
        return found

    @asynccontextmanager
    async def stream(self, request: Request) -> AsyncGenerator[tuple[str, httpx2.Response]]:
        """One attempt at an address: where redirects ended, and the answer with its body unread."""
        async with self._exchange.open(request, self._allowed) as opened:
            yield opened

    async def render(self, url: str, *, wait_for: str, click: tuple[str, ...]) -> Page:
        """The page after its scripts ran, in its host's turn. Raises `FetchError`, `MissingExtraError`."""
        if self.browser is None:
            from claimwright.corpus.download.browser import Chromium

            self.browser = Chromium(self.settings, self._exchange.resolve)
        await self._allowed(url)
        async with self.gates.of(urlsplit(url).netloc).turn():
            return await self.browser.render(url, wait_for=wait_for, click=click)

    async def _page(self, request: Request) -> Page:
        most = self.settings.most_page_bytes
        async with self._exchange.open(request, self._allowed) as (url, answer):
            pieces = [piece async for piece in watched(url, answer, most, self.settings, self.clock)]
            return Page(url, b"".join(pieces), answer.headers.get("content-type", ""))

    async def _allowed(self, url: str) -> None:
        rules = await self.rules_of(url) if self.settings.robots else ALLOW_ALL
        if rules.allows(url):
            return
        if rules.unreachable:
            what = f"the site's robots.txt cannot be read: {rules.unreachable}"
            raise FetchError(what, reason="robots-unreachable", url=url)
        raise FetchError("the site's robots.txt forbids it", reason="robots", url=url)

    async def rules_of(self, url: str) -> Rules:
        """The robots rules for an address, read at most once a day."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._reading.setdefault(site, asyncio.Lock()):
            read_at, rules = self._robots.get(site, (0.0, None))
            if rules is None or self.clock.monotonic() - read_at > _ROBOTS_LAST_S:
                rules = await self._read_rules(f"{site}/robots.txt")
                self._robots[site] = (self.clock.monotonic(), rules)
                self.gates.of(parts.netloc).slow_down(rules.crawl_delay_s)
            return rules

    async def _read_rules(self, url: str) -> Rules:
        """RFC 9309 section 2.3.1: unavailable (4xx) allows all, unreachable (5xx, network, 429) forbids all."""

        async def attempt() -> Rules:
            async with self._exchange.open(Request(url), _anywhere) as (_, answer):
                return parse_robots((await _first(answer, MOST_BYTES)).decode("utf-8", errors="replace"))

        try:
            return (await persist(attempt, self.settings, self.clock))[0]
        except FetchError as error:
            return ALLOW_ALL if error.reason in ("status", "redirect") else Rules(unreachable=error.what)


def mirrored(mirror: str) -> Callable[[str], str]:
    """The mapping of real addresses onto a mirror; without one they stay."""
    if not mirror:
        return lambda url: url
    return lambda url: f"{mirror.rstrip('/')}/{url.replace('://', '/', 1)}"


def with_params(url: str, params: tuple[tuple[str, str], ...]) -> str:
    """The address with these parameters added."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode(params)}" if params else url


async def _anywhere(url: str) -> None:
    """A robots.txt itself may always be read."""


async def _first(answer: httpx2.Response, most: int) -> bytes:
    body = b""
    async for chunk in answer.aiter_bytes():
        body += chunk
        if len(body) > most:
            return body[:most]
    return body
