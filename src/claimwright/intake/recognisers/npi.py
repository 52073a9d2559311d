"""National Provider Identifiers: ten digits, Luhn check over the prefix 80840 (45 CFR 162.406)."""

from __future__ import annotations

import re

from claimwright.core.npi import valid_npi
from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.view import NUMBER

_DIGITS = re.compile(r"(?<![\w-])[12]\d{3}[ -]?\d{3}[ -]?\d{3}(?![\w-])")
_CUE = re.compile(r"\bnpis?\b[^.\n]{0,30}\Z")
_OTHER = re.compile(
    r"(?:fax|phone|ph|cell|call|tel|member|id|group|grp|policy|claim|auth|acct|account|mrn|chart)[ :#.]{0,3}\Z"
)


def _check(value: str) -> bool:
    return valid_npi(re.sub(r"\D", "", value))


RECOGNISER = by_rules(
    "npi",
    ("LICENSE",),
    (
        Rule("cue", _DIGITS, before=_CUE, check=lambda v: "luhn" if _check(v) else "no-luhn", hint=("npi",), at=NUMBER),
        Rule("plain", _DIGITS, unless=_OTHER, check=lambda v: "luhn" if _check(v) else None, at=NUMBER),
    ),
    hint="digit",
    source="45 CFR 162.406",
)
