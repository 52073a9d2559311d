"""Plain text and Markdown in any of the usual encodings; paragraphs are gathered into records.

Markdown headings (`## Title`) become the heading path. Lines are kept as they are, because they may be tables or verse;
runs of spaces within a line are cut to two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from claimwright.corpus.process._paragraphs import gather
from claimwright.corpus.process._unicode import clean, read_lines
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)[\s#]*")
_RUN = re.compile(r" {3,}|[ ]*\t[ \t]*")
_MOST_LINES = 200
"""Lines without an empty one between them, after which a paragraph ends all the same."""


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The paragraphs of a text, in records of up to about 350 words."""
    for section, group in groupby(_paragraphs(path), key=itemgetter(0)):
        for text in gather(paragraph for _, paragraph in group):
            yield TextRecord(text=text, section=section, title=line.title)


def _paragraphs(path: Path) -> Iterator[tuple[tuple[str, ...], str]]:
    """Paragraphs, each with its heading path."""
    section: tuple[str, ...] = ()
    levels: list[tuple[int, str]] = []
    held: list[str] = []
    for raw in read_lines(path):
        for text in clean(raw).split("\n"):
            heading = _HEADING.fullmatch(text.rstrip())
            if held and (heading or not text.strip() or len(held) >= _MOST_LINES):
                yield section, "\n".join(held)
                held = []
            if heading:
                depth = len(heading[1])
                levels = [level for level in levels if level[0] < depth] + [(depth, heading[2])]
                section = tuple(title for _, title in levels)
            elif text.strip():
                held.append(_RUN.sub("  ", text.rstrip()))
    if held:
        yield section, "\n".join(held)


PROCESSOR = Processor("text", 1, read)
