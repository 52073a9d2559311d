"""Web addresses, with or without scheme, path and query; also spoken (`clinic dot org slash pay`)."""

import re

from claimwright.intake.recognisers.base import Rule, by_rules

_TLD = (
    "com|org|net|edu|gov|mil|info|biz|health|care|clinic|dental|doctor|hospital|insurance|io|co"
    "|us|me|app|dev|ai|online|site|"
    "website|store|shop|link|page|pro|med|vision|family|life|center|systems|services|solutions|tv"
    "|ly|example|test|invalid|local|html"
)
_PATH = r"(?:[/?#](?:[^\s<>\"'()\[\]{}]{0,300}(?<![.,;:!?*…]))?)?"
_SCHEME = re.compile(
    r"(?<![\w@])(?:https?|ftp)://[^\s<>\"'()\[\]{}/]{1,120}+[^\s<>\"'()\[\]{}]{0,300}(?<![.,;:!?*…'’])", re.IGNORECASE
)
_WWW = re.compile(rf"(?<![\w@./-])www\.[a-z0-9-]{{1,63}}+(?:\.[a-z0-9-]{{1,63}}+){{1,5}}{_PATH}", re.IGNORECASE)
_BARE = re.compile(
    rf"(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]{{0,62}}+)\.){{1,5}}(?:{_TLD})(?![\w@-])(?!\.[a-z0-9]){_PATH}", re.IGNORECASE
)
_WORD = r"[a-z0-9]{2,40}+"
_SPOKEN = re.compile(
    rf"(?<![\w@])(?:(?:w w w|www|triple w) dot )?{_WORD}(?: (?:dash|hyphen) {_WORD}){{0,2}} dot "
    rf"(?:{_WORD}(?: (?:dash|hyphen) {_WORD})? dot )?"
    rf"(?:com|org|net|gov|edu|health|example|co|us|io|care)(?: slash {_WORD}(?: (?:dash|hyphen) "
    rf"{_WORD})?){{0,2}}(?!\w| dot )",
    re.IGNORECASE,
)
_INNER_DOT = re.compile(r"\.[^\W\d_]")
_MAILED = re.compile(r"\b(?:dot|underscore|dash|e-?mail\w{0,3})\b[^.!?\n]{0,30} at \Z")

RECOGNISER = by_rules(
    "url",
    ("URL",),
    (
        Rule("scheme", _SCHEME, hint=("://",)),
        Rule("www", _WWW, hint=("www.",)),
        Rule("bare", _BARE, needs=_INNER_DOT),
        Rule("spoken", _SPOKEN, unless=_MAILED, hint=(" dot ",)),
    ),
    hint="",
    source="RFC 3986",
)
