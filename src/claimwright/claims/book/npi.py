"""National provider identifiers: ten digits whose last one checks the others.

Source: 45 CFR 162.406; the check digit is the Luhn digit of the number with 80840 before it (ISO/IEC 7812).
"""

from __future__ import annotations

_PREFIX = "80840"


def check_digit(first_nine: str) -> str:
    """The tenth digit of an NPI, from its first nine."""
    digits = [int(digit) for digit in reversed(_PREFIX + first_nine)]
    total = sum(_doubled(digit) if place % 2 == 0 else digit for place, digit in enumerate(digits))
    return str(-total % 10)


def is_well_formed(npi: str) -> bool:
    """Whether the text is ten digits, begins with 1 or 2, and ends in the right check digit."""
    plain = len(npi) == 10 and npi.isascii() and npi.isdigit() and npi[0] in "12"
    return plain and check_digit(npi[:9]) == npi[9]


def _doubled(digit: int) -> int:
    return digit * 2 if digit < 5 else digit * 2 - 9
