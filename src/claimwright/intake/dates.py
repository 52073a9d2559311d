"""Dates as written in messages, as ISO 8601. American order: month before day, unless the first number is above 12."""

from __future__ import annotations

import datetime
import re

from claimwright.intake.wordlist import words_in_order

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ORDINALS = words_in_order(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}


def iso_date(raw: str) -> str | None:
    """`2025-03-14`, `--03-14`, `2025-03`, `--03`, `---14`, or None where the text is no real date.

    Two-digit years up to 30 are of this century, others of the last (birth dates are common in messages).
    """
    text = raw.strip().lower()
    month = _month_named(text)
    if month is None and re.search(r"\d[-/.]\d", text):
        return _numeric([int(part) for part in re.findall(r"\d+", text)], text)
    year, rest = _year(text)
    day = _day(rest)
    return _iso(year, month, day)


def _month_named(text: str) -> int | None:
    for word in re.findall(r"[a-z]+", text):
        if word[:3] in _MONTHS and (len(word) == 3 or _is_month(word)):
            return _MONTHS.index(word[:3]) + 1
    return None


def _is_month(word: str) -> bool:
    names = words_in_order("january february march april may june july august september sept october november december")
    return word in names or word in ("febuary", "sept")


def _numeric(parts: list[int], text: str) -> str | None:
    if len(parts) == 3 and len(re.findall(r"\d+", text)[0]) == 4:
        return _iso(parts[0], parts[1], parts[2])
    if len(parts) not in (2, 3):
        return None
    month, day = (parts[0], parts[1]) if parts[0] <= 12 else (parts[1], parts[0])
    return _iso(_century(parts[2]) if len(parts) == 3 else None, month, day)


def _century(year: int) -> int:
    return year if year > 99 else 2000 + year if year <= 30 else 1900 + year


def _year(text: str) -> tuple[int | None, str]:
    """The year of a date with a named month, and the text without it."""
    written = re.search(r"(?:19|20)\d{2}|'\d{2}|(?<=[ ,])\d{2}\Z(?<!\A\d\d)", text)
    if written and not (len(written[0]) == 2 and not re.search(r"\d{1,2}\D", text[: written.start()])):
        return _century(int(written[0].lstrip("'"))), text[: written.start()] + text[written.end() :]
    words = re.findall(r"[a-z]+", text)
    for index, word in enumerate(words):
        if (
            word in ("nineteen", "twenty")
            and (rest := _said(words[index + 1 :])) is not None
            and _said_day_before(words[:index])
        ):
            return (1900 if word == "nineteen" else 2000) + rest, " ".join(words[:index])
        if word == "two" and words[index + 1 : index + 2] == ["thousand"]:
            return 2000 + (_said([w for w in words[index + 2 :] if w != "and"]) or 0), " ".join(words[:index])
    return _short_year(words, text)


def _short_year(words: list[str], text: str) -> tuple[int | None, str]:
    """`May first, forty-one`: cardinal tens after the ordinal day."""
    for index, word in enumerate(words):
        if index and _said_day_before(words[:index]) and word in _TENS and word not in ("twenty", "thirty"):
            rest = _said(words[index:])
            return (1900 + rest if rest is not None else None), " ".join(words[:index])
    return None, text


def _said_day_before(words: list[str]) -> bool:
    return any(word in _ORDINALS or word == "thirtieth" for word in words)


def _said(words: list[str]) -> int | None:
    """Two spoken digits of a year: `forty eight`, `oh five`, `twelve`."""
    total, seen = 0, False
    for word in words:
        value = _TENS.get(
            word, _UNITS.index(word) + 1 if word in _UNITS else _TEENS.index(word) + 10 if word in _TEENS else None
        )
        if value is None and word not in ("oh", "hundred"):
            break
        total, seen = total + (value or 0), True
    return total if seen else None


def _day(text: str) -> int | None:
    digits = re.search(r"\d{1,2}", text)
    if digits:
        return int(digits[0])
    total = 0
    for word in re.findall(r"[a-z]+", text):
        if word in _ORDINALS:
            return total + _ORDINALS.index(word) + 1
        if word == "thirtieth":
            return 30
        total = {"twenty": 20, "thirty": 30}.get(word, total)
    return None


def _iso(year: int | None, month: int | None, day: int | None) -> str | None:
    try:
        datetime.date(year or 2000, month or 1, day or 1)
    except ValueError:
        return None
    if month is None:
        return f"---{day:02d}" if day else None
    head = f"{year:04d}" if year else "-"
    return f"{head}-{month:02d}-{day:02d}" if day else f"{head}-{month:02d}"
