"""Social security numbers, whole or the last four by cue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.intake.recognisers.base import Hit, Recogniser, Rule
from claimwright.intake.recognisers.spoken import runs
from claimwright.intake.view import NUMBER, View

_CUE = re.compile(
    r"\bss[n#]?(?=\W|\Z)|\bsocial(?: security)?\b(?! work| servic| hist| anx| media| distanc)"
    r"|\bsoc(?:ial)? sec\b|\bssns\b|\bsin\b"
)
_FULL = re.compile(r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])")
_PLAIN = re.compile(r"(?<![\w-])\d{9}(?![\w-])")
_MASKED = re.compile(r"(?<![\w-])[Xx*]{3}[- ]?[Xx*]{2}[- ]?(?P<v>\d{4})(?![\w-])")
_FOUR = re.compile(r"(?<![\w$./-])\d{4}(?![\w/-]|\.\d)")
_SPACED = re.compile(r"(?<![\w-])\d(?:[ -]\d){3}(?![ -]?\d|\w)")
_LAST = re.compile(r"\b(?:last|final) (?:four|4)|\blast4|ending|ends (?:in|with)|\blast-(?:four|4)")
_BETWEEN = re.compile(r"[^.!?\n]{0,30}\Z")
_AFTER = re.compile(
    r"\A[ ,(]{0,2}(?:is|are|as)?[ ]?(?:the |my |her |his )?last (?:four|4)(?: digits)? (?:of|on"
    r"|for) .{0,8}ss|\A.{0,18}\bss[n#]?\b|\A.{0,16}\bsocial\b"
)
_ID = re.compile(r"(?:member|id|claim|group|grp|policy|acct|account|mrn|auth|visa|card)\W{1,3}\Z")

_HIDDEN = re.compile(r"[Xx*][Xx*][Xx*]")
_RULES = (
    Rule("full.cue", _FULL, before=_CUE, at=NUMBER),
    Rule("full", _FULL, unless=_ID, at=NUMBER),
    Rule(
        "plain.cue",
        _PLAIN,
        before=re.compile(r"(?:\bss[n#]?|social(?: security)?(?: number)?)[^.\w]{0,3}(?:is |number |# ?|no\.? )?\Z"),
        at=NUMBER,
    ),
    Rule("masked", _MASKED, needs=_HIDDEN),
)


def _find(view: View) -> Iterator[Hit]:
    if _CUE.search(view.lower) is None:
        for rule in (_RULES[1], _RULES[3]):
            yield from rule.hits(view)
        return
    seen: set[int] = set()
    for rule in _RULES:
        for hit in rule.hits(view):
            if hit.start not in seen:
                seen.add(hit.start)
                yield hit
    yield from _last_four(view)
    yield from _spoken(view)


def _last_four(view: View) -> Iterator[Hit]:
    for pattern in (_FOUR, _SPACED):
        for match in view.matches(pattern, NUMBER):
            left, right = view.left(match.start(), 44), view.right(match.end(), 34)
            near = left.rsplit(". ", 1)[-1]
            if _CUE.search(near):
                yield Hit(*match.span(), "four.last" if _LAST.search(near) else "four")
            elif _AFTER.search(right) and (_LAST.search(right) or _LAST.search(near)):
                yield Hit(*match.span(), "four.after")


def _spoken(view: View) -> Iterator[Hit]:
    for run in runs(view):
        digits = run.value.replace("-", "")
        if digits.isdigit() and len(digits) in (4, 9) and _CUE.search(view.left(run.start, 40)):
            yield Hit(run.start, run.end, f"spoken.{len(digits)}")


RECOGNISER = Recogniser(
    "ssn",
    ("SSN",),
    _find,
    (_CUE, _FOUR, _SPACED, _LAST, _BETWEEN, _AFTER, _ID, *(p for rule in _RULES for p in rule.patterns)),
    source="20 CFR 422.103",
    rules=_RULES,
)
