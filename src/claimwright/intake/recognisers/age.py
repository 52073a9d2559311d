"""Ages of 90 and more, in digits and words (45 CFR 164.514(b)(2)(i)(C))."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.view import NUMBER
from claimwright.intake.wordlist import words

_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_WORDS = re.compile(
    rf"(?<![\w-])(?:ninety(?:[- ]{_UNIT})?|(?:one|a) hundred(?:[- ](?:and )?{_UNIT})?)(?![\w-])", re.IGNORECASE
)
_DIGITS = re.compile(
    (
        r"(?<![\w$.,/:#-])(?<!\d )(?:9\d|1[01]\d)(?![\w%/:#]|[-.,]\d|-(?!year|yr|y/?o)| ?(?:mg|mcg|ml"
        r"|kg|lbs?|pounds|units|%|degrees|bpm|days?|minutes|mins?|visits|percent|miles|dollars|bucks"
        r"|over|copay|/))"
    ),
    re.IGNORECASE,
)
_YEARS = re.compile(r"\A ?(?:-| )?(?:years?|yrs?|y ?/ ?o|yo|y\.o|yr|year)\b|\A ?[mf]\b|\A ?(?:y|-?year-old)\b")
_AGED = re.compile(r"(?:\bage[ds]?|\bturn(?:s|ed|ing)?|\bpt age|\bage is)\W{0,3}(?:is |of |now |just |at )?\Z")
_IS = re.compile(
    r"(?:\b(?:i'm|im|he's|shes|she's|hes|who's|whos|is|was|am|now|being|be|mother's|dad's|mom's"
    r"|nana's|grandma's|grandpa's))(?: (?:now|almost|only|just|also|already|nearly|about))?\s\Z"
)
_KIN = re.compile(
    r"(?:\b(?:mom|mum|mother|dad|father|granny|grandma|grandmother|grandpa|grandfather|nana|pawpaw"
    r"|papa|aunt|uncle|husband|wife|neighbor|resident|patient|pt|granddad|abuela|gran|gramma|memaw"
    r"|meemaw))\W{1,3}\Z"
)
_NAMED = re.compile(r"[a-z]{2,20},? \(?\Z")
_APART = re.compile(r"\A(?:\)|, (?!\d)|\. )")
_NOT = re.compile(
    r"(?:bp|pulse|hr|heart rate|sugar|glucose|weighs?|weight|temp|oxygen|sat|spo2|o2|room|apt"
    r"|suite|\$|minutes|\bfor|owe|exceed|within|over|past)\W{0,4}(?:is |was |of |at |reads )?\Z"
    r"|plus \Z"
)

_TENS = words("ninety hundred")

RECOGNISER = by_rules(
    "age",
    ("AGE_OVER_89",),
    (
        Rule("digits.years", _DIGITS, after=_YEARS, unless=_NOT, hint=("9", "10", "11"), at=NUMBER),
        Rule("words.years", _WORDS, after=_YEARS, words=_TENS),
        Rule("digits.aged", _DIGITS, before=_AGED, hint=("9", "10", "11"), at=NUMBER),
        Rule("words.aged", _WORDS, before=_AGED, words=_TENS),
        Rule("digits.is", _DIGITS, before=_IS, unless=_NOT, hint=("9", "10", "11"), at=NUMBER),
        Rule(
            "words.is",
            _WORDS,
            before=_IS,
            unless=re.compile(r"\A ?(?:dollar|percent|day|minute|visit|bucks|mile)"),
            words=_TENS,
        ),
        Rule("digits.named", _DIGITS, before=_NAMED, after=_APART, hint=("9", "10", "11"), at=NUMBER),
        Rule("digits.kin", _DIGITS, before=_KIN, hint=("9", "10", "11"), at=NUMBER),
        Rule("words.kin", _WORDS, before=_KIN, words=_TENS),
    ),
)
