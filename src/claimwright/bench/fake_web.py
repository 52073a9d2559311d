"""A small web on the loopback: serves real addresses from a dictionary, with the faults that real sites have.

`resolve` turns a real address into one of this server (`https://host/path` is served at `/https/host/path`), so that a
source's own addresses are used as they stand. Nothing else is reached. Measurements and tests share it.
"""

from __future__ import annotations

import hashlib
import mimetypes
import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

_NO_BODY = {204, 304}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it arrived. `url` is the real address with its query."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def form(self) -> dict[str, str]:
        """The fields of a posted form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(urlsplit(self.url).query, keep_blank_values=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """What to send. `cut` closes the connection after that many bytes of the body, Content-Length unchanged; `drip_s`
    sends a byte at a time with that pause; `open_ended` sends no length."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    cut: int | None = None
    drip_s: float = 0.0
    open_ended: bool = False


Handler = Callable[[Asked], "Answer | bytes | str"]
Served = bytes | str | Answer | Handler | Sequence[Answer]


@dataclass
class FakeWeb:
    """Pages by real address; a sequence of answers is played in order and its last one repeats.

    An address is looked up with its query, then without. What is not there answers 404. A plain body gets a content
    type from its address, an ETag of its hash, and 304 where the ETag is asked for.
    """

    pages: dict[str, Served] = field(default_factory=dict[str, Served])
    asked: list[Asked] = field(default_factory=list[Asked])
    skipped: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    port: int = 0
    _turn: dict[str, int] = field(default_factory=dict[str, int])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __setitem__(self, url: str, served: Served) -> None:
        self.pages[url] = served

    def update(self, pages: Mapping[str, Served]) -> None:
        """Serve these too."""
        self.pages.update(pages)

    def resolve(self, url: str) -> str:
        """The address on this server of a real address."""
        scheme, _, rest = url.partition("://")
        return f"http://127.0.0.1:{self.port}/{scheme}/{rest}"

    def times(self, url: str) -> int:
        """How often a real address was asked for."""
        return sum(_canonical(each.url) == _canonical(url) for each in self.asked)

    def answer(self, asked: Asked) -> Answer:
        """What this request is to get."""
        with self._lock:
            self.asked.append(asked)
            key, served = self._find(asked.url)
            turn = self._turn.get(key, 0)
            self._turn[key] = turn + 1
        if callable(served):
            served = served(asked)
        if isinstance(served, bytes | str):
            return _plain(asked, served)
        return served if isinstance(served, Answer) else served[min(turn, len(served) - 1)]

    def _find(self, url: str) -> tuple[str, Served]:
        whole = _canonical(url)
        known = {_canonical(key): (key, value) for key, value in self.pages.items()}
        missing: tuple[str, Served] = ("", Answer(b"not found", 404, (("Content-Type", "text/plain"),)))
        return known.get(whole) or known.get(whole.partition("?")[0]) or missing


@contextmanager
def serve(pages: Mapping[str, Served] | None = None) -> Generator[FakeWeb]:
    """Run the web on a free port until the block ends."""
    web = FakeWeb(dict(pages or {}))
    http = _Server(("127.0.0.1", 0), _handler_for(web))
    web.port = http.server_port
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        http.shutdown()
        http.server_close()


def _canonical(url: str) -> str:
    """One spelling of an address: unquoted, the query's order kept, no fragment."""
    parts = urlsplit(url)
    query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query, keep_blank_values=True))
    return f"{parts.scheme}://{parts.netloc.lower()}{unquote(parts.path) or '/'}{'?' if query else ''}{query}"


def _plain(asked: Asked, body: bytes | str) -> Answer:
    data = body.encode() if isinstance(body, str) else body
    etag = f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'
    kind = mimetypes.guess_type(urlsplit(asked.url).path)[0] or "text/html; charset=utf-8"
    if asked.headers.get("if-none-match") == etag:
        return Answer(status=304, headers=(("ETag", etag),))
    return Answer(data, headers=(("Content-Type", kind), ("ETag", etag)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no news."""


def _handler_for(web: FakeWeb) -> type[_Handler]:
    return type("Handler", (_Handler,), {"web": web})


class _Handler(BaseHTTPRequestHandler):
    web: FakeWeb
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._reply()

    def do_POST(self) -> None:
        self._reply()

    def do_HEAD(self) -> None:
        self._reply()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Prints nothing."""

    def _reply(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        scheme, _, rest = self.path.lstrip("/").partition("/")
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            self._send(self.web.answer(Asked(self.command, f"{scheme}://{rest}", headers, body)))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers:
            self.send_header(name, value)
        named = {name.lower() for name, _ in answer.headers}
        if answer.open_ended:
            self.send_header("Connection", "close")
        elif answer.status not in _NO_BODY and "content-length" not in named:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD" and answer.status not in _NO_BODY:
            self._write(answer)

    def _write(self, answer: Answer) -> None:
        sent = answer.body if answer.cut is None else answer.body[: answer.cut]
        step = 1 if answer.drip_s else max(len(sent), 1)
        for at in range(0, len(sent), step):
            self.wfile.write(sent[at : at + step])
            self.wfile.flush()
            time.sleep(answer.drip_s)
        if answer.open_ended or answer.cut is not None:
            self.close_connection = True
