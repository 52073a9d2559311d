"""The annotation page: a small HTTP server on 127.0.0.1 over one session.

Case texts are treated as health information. Nothing is logged or cached. The page's shell has no case in it; every call
for one needs the session's token in a header, which no other site's page can send without being asked first
(a preflight, which is refused). The token stands behind the address's `#`, which browsers keep to themselves. Requests under
another host name are refused (DNS rebinding). A strict Content-Security-Policy lets the page load its own three files only.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from typing import Any

import msgspec

from claimwright.appeals.annotate.guideline import LEAVE, MARK, RATINGS, SCALE
from claimwright.appeals.annotate.session import Session, Work
from claimwright.core.errors import ClaimwrightError, InputError, NotFoundError

HOST = "127.0.0.1"
TOKEN_HEADER = "X-Claimwright-Token"
MOST_BYTES = 1_000_000

_FILES = {
    "/": ("page.html", "text/html; charset=utf-8"),
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), clipboard-read=()",
}


class Action(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page asks to be done with the work on a case: `draft`, `save` or `skip`."""

    do: str
    work: Work


class AnnotationServer(ThreadingHTTPServer):
    """Serves one session. `address` is what to open in a browser: it carries the token behind `#`."""

    daemon_threads = True

    def __init__(self, session: Session, port: int = 0) -> None:
        self.session, self.token, self.lock = session, secrets.token_urlsafe(32), threading.Lock()
        super().__init__((HOST, port), _Handler)

    @property
    def origin(self) -> str:
        return f"http://{HOST}:{self.server_port}"

    @property
    def address(self) -> str:
        return f"{self.origin}/#{self.token}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a traceback could hold a case's text."""


@contextmanager
def serving(session: Session, port: int = 0) -> Generator[AnnotationServer]:
    """Serve in the background until the block ends. Raises `InputError` where the port is taken."""
    try:
        server = AnnotationServer(session, port)
    except (OSError, OverflowError) as error:
        raise InputError(
            f"port {port} cannot be opened: {error}",
            fix="leave --port out: a free one is taken",
            code="APPEALS-ANNOTATE",
        ) from None
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: AnnotationServer  # type: ignore[reportIncompatibleVariableOverride]
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "claimwright", ""
    timeout = 30

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Nothing is logged."""

    def do_GET(self) -> None:
        if not self._is_own_host():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "wrong host")
        elif self.path in _FILES:
            name, kind = _FILES[self.path]
            self._send(HTTPStatus.OK, kind, _static(name))
        elif self._may():
            self._answer(self._get)

    def do_POST(self) -> None:
        if self._may():
            self._answer(self._post)

    def _get(self) -> Any:
        session = self.server.session
        if self.path == "/api/session":
            return {"annotator": session.annotator, "guideline": _GUIDELINE, **_progress(session)}
        return session.view(self._index())

    def _post(self) -> Any:
        index, session = self._index(), self.server.session
        action = msgspec.json.decode(self._body(), type=Action)
        method = {"draft": session.draft, "save": session.save, "skip": session.skip}.get(action.do)
        if method is None:
            raise InputError("there is no such action")
        view = method(index, action.work)
        return {"view": view, "next": session.next_open(index), **_progress(session)}

    def _answer(self, method: Any) -> None:
        try:
            with self.server.lock:
                value = method()
        except NotFoundError as error:
            self._refuse(HTTPStatus.NOT_FOUND, error.what)
        except (ClaimwrightError, msgspec.DecodeError) as error:
            self._refuse(HTTPStatus.BAD_REQUEST, getattr(error, "what", "the request cannot be read"))
        except OSError as error:
            self._refuse(HTTPStatus.INSUFFICIENT_STORAGE, f"not saved: {error.strerror}")
        else:
            self._send(HTTPStatus.OK, "application/json", msgspec.json.encode(value))

    def _index(self) -> int:
        number = self.path.removeprefix("/api/case/")
        if number == self.path or not (number.isascii() and number.isdigit()) or len(number) > 9:
            raise NotFoundError("there is nothing here")
        return int(number)

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > MOST_BYTES:
            self.close_connection = True
            raise InputError("the request is too long, or does not say how long it is")
        return self.rfile.read(int(length))

    def _may(self) -> bool:
        """Whether the request is the page's own; if not, it is refused."""
        token = self.headers.get(TOKEN_HEADER, "")
        if not self._is_own_host() or self.headers.get("Origin", self.server.origin) != self.server.origin:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "wrong host or origin")
        elif not hmac.compare_digest(token.encode(), self.server.token.encode()):
            self._refuse(HTTPStatus.FORBIDDEN, "open the address that the program printed")
        else:
            return True
        return False

    def _is_own_host(self) -> bool:
        return self.headers.get("Host", "") == f"{HOST}:{self.server.server_port}"

    def _refuse(self, status: HTTPStatus, what: str) -> None:
        self.close_connection = True
        self._send(status, "application/json", msgspec.json.encode({"error": what}))

    def _send(self, status: HTTPStatus, kind: str, body: bytes) -> None:
        self.send_response(status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)


_GUIDELINE = {"mark": MARK, "leave": LEAVE, "scale": SCALE, "ratings": RATINGS}


def _progress(session: Session) -> dict[str, Any]:
    return {"progress": session.progress()}


def _static(name: str) -> bytes:
    return resources.files("claimwright.appeals.annotate").joinpath("static", name).read_bytes()
