"""National Provider Identifiers: ten digits that start with 1 or 2, the last a Luhn check digit over 80840
and the rest.

Source: 45 CFR 162.406; CMS, NPI check digit calculation (ISO/IEC 7812-1 with the prefix for US health
applications).
"""

from __future__ import annotations

PREFIX = "80840"


def check_digit(digits: str) -> str:
    """The Luhn digit that completes a string of digits."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (2 - index % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def valid_npi(text: str) -> bool:
    """Whether a text is a well-formed NPI with the right check digit; that it was issued is not said."""
    if len(text) != 10 or not (text.isascii() and text.isdigit()) or text[0] not in "12":
        return False
    return check_digit(PREFIX + text[:9]) == text[9]


def complete_npi(nine: str) -> str:
    """An NPI from its first nine digits, for invented providers."""
    return nine + check_digit(PREFIX + nine)
