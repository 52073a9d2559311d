"""Numbered notes: where in a paragraph each cited provision is marked, and what the note says."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.appeals.letters.records import Draft, Paragraph, Support
from claimwright.appeals.letters.words import legal


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph, and the number of the note after it; 0 where there is none."""

    text: str
    note: int = 0


def notes(draft: Draft) -> list[str]:
    """The notes in order: each cited provision once, as letters write it."""
    return [f"{legal(each.citation)}." for each in draft.cited()]


def pieces(draft: Draft, paragraph: Paragraph) -> list[Piece]:
    """The paragraph with a mark after each quotation, and at the end for what is cited without one."""
    numbers = {each.citation: number for number, each in enumerate(draft.cited(), 1)}
    known = {each.id: each for each in draft.supports}
    cited = [known[name] for name in paragraph.supports if name in known and known[name].kind in ("provision", "right")]
    cuts = sorted((_end(paragraph.text, each), numbers[each.citation]) for each in cited)
    found: list[Piece] = []
    at = 0
    for end, number in cuts:
        found.append(Piece(paragraph.text[at:end], number))
        at = end
    rest = paragraph.text[at:]
    return [*found, Piece(rest)] if rest else found


def _end(text: str, support: Support) -> int:
    """Where the quotation of a provision ends, its mark and full stop included; else, and for a limit, where the text
    does."""
    words = support.says.rstrip(".;,")
    at = text.find(words) if support.kind == "provision" else -1
    if at < 0:
        return len(text)
    end = at + len(words)
    while end < len(text) and text[end] in ".;,”":
        end += 1
    return end
