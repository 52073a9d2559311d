"""Boundary trimming: a span holds no surrounding space or punctuation and never the cue word before the value.

Source: the annotation guide, section "Boundaries". Cue words inside spans were 7.4% of a published training set.
"""

from __future__ import annotations

import re

from claimwright.intake.recognisers.states import ABBREVIATIONS, NAMES
from claimwright.intake.records import Candidate
from claimwright.intake.wordlist import words

_OUTER = ' \t\r\n.,;:!?*"“”‘«»|=~<>{}•…–—'
_HEAD, _TAIL = frozenset(_OUTER + "#-/)]"), frozenset(_OUTER + "#-/")
_PAIRS = {"(": ")", "[": "]"}
_CUE = re.compile(
    r"(?:(?:member|subscriber|subsc|sub|group|grp|policy|pol|claim|clm|auth|authorization"
    r"|authorisation|precert|referral|account|acct|invoice|inv|chart|"
    r"mrn|npi|dea|license|licence|lic|serial|sn|ssn|fax|phone|ph|tel|cell|plate|vin|ip|id|number|no"
    r"|num|nbr|ref|reference|is|ticket|confirmation|mbi)"
    r"(?:\.|\b)[ \t]?(?:[:#=][ \t]?|(?=[ \t]?\S))){1,4}",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?:dr|mr|mrs|ms|miss|doctor|nurse|prof|[mst]{0,2}sgt|cpl|pvt|cpo|po|capt|cpt|maj|lt|col|rev"
    r"|pastor|grandma|grandpa|"
    r"aunt|uncle|cousin|officer|baby (?:boy|girl))\b\.?[ \t]{1,2}(?=\S)",
    re.IGNORECASE,
)
_IDS = words(
    "MEMBER_ID GROUP_NUMBER POLICY_NUMBER CLAIM_ID AUTH_NUMBER MRN ACCOUNT LICENSE VEHICLE DEVICE SSN "
    "OTHER_ID HEALTH_PLAN_ID PHONE FAX"
)
_NAMES = frozenset({"NAME", "SUBSCRIBER_NAME"})
_AMOUNTS = frozenset({"COPAY", "DEDUCTIBLE", "BILLED_AMOUNT"})
_DOLLARS = re.compile(r"[ \t](?:dollars?|bucks|usd)\Z", re.IGNORECASE)
_INITIAL = re.compile(r"(?:\w[ .]|, ?)[A-Za-z]\Z|\b[JjSs]r\Z")
"""The end of a name that its full stop belongs to: `Rosie F.`, `Mwangi, Faith W.`, `Dwight Eckersley Jr.`"""
_POSSESSIVE = re.compile(r"['’]s?\Z")


_SNAP = words(
    "MEMBER_ID GROUP_NUMBER POLICY_NUMBER CLAIM_ID AUTH_NUMBER MRN ACCOUNT LICENSE VEHICLE DEVICE "
    "OTHER_ID HEALTH_PLAN_ID BIOMETRIC"
)
_GAP = re.compile(r"[ \t]{1,2}|,? ?(?:dash|slash|dot) |[ \t]?[-/:][ \t]?|, ")


def snap(text: str, candidate: Candidate) -> Candidate:
    """The candidate grown to whole words; an identifier's also over inner hyphens, slashes, dots and underscores."""
    start, end = candidate.start, candidate.end
    inner = "-_/." if candidate.label in _SNAP else ""
    while start > 0 and (text[start].isalnum() or text[start] in inner) and _continues(text, start - 1, inner, -1):
        start -= 1
    while end < len(text) and (text[end - 1].isalnum() or text[end - 1] in inner) and _continues(text, end, inner, 1):
        end += 1
    return candidate.at(start, end)


def _continues(text: str, at: int, inner: str, step: int) -> bool:
    """Whether the character at `at` still belongs to the word, seen from inside."""
    return text[at].isalnum() or (text[at] in inner and 0 <= at + step < len(text) and text[at + step].isalnum())


def join(text: str, candidates: list[Candidate]) -> list[Candidate]:
    """Neighbouring pieces of one identifier, such as `TX` and `0440 88`, as one."""
    joined: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.layer, c.start, c.end)):
        last = joined[-1] if joined else None
        if last and _one(text, last, candidate):
            joined[-1] = last.at(last.start, candidate.end).rated(min(last.score, candidate.score))
        else:
            joined.append(candidate)
    return joined


def _one(text: str, a: Candidate, b: Candidate) -> bool:
    if (a.layer, a.label) != (b.layer, b.label) or a.label not in _SNAP or b.start < a.end:
        return False
    between, first = text[a.end : b.start], text[a.start : a.end]
    if between == ", " and not _spelled(text[a.start : b.end]):
        return False
    return _GAP.fullmatch(between) is not None and (
        len(first) < 6 or not any(c.isdigit() for c in first) or _spelled(first)
    )


