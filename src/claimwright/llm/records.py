"""What goes to a language model and what comes back. Frozen, typed, and the same for every provider."""

from __future__ import annotations

import hashlib
from typing import Any, Literal

import msgspec

Role = Literal["system", "user", "assistant", "tool"]
StopReason = Literal["stop", "length", "tool_call", "refusal", "error"]


class ToolCall(msgspec.Struct, frozen=True):
    """A model's wish to call a tool. `arguments` is the JSON text as the model wrote it."""

    id: str
    name: str
    arguments: str = "{}"


class ChatMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    """One turn. A `tool` turn answers the call `tool_call_id` of the assistant turn before it."""

    role: Role
    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str = ""


class Tool(msgspec.Struct, frozen=True):
    """A function that the model may ask for. `parameters` is a JSON Schema of an object."""

    name: str
    description: str
    parameters: dict[str, Any]


class OutputSchema(msgspec.Struct, frozen=True):
    """The JSON Schema that the reply's content must meet; its root is an object."""

    name: str
    schema: dict[str, Any]


class Request(msgspec.Struct, frozen=True):
    """One call. `max_tokens` bounds the reply, `timeout_s` (seconds) the whole call.

    `seed` tells several samples of one prompt apart; a provider that knows no seed ignores it.
    """

    messages: tuple[ChatMessage, ...]
    tools: tuple[Tool, ...] = ()
    output: OutputSchema | None = None
    max_tokens: int = 1024
    temperature: float = 0.0
    seed: int | None = None
    timeout_s: float = 60.0

    @property
    def key(self) -> str:
        """SHA-256 of everything that shapes the answer (so not `timeout_s`), in canonical JSON."""
        plain = msgspec.structs.replace(self, timeout_s=0.0)
        return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()


class Usage(msgspec.Struct, frozen=True):
    """Tokens of one call as the provider counted them; zero where it did not say."""

    input_tokens: int = 0
    output_tokens: int = 0

    @property
    def total(self) -> int:
        return self.input_tokens + self.output_tokens


class Reply(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the model answered, with the reason it stopped."""

    content: str = ""
    tool_calls: tuple[ToolCall, ...] = ()
    usage: Usage = Usage()
    stop: StopReason = "stop"
    model: str = ""


def system(content: str) -> ChatMessage:
    """A system turn."""
    return ChatMessage("system", content)


def user(content: str) -> ChatMessage:
    """A user turn."""
    return ChatMessage("user", content)
