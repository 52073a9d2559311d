"""The stretch of a provision that shows most of the query's words, with their places."""

from __future__ import annotations

import re
from collections.abc import Collection

from claimwright.corpus.index.records import Snippet
from claimwright.corpus.index.words import stem

LENGTH = 240
"""Code points that a snippet holds about."""

_WORD = re.compile(r"[^\W_]+")


def snippet(text: str, wanted: Collection[str], *, length: int = LENGTH) -> Snippet:
    """Marks are of words whose stem is wanted. Where none is, the snippet is the beginning of the text."""
    found = _matches(text, frozenset(wanted))
    start = _start(text, found, length)
    end = _end(text, start, length)
    marks = tuple((first - start, last - start) for first, last, _ in found if start <= first and last <= end)
    return Snippet(text[start:end], start, marks)


def _matches(text: str, wanted: frozenset[str]) -> list[tuple[int, int, str]]:
    """Start, end and stem of each wanted word. A stem keeps a word's first two letters, so most words are not stemmed."""
    heads = {each[:2] for each in wanted}
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if (word[:2].lower() in heads or not word.isascii()) and stem(word) in wanted:
            found.append((match.start(), match.end(), stem(word)))
    return found


def _start(text: str, found: list[tuple[int, int, str]], length: int) -> int:
    """The beginning of the window with the most different words, then the most words; the first of equals."""
    best, best_at = (0, 0), 0
    last = 0
    for first, (at, _, _) in enumerate(found):
        last = max(last, first)
        while last < len(found) and found[last][1] <= at + length * 3 // 4:
            last += 1
        rank = len({each[2] for each in found[first:last]}), last - first
        if rank > best:
            best, best_at = rank, at
    return _boundary(text, best_at, length)


def _boundary(text: str, at: int, length: int) -> int:
    """Back to where the sentence or line begins, if that is near; else to the beginning of a word."""
    near = max(0, at - length // 4)
    breaks = [
        text.rfind(sign, near, at) + len(sign) for sign in ("\n", ". ", "; ", ": ") if text.rfind(sign, near, at) >= 0
    ]
    if breaks:
        return _skip(text, max(breaks))
    if near == 0:
        return 0
    space = text.find(" ", near, at)
    return _skip(text, space + 1 if space >= 0 else at)


def _skip(text: str, at: int) -> int:
    while at < len(text) - 1 and text[at].isspace():
        at += 1
    return at


def _end(text: str, start: int, length: int) -> int:
    """About the length on, at the end of a word."""
    if start + length >= len(text):
        return len(text.rstrip()) if text.strip() else len(text)
    space = text.rfind(" ", start + length // 2, start + length)
    return space if space > 0 else start + length
