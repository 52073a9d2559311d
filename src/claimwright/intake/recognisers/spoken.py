"""Spoken digits and letters: `five oh four, double five`, `W as in whiskey, two dash one`, `J P G`."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimwright.intake.view import View, Word
from claimwright.intake.wordlist import words

DIGITS: dict[str, str] = {
    "zero": "0", "oh": "0", "o": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "niner": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
    "nineteen": "19",
}  # fmt: skip
TENS: dict[str, int] = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES: dict[str, int] = {"hundred": 100, "thousand": 1000}
MARKS: dict[str, str] = {
    "dash": "-", "hyphen": "-", "dot": ".", "point": ".", "slash": "/", "underscore": "_", "colon": ":", "period": ".",
}  # fmt: skip
REPEATS: dict[str, int] = {"double": 2, "triple": 3}
_NONZERO = frozenset("123456789")
_OPENERS = frozenset({*DIGITS, *TENS, *REPEATS})
_FOLLOWERS = frozenset({*_OPENERS, *MARKS, "as", "like", "for"})
_COUNTED = words(
    "hundred thousand dollar dollars bucks percent visits visit sessions units days weeks months years "
    "digit digits times"
)
_SEPARATORS = frozenset({",", "-", "–"})
_GAP = re.compile(r"[ ,\-–\n]{0,3}\Z")


class Run(NamedTuple):
    """A stretch of spoken digits and letters; `value` is what it spells, `words` the number of spoken parts."""

    start: int
    end: int
    value: str
    words: int


def runs(view: View) -> list[Run]:
    """Every maximal run with at least three parts, at least two of them digits, in one pass over the words."""
    if "runs" not in view.memo:
        view.memo["runs"] = _runs(view)
    return view.memo["runs"]


def _runs(view: View) -> list[Run]:
    found: list[Run] = []
    words, index = view.words, 0
    while index < len(words):
        if not _may_open(words, index):
            index += 1
            continue
        run, index = _run(view, index)
        if run is not None:
            found.append(run)
    return found


def _may_open(words: tuple[Word, ...], index: int) -> bool:
    """Whether a word may be part of a run and another part may follow it, so that a run is worth trying."""
    text = words[index].text
    if text not in _OPENERS and not (text.isdigit() or (len(text) == 1 and text.isalpha())):
        return False
    after = index + 1
    while after < len(words) and words[after].text in _SEPARATORS:
        after += 1
    if after == len(words):
        return False
    text = words[after].text
    return text in _FOLLOWERS or text.isdigit() or (len(text) == 1 and text.isalpha())


def _run(view: View, index: int) -> tuple[Run | None, int]:
    """The run that starts at word `index`, or None, and the index to go on from."""
    words, parts, spelled = view.words, list[Word](), list[str]()
    position = index
    while position < len(words):
        step = _part(words, position, parts)
        if step is None or (parts and not _GAP.match(view.text, parts[-1].end, words[position].start)):
            break
        piece, last, used = step
        if parts and _counts(words, position + used):
            break
        parts.append(Word(words[position].start, last.end, piece))
        spelled.append(piece)
        position += used
        while position < len(words) and words[position].text in _SEPARATORS:
            position += 1
    run = _finish(view, parts, spelled)
    return run, max(position, index + 1)


def _counts(words: tuple[Word, ...], after: int) -> bool:
    """Whether a number word counts or prices something (`two hundred dollar`, `twelve visits`) and spells nothing."""
    return after < len(words) and words[after].text in _COUNTED


def _part(words: tuple[Word, ...], at: int, parts: list[Word]) -> tuple[str, Word, int] | None:
    """The spoken part at `at`: what it spells, its last word, and how many words it takes."""
    word = words[at]
    text = word.text
    if text in REPEATS and at + 1 < len(words):
        inner = DIGITS.get(words[at + 1].text) or (words[at + 1].text if len(words[at + 1].text) == 1 else None)
        return (inner * REPEATS[text], words[at + 1], 2) if inner and inner.isalnum() else None
    if text in DIGITS:
        return DIGITS[text], word, 1
    if text in TENS:
        unit = DIGITS.get(words[at + 1].text, "") if at + 1 < len(words) else ""
        if unit in _NONZERO and words[at + 1].start - word.end == 1:
            return str(TENS[text] + int(unit)), words[at + 1], 2
        return str(TENS[text]), word, 1
    if text in MARKS and parts:
        return MARKS[text], word, 1
    if text.isdigit() and len(text) <= 6:
        return text, word, 1
    return _letter(words, at)


def _letter(words: tuple[Word, ...], at: int) -> tuple[str, Word, int] | None:
    text = words[at].text
    if not (len(text) == 1 and text.isalpha()):
        return None
    if at + 3 < len(words) and words[at + 1].text in ("as", "like", "for") and words[at + 2].text == "in":
        return text.upper(), words[at + 3], 4
    if at + 2 < len(words) and words[at + 1].text == "for" and words[at + 2].text.startswith(text):
        return text.upper(), words[at + 2], 3
    return text.upper(), words[at], 1


def _finish(view: View, parts: list[Word], spelled: list[str]) -> Run | None:
    while parts and (
        spelled[-1] in MARKS.values() or (spelled[-1] in ("A", "I", "U") and not _closes(view, parts[-1]))
    ):
        del parts[-1], spelled[-1]
    while (
        parts and spelled[0] in ("A", "I") and (len(spelled) < 2 or not spelled[1][:1].isalnum() or len(spelled[1]) > 1)
    ):
        del parts[0], spelled[0]
    digits = sum(piece[:1].isdigit() for piece in spelled)
    said = len(parts) + sum(" as in " in view.lower[p.start : p.end] for p in parts)
    if said < 3 or (digits < 2 and not any(len(p) > 1 and p.isdigit() for p in spelled)) or not _spoken(view, parts):
        return None
    return Run(parts[0].start, parts[-1].end, "".join(spelled), len(parts))


def _closes(view: View, part: Word) -> bool:
    """A capital letter before a stop or comma is spelled and no word: `seven zero one, A, and`."""
    return view.text[part.start : part.end].isupper() and view.text[part.end : part.end + 1] in ("", ",", ".", ";", ")")


def _spoken(view: View, parts: list[Word]) -> bool:
    """Whether a run is said and not typed: whole words, with a number word in it or one character at a time."""
    text, start, end = view.text, parts[0].start, parts[-1].end
    if (start and (text[start - 1].isalnum() or text[start - 1] in "-_./$")) or (
        end < len(text) and text[end].isalnum()
    ):
        return False
    if end + 1 < len(text) and text[end] in "-_/" and text[end + 1].isalnum():
        return False
    said = any(view.lower[p.start : p.end].rstrip().split()[0].isalpha() and p.end - p.start > 1 for p in parts)
    return said or all(p.end - p.start == 1 for p in parts)


def amount_cents(words: list[str]) -> int | None:
    """The value of spoken money in cents: `four thousand two hundred` 420000, `six seventeen forty` 61740.

    None where the words are no number. Three groups such as `six seventeen forty` are dollars and cents.
    """
    total, current, groups = 0, 0, list[int]()
    for word in words:
        if word in ("and", "-", ","):
            continue
        value = TENS.get(word, int(DIGITS[word]) if word in DIGITS and word not in ("o", "oh") else None)
        if word in SCALES:
            base = current or (groups.pop() if groups else 1)
            if word == "thousand":
                total, current = total + base * 1000, 0
            else:
                current = base * 100
        elif value is None:
            return None
        elif (current and value < 10 and current % 10 == 0 and current % 100 >= 20) or (current and current % 100 == 0):
            current += value
        elif current:
            groups.append(current)
            current = value
        else:
            current = value
    groups = [*groups, current] if current or not groups else groups
    return _from_groups(total, groups)


def _from_groups(total: int, groups: list[int]) -> int | None:
    if total or len(groups) == 1:
        return (total + sum(groups)) * 100 if len(groups) == 1 or not groups else None
    if len(groups) == 2:
        first, second = groups
        return first * 10000 + second * 100 if second >= 10 and first < 100 else None
    if len(groups) == 3 and groups[0] < 100 and groups[1] < 100 and groups[2] < 100:
        return (groups[0] * 100 + groups[1]) * 100 + groups[2]
    return None
