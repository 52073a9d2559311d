"""Whether a text is English enough for letters in English. Clinical shorthand is; Spanish and Cyrillic are not."""

from __future__ import annotations

import re

_COMMON = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "was",
        "for",
        "with",
        "is",
        "that",
        "not",
        "my",
        "by",
        "on",
        "as",
        "at",
        "it",
        "be",
        "has",
        "were",
        "this",
        "are",
        "from",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST, _SHARE, _LATIN = 20, 0.05, 0.8


def is_english(text: str) -> bool:
    """False for a text of other letters, and for one of 20 words and more with hardly a common English word."""
    words = _WORD.findall(text.lower())
    letters = "".join(words)
    if letters and sum(ch < "\u0250" for ch in letters) < _LATIN * len(letters):
        return False
    return len(words) < _FEWEST or sum(word in _COMMON for word in words) >= _SHARE * len(words)
