"""What people say beside what the law says: a query's own words, and the terms of art that stand for them.

`terms_of_art.toml` is the list. It is house knowledge and grows by editing that file; both lexical legs read it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import NamedTuple

from claimwright.corpus.index.words import MOST_TERMS, stem, terms

MOST_ADDED = 40
"""Terms that the list may add to one query; those that count most stay."""

_WORD = re.compile(r"[^\W_]+")
_Key = tuple[str, ...]


class Term(NamedTuple):
    """A term of art, as it is written and as the stems that rank."""

    text: str
    stems: tuple[str, ...]


@cache
def table() -> dict[_Key, tuple[Term, ...]]:
    """The list: stems of what people say, and for each the terms of art."""
    text = (files("claimwright") / "corpus" / "index" / "terms_of_art.toml").read_text(encoding="utf-8")
    found: dict[_Key, tuple[Term, ...]] = {}
    for group in tomllib.loads(text).values():
        for said, meant in group.items():
            key = tuple(stem(word) for word in _WORD.findall(said))
            found[key] = (*found.get(key, ()), *(Term(each, tuple(terms(each))) for each in meant))
    return found


def widened(query: str) -> dict[str, float]:
    """The stems that a query ranks by, with weights: its own 1, those of the list less, the longer a term of art the
    less each of its words."""
    weights = dict.fromkeys(terms(query), 1.0)
    added: dict[str, float] = {}
    for meant in (term.stems for found in _meant(query) for term in found):
        for term in meant:
            if term not in weights:
                added[term] = max(added.get(term, 0.0), 1 / sqrt(len(meant)))
    kept = sorted(added.items(), key=lambda each: -each[1])[:MOST_ADDED]
    return weights | dict(kept)


def spelled_out(query: str) -> str:
    """The query, and after it the first term of art for each of its words that has one."""
    return "; ".join(dict.fromkeys((query, *(found[0].text for found in _meant(query)))))


def _meant(query: str) -> Iterator[tuple[Term, ...]]:
    """The terms of art for what stands in the query, longest phrases first; a word counts for one of them."""
    stems = [stem(word) for word in _WORD.findall(query)][: 4 * MOST_TERMS]
    taken = [False] * len(stems)
    longest = max(map(len, table()))
    for size in range(longest, 0, -1):
        for at in range(len(stems) - size + 1):
            found = None if any(taken[at : at + size]) else table().get(tuple(stems[at : at + size]))
            if found:
                taken[at : at + size] = [True] * size
                yield found
