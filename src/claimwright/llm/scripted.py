"""A function or a list of replies plays the model."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import msgspec

from claimwright.core.errors import InputError, Location, NotFoundError
from claimwright.llm.errors import ModelError
from claimwright.llm.records import Reply, Request, Usage
from claimwright.llm.tokens import count_request, count_tokens

T = TypeVar("T")
Script = Callable[[Request], Reply | str]


class ScriptedModel:
    """Plays a function of the request, or replies in the given order; keeps what it was asked in `requests`.

    A plain string stands for a reply with that content. Usage is counted offline where the reply states none.
    """

    def __init__(self, script: Script | Iterable[Reply | str], name: str = "scripted") -> None:
        self.name = name
        self.requests: list[Request] = []
        self._script = script if callable(script) else _in_order(list(script))
        self._lock = threading.Lock()

    @classmethod
    def load(cls, path: Path) -> ScriptedModel:
        """Replies from a JSON Lines file, one `Reply` a line. Raises `NotFoundError`, `InputError`."""
        return cls(read_lines(path, Reply), name=f"scripted:{path.name}")

    def complete(self, request: Request) -> Reply:
        with self._lock:
            self.requests.append(request)
            reply = self._script(request)
        return _with_usage(request, Reply(reply) if isinstance(reply, str) else reply, self.name)

    async def acomplete(self, request: Request) -> Reply:
        return self.complete(request)


def read_lines(path: Path, kind: type[T]) -> list[T]:
    """Every line of a JSON Lines file as `kind`; an ill-formed line is named by its number."""
    if not path.is_file():
        raise NotFoundError(f"there is no file {str(path)!r}", fix="check the path", code="LLM-FILE")
    rows: list[T] = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            rows.append(_read_line(line, kind, Location(str(path), number)))
    return rows


def _read_line(line: bytes, kind: type[T], where: Location) -> T:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.DecodeError, UnicodeError) as error:
        fix = f"write one {kind.__name__} as JSON on each line"
        raise InputError(f"this line is no {kind.__name__}: {error}", where=where, fix=fix, code="LLM-LINE") from None


def _in_order(replies: list[Reply | str]) -> Script:
    rest = iter(replies)

    def play(request: Request) -> Reply | str:
        for reply in rest:
            return reply
        raise ModelError(
            f"the script has {len(replies)} replies and was asked once more",
            fix="add a reply to it",
            code="LLM-SCRIPT",
        )

    return play


def _with_usage(request: Request, reply: Reply, name: str) -> Reply:
    usage = reply.usage if reply.usage.total else Usage(count_request(request), count_tokens(reply.content))
    return msgspec.structs.replace(reply, usage=usage, model=reply.model or name)
