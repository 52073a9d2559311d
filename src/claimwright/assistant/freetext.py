"""Text that a claim brings along: notes and names. It is quoted, and it is evidence of nothing.

Whoever sends a claim can write what they like into it. Such text never supports a figure, and where it has figures
of its own it is not repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from claimwright.assistant.answer import Sentence
from claimwright.evidence import extract_figures

_NOTES = ("note",)
_NAMES = ("last_name", "first_name", "payer_name", "address", "city")
_SHORTEST = 3
_LEFT_OUT = "(text with figures of its own, not repeated here)"


def free_texts(records: Iterable[msgspec.Struct]) -> tuple[str, ...]:
    """Every note and name of the inputs that were sent, the longest first; those of the payer's own book are trusted."""
    found = {
        str(getattr(record, name, "") or "").strip()
        for record in records
        if type(record).__name__ in ("Claim", "Line", "Party", "OtherPayer")
        for name in (*_NOTES, *_NAMES)
    }
    return tuple(sorted((text for text in found if len(text) >= _SHORTEST), key=lambda text: (-len(text), text)))


@cache
def _pattern(free: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the texts as whole words; the longest first, as they are given."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, free))})(?!\w)")


def masked(text: str, free: tuple[str, ...]) -> str:
    """The text without what a claim brought along."""
    return _pattern(free).sub(" ", text) if free else text


def repeated(sentence: Sentence, free: tuple[str, ...]) -> Sentence:
    """The sentence with such text left out where it has figures of its own."""
    found = _pattern(free).findall(sentence.text) if free else []
    text = sentence.text
    for each in found:
        if any(figure.kind != "number" or len(figure.raw) > 1 for figure in extract_figures(each)):
            text = text.replace(each, _LEFT_OUT)
    return sentence if text == sentence.text else msgspec.structs.replace(sentence, text=text)
