"""DEA registration numbers: two letters and seven digits with a check digit (21 CFR 1301; DEA check sum)."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Rule, by_rules

_SHAPE = re.compile(r"(?<![\w-])[A-HJ-NP-UX][A-Z9][ -]?\d{7}(?![\w-])", re.IGNORECASE)


def valid_dea(value: str) -> bool:
    """Whether the seventh digit is the last digit of (1st + 3rd + 5th) + 2 * (2nd + 4th + 6th)."""
    digits = [int(c) for c in value if c.isdigit()][-7:]
    total = digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5])
    return total % 10 == digits[6]


RECOGNISER = by_rules(
    "dea",
    ("LICENSE",),
    (
        Rule(
            "cue",
            _SHAPE,
            before=re.compile(r"\bdea\b"),
            check=lambda v: "checksum" if valid_dea(v) else "no-checksum",
            hint=("dea",),
        ),
    ),
    hint="digit",
    source="21 CFR 1301",
)
