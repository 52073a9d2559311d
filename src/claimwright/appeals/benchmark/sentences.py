"""A text in sentences with their offsets, for removing some and keeping the others as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_ABBREVIATED = "".join(
    rf"(?<!\b{word}\.)" for word in ("Dr", "Mr", "Ms", "Mrs", "vs", "e\\.g", "i\\.e", "No", "St", "[A-Z]")
)
_END = re.compile(rf"(?<=[.!?]){_ABBREVIATED}[\"”)]*(?=\s+[\"“(]?[A-Z0-9])|(?<=[a-z)\]][.!?])(?=[A-Z][a-z])|\n")
"""After a full stop and before a capital or a digit, not after an abbreviation; where a space is missing; at a line end."""


class Sentence(NamedTuple):
    """A piece of a text, in code points; `stored[start:end]` is it with the space before it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences in order. A line end closes one too: the public texts join their passages by it."""
    start = 0
    for end in (*(found.end() for found in _END.finditer(text)), len(text)):
        if text[start:end].strip():
            yield Sentence(start, end, text[start:end].strip())
            start = end
