"""Paragraphs gathered into records of a size that can be read and ranked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

LONG = 350
"""Words that a record of several paragraphs holds at most."""


def gather(paragraphs: Iterable[str], limit: int = LONG) -> Iterator[str]:
    """Neighbouring paragraphs, joined by an empty line, up to `limit` words; a longer paragraph stands alone."""
    held: list[str] = []
    words = 0
    for paragraph in paragraphs:
        count = len(paragraph.split())
        if held and words + count > limit:
            yield "\n\n".join(held)
            held, words = [], 0
        held.append(paragraph)
        words += count
    if held:
        yield "\n\n".join(held)
