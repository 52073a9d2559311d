"""Words that a paragraph may use without a support: those of plain letters. Any other word must stand in what it cites.

That is how an invented symptom, test or history is caught: it has no support to stand in.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from claimwright.appeals.letters.records import Support
from claimwright.appeals.letters.words import legal
from claimwright.corpus.index.words import analyze

_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:'[a-z]+)?(?!\w)")


@cache
def plain_stems() -> frozenset[str]:
    """The stems of the plain words."""
    text = (files("claimwright.appeals.letters") / "vocabulary.txt").read_text(encoding="utf-8")
    return frozenset(analyze(" ".join(line for line in text.splitlines() if not line.startswith("#"))))


def strange_words(text: str, supports: list[Support]) -> tuple[str, ...]:
    """The words of a text that are neither plain nor in its supports, each once."""
    said = " ".join(f"{each.says} {each.gloss} {each.citation} {legal(each.citation)}" for each in supports)
    known = plain_stems() | set(analyze(said))
    words = (match[0] for match in _WORD.finditer(text.replace("’", "'")))
    return tuple(dict.fromkeys(word for word in words if not set(analyze(word)) <= known))
