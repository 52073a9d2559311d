"""Dates as American regulators write them."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORDS = re.compile(
    r"\b(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+(\d{1,2}),?\s+(\d{4})\b", re.IGNORECASE
)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?!\d)")
_SLASHED = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})\b")


def find_dates(text: str) -> list[dt.date]:
    """The dates in a text, in order: `Mar. 23, 2010`, `January 1, 2024`. Impossible dates are passed over."""
    found = (_date(match[3], str(_month(match[1])), match[2]) for match in _WORDS.finditer(text))
    return [date for date in found if date]


def parse_date(text: str) -> dt.date | None:
    """The first date of a field: ISO (a time may follow), `1/31/2024`, or written out; None where there is none."""
    if match := _ISO.search(text):
        return _date(match[1], match[2], match[3])
    if match := _SLASHED.search(text):
        return _date(match[3], match[1], match[2])
    return next(iter(find_dates(text)), None)


def parse_year(text: str) -> int | None:
    """A year of four digits standing alone in a field, or the year of its date."""
    if match := re.fullmatch(r"\s*((?:19|20)\d\d)(?:\.0)?\s*", text):
        return int(match[1])
    date = parse_date(text)
    return date.year if date else None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _date(year: str, month: str, day: str) -> dt.date | None:
    century = 0 if len(year) == 4 else 2000
    try:
        return dt.date(century + int(year), int(month), int(day))
    except ValueError:
        return None
