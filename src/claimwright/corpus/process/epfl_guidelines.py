"""Clinical guidelines collected by EPFL (`epfl-llm/guidelines` on Hugging Face): lines of JSON.

A record is a guideline's `clean_text`, under its title (which HICRIC mostly lost), with its own address; the collection that it
came from is a tag, and the source's other short fields stay in `identifiers`. The texts are Markdown; its headings divide them into
records with a heading path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimwright.corpus.process._jsonl import json_lines
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


class Guideline(msgspec.Struct, frozen=True):
    """A line of the data set."""

    clean_text: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    id: str | None = None
    overview: str | None = None


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The sections of each guideline, in the file's order; a line that cannot be read is told as a problem."""
    decoder = msgspec.json.Decoder(Guideline)
    for number, raw in json_lines(path):
        where = f"{path.name}, line {number}"
        try:
            guideline = decoder.decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problem(where, f"the line cannot be read: {error}")
            continue
        if not (guideline.clean_text or "").strip():
            problem(where, "the guideline has no text")
            continue
        yield from _records(guideline)


def _records(guideline: Guideline) -> Iterator[TextRecord]:
    title = _said(guideline.title)
    said = {"id": _said(guideline.id), "collection": _said(guideline.source), "overview": _said(guideline.overview)}
    for headings, text in _sections(guideline.clean_text or ""):
        yield TextRecord(
            text=text,
            section=tuple(heading for heading in (title, *headings) if heading),
            title=title,
            url=_said(guideline.url),
            tags=(said["collection"],) if said["collection"] else (),
            identifiers={key: value for key, value in said.items() if value},
        )


def _said(value: str | None) -> str:
    """A field's text; the data set writes `None` for none."""
    text = tidy(value or "").replace("\n", " ")
    return "" if text == "None" else text


def _sections(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """The text under each heading, with the path of headings; a heading that heads nothing is text."""
    path: list[tuple[int, str]] = []
    bare: list[str] = []
    start = 0
    for match in [*_HEADING.finditer(text), None]:
        own = tidy(text[start : match.start() if match else len(text)])
        if own or (match is None and bare):
            yield tuple(heading for _, heading in path), own or "\n".join(bare)
            bare = []
        if match is None:
            return
        depth = len(match[1])
        lost = [heading for at, heading in path if at >= depth and heading in bare]
        if lost:
            yield tuple(heading for _, heading in path), "\n".join(lost)
            bare = [heading for heading in bare if heading not in lost]
        path = [(at, heading) for at, heading in path if at < depth] + [(depth, tidy(match[2]))]
        bare.append(path[-1][1])
        start = match.end()


PROCESSOR = Processor(key="epfl-guidelines", version=1, read=read)
