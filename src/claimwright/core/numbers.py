"""Exact numbers: integers that stand for a number of decimals."""

from __future__ import annotations


def decimal(value: int, scale: int, *, strip: bool = True) -> str:
    """A scaled integer in decimal notation, without trailing zeros unless they are asked for."""
    digits = str(abs(value)).rjust(scale + 1, "0")
    whole, part = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    part = part.rstrip("0") if strip else part
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")
