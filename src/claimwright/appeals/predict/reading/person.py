"""Who and when, from words: age, sex, year, and whether it is urgent. None and empty mean that the text does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass

AGES = ((10, "0-10"), (20, "11-20"), (30, "21-30"), (40, "31-40"), (50, "41-50"), (64, "51-64"), (130, "65+"))
"""The regulator's age ranges, by their last year of age."""

_AGE = re.compile(
    r"\b(\d{1,3})[- ]?(?:(year|yr|month|week|day)s?[- ]?old|(y)(?:/o|o)\b)|\baged? (?:of )?(\d{1,3})\b", re.IGNORECASE
)
_FEMALE = re.compile(r"\b(?:female|woman|girl|daughter|mother|wife|she|her|hers)\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:male|man|boy|son|father|husband|he|his|him)\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?:year|yr|month|week|day)s?[- ]?old[,]?\s+(?:\w+[ ,]+){0,2}?(female|male|woman|man|girl|boy)\b", re.IGNORECASE
)
_URGENT = re.compile(
    r"\b(?:expedited|urgent(?:ly)?|72[- ]hours?|serious(?:ly)? jeopard\w+|imminent(?:ly)?|life[- ]threatening)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:20[0-4]\d|(?:0?[1-9]|1[0-2])/(?:[0-3]?\d/)?(?:20)?([0-4]\d))\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was read, in code points."""

    value: str
    start: int
    end: int


def find_age(text: str) -> Found | None:
    """The range of the first age in a text."""
    match = _AGE.search(text)
    if not match:
        return None
    years = int(match[1] or match[4]) if (match[2] or "year").lower() in ("year", "yr") else 0
    return Found(age_range(years), match.start(), match.end()) if years <= AGES[-1][0] else None


def age_range(years: int) -> str:
    """The regulator's range of an age in whole years."""
    return next(name for last, name in AGES if years <= last)


def find_sex(text: str) -> Found | None:
    """`Female` or `Male`: what stands beside the age, else the one with more words for it in the text."""
    match = _PLAIN.search(text)
    if match:
        return Found("Female" if _FEMALE.fullmatch(match[1]) else "Male", match.start(1), match.end(1))
    female, male = list(_FEMALE.finditer(text)), list(_MALE.finditer(text))
    if len(female) == len(male):
        return None
    first = (female if len(female) > len(male) else male)[0]
    return Found("Female" if len(female) > len(male) else "Male", first.start(), first.end())


def find_year(text: str) -> Found | None:
    """The latest year that a text names, in digits or in a date."""
    found = [Found(_century(match), match.start(), match.end()) for match in _YEAR.finditer(text)]
    return max(found, key=lambda each: int(each.value), default=None)


def find_urgent(text: str) -> Found | None:
    """The first words of urgency."""
    match = _URGENT.search(text)
    return Found("yes", match.start(), match.end()) if match else None


def _century(match: re.Match[str]) -> str:
    return f"20{match[1]}" if match[1] else match[0][-4:]
