"""Dates with a month or a day: numeric, ISO, month names, ordinals by cue, spoken."""

from __future__ import annotations

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.view import NUMBER
from claimwright.intake.wordlist import words

_MON = (
    r"(?:jan(?:uary)?|feb(?:ruary|uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_UNIT = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
_CARD = "one|two|three|four|five|six|seven|eight|nine"
_TENS = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty"
    "|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh one|oh two|oh three|oh four|oh five|oh "
    "six|oh seven|oh eight|oh nine"
)
_ORD = (
    rf"(?:{_UNIT}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
    rf"|eighteenth|nineteenth|twentieth|twenty[- ]{_UNIT}|thirtieth|thirty[- ]first)"
)
_YEAR = r"(?:,? ?(?:of )?(?:19|20)\d{2}(?!\d|-\d)|,? '?\d{2}(?![\d:/-]))"
_SAID_YEAR = (
    rf"(?:,? (?:(?:19|20)\d{{2}}|(?:nineteen|twenty)[ -](?:oh |hundred |and )?(?:{_TENS})(?:[- "
    rf"](?:{_CARD}))?|two thousand(?: and)?(?: (?:{_CARD}|ten|eleven|twelve))?|(?:{_TENS})(?:[- "
    rf"](?:{_CARD}))?))"
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_ISO = re.compile(r"(?<![\w/.-])(?:19|20)\d{2}([-/.])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?![\w/-]|\.\d)")
_FULL = re.compile(
    r"(?<![\w/.$-])(?:3[01]|[12]\d|0?[1-9])([-/.])(?:3[01]|[12]\d|0?[1-9])\1(?:(?:19|20)\d{2}|\d{2})(?![\w/-]|\.\d)"
)
_MONTH_SLASH = re.compile(r"(?<![\w/.$#-])(?:1[0-2]|0?[1-9])/(?:19|20)\d{2}(?![\w/-])")
_SHORT = re.compile(r"(?<![\w/.$#-])(?:1[0-2]|0?[1-9])/(?:3[01]|[12]\d|0?[1-9])(?![\w/%]|\.\d|-\d{3})")
_DASH = re.compile(r"(?<![\w/.$#-])(?:1[0-2]|0?[1-9])[-.](?:3[01]|[12]\d|0?[1-9])(?![\w/%-]|\.\d)")
_NAMED = re.compile(
    rf"(?<![\w-]){_MON}\.? {{0,2}}(?:the )?{_DAY}(?!\d|[:.]\d| ?(?:am|pm|mg|%)\b){_YEAR}?(?!\w)", re.IGNORECASE
)
_NAMED_WORDS = re.compile(rf"(?<![\w-]){_MON} (?:the )?{_ORD}{_SAID_YEAR}?(?![\w-])", re.IGNORECASE)
_DAY_FIRST = re.compile(
    (rf"(?<![\w/$.-]){_DAY}(?: of)?[ -]?{_MON}\b\.?(?:[ ,-]{{1,2}}(?:19" rf"|20)\d{{2}}(?!\d))?(?!\w)(?<![. ])"),
    re.IGNORECASE,
)
_ORDINAL_OF = re.compile(rf"(?<![\w-]){_ORD} (?:of )?{_MON}{_SAID_YEAR}?(?![\w-])", re.IGNORECASE)
_MONTH_YEAR = re.compile(rf"(?<![\w-]){_MON}\.?,? (?:of )?(?:19|20)\d{{2}}(?!\d)", re.IGNORECASE)
_MONTH = re.compile(
    r"(?<![\w-])(?:January|February|April|June|July|August|September|October|November|December"
    r"|March|May|Jan|Feb|Sept|Oct|Nov|Dec)(?![\w-]|['’]s)"
)
_MONTH_LOWER = re.compile(
    r"(?<![\w-])(?:january|february|april|june|july|august|september|october|november|december)(?![\w-])"
)
_BARE_ORD = re.compile(
    (
        r"(?<![\w-])(?:3[01]|[12]?\d)(?:st|nd|rd|th)(?![\w-]| (?:grade|floor|time|call|visit|street"
        r"|st\b|ave|opinion|notice|request|bill|party|month|week|trimester|degree|letter|dose|year"
        r"|person|attempt|appeal))"
    ),
    re.IGNORECASE,
)
_WORD_ORD = re.compile(
    (
        rf"(?<![\w-]){_ORD}(?![\w-]| (?:grade|floor|time|call|visit|street|opinion|notice|request|bill"
        rf"|party|month|week|trimester|degree|letter|dose|year|person|attempt|appeal|shot|one|thing))"
    ),
    re.IGNORECASE,
)
_ON = re.compile(
    r"\b(?:on|by|since|until|til|till|from|before|after|for|to|of|between|the|due|and|than|or"
    r"|around|about|thru|through|starting|effective|eff)(?: the)? \Z"
)
_MONTHLY = re.compile(
    r"\b(?:in|since|by|until|till|til|from|before|after|for|last|next|this|early|late|mid|of"
    r"|during|through|thru|start|end|and|to|around|every|or|if|your|my|our|a|the|between|come"
    r"|back)[ -]\Z"
)
_UNLIKELY = re.compile(
    r"(?:bp|score|pain|rate|ratio|pressure|vision|units?|a1c|apt|suite|rm|room|ste|version|v|dose"
    r"|step|page|item|part|grade|stage|code|seen|about|is|was|are|at)\W{0,2}\Z|\A ?(?:mg|ml|%"
    r"|tablets?|pain|bp|cup|inch|mile|hours?|of the)"
)

_MONTHS = words("jan feb mar apr may jun jul aug sep oct nov dec")
_MONTH_OPENS = re.compile(
    r"[jJ][aAuU][nNlL]|[fF][eE][bB]|[mM][aA][rRyY]|[aA][pPuU][rRgG]|[sSſ][eE][pP]|[oO][cC][tT]|[nN][oO][vV]|[dD][eE][cC]"
)
_ORDINALS = words(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth twenty thirtieth thirty"
)

RECOGNISER = by_rules(
    "date",
    ("DATE",),
    (
        Rule("iso", _ISO, hint=("19", "20"), at=NUMBER),
        Rule("full", _FULL, at=NUMBER),
        Rule("named", _NAMED, openings=_MONTHS, at=_MONTH_OPENS),
        Rule("ordinal-of", _ORDINAL_OF, openings=_MONTHS, words=_ORDINALS),
        Rule("day-first", _DAY_FIRST, hint=tuple(sorted(_MONTHS)), at=NUMBER),
        Rule("named-words", _NAMED_WORDS, openings=_MONTHS, words=_ORDINALS, at=_MONTH_OPENS),
        Rule("month-year", _MONTH_YEAR, openings=_MONTHS, hint=("19", "20"), at=_MONTH_OPENS),
        Rule("month/year", _MONTH_SLASH, hint=("/19", "/20"), at=NUMBER),
        Rule("short", _SHORT, unless=_UNLIKELY, hint=("/",), at=NUMBER),
        Rule(
            "dash",
            _DASH,
            before=re.compile(r"\b(?:on|by|since|from|dos|dob|date|due|till?|until|before|after|eff|of)\W{1,3}\Z"),
            at=NUMBER,
        ),
        Rule("month", _MONTH, before=_MONTHLY, openings=_MONTHS, at=_MONTH_OPENS),
        Rule("month.lower", _MONTH_LOWER, before=_MONTHLY, openings=_MONTHS, at=_MONTH_OPENS),
        Rule("month.plain", _MONTH, openings=_MONTHS, at=_MONTH_OPENS),
        Rule("ordinal", _BARE_ORD, before=_ON, hint=("1st", "2nd", "3rd", "th"), at=NUMBER),
        Rule(
            "ordinal.words",
            _WORD_ORD,
            before=re.compile(r"\b(?:on|by|since|until|from|before|after|to)(?: the)? \Z"),
            words=_ORDINALS,
        ),
    ),
    source="45 CFR 164.514(b)(2)(i)(C)",
)
