"""One text, prepared once for every recogniser: lower case of equal length, atoms, words, left and right context."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple


class Atom(NamedTuple):
    """A stretch of letters and digits, with inner `- . _ / &` kept; `digits` counts its digits."""

    start: int
    end: int
    text: str
    digits: int


NUMBER = re.compile(r"\d(?<!\w\d)")
"""The first digit of a word: the only place where most patterns of numbers can match."""
_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(r"[^\W\d_]++")
_FOLD = str.maketrans("ſıİ", "sii")
"""Letters that a pattern which ignores case takes for others, beyond what lower case tells."""
_ATOM = re.compile(r"[^\W_]++(?:[-._/&][^\W_]++)*+")
_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?+|\d++|[#&/=:;,.!?()\n\"“”–—-]")


class Word(NamedTuple):
    """A word, a number or one punctuation mark, in lower case."""

    start: int
    end: int
    text: str


_word: Callable[[tuple[int, int, str]], Word] = partial(tuple.__new__, Word)  # pyright: ignore[reportUnknownMemberType]
"""A word from its parts, without the cost of naming them."""


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
        text = self.text
        return _DIGIT.search(text) is not None or (not text.isascii() and any(map(str.isdigit, text)))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every unbroken run of letters in the text, in lower case."""
        low = self.lower
        return frozenset(_LETTERS.findall(low if low.isascii() else low.translate(_FOLD)))

    @cached_property
    def openings(self) -> frozenset[str]:
        """The first three letters of every word of the vocabulary."""
        return frozenset([word[:3] for word in self.vocabulary])

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        return {}

    @cached_property
    def _matches(self) -> dict[int, list[re.Match[str]]]:
        return {}

    def places(self, opening: re.Pattern[str]) -> list[int]:
        """Where `opening` matches, found once for a text."""
        found = self._places.get(id(opening))
        if found is None:
            found = self._places[id(opening)] = [m.start() for m in opening.finditer(self.text)]
        return found

    def matches(self, pattern: re.Pattern[str], opening: re.Pattern[str] | None = None) -> list[re.Match[str]]:
        """Every match of a pattern, found once for a text; `opening` matches wherever the pattern can begin."""
        found = self._matches.get(id(pattern))
        if found is None:
            found = list(pattern.finditer(self.text)) if opening is None else self._from(pattern, opening)
            self._matches[id(pattern)] = found
        return found

    def _from(self, pattern: re.Pattern[str], opening: re.Pattern[str]) -> list[re.Match[str]]:
        """What `finditer` finds, tried at the openings only."""
        found: list[re.Match[str]] = []
        text, past = self.text, 0
        for place in self.places(opening):
            match = pattern.match(text, place) if place >= past else None
            if match is not None:
                found.append(match)
                past = match.end()
        return found

    @cached_property
    def atoms(self) -> tuple[Atom, ...]:
        return tuple([_atom(m) for m in _ATOM.finditer(self.text)])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple([_word((m.start(), m.end(), m[0])) for m in _WORD.finditer(self.lower.replace("’", "'"))])

    def words_before(self, offset: int) -> int:
        """Index of the first word that starts at or after `offset`."""
        return bisect_left(self.words, (offset,))

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
