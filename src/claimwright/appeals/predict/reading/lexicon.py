"""Terms for services and conditions, and the categories that they name: package tables, matched word by word.

A text is read once from left to right; at each word the longest term wins. Time grows with the length of the text
alone. Categories and subcategories are those of California's Department of Managed Health Care.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OWNED = re.compile(r"['’]s$")
_KEEP = frozenset(["bus", "gas", "plus", "this", "his", "is", "was", "has", "as", "us"])


Word = tuple[str, int, int]
"""A word as it is compared, and its offsets."""


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
class Node:
    """A place in the tree of terms: what a term that ends here names, and where further words lead."""

    category: Category | None
    further: dict[str, Node]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms as a tree of words."""

    root: Node

    def find(self, words: list[Word]) -> Iterator[Hit]:
        """The terms among words, longest first, none over another."""
        at = 0
        while at < len(words):
            category, size = self._longest(words, at)
            if category is not None:
                yield Hit(words[at][1], words[at + size - 1][2], category)
            at += size or 1

    def _longest(self, words: list[Word], at: int) -> tuple[Category | None, int]:
        node, best, size = self.root, None, 0
        for place in range(at, len(words)):
            following = node.further.get(words[place][0])
            if following is None:
                break
            node = following
            if node.category is not None:
                best, size = node.category, place - at + 1
        return best, size


def words_of(text: str) -> list[Word]:
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
    root = _Growing()
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            category, subcategory, written = line.split("\t")
            for term in written.split("; "):
                root.add([word for word, _, _ in words_of(term)], Category(category, subcategory))
    return Lexicon(root.grown())


class _Growing:
    """A place in a tree that is being made."""

    def __init__(self) -> None:
        self._category: Category | None = None
        self._further: dict[str, _Growing] = {}

    def add(self, words: list[str], category: Category) -> None:
        if words:
            self._further.setdefault(words[0], _Growing()).add(words[1:], category)
        else:
            self._category = category

    def grown(self) -> Node:
        return Node(self._category, {word: following.grown() for word, following in self._further.items()})


def _singular(word: str) -> str:
    """Without an apostrophe's s and a plural's; crude, and the same for terms and texts."""
    if not word.isalnum():
        word = _OWNED.sub("", word).replace("'", "").replace("’", "")
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _KEEP
    return word[:-1] if plural else word
