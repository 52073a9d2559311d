"""The texts of X12 elements as values; None where a text is not one. No value is rounded or guessed."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_DECIMAL = re.compile(r"(\d{0,12})(?:\.(\d{0,9}))?", re.ASCII)
_CACHE = 1 << 13


def _scaled(text: str, places: int) -> int | None:
    match = _DECIMAL.fullmatch(text)
    if match is None or text in ("", "."):
        return None
    whole, fraction = match.group(1), (match.group(2) or "").rstrip("0")
    return int(whole + fraction.ljust(places, "0") or "0") if len(fraction) <= places else None


@lru_cache(_CACHE)
def parse_cents(text: str) -> int | None:
    """An amount in dollars as cents; not negative, at most two decimals (`12.5` is 1250)."""
    return _scaled(text.strip(), 2)


@lru_cache(_CACHE)
def parse_thousandths(text: str) -> int | None:
    """A quantity as thousandths; not negative, at most three decimals (`1.5` is 1500)."""
    return _scaled(text.strip(), 3)


@lru_cache(_CACHE)
def parse_date(text: str) -> dt.date | None:
    """A date written CCYYMMDD."""
    if len(text) != 8 or not (text.isascii() and text.isdigit()):
        return None
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None


def parse_short_date(text: str) -> dt.date | None:
    """A date written YYMMDD, as ISA09 has it; 1950 to 2049."""
    if len(text) != 6:
        return None
    return parse_date(("19" if text >= "50" else "20") + text)


@lru_cache(_CACHE)
def parse_period(form: str, text: str) -> tuple[dt.date, dt.date] | None:
    """A DTP date (D8, or DT with a time) or range (RD8) as first and last day; None where reversed."""
    if form == "D8" or (form == "DT" and len(text) == 12):
        day = parse_date(text[:8]) if form == "DT" else parse_date(text)
        return (day, day) if day else None
    return _range(text) if form == "RD8" else None


def _range(text: str) -> tuple[dt.date, dt.date] | None:
    start, dash, end = text.partition("-")
    first, last = parse_date(start), parse_date(end)
    return (first, last) if dash and first and last and first <= last else None


def parse_count(text: str) -> int | None:
    """A whole number, without sign; at most nine digits."""
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else None


def normalise_code(text: str) -> str:
    """A code without its dot, spaces and hyphens, in upper case."""
    return text.replace(".", "").replace("-", "").replace(" ", "").upper()
