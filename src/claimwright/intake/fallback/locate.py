"""Quotes found in the text by code; a quote that does not stand there is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.intake.fallback.answer import LAYERS, Answer, Quoted
from claimwright.intake.fallback.pseudonym import Pseudonymised
from claimwright.intake.labels import Layer
from claimwright.intake.records import Candidate
from claimwright.intake.trim import trim

SOURCE = "llm"
MAX_QUOTE = 300


def locate(answer: Answer, message: Pseudonymised, score: float) -> tuple[tuple[Candidate, ...], int]:
    """Candidates in the original text, trimmed by the boundary rules, and the number of quotes refused."""
    asked: list[tuple[Layer, Quoted]] = [(layer, item) for layer in LAYERS for item in answer.layer(layer)]
    found = [_candidate(layer, item, message, score) for layer, item in asked]
    kept = dict.fromkeys(c for c in found if c is not None)
    return tuple(_disjoint(list(kept))), sum(c is None for c in found)


def _candidate(layer: Layer, item: Quoted, message: Pseudonymised, score: float) -> Candidate | None:
    place = find_quote(message.text, item.quote, item.occurrence)
    if place is None:
        return None
    whole = Candidate(layer, *place, item.label, score, SOURCE, pattern="quote", validator="located")
    return trim(message.original, whole)


def find_quote(text: str, quote: str, occurrence: int) -> tuple[int, int] | None:
    """Start and end of the n-th place of `quote`, at borders of words and numbers, or None."""
    words = quote.split()
    if not words or len(quote) > MAX_QUOTE or occurrence < 1:
        return None
    pattern = re.compile(r"\s{1,8}".join(map(re.escape, words)))
    places = (m.span() for m in pattern.finditer(text) if _is_bounded(text, *m.span()))
    return next((place for count, place in enumerate(places, 1) if count == occurrence), None)


def _is_bounded(text: str, start: int, end: int) -> bool:
    return not (_grows(text, start) or _grows(text, end))


def _grows(text: str, at: int) -> bool:
    """True where the characters on both sides of `at` belong to one word or one number."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    return (left.isalpha() and right.isalpha()) or (left.isnumeric() and right.isnumeric())


def _disjoint(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Per layer the first of those that overlap, in order of start, the longer before the shorter."""
    ends: dict[str, int] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end, c.label)):
        if candidate.start >= ends.get(candidate.layer, 0):
            ends[candidate.layer] = candidate.end
            yield candidate
