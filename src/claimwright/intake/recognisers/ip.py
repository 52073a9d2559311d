"""IP addresses, version 4 and 6, validated; also spoken (`one ninety two dot zero dot two dot six`)."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator

from claimwright.intake.recognisers.base import Hit, Recogniser, Rule
from claimwright.intake.recognisers.spoken import runs
from claimwright.intake.view import NUMBER, View

_V4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w]|\.\d)")
_V6 = re.compile(
    r"(?<![\w:])(?=[0-9a-f:]{0,39}:[0-9a-f]{0,4}:)[0-9a-f]{0,4}(?::[0-9a-f]{0,4}+){2,7}(?![\w:])", re.IGNORECASE
)
_VERSION = re.compile(r"(?:version|ver\.?|build|firmware|release|update|v)\s{0,2}\Z")


def _valid(text: str) -> str | None:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return None
    return "address"


_DOTTED, _COLONS = re.compile(r"\d\.\d"), re.compile(r":[0-9a-f]{0,4}:", re.IGNORECASE)
_RULES = (
    Rule("v4", _V4, unless=_VERSION, check=_valid, needs=_DOTTED, at=NUMBER),
    Rule("v6", _V6, check=_valid, needs=_COLONS),
)


def _find(view: View) -> Iterator[Hit]:
    for rule in _RULES:
        yield from rule.hits(view)
    if " dot " not in view.lower:
        return
    for run in runs(view):
        if run.value.count(".") == 3 and all(part.isdigit() for part in run.value.split(".")):
            yield Hit(run.start, run.end, "spoken")


RECOGNISER = Recogniser(
    "ip", ("IP",), _find, tuple(p for rule in _RULES for p in rule.patterns), source="RFC 791, RFC 4291", rules=_RULES
)
