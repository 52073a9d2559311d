"""Vehicle identification numbers with check digit (49 CFR 565.15) and licence plates by cue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from claimwright.intake.recognisers.base import Hit, Recogniser, Rule, by_rules
from claimwright.intake.recognisers.identifiers import by_cue
from claimwright.intake.view import View

_VIN = re.compile(r"(?<![\w-])(?=[A-HJ-NPR-Z]{0,16}\d)[A-HJ-NPR-Z0-9]{17}(?![\w-])", re.IGNORECASE)
_VALUES = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ0123456789",
        [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9, *range(10)],
        strict=True,
    )
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def valid_vin(value: str) -> bool:
    """Whether the ninth character is the check digit of the other sixteen."""
    vin = value.upper()
    if len(vin) != 17 or any(c not in _VALUES for c in vin):
        return False
    remainder = sum(_VALUES[c] * w for c, w in zip(vin, _WEIGHTS, strict=True)) % 11
    return vin[8] == ("X" if remainder == 10 else str(remainder))


_ANYWHERE = by_rules(
    "vin",
    ("VEHICLE",),
    (
        Rule(
            "cue",
            _VIN,
            before=re.compile(r"\bvin\b|vehicle|\bcar\b|truck|\bvan\b|\bsuv\b|motorcycle"),
        ),
        Rule("plain", _VIN, check=lambda v: "check-digit" if valid_vin(v) else None),
    ),
    source="49 CFR 565.15",
)


def _find(view: View) -> Iterable[Hit]:
    """Only where a word with a digit is long enough."""
    long = view.has_digit and any(atom.digits and len(atom.text) >= 17 for atom in view.atoms)
    return _ANYWHERE.find(view) if long else ()


_BY_SHAPE = replace(_ANYWHERE, find=_find)
_BY_CUE = by_cue(
    "plate",
    ("VEHICLE",),
    "veh|car|van|truck|suv|jeep|sedan|minivan|motorcycle|drive|plate|plates|plate number|plate no"
    "|plate #|license plate|licence plate|license plate number"
    "|licence plate number|tag|tag number|license tag|plate's|car plate|"
    "truck plate|van plate|vin|vin number|vin #|vin no|vin ends|vin ending|vehicle plate|van vin"
    "|car vin|vehicle vin|vehicle|registration plate|lic plate|plate is|vehicle id|plt",
)
RECOGNISERS: tuple[Recogniser, ...] = (_BY_SHAPE, _BY_CUE)
