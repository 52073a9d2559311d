"""E-mail addresses, also spoken (`nina at postbarn dot com`)."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules

_WRITTEN = re.compile(
    r"(?<![\w.+@-])[a-z0-9](?:[\w.+'-]{0,63}+)@[a-z0-9](?:[a-z0-9-]{0,62}+)(?:\.[a-z0-9](?:[a-z0-9-]{0,62}+)){1,5}(?![\w@])",
    re.IGNORECASE,
)
_PART = r"[a-z0-9]{1,40}+"
_SPOKEN = re.compile(
    rf"(?<![\w@])(?:{_PART} (?:dot|underscore|dash|hyphen) ){{0,3}}{_PART} at {_PART}(?: (?:dash"
    rf"|dot) {_PART}){{0,2}} dot "
    r"(?:com|org|net|edu|gov|us|co|example|health)(?!\w)",
    re.IGNORECASE,
)

_CUE = re.compile(r"e-?mail|\baddress\b|write (?:to|me)|reach|send")
_SPOKEN_DOTTED = re.compile(
    rf"(?<![\w@])(?:{_PART} (?:dot|underscore|dash|hyphen) ){{1,3}}{_PART} at {_PART}(?: (?:dash"
    rf"|dot) {_PART}){{0,2}} dot "
    r"(?:com|org|net|edu|gov|us|co|example|health)(?!\w)",
    re.IGNORECASE,
)

RECOGNISER = by_rules(
    "email",
    ("EMAIL",),
    (
        Rule("written", _WRITTEN, hint=("@",)),
        Rule("spoken", _SPOKEN_DOTTED, hint=(" dot ",)),
        Rule("spoken.cue", _SPOKEN, before=_CUE, hint=(" dot ",)),
    ),
    source="RFC 5322",
)
