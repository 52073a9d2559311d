"""Marked passages: whole characters, trimmed, in order and apart. All offsets are code points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from claimwright.appeals.benchmark.sentences import sentences as split
from claimwright.appeals.models.annotations import Span, merged
from claimwright.core.errors import InputError

_JOINER = "\u200d"
_TOKEN = re.compile(r"\w+|[^\w\s]")


def normalise(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans as they are kept: no character cut in two, no white space at the ends; those that overlap are one.

    Raises `InputError` for a span that is not in the text.
    """
    kept = [trimmed(text, _whole(text, _checked(text, span))) for span in spans]
    return merged([span for span in kept if span.start < span.end])


def trimmed(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    said = text[span.start : span.end]
    start = span.start + len(said) - len(said.lstrip())
    return Span(start, max(start, span.end - (len(said) - len(said.rstrip()))))


def sentences(text: str) -> list[Span]:
    """The sentences of a text; a line's end ends one."""
    return [trimmed(text, Span(piece.start, piece.end)) for piece in split(text)]


def tokens(text: str) -> list[Span]:
    """Words and signs, for counting agreement."""
    return [Span(*match.span()) for match in _TOKEN.finditer(text)]


def _checked(text: str, span: Span) -> Span:
    if not 0 <= span.start <= span.end <= len(text):
        raise InputError(f"a mark from {span.start} to {span.end} is not in this text", code="APPEALS-ANNOTATE")
    return span


def _whole(text: str, span: Span) -> Span:
    """The span widened to whole characters as people see them: with their accents, skin tones and joined parts."""
    start, end = span.start, span.end
    while 0 < start < len(text) and _belongs_to_previous(text, start):
        start -= 1
    while start < end < len(text) and _belongs_to_previous(text, end):
        end += 1
    return Span(start, end)


def _belongs_to_previous(text: str, at: int) -> bool:
    char = text[at]
    if text[at - 1].isspace():
        return False
    extends = (
        unicodedata.category(char) in ("Mn", "Mc", "Me") or char == _JOINER or "\U0001f3fb" <= char <= "\U0001f3ff"
    )
    return extends or text[at - 1] == _JOINER
