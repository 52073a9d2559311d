"""Medicare Beneficiary Identifiers (11 characters; positions 2, 5, 8 and 9 are letters other than S, L, O, I, B, Z).

Source: CMS, "Understanding the Medicare Beneficiary Identifier (MBI) Format".
"""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.view import NUMBER

_L, _A = "[AC-HJKMNP-RT-Y]", "[AC-HJKMNP-RT-Y0-9]"
_EXACT = re.compile(rf"(?<![\w-])[1-9]{_L}{_A}\d[- ]?{_L}{_A}\d[- ]?{_L}{{2}}\d{{2}}(?![\w-])", re.IGNORECASE)
_SHAPED = re.compile(r"(?<![\w-])[1-9][A-Z][A-Z0-9]\d[- ]?[A-Z][A-Z0-9]\d[- ]?[A-Z]{2}\d{2}(?![\w-])", re.IGNORECASE)
_NEAR = re.compile(r"(?<![\w-])[1-9][A-Z][A-Z0-9]{2}[- ][A-Z0-9]{3}[- ][A-Z0-9]{4}(?![\w-])")

RECOGNISER = by_rules(
    "mbi",
    ("MEMBER_ID",),
    (
        Rule("exact", _EXACT, check=lambda _: "mbi", at=NUMBER),
        Rule("shaped", _SHAPED, at=NUMBER),
        Rule("near", _NEAR, before=re.compile(r"medicare|mbi|beneficiary"), at=NUMBER),
    ),
    hint="digit",
    source="CMS MBI format",
)
