"""Amounts and percentages, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

NUMBER = r"(?>\d{1,3}(?:,\d{3})++(?!\d)|\d++)(?:\.\d++)?+"
_SCALE = r"(?P<scale>\s?(?:thousand|million|billion)\b|[kKmM]\b)?"
_DOLLAR = re.compile(rf"(?P<sign>(?<![\w)])-)?\$\s?(?P<minus>-)?(?P<number>{NUMBER}){_SCALE}", re.ASCII | re.IGNORECASE)
_NAMED = re.compile(
    rf"(?<![\w.,$])(?P<number>{NUMBER}){_SCALE}\s?(?P<unit>dollars?|USD|cents?)\b", re.ASCII | re.IGNORECASE
)
_USD = re.compile(rf"\bUSD\s?(?P<number>{NUMBER}){_SCALE}", re.ASCII | re.IGNORECASE)
_PERCENT = re.compile(rf"(?<![\w.,$])(?P<number>{NUMBER})\s?(?:%|percent\b|per cent\b)", re.ASCII | re.IGNORECASE)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000, "billion": 1_000_000_000}
_UNIT = re.compile(r"\b(?:dollars?|percent|cents?)\b", re.ASCII | re.IGNORECASE)
_WORD_BEFORE = re.compile(r"([A-Za-z]+)[\s-]{1,2}\Z", re.ASCII)
_ONES = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_LONGEST_WORD, _MOST_WORDS = 20, 16


def find_money(text: str) -> Iterator[tuple[int, int, str]]:
    """Amounts in dollars or cents, as cents; a leading minus makes them negative."""
    for pattern in (_DOLLAR, _NAMED, _USD):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _cents(match)


def find_percent(text: str) -> Iterator[tuple[int, int, str]]:
    """Percentages in digits."""
    for match in _PERCENT.finditer(text):
        yield match.start(), match.end(), plain(match["number"])


def find_worded(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Amounts and percentages whose number is written in words; the flag tells money from percent."""
    for unit in _UNIT.finditer(text):
        start, words = _words_before(text, unit.start())
        if words:
            name = unit[0].lower()
            number = _read_words(words) * (100 if name.startswith("dollar") else 1)
            yield start, unit.end(), str(number), name != "percent"


def plain(number: str) -> str:
    """A number without commas and without closing zeros: `1,200.50` is `1200.5`."""
    return f"{Decimal(number.replace(',', '')).normalize():f}"


def _cents(match: re.Match[str]) -> str:
    groups = match.groupdict()
    scale = _SCALES[groups["scale"].strip().lower()] if groups["scale"] else 1
    to_cents = 1 if (groups.get("unit") or "").lower().startswith("cent") else 100
    cents = Decimal(groups["number"].replace(",", "")) * scale * to_cents
    negative = groups.get("sign") or groups.get("minus")
    return ("-" if negative and cents else "") + f"{cents.normalize():f}"


def _words_before(text: str, end: int) -> tuple[int, list[str]]:
    words: list[str] = []
    start = end
    while len(words) < _MOST_WORDS:
        match = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
        if match is None or match[1].lower() not in _KNOWN:
            break
        words.append(match[1].lower())
        start -= len(match[0])
    while words and words[-1] in ("and", "a"):
        start += len(words.pop()) + 1
    return start, words[::-1]


def _read_words(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            part += _WORDS.get(word, 0)
    return total + part


_KNOWN = frozenset(_WORDS) | {"hundred", "thousand", "million", "billion", "and", "a"}
