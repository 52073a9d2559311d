"""Token counts without a network: the larger of MiniLM word pieces and bytes/4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from claimwright.llm.records import Request

TURN_TOKENS = 4
"""What a provider adds to each turn for its role and its borders."""


class _Encoding(Protocol):
    @property
    def ids(self) -> Sequence[int]: ...


class WordPieces(Protocol):
    """The part of `tokenizers.Tokenizer` that is needed here."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> _Encoding: ...


def count_tokens(text: str, tokenizer: WordPieces | None = None) -> int:
    """The larger of `tokenizer`'s word pieces (where given) and a quarter of the UTF-8 bytes, rounded up."""
    by_bytes = -(-len(text.encode("utf-8", "surrogatepass")) // 4)
    if tokenizer is None:
        return by_bytes
    return max(by_bytes, len(tokenizer.encode(text, add_special_tokens=False).ids))


def count_request(request: Request, tokenizer: WordPieces | None = None) -> int:
    """The input tokens of a request, tools and schema included; an estimate made before the call."""
    total = sum(_count_turn(turn, tokenizer) for turn in request.messages)
    extras: list[Any] = [*request.tools, *([request.output] if request.output else [])]
    return total + sum(count_tokens(msgspec.json.encode(extra).decode(), tokenizer) for extra in extras)


def _count_turn(turn: Any, tokenizer: WordPieces | None) -> int:
    calls = "".join(call.name + call.arguments for call in turn.tool_calls)
    return TURN_TOKENS + count_tokens(turn.content + calls, tokenizer)
