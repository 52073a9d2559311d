"""Street addresses, post office boxes, `City, ST 12345`, ZIP codes by cue, counties."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.recognisers.states import ABBREVIATIONS, NAMES

_STATE = rf"(?:{'|'.join(ABBREVIATIONS)}|{'|'.join(NAMES)})"
_ABBR = rf"(?:{'|'.join(ABBREVIATIONS)})"
_ZIP = r"\d{5}(?:-\d{4})?"
_TYPE = (
    r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Drive|Dr|Lane|Ln|Boulevard|Blvd|Court|Ct|Circle|Cir|Way"
    r"|Place|Pl|Terrace|Ter|Trail|Trl|Parkway|Pkwy|Highway|Hwy|Loop|Row|"
    r"Square|Sq|Plaza|Plz|Pike|Alley|Crossing|Xing|Walk|Path|Run|Ridge|Point|Landing|Bend|Route"
    r"|Rte|Turnpike|Tpke|Mews|Green|Commons|Broadway|Crescent|Cove|Hollow|Glen|Ct)"
)
_WORD = r"(?:[A-Z][\w'’.-]{0,24}|\d{1,3}(?:st|nd|rd|th)|[NSEW]{1,2}\.?|of|the|de|la|del|los)"
_UNIT = r"(?:,? (?:Apt|Apartment|Suite|Ste|Unit|Rm|Room|Lot|Fl|Floor|Bldg|#)\.? ?#?[\w-]{1,6})?"
_CITY = r"[A-Z][\w'’.-]{1,24}(?: (?:[A-Z][\w'’.-]{0,24}|of|de|la|du|on)){0,3}"
_TAIL = rf"(?:(?:,? {_CITY})(?:,? {_STATE}\b\.?)?(?:,? {_ZIP})?)"
_STREET_BODY = rf"\d{{1,6}}[A-Z]?(?:-\d{{1,4}})? (?:{_WORD} ){{1,4}}{_TYPE}\b\.?(?: [NSEW]{{1,2}}\b)?{_UNIT}"
_STREET_FULL = re.compile(rf"(?<![\w$#-]){_STREET_BODY}(?:,? ?\n?{_CITY}),? {_STATE}(?:,? {_ZIP})?(?![\w-])")
_STREET = re.compile(rf"(?<![\w$#-]){_STREET_BODY}(?![\w-])(?<!\.)")
_STREET_CITY = re.compile(rf"(?<![\w$#-]){_STREET_BODY}, {_CITY}(?![\w-])(?<!\.)")
_BOX = re.compile(rf"(?<![\w-])(?:P\.? ?O\.? )?Box \d{{1,6}}(?:,? {_CITY},? {_STATE}(?:,? {_ZIP})?)?(?![\w-])")
_CITY_STATE = re.compile(rf"(?<![\w'-]){_CITY}(?:,\s|, ?| )(?:{_ABBR})(?:,? {_ZIP})?(?![\w-])")
_CITY_ZIP = re.compile(rf"(?<![\w'-]){_CITY},? {_STATE},? {_ZIP}(?![\w-])")
_ZIP_ONLY = re.compile(r"(?<![\w$#./-])\d{5}(?:-\d{4})?(?![\w-]|\.\d)")
_COUNTY = re.compile(r"(?<![\w-])[A-Z][a-z'’.-]{1,20}(?: [A-Z][a-z'’.-]{1,20})? (?:County|Parish|Borough)(?![\w-])")
_ZIP_CUE = re.compile(r"\bzip(?: ?code)?\W{0,3}(?:is |of |here )?\Z|\bzipcode\W{0,3}\Z|postal code\W{0,3}\Z")
_LIVE = re.compile(
    r"\b(?:live|living|based|reside|located|move|moving|moved|relocat\w{0,6}|i'm|im|office|clinic"
    r"|location|near|around|town|area|from)\b[^.!?\n]{0,24}\b(?:in|to|near|from|around|outside|at"
    r"|by)[ ]\Z"
)

_NOT_CITY = re.compile(
    r"\A(?:Dr|Mr|Mrs|Ms|Plan|ID|Group|Hi|Hello|Dear|Member|Policy|Patient|Blue|BCBS|Insurance"
    r"|Medicaid|Medicare|Superior|Cigna|Aetna|Anthem|Humana|Molina|Ambetter)\b"
)


def _city(value: str) -> str | None:
    return None if _NOT_CITY.match(value) else ""


_DIGITS = tuple("0123456789")

RECOGNISER = by_rules(
    "address",
    ("LOC",),
    (
        Rule("street.full", _STREET_FULL, hint=_DIGITS),
        Rule("street.city", _STREET_CITY, hint=_DIGITS),
        Rule("box", _BOX, hint=("box",)),
        Rule("street", _STREET, hint=_DIGITS),
        Rule("city.zip", _CITY_ZIP, hint=_DIGITS, check=_city),
        Rule("city.state", _CITY_STATE, check=_city),
        Rule("county", _COUNTY, hint=("county", "parish", "borough")),
        Rule("zip.cue", _ZIP_ONLY, before=_ZIP_CUE, hint=("zip", "postal")),
    ),
    source="45 CFR 164.514(b)(2)(i)(B)",
)
