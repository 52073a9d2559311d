"""Texts mended and freed of what gives the outcome away; what was cut at the source is marked.

Nothing is rewritten: sentences go or stay. The last letter of a cut word that the source left behind a full stop goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from claimwright.appeals.benchmark.leaks.patterns import leaks_in
from claimwright.appeals.benchmark.sentences import sentences
from claimwright.appeals.records import AppealCase
from claimwright.corpus.process import narrative_of

CUT_START, CUT_END, LEAK_REMOVED = "cut-start", "cut-end", "leak-removed"
LEAST_CHARACTERS = 50
"""HICRIC's least length of a description."""

_STRAY = re.compile(r"(?<=[a-z0-9)][.!?])[ \t]*[A-Z](?=[ \t]*(?:\n|$))")
_STARTS_WELL = re.compile(r"[\"“(]?[A-Z0-9]")
_ENDS_WELL = re.compile(r"[.!?:][\"”')\]]*$")


@dataclass(frozen=True, slots=True)
class Removed:
    """A sentence that was taken out of a case, and the names of the patterns that found it."""

    case: str
    sentence: str
    patterns: tuple[str, ...]


def clean_case(case: AppealCase, *, leaks: bool = True) -> tuple[AppealCase, list[Removed]]:
    """The case with its text mended and marked, and what was taken out. With `leaks` False only signs are mended."""
    text = mend_text(case.text)
    removed: list[Removed] = []
    if leaks:
        text, removed = without_leaks(text, case.id)
    marks = dict.fromkeys((*case.marks, *cuts(text), *([LEAK_REMOVED] if removed else [])))
    return msgspec.structs.replace(case, text=text, marks=tuple(marks)), removed


def mend_text(text: str) -> str:
    """Signs mended (`enrolleeas` was `enrollee's`), a capital left of the next sentence dropped, spaces tidied."""
    return _STRAY.sub("", narrative_of(text)).strip()


def without_leaks(text: str, case: str = "") -> tuple[str, list[Removed]]:
    """The text without the sentences that give the outcome away."""
    removed: list[Removed] = []
    kept: list[str] = []
    for start, end, sentence in sentences(text):
        names = tuple(pattern.name for pattern in leaks_in(sentence))
        if names:
            removed.append(Removed(case, sentence, names))
        else:
            kept.append(text[start:end])
    return ("".join(kept).strip() if removed else text), removed


def cuts(text: str) -> Sequence[str]:
    """Where the text is cut: at its start, at its end, or at a passage's."""
    passages = [passage.strip() for passage in text.split("\n") if passage.strip()]
    start = any(not _STARTS_WELL.match(passage) for passage in passages)
    end = any(not _ENDS_WELL.search(passage) for passage in passages)
    return [mark for mark, there in ((CUT_START, start), (CUT_END, end)) if there]
