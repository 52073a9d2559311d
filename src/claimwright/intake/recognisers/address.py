"""Street addresses, post office boxes, `City, ST 12345`, ZIP codes by cue, counties."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.recognisers.carrier import spans as carrier_spans
from claimwright.intake.recognisers.states import ABBREVIATIONS, NAMES
from claimwright.intake.view import NUMBER, View
from claimwright.intake.wordlist import words

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
_CITY_STATE = re.compile(rf"(?<![\w'-]){_CITY}, ?(?:{_ABBR})(?:,? {_ZIP})?(?![\w-])")
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


_TOWN = r"[A-Z][a-z'’]{2,20}(?:[ -](?:[A-Z][a-z'’]{1,20}|de|la|du|d'Alene)){0,2}"
_PLACE = rf"(?P<v>{_TOWN}(?:, {_STATE}(?![\w-]))?)"
_AT_SITE = re.compile(
    rf"\b(?:[Tt]he|[Yy]our|[Oo]ur|[Aa]t) {_PLACE} (?:office|location|site|branch|campus|lab|clinic"
    rf"|store|draw|one)\b"
)
_STAY = (
    r"(?:live|living|lives|reside|based|located|am|I'm|I’m|im|we're|We're|are|is|staying|moved?"
    r"|moving|relocat(?:ed|ing)|drive|"
    r"driving|come|coming|clinic|office|doctor|someone|anyone|dentist|specialist)"
)
_LIVING = re.compile(
    rf"\b(?:{_STAY}(?: (?:out|over|down|up|here|from|back|as far as))?(?: \w{{1,12}})?) "
    rf"(?:in|near|to|from|outside|around|by|as) {_PLACE}(?!\w)(?! (?:Health|Blue|Medicaid|Medicare|Plan|PPO|HMO))"
)


def _place(value: str) -> str | None:
    first = value.split(maxsplit=1)[0].lower().strip(".'’")
    if first in _NO_PLACE or value in NAMES:
        return None
    return None if carrier_spans(View(value)) else ""


_NO_PLACE = words(
    "mohs bronze silver gold platinum medical dental sleep pain eye "
    "the my your our her his their this that dr january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday "
    "medicare medicaid spanish english billing main new old urgent physical human front monday's network"
)


_NO_STATE = re.compile(r"[ ,](?:ID|MD|DO)\Z|\d{2}.{0,4}, [A-Z]{2}\Z")


def _city(value: str) -> str | None:
    if _NOT_CITY.match(value) or _NO_STATE.search(value) or carrier_spans(View(value)):
        return None
    return ""


_CAPITAL = re.compile(r"[A-Z](?<![\w'-].)")
_FIVE_DIGITS = re.compile(r"\d\d\d\d\d")
_COMMA_STATE = re.compile(r", ?[A-Z][A-Z]")
_INTO_PLACE = re.compile(r" (?:in|near|to|from|outside|around|by|as) [A-Z]")

RECOGNISER = by_rules(
    "address",
    ("LOC",),
    (
        Rule("street.full", _STREET_FULL, at=NUMBER),
        Rule("street.city", _STREET_CITY, at=NUMBER),
        Rule("box", _BOX, hint=("box",)),
        Rule("street", _STREET, at=NUMBER),
        Rule("city.zip", _CITY_ZIP, needs=_FIVE_DIGITS, at=_CAPITAL, check=_city),
        Rule("city.state", _CITY_STATE, needs=_COMMA_STATE, at=_CAPITAL, check=_city),
        Rule("county", _COUNTY, hint=("county", "parish", "borough")),
        Rule(
            "site",
            _AT_SITE,
            check=_place,
            hint=("office", "location", "site", "branch", "campus", "lab", "clinic", " one"),
        ),
        Rule("living", _LIVING, needs=_INTO_PLACE, check=_place),
        Rule("zip.cue", _ZIP_ONLY, before=_ZIP_CUE, hint=("zip", "postal"), at=NUMBER),
    ),
    source="45 CFR 164.514(b)(2)(i)(B)",
)
