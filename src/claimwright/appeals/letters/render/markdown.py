"""The letter and the sheet as Markdown, the canonical form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from claimwright.appeals.letters.records import Draft, Letter, Paragraph
from claimwright.appeals.letters.render.notes import notes, pieces
from claimwright.appeals.letters.render.rows import TITLE, WARNING, Section, colophon, sections

_MARKS = re.compile(r"([\\`*_<|])")
_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)")


def letter_markdown(draft: Draft) -> str:
    """The letter."""
    letter = draft.letter
    blocks = [
        _lines(letter.sender),
        plain(letter.date),
        _lines(letter.addressee),
        f"**Re: {plain(letter.subject)}**",
        _reference(letter),
        plain(letter.salutation),
        *_body(draft),
        plain(letter.closing),
        _lines(letter.signature),
        "**Enclosures**",
        "\n".join(f"{number}. {plain(each.what)}" for number, each in enumerate(letter.enclosures, 1)),
        "\n".join(f"[^{number}]: {plain(each)}" for number, each in enumerate(notes(draft), 1)),
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def sheet_markdown(draft: Draft) -> str:
    """The sender's sheet."""
    parts = [f"# {TITLE}: {plain(draft.letter.subject)}", f"**{WARNING}**"]
    for each in sections(draft):
        parts += [f"## {each.heading}", _section(each)]
    return "\n\n".join([*parts, plain(colophon(draft))]) + "\n"


def plain(text: str) -> str:
    """Text in which no sign is Markdown, on one line."""
    return _START.sub(r"\1\\\2", _MARKS.sub(r"\\\1", " ".join(text.split())))


def _lines(lines: Iterable[str]) -> str:
    return "  \n".join(plain(line) for line in lines)


def _reference(letter: Letter) -> str:
    rows = "\n".join(f"| {plain(name)} | {plain(value)} |" for name, value in letter.reference)
    return f"| | |\n|---|---|\n{rows}"


def _body(draft: Draft) -> Iterator[str]:
    """Paragraphs; items of one list and lines of one quotation stand together."""
    run: list[str] = []
    style = ""
    for each in draft.letter.paragraphs:
        if run and each.style != style:
            yield _joined(run, style)
            run = []
        style = each.style
        if style == "text":
            yield _paragraph(draft, each)
        else:
            run.append(_paragraph(draft, each))
    if run:
        yield _joined(run, style)


def _joined(run: list[str], style: str) -> str:
    return "\n".join(f"- {each}" for each in run) if style == "item" else "\n>\n".join(f"> {each}" for each in run)


def _paragraph(draft: Draft, paragraph: Paragraph) -> str:
    marked = "".join(
        _MARKS.sub(r"\\\1", each.text) + (f"[^{each.note}]" if each.note else "") for each in pieces(draft, paragraph)
    )
    return _START.sub(r"\1\\\2", marked)


def _section(section: Section) -> str:
    if section.rows:
        head = f"| {' | '.join(section.columns)} |\n|{'---|' * len(section.columns)}"
        return "\n".join((head, *(f"| {' | '.join(map(plain, row))} |" for row in section.rows)))
    if section.checks:
        return "\n".join(f"- [ ] {plain(each)}" for each in section.checks)
    return "\n".join(f"- {plain(each)}" for each in section.lines)
