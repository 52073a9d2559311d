"""Dates as written in the United States, read as `YYYY-MM-DD` with `*` for what is left open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
PATTERNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?<![\w-])(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?=T\d|(?![\w-]))",
        r"(?<![\w/.-])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})(?![\w/-])",
        r"(?<![\w/.-])(?P<month>\d{1,2})-(?P<day>\d{1,2})-(?P<year>\d{4}|\d{2})(?![\w/-])",
        rf"(?<!\w){_NAME}\s{{1,2}}{_DAY},?\s{{1,2}}{_YEAR}(?![\w-])",
        rf"(?<![\w/.-]){_DAY}\s{{1,2}}(?:of\s)?{_NAME},?\s{{1,2}}{_YEAR}(?![\w-])",
        rf"(?<!\w){_NAME},?\s{{1,2}}{_YEAR}(?![\w-])",
        rf"(?<!\w){_NAME}\s{{1,2}}{_DAY}(?![\w-])",
        rf"(?<![\w/.-]){_DAY}\s{{1,2}}(?:of\s)?{_NAME}(?!\w)",
        r"(?<![\w/.-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\w/-])",
    )
)


def find_dates(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Start, end and normal form of every real date that `pattern` finds; 13/45 is none."""
    for match in pattern.finditer(text):
        parts = match.groupdict()
        value = _normal(parts.get("year"), parts.get("month"), parts.get("name"), parts.get("day"))
        if value:
            yield match.start(), match.end(), value


def compact_date(digits: str) -> str:
    """`20240715`, as X12 writes it, as `2024-07-15`; empty where it is no date."""
    if len(digits) != 8 or not digits.isdigit() or digits[:2] not in ("19", "20"):
        return ""
    return _normal(digits[:4], digits[4:6], None, digits[6:])


def is_within(figure: str, evidence: str) -> bool:
    """True where `evidence` says at least as much as `figure` and the two agree."""
    return all(said in ("*", known) for said, known in zip(figure, evidence, strict=True))


def _normal(year: str | None, month: str | None, name: str | None, day: str | None) -> str:
    number = _MONTHS.index(name[:3].lower()) + 1 if name else int(month or "0")
    if not _is_real(int(year) if year and len(year) == 4 else 2000, number, int(day or "1")):
        return ""
    open_year = (year or "").rjust(4, "*")
    return f"{open_year}-{number:02d}-{int(day):02d}" if day else f"{open_year}-{number:02d}-**"


def _is_real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
