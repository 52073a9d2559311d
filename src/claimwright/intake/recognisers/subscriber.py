"""Names of the subscriber by form field and by holder sentence."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules
from claimwright.intake.recognisers.carrier import spans as carrier_spans
from claimwright.intake.view import View
from claimwright.intake.wordlist import words

_PART = r"(?:[A-Z][a-zà-ÿA-Z'’]{0,24}(?:-[A-Z][\w'’]{0,24})?|[A-Z]\.|[A-Z])"
_NAME = rf"{_PART}(?: (?:{_PART}|de|la|del|van|von|der|den|bin|al|el|st\.|of|Le|Mc|O['’]{_PART})){{0,3}}"
_TITLE = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|[MST]{0,2}[Ss]gt|SGT|Cpl|Pvt|CPO|PO|Col|Capt|CPT|Maj|Lt|LT|Rev|Sr)\.? )?"
_KIN = (
    r"(?:wife|husband|spouse|partner|dad|father|mom|mother|son|daughter|ex|ex-wife|ex-husband"
    r"|parent|brother|sister)"
)
_NOT = re.compile(
    r"\A(?:Name|Self|Same|None|Number|No|ID|Id|DOB|Date|Patient|Spouse|Wife|Husband|Son|Daughter"
    r"|Child|Dependent|Relationship|Group|Policy|Plan|Member|The|I|My|You|Not|Is|Me|We|Insurance"
    r"|Mother|Father|New|Card|Medicare|Medicaid|PPO|HMO|EPO)\b"
)
_FIELD = re.compile(
    rf"\b(?:(?:[Pp]rimary )?(?:[Ss]ubscriber|SUBSCRIBER|[Pp]olicy ?[Hh]older|POLICY ?HOLDER"
    rf"|[Ii]nsured|INSURED|[Hh]older|[Ss]ponsor|SPONSOR|[Cc]ardholder|Subs|Sub"
    rf"|[Gg]uarantor)(?:'s)?(?: (?:[Nn]ame|NAME))?)"
    rf"(?:[:=]| is| was|,|;| \(|\.{{2,20}}|\t| -)? ?[\"“]?{_TITLE}(?P<v>{_NAME})(?![\w])"
)
_HOLDS = re.compile(
    rf"(?<![\w]){_TITLE}(?P<v>{_NAME})(?:, (?:who|he|she)(?:'s| is)?|,? (?:is|as)|, my {_KIN}, "
    rf"is)?(?: the| our)?(?: primary)? (?:subscriber|policy ?holder|holder|insured|cardholder)\b"
)
_BRACKET = re.compile(
    (
        rf"(?<![\w]){_TITLE}(?P<v>{_NAME}) \((?:the )?(?:primary )?(?:subscriber|policy ?holder|holder"
        rf"|insured|sponsor)\b"
    ),
    re.ASCII,
)
_CARRIES = re.compile(
    rf"(?<![\w]){_TITLE}(?P<v>{_NAME})(?:,? who)? (?:holds|carries|has) (?:the|our|his|her|my) "
    rf"(?:plan|policy|insurance|coverage)\b"
)
_HELD = re.compile(rf"\b(?:held|owned|carried) by {_TITLE}(?P<v>{_NAME})(?!\w)")
_CHILD_OF = re.compile(
    rf"\b(?:son|daughter|child|stepson|stepdaughter|spouse|wife|husband|dependent|partner) (?:of|on|under) "
    rf"{_TITLE}(?P<v>{_NAME})(?!\w)"
)
_POSSESSIVE = re.compile(rf"(?<![\w]){_TITLE}(?P<v>{_PART} {_PART})['’]s? (?:plan|policy|insurance|coverage)\b")
_OWN = re.compile(r"['’]s? (?:plan|policy|insurance|coverage)")
_UNDER = re.compile(
    rf"\b(?:under|through|via|on|by|from|of|spouse of|dependent of|child of|held by)(?: (?:my|her"
    rf"|his|their|our))?(?: (?:late |ex-?)?{_KIN})?,? {_TITLE}(?P<v>{_NAME})(?=['’]s? (?:plan"
    rf"|policy|insurance|coverage|card|name)|['’] plan|,? (?:policy|member|plan|group|ID|DOB)\b)"
)
_RELATED = re.compile(
    rf"\b(?:plan|policy|insurance|coverage|card)(?: is| comes)?(?: (?:under|through|in|by|from"
    rf"|is))? (?:my )?(?:{_KIN})(?:'s name)?,? {_TITLE}(?P<v>{_NAME})(?!\w)"
)


def _name(value: str) -> str | None:
    return (
        None
        if _NOT.match(value) or len(value) < 3 or carrier_spans(View(value))
        else "full"
        if " " in value
        else "single"
    )


RECOGNISER = by_rules(
    "subscriber",
    ("SUBSCRIBER_NAME",),
    (
        Rule(
            "field",
            _FIELD,
            check=_name,
            hint=("subscriber", "holder", "insured", "sponsor", "subs", "sub", "guarantor"),
        ),
        Rule("holds", _HOLDS, check=_name, hint=("subscriber", "holder", "insured")),
        Rule(
            "bracket",
            _BRACKET,
            check=_name,
            hint=("(subscriber", "(policy", "(holder", "(insured", "(sponsor", "(primary"),
        ),
        Rule("possessive", _POSSESSIVE, check=_name, needs=_OWN),
        Rule("held", _HELD, check=_name, hint=(" by ",)),
        Rule("carries", _CARRIES, check=_name, hint=("holds", "carries", "has ")),
        Rule("under", _UNDER, check=_name, hint=("plan", "policy", "insurance", "coverage", "card", "member", "group")),
        Rule(
            "child-of",
            _CHILD_OF,
            after=re.compile(r"plan|policy|insur|cover|\bid\b|member|group|ppo|hmo|epo"),
            check=_name,
            words=words("son daughter child stepson stepdaughter spouse wife husband dependent partner"),
        ),
        Rule("related", _RELATED, check=_name, hint=("plan", "policy", "insurance", "coverage", "card")),
    ),
)
