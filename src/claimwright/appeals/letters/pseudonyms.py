"""Stand-ins for what identifies, so that a language model sees none of it; and the way back.

Replaced are the names and numbers of the denial, every date, every long number, e-mail and web addresses, and every
capitalised word that plain English letters do not have. A stand-in is a word in angle brackets, `<MEMBER>`, `<DATE_2>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.appeals.letters.vocabulary import plain_stems
from claimwright.appeals.records import Denial
from claimwright.corpus.citations import find_citations
from claimwright.corpus.index.words import analyze
from claimwright.evidence import extract_figures

STAND_IN = re.compile(r"<[A-Z]+(?:_\d+)?>")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?://\S{1,200}")
_CAPITAL = re.compile(r"\b[A-Z][a-zA-Z'’-]+\b")
_IDENTIFYING = ("id",)
_LONG = 6


class Pseudonyms:
    """One mapping for one letter: the same thing always gets the same stand-in."""

    def __init__(self, denial: Denial) -> None:
        self._names: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        for kind, value in _fields(denial):
            if value.strip():
                self._names[value.strip()] = f"<{kind}>"

    def hide(self, text: str) -> str:
        """The text with stand-ins."""
        kept = [(each.start, each.end) for each in find_citations(text)]
        parts: list[str] = []
        at = 0
        for start, end in kept:
            parts += [self._hide(text[at:start]), text[start:end]]
            at = end
        return "".join([*parts, self._hide(text[at:])])

    def show(self, text: str) -> str:
        """The text with what the stand-ins stand for; an unknown one stays."""
        back = {stand_in: value for value, stand_in in reversed(self._names.items())}
        return STAND_IN.sub(lambda match: back.get(match[0], match[0]), text)

    def _hide(self, text: str) -> str:
        text = _ADDRESS.sub(lambda match: self._name("ADDRESS", match[0]), text)
        for value, stand_in in sorted(self._names.items(), key=lambda each: -len(each[0])):
            text = re.sub(rf"(?<![\w<]){re.escape(value)}(?![\w>])", stand_in, text, flags=re.IGNORECASE)
        text = self._hide_figures(text)
        return _CAPITAL.sub(self._capital, text)

    def _hide_figures(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for figure in extract_figures(text):
            kind = _kind(figure.kind, figure.raw)
            if kind:
                parts += [text[at : figure.start], self._name(kind, figure.raw)]
                at = figure.end
        return "".join([*parts, text[at:]])

    def _capital(self, match: re.Match[str]) -> str:
        if _inside_stand_in(match) or set(analyze(match[0])) <= plain_stems():
            return match[0]
        return self._name("NAME", match[0])

    def _name(self, kind: str, value: str) -> str:
        if value not in self._names:
            self._counts[kind] = self._counts.get(kind, 0) + 1
            self._names[value] = f"<{kind}_{self._counts[kind]}>"
        return self._names[value]


def _fields(denial: Denial) -> Iterator[tuple[str, str]]:
    yield "MEMBER", denial.member_name
    yield "MEMBERID", denial.member_id
    yield "GROUP", denial.group_number
    yield "PROVIDER", denial.provider_name
    yield "NPI", denial.provider_npi
    yield "CLAIM", denial.claim_id
    yield "PAYER", denial.payer
    for kind, name in (("MEMBERPART", denial.member_name), ("PROVIDERPART", denial.provider_name)):
        for number, part in enumerate(name.split(), 1):
            if len(part) > 2:
                yield f"{kind}_{number}", part


def _kind(kind: str, raw: str) -> str:
    """The stand-in's kind for a figure that may identify; nothing for one that may be sent."""
    if kind == "date":
        return "DATE"
    if kind in _IDENTIFYING or (raw.isdigit() and len(raw) > _LONG):
        return "ID"
    return ""


def _inside_stand_in(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return text[start - 1 : start] == "<" or text[end : end + 1] == ">"
