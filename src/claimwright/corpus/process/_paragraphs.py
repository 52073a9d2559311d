"""Paragraphs gathered into records of a size that can be read and ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

LONG = 350
"""Words that a record of several paragraphs holds at most."""


def gather(paragraphs: Iterable[str], limit: int = LONG) -> Iterator[str]:
    """Neighbouring paragraphs, joined by an empty line, up to `limit` words; a longer paragraph stands alone."""
    for group in grouped(paragraphs, _itself, limit):
        yield "\n\n".join(group)


def grouped(items: Iterable[T], text: Callable[[T], str], limit: int = LONG) -> Iterator[list[T]]:
    """Neighbours that together have up to `limit` words; one that has more stands alone."""
    held: list[T] = []
    words = 0
    for item in items:
        count = len(text(item).split())
        if held and words + count > limit:
            yield held
            held, words = [], 0
        held.append(item)
        words += count
    if held:
        yield held


def _itself(text: str) -> str:
    return text
