"""The values of records as texts of X12 elements; the inverse of `values`."""

from __future__ import annotations

import datetime as dt
import re

from claimwright.core.errors import InputError

ELEMENT, COMPONENT, REPETITION, SEGMENT = "*", ":", "^", "~"
_FORBIDDEN = re.compile(r"[*:^~\x00-\x1f]")
_STREET = 55
"""The longest N301."""


def check_text(text: str) -> str:
    """The text, if it can stand in an element; raises InputError for a separator or control character."""
    found = _FORBIDDEN.search(text)
    if found:
        raise InputError(
            f"{text[:60]!r} holds {found.group()!r}, which separates elements in X12",
            fix="take the character out of the record",
            code="X12-WRITE",
        )
    return text


def _decimal(value: int, places: int) -> str:
    whole, fraction = divmod(value, 10**places)
    digits = f"{fraction:0{places}}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def render_cents(cents: int) -> str:
    """Cents as dollars without idle zeros: 1250 is `12.5`."""
    return _decimal(cents, 2)


def render_thousandths(units: int) -> str:
    """Thousandths as a quantity: 1500 is `1.5`."""
    return _decimal(units, 3)


def render_date(date: dt.date) -> str:
    """CCYYMMDD."""
    return f"{date.year:04}{date.month:02}{date.day:02}"


def render_period(first: dt.date, last: dt.date) -> tuple[str, str]:
    """DTP02 and DTP03 of a day or a range of days."""
    if first == last:
        return "D8", render_date(first)
    return "RD8", f"{render_date(first)}-{render_date(last)}"


def render_street(address: str) -> tuple[str, str]:
    """N301 and N302: a long address is cut at a space."""
    cut = address.rfind(" ", 0, _STREET + 1) if len(address) > _STREET else -1
    return (address[:cut], address[cut + 1 :]) if cut > 0 else (address, "")
