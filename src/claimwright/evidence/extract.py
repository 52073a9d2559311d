"""Find every figure of a text. Each digit stands in exactly one figure; every pattern runs in linear time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from claimwright.evidence.amounts import NUMBER, find_money, find_percent, find_worded, plain
from claimwright.evidence.codes import find_cued, find_grouped, is_code, squeeze
from claimwright.evidence.dates import PATTERNS, find_dates
from claimwright.evidence.records import Figure, FigureKind

_TAKEN = "\0"
_NUMBER = re.compile(rf"(?<![\w.,/-])(?:{NUMBER})(?![\w-]|[./,]\w)", re.ASCII)
_TOKEN = re.compile(r"[A-Za-z0-9]++(?:[-./_][A-Za-z0-9]++)*+", re.ASCII)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\Z", re.ASCII | re.IGNORECASE)
_SAME = {ord(ch): "-" for ch in "\u2010\u2011\u2012\u2013\u2212"} | {
    0xA0: " ",
    0x202F: " ",
    0x2009: " ",
    0: " ",
}

Found = tuple[int, int, FigureKind, str]


def extract_figures(text: str) -> tuple[Figure, ...]:
    """Codes, amounts, dates, percentages, numbers and identifiers in order of their start."""
    rest = flatten(text)
    found: list[Found] = []
    for finder in _FINDERS:
        fresh = list(_free(rest, finder(rest)))
        found += fresh
        rest = _take(rest, fresh)
    return tuple(Figure(kind, text[start:end], value, start, end) for start, end, kind, value in sorted(found))


def flatten(text: str) -> str:
    """Digits of every script as ASCII, and every dash and space as the plain one; the length stays."""
    if text.isascii() and _TAKEN not in text:
        return text
    return "".join(_ascii_digit(ch) for ch in text.translate(_SAME))


def _ascii_digit(ch: str) -> str:
    return ch if ch.isascii() or not ch.isdecimal() else str(unicodedata.decimal(ch))


def _free(rest: str, found: Iterable[Found]) -> Iterator[Found]:
    """Those that hold no character taken by an earlier one."""
    last = -1
    for item in sorted(found):
        if item[0] >= last and _TAKEN not in rest[item[0] : item[1]]:
            yield item
            last = item[1]


def _take(rest: str, found: list[Found]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, _, _ in found:
        parts += [rest[at:start], _TAKEN * (end - start)]
        at = end
    return "".join([*parts, rest[at:]])


def _dates(text: str) -> Iterator[Found]:
    for pattern in PATTERNS:
        found: list[Found] = [(start, end, "date", value) for start, end, value in find_dates(text, pattern)]
        yield from found
        text = _take(text, found)


def _money(text: str) -> Iterator[Found]:
    return ((start, end, "money", value) for start, end, value in find_money(text))


def _percent(text: str) -> Iterator[Found]:
    return ((start, end, "percent", value) for start, end, value in find_percent(text))


def _worded(text: str) -> Iterator[Found]:
    for start, end, value, is_money in find_worded(text):
        yield start, end, "money" if is_money else "percent", value


def _codes(text: str) -> Iterator[Found]:
    for start, end, value in (*find_grouped(text), *find_cued(text)):
        yield start, end, "code", value


def _numbers(text: str) -> Iterator[Found]:
    for match in _NUMBER.finditer(text):
        if not (is_code(match[0]) or _is_long(match[0])):
            yield match.start(), match.end(), "number", plain(match[0])


def _tokens(text: str) -> Iterator[Found]:
    for match in _TOKEN.finditer(text):
        token = match[0]
        if not any(ch.isdigit() for ch in token):
            continue
        if _ORDINAL.match(token):
            yield match.start(), match.end(), "number", str(int(token[:-2]))
        else:
            yield match.start(), match.end(), _kind(token), squeeze(token)


def _kind(token: str) -> FigureKind:
    if is_code(token):
        return "code"
    return "number" if token.isdigit() and not _is_long(token) else "id"


def _is_long(token: str) -> bool:
    """Seven digits in a row and more name something (an NPI, a telephone number); they count nothing."""
    return token.isdigit() and len(token) > 6


_FINDERS = (_dates, _money, _percent, _worded, _codes, _numbers, _tokens)
