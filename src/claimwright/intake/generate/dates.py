"""Dates in the many forms that people write, drawn to say as much as a given one."""

from __future__ import annotations

import random
import re

from claimwright.intake.generate.numbers import cardinal, ordinal

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)


def redate(rng: random.Random, old: str) -> str:
    """Another date: month alone, day alone, month and day, or a full date, as the old one is."""
    month, day, year = rng.randrange(12), rng.randint(1, 28), rng.choice((*range(1930, 2020), *[2024, 2025, 2026] * 12))
    figures = bool(re.search(r"\d", old))
    if _MONTH.fullmatch(old.strip(".")):
        value = rng.choice((MONTHS[month], MONTHS[month], _short(rng, month))) if len(old) > 4 else MONTHS[month][:3]
    elif not figures:
        value = _spoken(rng, old, month, day, year)
    elif re.fullmatch(r"\d{1,2}(st|nd|rd|th)", old):
        value = suffixed(day)
    elif re.search(r"\d{4}|\d{1,2}\W\d{1,2}\W\d{2}\b|['’]\d\d", old):
        value = _full(rng, month, day, year)
    else:
        value = _short_date(rng, month, day)
    return value.lower() if old.islower() else value.upper() if old.isupper() and _MONTH.search(old) else value


def suffixed(day: int) -> str:
    """1st, 2nd, 3rd, 4th..."""
    return f"{day}{'th' if 4 <= day <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def _short(rng: random.Random, month: int) -> str:
    return MONTHS[month][:3] + rng.choice(("", "."))


def _name(rng: random.Random, month: int) -> str:
    return rng.choice((MONTHS[month], MONTHS[month], _short(rng, month)))


def _short_date(rng: random.Random, month: int, day: int) -> str:
    figure = rng.choice(("{m}/{d}", "{m}/{d}", "{m}/{d}", "{m}-{d}", "{m:02d}/{d:02d}", "{m}.{d}", ""))
    if figure:
        return figure.format(m=month + 1, d=day)
    return rng.choice(
        (f"{_name(rng, month)} {day}", f"{_name(rng, month)} {suffixed(day)}", f"{day} {_name(rng, month)}", f"{suffixed(day)} of {MONTHS[month]}",
         f"{_name(rng, month)} {day}")
    )  # fmt: skip


def _full(rng: random.Random, month: int, day: int, year: int) -> str:
    m, d, y, name = month + 1, day, year, _name(rng, month)
    return rng.choice(
        (f"{m}/{d}/{y}", f"{m:02d}/{d:02d}/{y}", f"{m}/{d}/{y % 100:02d}", f"{m:02d}-{d:02d}-{y}", f"{m}-{d}-{y % 100:02d}", f"{y}-{m:02d}-{d:02d}",
         f"{MONTHS[month]} {d}, {y}", f"{name} {d} {y}", f"{d} {name} {y}", f"{d}-{MONTHS[month][:3]}-{y}", f"{m}.{d}.{y}", f"{y}/{m:02d}/{d:02d}",
         f"{name} {suffixed(d)}, {y}", f"{m:02d}.{d:02d}.{y % 100:02d}", f"{suffixed(d)} of {MONTHS[month]} {y}", f"{d}{MONTHS[month][:3].upper()}{y}",
         f"{m:02d}{d:02d}{y}" if rng.random() < 0.2 else f"{m}/{d}/{y}", f"{MONTHS[month][:3]} {d}, '{y % 100:02d}")
    )  # fmt: skip


def _spoken(rng: random.Random, old: str, month: int, day: int, year: int) -> str:
    said = ordinal(day) if rng.random() < 0.7 else ordinal(day).replace("-", " ")
    if not _MONTH.search(old):
        return f"{cardinal(month + 1)} {cardinal(day)} {cardinal(year % 100)}" if len(old.split()) > 2 else said
    text = rng.choice((f"{MONTHS[month]} {said}", f"{said} of {MONTHS[month]}", f"{MONTHS[month]} the {said}"))
    return f"{text}, {_year(year)}" if re.search(r"nineteen|twenty \w+ |, ", old) else text


def _year(year: int) -> str:
    return f"{cardinal(year // 100)} {cardinal(year % 100)}" if year % 100 else cardinal(year)
