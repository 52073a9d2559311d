"""An OpenAI-compatible server on the loopback: plays a script of answers, keeps the bytes it received."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[["Call"], None]


@dataclass
class Call:
    """One request as it arrived, and the means to answer it."""

    handler: BaseHTTPRequestHandler
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    def send(
        self, status: int, body: bytes, headers: dict[str, str] | None = None, *, length: int | None = None
    ) -> None:
        self.handler.send_response(status)
        sent = {
            "Content-Type": "application/json",
            "Content-Length": str(length or len(body)),
            **(headers or {}),
        }
        for name, value in sent.items():
            self.handler.send_header(name, value)
        self.handler.end_headers()
        self.handler.wfile.write(body)


@dataclass
class Scripted:
    """The running server: its URL, what it received, and the answers to come (the last one repeats)."""

    answers: list[Answer]
    calls: list[Call] = field(default_factory=list[Call])
    url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_answer(self, call: Call) -> Answer:
        with self.lock:
            self.calls.append(call)
            return self.answers[min(len(self.calls), len(self.answers)) - 1]


def completion(content: str | None, *, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """A chat completion as the OpenAI API documents it."""
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted-1",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": content, **message},
            }
        ],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def says(content: str | None, **parts: Any) -> Answer:
    """A good answer."""
    return lambda call: call.send(200, json.dumps(completion(content, **parts)).encode())


def fails(status: int, headers: dict[str, str] | None = None, message: str = "no") -> Answer:
    """An error answer."""
    body = json.dumps({"error": {"message": message, "type": "server_error", "code": None}}).encode()
    return lambda call: call.send(status, body, headers)


def sends(body: bytes, status: int = 200) -> Answer:
    """Any bytes."""
    return lambda call: call.send(status, body)


def truncates(content: str) -> Answer:
    """A body shorter than its Content-Length, then a closed connection."""
    body = json.dumps(completion(content)).encode()

    def answer(call: Call) -> None:
        call.send(200, body[: len(body) // 2], length=len(body))
        call.handler.close_connection = True

    return answer


def drips(content: str, pause_s: float) -> Answer:
    """A byte at a time, so that no single read ever times out."""
    body = json.dumps(completion(content)).encode()

    def answer(call: Call) -> None:
        call.send(200, body[:1], length=len(body))
        for at in range(1, len(body)):
            time.sleep(pause_s)
            call.handler.wfile.write(body[at : at + 1])
            call.handler.wfile.flush()

    return answer


def replies(function: Callable[[dict[str, Any]], str]) -> Answer:
    """A function of the request's JSON writes the content."""
    return lambda call: says(function(call.json))(call)


@contextmanager
def serve(*answers: Answer) -> Iterator[Scripted]:
    """Run the server on a free port until the block ends."""
    script = Scripted(list(answers))
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(script))
    http.daemon_threads = True
    script.url = f"http://127.0.0.1:{http.server_port}/v1"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield script
    finally:
        http.shutdown()
        http.server_close()


def _handler_for(script: Scripted) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            call = Call(self, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            try:
                script.next_answer(call)(call)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            """A test prints nothing."""

    return Handler