def _spelled(text: str) -> bool:
    """Whether an identifier is spoken: words and single characters, no digits in groups."""
    return (
        text.count(" ") >= 2
        and max(len(part.strip(",")) for part in text.split()) <= 8
        and any(part.isalpha() and len(part) > 2 for part in text.split())
    )


def trim(text: str, candidate: Candidate) -> Candidate | None:
    """The candidate cut to its value, or None where nothing is left."""
    start, end = _strip(text, candidate.start, candidate.end)
    start, end = _strip(text, *_cut_cue(text, start, end, candidate.label))
    start, end = _dotted(text, start, end, candidate.label)
    if start >= end or not plausible(text, start, end, candidate.label):
        return None
    return candidate.at(start, end)


def plausible(text: str, start: int, end: int, label: str) -> bool:
    """Whether the guide allows the label on this value: no state alone, no age under 90, no greeting as a name.

    `He is the subscriber` says who holds the policy, not how the patient relates to the holder.
    """
    value = text[start:end].lower()
    if label in _NAMES:
        return value not in _NO_NAME
    if label == "LOC":
        return value not in _STATES
    if label == "AGE_OVER_89":
        return not value.isdigit() or int(value) >= 90
    if label == "RELATIONSHIP":
        return not (_ROLE.fullmatch(value) and _THIRD.search(text[max(0, start - 60) : start]))
    if label == "CARRIER":
        return value not in _NO_CARRIER
    return label not in _IDS or _CODE.search(text[max(0, start - 24) : start].lower()) is None


_ROLE = re.compile(r"(?:primary |main )?(?:subscriber|policy ?holder|insured|cardholder|holder)")
_THIRD = re.compile(
    r"(?:\b(?:[Hh]e|[Ss]he|[Tt]hey|who|[Dd]ad|[Mm]om|[Ww]ife|[Hh]usband|[Mm]other|[Ff]ather)(?:'s"
    r"|’s| is|s|'re| are| was)|"
    r"[A-Z][\w'’-]{0,30}(?:'s|’s| is| was|,? who is))(?: (?:still|also|actually))? (?:(?:the|a|our|my) ?)?\Z"
)
_NO_NAME = words(
    "hi hiya hello helo hey nana granddad grandad grandpa grandma gramma grandmother grandfather gran "
    "granny mom mum mama dad papa pawpaw memaw meemaw abuela sir madam maam team doctor nurse dear "
    "everyone anyone patient mother father aunt uncle"
)
_STATES = frozenset(name.lower() for name in (*NAMES, *ABBREVIATIONS)) - {"new york", "washington", "la"}
_NO_CARRIER = frozenset(
    (
        "social security",
        "hipaa",
        "cobra",
        "fmla",
        "hsa",
        "fsa",
        "hra",
        "eob",
        "occupational health",
        "medical",
        "dental",
        "vision",
    )
)
_CODE = re.compile(
    r"\b(?:cpt|hcpcs|icd(?:-?10)?|icd-?9|ndc|drg|carc|rarc|remark|procedure|dx|diagnosis|modifier"
    r"|rev(?:enue)?)(?: codes?)?[ :#]{1,2}\Z"
)


def _cut_cue(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    if label in _IDS:
        cue = _CUE.match(text, start, end)
        rest = text[cue.end() : end] if cue else ""
        if cue and any(c.isdigit() for c in rest) and text[cue.end() - 1] in " :#=\t":
            return cue.end(), end
    if label in _NAMES:
        end = text.find("\n", start, end) if "\n" in text[start:end].strip() else end
        title = _TITLE.match(text, start, end)
        tail = _POSSESSIVE.search(text, start, end)
        return title.end() if title else start, tail.start() if tail and end - start > 3 else end
    if label in _AMOUNTS:
        tail = _DOLLARS.search(text, start, end)
        return start, tail.start() if tail else end
    return start, end


def _dotted(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """With the full stop of an initial that ends a name."""
    own = label in _NAMES and text[end : end + 1] == "." and _INITIAL.search(text, start, end) is not None
    return start, end + own


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    before = None
    while before != (start, end) and start < end:
        before = (start, end)
        while start < end and text[start] in _HEAD:
            start += 1
        while start < end and text[end - 1] in _TAIL:
            end -= 1
        if start < end and (text[start] in "([" or text[end - 1] in ")]"):
            start, end = _unpair(text, start, end)
    return start, end


def _unpair(text: str, start: int, end: int) -> tuple[int, int]:
    """Drop a bracket whose partner stands outside the span or around all of it."""
    inside = text[start:end]
    for opening, closing in _PAIRS.items():
        if inside.startswith(opening) and (closing not in inside or inside.find(closing) == len(inside) - 1):
            return start + 1, end - (closing in inside)
        if inside.endswith(closing) and opening not in inside:
            return start, end - 1
    return start, end
