"""How much of a language model's window a text takes, counted without a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class _Encoding(Protocol):
    @property
    def ids(self) -> Sequence[int]: ...


class WordPieces(Protocol):
    """The part of `tokenizers.Tokenizer` that is needed here."""

    def encode(self, sequence: str, *, add_special_tokens: bool) -> _Encoding: ...


def count_tokens(text: str, tokenizer: WordPieces | None = None) -> int:
    """The larger of a quarter of the UTF-8 bytes, rounded up, and the tokenizer's word pieces, if given."""
    by_bytes = -(-len(text.encode("utf-8", "surrogatepass")) // 4)
    if tokenizer is None:
        return by_bytes
    return max(by_bytes, len(tokenizer.encode(text, add_special_tokens=False).ids))
