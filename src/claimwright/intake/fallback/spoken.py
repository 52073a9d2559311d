"""Digits, small numbers and months in words, `five oh three`, `April third`: stand-ins of the same length."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.intake.fallback.lexicon import MONTHS
from claimwright.intake.fallback.scan import Run

_KINDS: tuple[tuple[str, ...], ...] = (
    ("one", "two", "six"), ("zero", "four", "five", "nine"), ("three", "seven", "eight"),
    ("eleven", "twelve"), ("fifteen", "sixteen"), ("thirteen", "fourteen", "eighteen", "nineteen"),
    ("twenty", "thirty", "eighty"), ("forty", "fifty", "sixty"),
)  # fmt: skip
_ORDINALS: tuple[tuple[str, ...], ...] = (
    ("first", "third", "fifth", "sixth", "ninth", "tenth"), ("second", "fourth", "eighth"),
    ("seventh", "twelfth"), ("eleventh", "sixteenth"),
    ("thirteenth", "fourteenth", "eighteenth", "nineteenth"),
)  # fmt: skip
_MONTHS: tuple[tuple[str, ...], ...] = (
    ("june", "july"), ("march", "april"), ("january", "october"), ("february", "november", "december"),
)  # fmt: skip
_LONE = frozenset({"oh", "o", "ten", "seventeen", "seventy", "ninety", "hundred", "double", "triple"})
_GAP = 3


def _kinds(kinds: tuple[tuple[str, ...], ...]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(o for o in kind if len(o) == len(word)) for kind in kinds for word in kind}


_NUMBERS, _ORDINAL, _MONTH = _kinds(_KINDS), _kinds(_ORDINALS), _kinds(_MONTHS)
NUMBER_WORDS = frozenset(_NUMBERS) | _LONE
DATE_WORDS = frozenset(_ORDINAL)


def stand_in(word: str, turn: int) -> str:
    """Another word of the kind and length of `word`, `turn` places on; `word` itself where it has no like."""
    kind = _NUMBERS.get(word) or _ORDINAL.get(word) or _MONTH.get(word) or (word,)
    if len(kind) == 1:
        return word
    return kind[(kind.index(word) + 1 + turn % (len(kind) - 1)) % len(kind)]


def spoken_runs(text: str, runs: tuple[Run, ...]) -> Iterator[int]:
    """The index of each run of a spoken number: number words together, or an ordinal after a month."""
    words = [text[run.start : run.end].lower() for run in runs]
    for at, word in enumerate(words):
        together = word in NUMBER_WORDS and (_follows(runs, words, at) or _follows(runs, words, at + 1))
        if together or (word in _ORDINAL and _after_month(words, at)):
            yield at


def _follows(runs: tuple[Run, ...], words: list[str], at: int) -> bool:
    """True where the words at `at - 1` and `at` are both number words, close together."""
    if not 0 < at < len(words):
        return False
    return {words[at - 1], words[at]} <= NUMBER_WORDS and runs[at].start - runs[at - 1].end <= _GAP


def _after_month(words: list[str], at: int) -> bool:
    before = words[max(0, at - 3) : at]
    return any(word in MONTHS for word in before)
