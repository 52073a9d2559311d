"""Record a model's replies once and replay them without it.

A cassette is JSON Lines: `key` (the request's hash), `model`, `reply`, and `request` only where asked for,
since a prompt may hold more than a file should. The last line of a key counts.
"""

from __future__ import annotations

import threading
from pathlib import Path

import msgspec

from claimwright.llm.errors import CassetteError
from claimwright.llm.protocol import ChatModel
from claimwright.llm.records import Reply, Request
from claimwright.llm.scripted import read_lines


class Take(msgspec.Struct, frozen=True, omit_defaults=True):
    """One recorded call."""

    key: str
    reply: Reply
    model: str = ""
    request: Request | None = None


class Recorder:
    """Passes each request on and appends the reply to the cassette at `path`."""

    def __init__(self, model: ChatModel, path: Path, *, keep_requests: bool = False) -> None:
        self.name = model.name
        self._model, self._path, self._keep = model, path, keep_requests
        self._lock = threading.Lock()

    def complete(self, request: Request) -> Reply:
        return self._record(request, self._model.complete(request))

    async def acomplete(self, request: Request) -> Reply:
        return self._record(request, await self._model.acomplete(request))

    def _record(self, request: Request, reply: Reply) -> Reply:
        take = Take(request.key, reply, self.name, request if self._keep else None)
        line = msgspec.json.encode(take) + b"\n"
        with self._lock, self._path.open("ab") as file:
            file.write(line)
        return reply


class Replayer:
    """Answers from a cassette, never from a network. Raises `CassetteError` for an unknown request."""

    def __init__(self, path: Path) -> None:
        self.name = f"replay:{path.name}"
        self._path = path
        self._replies = {take.key: take.reply for take in read_lines(path, Take)}

    def complete(self, request: Request) -> Reply:
        reply = self._replies.get(request.key)
        if reply is None:
            raise CassetteError(
                f"the cassette holds no reply to the request {request.key[:12]}",
                where=str(self._path),
                fix="record it again: prompt, tools, schema and settings must be the same to the letter",
                code="LLM-CASSETTE",
            )
        return reply

    async def acomplete(self, request: Request) -> Reply:
        return self.complete(request)
