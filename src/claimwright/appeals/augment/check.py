"""Whether a rewrite may be kept: it adds nothing clinical, names no outcome, and is what its kind asks for.

A figure (number, code, date, amount) that the original does not have, or a word that is neither in the original nor one
of the plain words of letters, is taken for an invented detail.
"""

from __future__ import annotations

import re

from claimwright.appeals.augment.kinds import Kind
from claimwright.appeals.letters.vocabulary import plain_stems
from claimwright.corpus.index.words import analyze

_FIGURE = re.compile(r"\w*\d[\w.,/%-]*")
_WORD = re.compile(r"(?<!\w)[^\W\d_]+(?:'[a-z]+)?(?!\w)")
_STAND_IN = re.compile(r"<[A-Z]+(?:_\d+)?>")
_OUTCOME = re.compile(
    r"\b(?:overturn\w*|upheld|uphold\w*|revers(?:ed|al)|reviewers? (?:found|agreed|decided))\b", re.IGNORECASE
)
_EVERYDAY = frozenset(
    analyze(
        "patient doctor physician member enrollee insurer health plan provider company something someone person people "
        "thing things i my me myself told want wanted went got getting really feel felt think thought told need needed "
        "problem issue situation matter decision unhappy unclear vague certain some several kind sort care medical "
        "recent recently long time sent letter know understand explain explained reason refused refusal pay paid paying "
        "cover covered coverage approve approved support helpful help asked asking request requested still never every "
    )
)
_LEAST, _MOST = 30, 6_000
_UNRELATED_FORBIDDEN = frozenset(
    analyze("insurance insurer patient doctor physician hospital diagnosis treatment medicine therapy surgery disease")
)


def refusal(kind: Kind, original: str, written: str) -> str:
    """Why the text is refused; empty where it may be kept."""
    text = written.strip()
    if not _LEAST <= len(text) <= _MOST:
        return f"it has {len(text)} characters, not {_LEAST} to {_MOST:,}"
    if match := _OUTCOME.search(text):
        return f"it names an outcome: {match[0]!r}"
    return _of_kind(kind, original, text)


def _of_kind(kind: Kind, original: str, text: str) -> str:
    if kind.name == "unrelated":
        found = sorted(set(analyze(text)) & _UNRELATED_FORBIDDEN)
        return f"it is about health: {found[0]!r}" if found else ""
    new = invented(text, original if kind.sufficient else "")
    if new:
        return f"it has what the original has not: {new[0]!r}" if kind.sufficient else f"it is specific: {new[0]!r}"
    if kind.sufficient and _same(text, original):
        return "it is the original"
    return ""


def invented(text: str, original: str) -> list[str]:
    """Figures and words that are neither in the original nor plain, in order."""
    plain = _STAND_IN.sub(" ", text).replace("’", "'")
    figures = {figure.strip(".,").casefold() for figure in _FIGURE.findall(original)}
    known = plain_stems() | _EVERYDAY | set(analyze(original))
    new = [figure for figure in _FIGURE.findall(plain) if figure.strip(".,").casefold() not in figures]
    return new + [word for word in _WORD.findall(_FIGURE.sub(" ", plain)) if not set(analyze(word)) <= known]


def _same(text: str, original: str) -> bool:
    return " ".join(text.casefold().split()) == " ".join(original.casefold().split())
