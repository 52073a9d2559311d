"""Amounts of money labelled by the nearest cue: copay, deductible, or billed; in figures or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimwright.intake.recognisers.base import Hit, Recogniser
from claimwright.intake.recognisers.spoken import amount_cents
from claimwright.intake.view import NUMBER, View
from claimwright.intake.wordlist import words

_DOLLAR = re.compile(
    r"(?<![\w$])\$ ?\d{1,3}(?:,\d{3}){1,3}(?:\.\d{2})?(?![\d,]*\d)|(?<![\w$])\$ "
    r"?\d{1,9}(?:\.\d{1,2})?(?:k(?!\w))?(?!\d|,\d)"
)
_BARE = re.compile(
    r"(?<![\w$#/:.,(-])(?<!\d )\d{1,3}(?:,\d{3}){1,4}(?:\.\d{2})?(?![\w%/-]|[.,:]\d)"
    r"|(?<![\w$#/:.,-])(?<!\d )\d{1,5}(?:\.\d{2})?(?![\w%/-]|[.,:]\d)"
)
_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_NUMBER = (
    rf"(?:{_UNIT}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_UNIT})\b)?|hundred"
    rf"|thousand|zero)"
)
_WORDS = re.compile(
    rf"(?<![\w-])(?:a (?=hundred|thousand))?{_NUMBER}(?:[ -](?:and )?{_NUMBER}){{0,7}}(?![\w-])", re.IGNORECASE
)
_NUMBER_WORDS = words(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand zero"
)
_CUES = re.compile(
    r"(?P<COPAY>\bco-?\s?pay(?:ment)?s?\b|\bcopays?\b|\bcopayments?\b|\bcopaid\b)"
    r"|(?P<DEDUCTIBLE>\bdeduct[aei]b?[a-z]{0,4}\b|\bded\b|\bdeducts?\b|\bdedutible\b|\bdeduc\b)"
    r"|(?P<BILLED_AMOUNT>\bbill(?:ed|ing|s)?\b|\bbal\b|\bstmt\b|\bchgs?\b|\bmy (?:share|part"
    r"|portion)\b|\bcharg(?:e|es|ed|ing)\b|\bow(?:e|es|ed|ing)\b"
    r"|\bbalances?\b|\bamount due\b|\bdue\b|\binvoiced?\b|\bstatement\b|\bpast[- ]due\b|\bamt\b"
    r"|\bcollections?\b|\bresponsib\w{2,6}\b|\bamount\b|\btotal\b|\bfee\b|\boutstanding\b"
    r"|\bunpaid\b|\bwant me to pay\b|\bwants?\b)"
    r"|(?P<NONE>\bout[- ]of[- ]pocket\b|\boop\b|\bmax(?:imum)?\b|\bcoins\w{0,8}\b"
    r"|\bestimat\w{1,3}\b|\bquot(?:e|ed|es)\b|\bcash\b|\bself[- ]pay\b|\bprice[ds]?\b|\bcosts?\b"
    r"|\brefund\w{0,3}\b|\bpaid\b"
    r"|\ballow(?:ed|able|s)\b|\bpremium\b|\bgift\b|\bper month\b|\ba month\b|\bdiscount\w{0,3}\b"
    r"|\bwas told\b|\bsalary\b|\bbudget\b|\bafford\b|\bdeposit\b|\bspecial\b|\brange\b|\bcoupon\b"
    r"|\bcredit\b|\bpayment\b|\bpay(?:s|ing)?\b)"
)
_ADJACENT = re.compile(
    r"\A[ -]{0,2}(?:dollars? |bucks |usd |\(?(?:annual|yearly|individual|family|in-network|plan"
    r"|medical|dental|remaining|specialist|office|visit|er|pcp|primary care|urgent care|rx|drug) "
    r"){0,3}(?:visit )?"
)
_DOLLARS = re.compile(r" (?:dollars?|bucks)\b")
_BREAK = re.compile(r"[.!?;](?=\s)|\n")


class _Cue(NamedTuple):
    label: str
    distance: int
    side: str


def _find(view: View) -> Iterator[Hit]:
    amounts = list(_amounts(view))
    if not amounts or _CUES.search(view.lower) is None:
        return
    for shape, match in amounts:
        yield from _judge(view, match.start(), match.end(), shape)


def _amounts(view: View) -> Iterator[tuple[str, re.Match[str]]]:
    """Everything that is written like an amount, whatever it stands for."""
    if "$" in view.text:
        yield from (("dollar", match) for match in _DOLLAR.finditer(view.text))
    if view.has_digit:
        yield from (("bare", match) for match in view.matches(_BARE, NUMBER))
    if not _NUMBER_WORDS.isdisjoint(view.vocabulary):
        yield from (("words", match) for match in _WORDS.finditer(view.text))


def _judge(view: View, start: int, end: int, shape: str) -> Iterator[Hit]:
    cue = _cue(view, start, end)
    if cue is None or cue.label == "NONE":
        return
    unit = _DOLLARS.match(view.right(end, 10)) is not None
    if shape == "words" and not _is_sum(view.lower[start:end], unit):
        return
    if (
        shape == "bare"
        and not unit
        and (cue.side == "left.far" or (cue.label == "BILLED_AMOUNT" and cue.side != "left.near"))
    ):
        return
    if shape == "words" and not unit and cue.side == "left.far":
        return
    yield Hit(start, end, f"{shape}{'.unit' if unit else ''}.{cue.side}", "", cue.label)


def _is_sum(words: str, unit: bool) -> bool:
    """Whether number words can be a sum of money; a lone `one` or `two` is a count unless dollars follow."""
    cents = amount_cents(re.findall(r"[a-z]+", words))
    return cents is not None and (unit or cents == 0 or cents >= 1000)


def _cue(view: View, start: int, end: int) -> _Cue | None:
    """The cue that governs an amount: directly after it, else the nearest before it in the clause, else after it."""
    right = _BREAK.split(view.right(end, 40), maxsplit=1)[0]
    adjacent = _ADJACENT.match(right)
    beside = _CUES.match(right, adjacent.end() if adjacent else 0)
    if beside is not None and beside.lastgroup in ("COPAY", "DEDUCTIBLE"):
        return _Cue(beside.lastgroup, 0, "right.near")
    left = _BREAK.split(view.left(start, 56))[-1]
    found = list(_CUES.finditer(left))
    if found:
        last = found[-1]
        distance = len(left) - last.end()
        return _Cue(
            last.lastgroup or "NONE",
            distance,
            "left.near" if distance <= 8 else "left.mid" if distance <= 20 else "left.far",
        )
    after = _CUES.search(right)
    if after is None or "$" in right[: after.start()]:
        return None
    return _Cue(after.lastgroup or "NONE", after.start(), "right.near" if after.start() <= 12 else "right.far")


RECOGNISER = Recogniser(
    "amount",
    ("BILLED_AMOUNT", "COPAY", "DEDUCTIBLE"),
    _find,
    (_DOLLAR, _BARE, _WORDS, _CUES, _ADJACENT, _BREAK, _DOLLARS),
)
