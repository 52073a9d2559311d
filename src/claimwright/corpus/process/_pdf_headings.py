"""Headings of a PDF, told by their type: larger than the text, or bold and short."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from claimwright.corpus.process._pdf_text import Paragraph

_LARGER = 1.12
_LONGEST = 25
"""How much larger than the text a heading's type is; how many words a heading has at most."""
_LEADER = re.compile(r"(?:\.\s?){5,}\s*\d*$")
_BULLET = re.compile(r"[^\w§(“\"'\[]")


def sections(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[tuple[str, ...], Paragraph]]:
    """Each paragraph of text with the headings that it stands under, outermost first."""
    usual = _usual_size(paragraphs)
    levels: list[tuple[float, str]] = []
    last_was_heading = False
    for paragraph in paragraphs:
        rank = _rank(paragraph, usual)
        if not rank:
            last_was_heading = False
            yield tuple(title for _, title in levels), paragraph
        elif last_was_heading and levels and levels[-1][0] == rank and len(levels[-1][1].split()) < _LONGEST // 2:
            levels[-1] = (rank, f"{levels[-1][1]} {paragraph.text}")
        else:
            levels = [level for level in levels if level[0] > rank] + [(rank, paragraph.text)]
            last_was_heading = True
    if last_was_heading:
        yield (), Paragraph(levels[-1][1], paragraphs[-1].page)


def _usual_size(paragraphs: Sequence[Paragraph]) -> float:
    """The size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[round(paragraph.size * 2) / 2] += len(paragraph.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _rank(paragraph: Paragraph, usual: float) -> float:
    """How high a heading stands, 0 for text; larger type stands higher, bold lowest."""
    text = paragraph.text
    if paragraph.table or len(text.split()) > _LONGEST or not any(char.isalpha() for char in text):
        return 0.0
    if text.endswith((".", ",", ";")) or _LEADER.search(text) or _BULLET.match(text):
        return 0.0
    size = round(paragraph.size * 2) / 2
    if size >= usual * _LARGER and paragraph.lines <= 4:
        return size + 1
    return 1.0 if paragraph.bold and paragraph.lines <= 2 and size >= usual * 0.9 else 0.0
