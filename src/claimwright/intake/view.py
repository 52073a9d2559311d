"""One text, prepared once for every recogniser: lower case of equal length, atoms, words, left and right context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple


class Atom(NamedTuple):
    """A stretch of letters and digits, with inner `- . _ / &` kept; `digits` counts its digits."""

    start: int
    end: int
    text: str
    digits: int


_ATOM = re.compile(r"[^\W_]++(?:[-._/&][^\W_]++)*+")
_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?+|\d++|[#&/=:;,.!?()\n\"“”–—-]")


class Word(NamedTuple):
    """A word, a number or one punctuation mark, in lower case."""

    start: int
    end: int
    text: str


def lower(text: str) -> str:
    """Lower case that never changes the length, so that offsets stay valid (`İ` stays one code point)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@dataclass(frozen=True)
class View:
    """A text as recognisers see it. Everything is computed on first use and kept."""

    text: str

    @cached_property
    def memo(self) -> dict[str, Any]:
        """Where a recogniser keeps what others may reuse for this text."""
        return {}

    @cached_property
    def lower(self) -> str:
        return lower(self.text)

    @cached_property
    def has_digit(self) -> bool:
        return any(c.isdigit() for c in self.text)

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        return tuple(_atom(m) for m in _ATOM.finditer(self.text))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(Word(*m.span(), m[0]) for m in _WORD.finditer(self.lower.replace("’", "'")))

    def words_before(self, offset: int) -> int:
        """Index of the first word that starts at or after `offset`."""
        words = self.words
        low, high = 0, len(words)
        while low < high:
            middle = (low + high) // 2
            if words[middle].start < offset:
                low = middle + 1
            else:
                high = middle
        return low

    def left(self, offset: int, width: int = 48) -> str:
        """At most `width` lower-case characters before `offset`."""
        return self.lower[max(0, offset - width) : offset]

    def right(self, offset: int, width: int = 32) -> str:
        """At most `width` lower-case characters from `offset` on."""
        return self.lower[offset : offset + width]


def _atom(match: re.Match[str]) -> Atom:
    text = match[0]
    digits = 0 if text.isalpha() else sum(map(str.isdigit, text))
    return Atom(*match.span(), text, digits)
