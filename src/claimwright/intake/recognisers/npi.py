"""National Provider Identifiers: ten digits, Luhn check over the prefix 80840 (45 CFR 162.406)."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Rule, by_rules

_DIGITS = re.compile(r"(?<![\w-])[12]\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w-])")
_CUE = re.compile(r"\bnpis?\b[^.\n]{0,30}\Z")
_OTHER = re.compile(
    r"(?:fax|phone|ph|cell|call|tel|member|id|group|grp|policy|claim|auth|acct|account|mrn|chart)[ :#.]{0,3}\Z"
)


def luhn(digits: str) -> bool:
    """Whether a digit string ends in its Luhn check digit (ISO/IEC 7812-1)."""
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def valid_npi(value: str) -> bool:
    """Whether a value is a well-formed NPI with a right check digit."""
    digits = re.sub(r"\D", "", value)
    return len(digits) == 10 and luhn("80840" + digits)


RECOGNISER = by_rules(
    "npi",
    ("LICENSE",),
    (
        Rule("cue", _DIGITS, before=_CUE, check=lambda v: "luhn" if valid_npi(v) else "no-luhn"),
        Rule("plain", _DIGITS, unless=_OTHER, check=lambda v: "luhn" if valid_npi(v) else None),
    ),
    hint="digit",
    source="45 CFR 162.406",
)
