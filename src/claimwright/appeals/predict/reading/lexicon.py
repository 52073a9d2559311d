"""Terms for services and conditions, and the categories that they name: package tables, matched word by word.

A text is read once from left to right; at each word the longest term wins. Time grows with the length of the text
alone. Categories and subcategories are those of California's Department of Managed Health Care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KEEP = frozenset(["bus", "gas", "plus", "this", "his", "is", "was", "has", "as", "us"])


@dataclass(frozen=True, slots=True, order=True)
class Category:
    """A category and a subcategory; an empty subcategory means that only the category is known."""

    category: str
    subcategory: str = ""

    def __str__(self) -> str:
        return f"{self.category} / {self.subcategory}" if self.subcategory else self.category


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text, in code points."""

    start: int
    end: int
    category: Category


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms by their words; `longest` is the most words that a term has."""

    terms: Mapping[tuple[str, ...], Category]
    longest: int

    def find(self, words: list[tuple[str, int, int]]) -> Iterator[Hit]:
        """The terms among words (with their offsets), longest first, none over another."""
        at = 0
        while at < len(words):
            size = self._size(words, at)
            if size:
                yield Hit(words[at][1], words[at + size - 1][2], self.terms[_key(words, at, size)])
            at += size or 1

    def _size(self, words: list[tuple[str, int, int]], at: int) -> int:
        most = min(self.longest, len(words) - at)
        return next((size for size in range(most, 0, -1) if _key(words, at, size) in self.terms), 0)


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in small letters and the singular, with their offsets."""
    return [(_singular(match[0].lower()), match.start(), match.end()) for match in _WORD.finditer(text)]


@cache
def treatments() -> Lexicon:
    """The terms for services."""
    return _load(DATA / "treatments.tsv")


@cache
def diagnoses() -> Lexicon:
    """The terms for conditions."""
    return _load(DATA / "diagnoses.tsv")


def _load(path: Path) -> Lexicon:
    terms: dict[tuple[str, ...], Category] = {}
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            category, subcategory, written = line.split("\t")
            for term in written.split("; "):
                terms[tuple(word for word, _, _ in words_of(term))] = Category(category, subcategory)
    return Lexicon(terms, max(map(len, terms)))


def _singular(word: str) -> str:
    """Without an apostrophe's s and a plural's; crude, and the same for terms and texts."""
    word = re.sub(r"['’]s$", "", word).replace("'", "").replace("’", "")
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _KEEP
    return word[:-1] if plural else word


def _key(words: list[tuple[str, int, int]], at: int, size: int) -> tuple[str, ...]:
    return tuple(word for word, _, _ in words[at : at + size])
