"""Money is an integer number of US cents. This module only reads and writes it; rounding is always named."""

from __future__ import annotations

import re

from claimwright.core.errors import InputError

_AMOUNT = re.compile(r"\A([+-]?)\$?(\d*)(?:\.(\d*))?\Z")


def parse_cents(text: str) -> int:
    """Read `"40"`, `"40.5"`, `"$1234.50"` or `"-3.00"` as cents, exactly.

    Raises `InputError` where the text is no amount or has more than two decimals that are not zero.
    """
    match = _AMOUNT.match(text.strip().replace(",", ""))
    if match is None or not (match[2] or match[3]):
        raise InputError(
            f"{text!r} is not an amount of money", fix="write it like 40, 40.50 or $1,234.50", code="MONEY-1"
        )
    sign, whole, part = match[1], match[2] or "0", (match[3] or "").rstrip("0")
    if len(part) > 2:
        raise InputError(
            f"{text!r} has a fraction of a cent", fix="round it first; nothing is rounded here", code="MONEY-2"
        )
    cents = int(whole) * 100 + int(part.ljust(2, "0"))
    return -cents if sign == "-" else cents


def format_cents(cents: int) -> str:
    """Write cents as `$1,234.50`, negative as `-$3.00`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"
