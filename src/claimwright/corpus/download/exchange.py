"""One request on the wire: redirects followed by hand, each hop through the gate and the robots.txt of its host.

Addresses stay real throughout; `resolve` is applied at the last moment, so that a mirror or a test can stand in for
the web. A redirect from https to http is followed at https.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from claimwright.core.errors import MissingExtraError
from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.gate import Gates
from claimwright.corpus.download.retry import AGAIN, retry_after_s
from claimwright.corpus.download.settings import Settings

if TYPE_CHECKING:
    import httpx2

Form = tuple[tuple[str, str], ...]
_MOVED = {301, 302, 303, 307, 308}
_FINE = {200, 203, 304}


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask. A form makes it a POST."""

    url: str
    method: str = "GET"
    form: Form = ()
    headers: tuple[tuple[str, str], ...] = ()


def connect(settings: Settings) -> httpx2.AsyncClient:
    """A client with our name and timeouts; raises `MissingExtraError` where httpx2 is absent."""
    try:
        import httpx2
    except ImportError:
        raise MissingExtraError("httpx2", "corpus") from None
    timeout = httpx2.Timeout(settings.read_s, connect=settings.connect_s, pool=None)
    return httpx2.AsyncClient(headers={"User-Agent": settings.user_agent}, timeout=timeout, follow_redirects=False)


@dataclass
class Exchange:
    """Sends requests."""

    http: httpx2.AsyncClient
    settings: Settings
    clock: Clock
    gates: Gates
    resolve: Callable[[str], str]

    @asynccontextmanager
    async def open(
        self, request: Request, allowed: Callable[[str], Awaitable[None]]
    ) -> AsyncGenerator[tuple[str, httpx2.Response]]:
        """Where redirects ended, and its answer with the body unread. `allowed` is asked before each hop and raises
        `FetchError` where a site forbids it."""
        seen: list[str] = []
        while True:
            seen.append(request.url)
            await allowed(request.url)
            async with self._gated(request) as answer:
                if answer.status_code not in _MOVED:
                    self._check(request.url, answer)
                    yield request.url, answer
                    return
                request = self._moved(request, answer, seen)

    @asynccontextmanager
    async def _gated(self, request: Request) -> AsyncGenerator[httpx2.Response]:
        async with self.gates.of(urlsplit(request.url).netloc).turn(), translated(request.url):
            data: Any = dict(request.form) if request.method == "POST" else None
            target = self.resolve(request.url)
            sent = self.http.stream(request.method, target, headers=dict(request.headers), data=data)
            async with sent as answer:
                yield answer

    def _moved(self, request: Request, answer: httpx2.Response, seen: list[str]) -> Request:
        target = _upgraded(request.url, urldefrag(urljoin(request.url, answer.headers.get("location", ""))).url)
        if not answer.headers.get("location") or not target.startswith(("http://", "https://")):
            raise FetchError("the site redirects to nowhere", reason="redirect", url=request.url)
        if seen.count(target) > 1 or len(seen) > self.settings.redirects:
            raise FetchError(f"the site redirects in a loop, last to {target}", reason="redirect", url=seen[0])
        if answer.status_code == 303 or (answer.status_code in (301, 302) and request.method == "POST"):
            return Request(target, headers=request.headers)
        return Request(target, request.method, request.form, request.headers)

    def _check(self, url: str, answer: httpx2.Response) -> None:
        status = answer.status_code
        if status in _FINE:
            return
        after = retry_after_s(answer.headers.get("retry-after", ""), self.clock.now())
        if status in (429, 503):
            self.gates.of(urlsplit(url).netloc).pause(min(after or 0.0, self.settings.retry_after_most_s))
        again = status in AGAIN
        raise FetchError(
            f"the site answers {status}", reason="busy" if again else "status", url=url, again=again, after_s=after
        )


def _upgraded(before: str, target: str) -> str:
    if before.startswith("https://") and target.startswith("http://"):
        return f"https://{target.removeprefix('http://')}"
    return target


@asynccontextmanager
async def translated(url: str) -> AsyncGenerator[None]:
    """Turn what the HTTP client raises into `FetchError`s."""
    import httpx2

    try:
        yield
    except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
        raise FetchError(f"not an address: {error}", reason="path", url=url) from None
    except (httpx2.TransportError, httpx2.DecodingError, TimeoutError) as error:
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        raise FetchError(f"the transfer failed ({what})", reason="network", url=url, again=True) from None
