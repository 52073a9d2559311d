"""Long records in pieces: at the ends of paragraphs, else of sentences, else of words. The pieces joined are the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 400
"""Words above which a record is kept in pieces."""
PIECE = 300
"""Words that a piece holds at most."""

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")
_SENTENCE = re.compile(r".+?(?:(?<=[.;:?!])[\"”’)\]]{0,3}\s+(?=[A-Z0-9(“\"§])|\Z)", re.DOTALL)
_WORDS = re.compile(rf"\s*(?:\S+\s*){{1,{PIECE}}}")


def pieces(text: str) -> list[tuple[int, int]]:
    """Start and end of each piece, in order; one piece where the text is not long."""
    if _count(text) <= LONG:
        return [(0, len(text))]
    found: list[tuple[int, int]] = []
    start, end, words = 0, 0, 0
    for unit in _units(text):
        size = _count(unit)
        if words and words + size > PIECE:
            found.append((start, end))
            start, words = end, 0
        end += len(unit)
        words += size
    return [*found, (start, len(text))]


def _units(text: str) -> Iterator[str]:
    """Stretches of at most `PIECE` words that end where a reader would pause; joined they are the text."""
    for paragraph in _PARAGRAPH.findall(text):
        if _count(paragraph) <= PIECE:
            yield paragraph
            continue
        for sentence in _SENTENCE.findall(paragraph):
            yield from [sentence] if _count(sentence) <= PIECE else _WORDS.findall(sentence)


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))
