"""The server's refusals: no token, another host, another origin, bad bodies; and what it never does."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.appeals.annotate.conftest import FIRST

from claimwright.appeals.annotate import Session
from claimwright.appeals.annotate.server import MOST_BYTES, TOKEN_HEADER, AnnotationServer, serving
from claimwright.core.errors import InputError


@pytest.fixture
def server(session: Session) -> Iterator[AnnotationServer]:
    with serving(session) as running:
        yield running


def ask(
    server: AnnotationServer, path: str, body: Any = None, method: str = "", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    sent = {TOKEN_HEADER: server.token, **{name.replace("_", "-"): value for name, value in headers.items()}}
    data = body if isinstance(body, bytes | None) else json.dumps(body).encode()
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        connection.request(method or ("GET" if data is None else "POST"), path, data, sent)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_only_the_shell_is_open(server: AnnotationServer) -> None:
    for path in ("/", "/page.js", "/page.css"):
        status, _, body = ask(server, path, X_Claimwright_Token="")
        assert status == 200
        assert b"enrollee" not in body
        assert server.token.encode() not in body
    for path in ("/api/session", "/api/case/0", "/elsewhere"):
        status, _, body = ask(server, path, X_Claimwright_Token="")
        assert status == 403
        assert b"enrollee" not in body
    assert ask(server, "/api/case/0", X_Claimwright_Token="wrong")[0] == 403
    assert ask(server, "/api/case/0", {"do": "skip", "work": {}}, X_Claimwright_Token="wrong")[0] == 403


def test_other_hosts_and_origins_are_refused(server: AnnotationServer) -> None:
    for host in ("evil.example", f"localhost:{server.server_port}", "127.0.0.1"):
        assert ask(server, "/", Host=host)[0] == 421
        assert ask(server, "/api/case/0", Host=host)[0] == 421
    for origin in ("http://evil.example", "null"):
        assert ask(server, "/api/case/0", {"do": "skip", "work": {}}, Origin=origin)[0] == 421
    assert ask(server, "/api/case/0", {"do": "skip", "work": {}}, Origin=server.origin)[0] == 200
    assert ask(server, "/api/case/0", method="OPTIONS", Origin="http://evil.example")[0] == 501


def test_nothing_is_cached_or_framed(server: AnnotationServer) -> None:
    for path in ("/", "/api/case/0", "/api/case/99"):
        _, headers, _ = ask(server, path)
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Access-Control-Allow-Origin" not in headers
        assert headers["Server"].strip() == "claimwright"


def test_only_loopback_is_listened_to(server: AnnotationServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.address == f"http://127.0.0.1:{server.server_port}/#{server.token}"
    assert len(server.token) >= 40


def test_a_case_and_a_save(server: AnnotationServer, capfd: pytest.CaptureFixture[str]) -> None:
    status, _, body = ask(server, "/api/case/0")
    view = json.loads(body)
    assert (status, view["case"]["text"], view["status"]) == (200, FIRST, "open")
    work = {"spans": [[0, 4], [2, 12]], "sufficiency": 2, "notes": ""}
    answer = json.loads(ask(server, "/api/case/0", {"do": "save", "work": work})[2])
    assert answer["view"]["work"]["spans"] == [[0, 12]]
    assert (answer["next"], answer["progress"]["done"]) == (1, 1)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b"\xff",
        {"do": "delete", "work": {}},
        {"do": "save", "work": {}},
        {"do": "save", "work": {"sufficiency": 7}},
        {"do": "draft", "work": {"spans": [[0, 99999]]}},
        {"do": "draft", "work": {"spans": [["a", 2]]}},
        {"do": "draft", "work": {"notes": "x" * 10_001}},
        {"do": "draft", "work": {}, "more": 1},
        b" " * (MOST_BYTES + 1),
    ],
)
def test_bad_bodies_are_refused(server: AnnotationServer, body: Any) -> None:
    status, _, answer = ask(server, "/api/case/0", body)
    assert status == 400
    assert json.loads(answer)["error"]


@pytest.mark.parametrize("path", ["/api/case/99", "/api/case/-1", "/api/case/", "/api/case/x", "/page.html", "/../x"])
def test_what_is_not_there(server: AnnotationServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_a_port_that_is_taken(session: Session, server: AnnotationServer) -> None:
    with pytest.raises(InputError, match="port"), serving(session, server.server_port):
        pass
