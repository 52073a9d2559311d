"""Token counts without a network: the larger of MiniLM word pieces and bytes/4."""

from __future__ import annotations

from typing import Any

import msgspec

from claimwright.core.tokens import WordPieces, count_tokens
from claimwright.llm.records import Request

__all__ = ["TURN_TOKENS", "WordPieces", "count_request", "count_tokens"]

TURN_TOKENS = 4
"""What a provider adds to each turn for its role and its borders."""


def count_request(request: Request, tokenizer: WordPieces | None = None) -> int:
    """The input tokens of a request, tools and schema included; an estimate made before the call."""
    total = sum(_count_turn(turn, tokenizer) for turn in request.messages)
    extras: list[Any] = [*request.tools, *([request.output] if request.output else [])]
    return total + sum(count_tokens(msgspec.json.encode(extra).decode(), tokenizer) for extra in extras)


def _count_turn(turn: Any, tokenizer: WordPieces | None) -> int:
    calls = "".join(call.name + call.arguments for call in turn.tool_calls)
    return TURN_TOKENS + count_tokens(turn.content + calls, tokenizer)
