"""The United States Code as Markdown chunks: JSON Lines, each chunk under the headings that it stands in.

`# Title`, `## Subtitle`, `### CHAPTER`, `#### § number. heading` and `##### (a) heading` are headings; deeper ones are text
that has parts of its own. Chunks repeat the headings above them; here each is read once. Subchapters and parts stand at
the end of the text before them and are put into the heading path of what follows.

A record is the smallest provision worth citing: a subsection, or its paragraphs where it has more than about 350 words,
and so on down; the words before the first paragraph are then a record of their own, marked `intro` in `identifiers`.
The text is kept as it is; the citation has ASCII hyphens. A section that was repealed, omitted, renumbered or transferred
is a record of its heading, with `status` in `identifiers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import replace

from claimwright.core.errors import InputError, Location
from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._enumerators import Label, label_of, paths
from claimwright.corpus.process._jsonl import json_lines
from claimwright.corpus.process._provisions import Piece, Provision, pieces
from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_HEADING = re.compile(r"(#{1,10}) +(\S.*)")
_SECTION, _SUBSECTION = 4, 5
_TITLE = re.compile(r"Title (\d+[A-Z]?)\b")
_NUMBER = re.compile(r"\[?§+\s*([0-9][0-9A-Za-z]*(?:[–-][0-9A-Za-z]+)*)((?:,| to |[–-]| and )[^.]*)?\.?\s")
_GONE = re.compile(
    r"\b(Repealed|Omitted|Renumbered|Transferred|Vacant|Reserved|Terminated|Struck out)\b", re.IGNORECASE
)
_LABELS = re.compile(r"[\s\[]*(?:\([0-9A-Za-z]{1,8}\)\s*)+")
_DIVISION = re.compile(
    r"\[?(subtitle|chapter|subchapter|division|part|subdivision|subpart|article)\s+\S+?\s?—", re.IGNORECASE
)
_RANKS = ("subtitle", "chapter", "subchapter", "division", "part", "subdivision", "subpart", "article")
_LAST_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "each",
        "for",
        "from",
        "if",
        "in",
        "include",
        "includes",
        "including",
        "is",
        "it",
        "means",
        "must",
        "not",
        "of",
        "on",
        "only",
        "or",
        "shall",
        "such",
        "than",
        "that",
        "the",
        "there",
        "this",
        "to",
        "under",
        "unless",
        "until",
        "was",
        "were",
        "when",
        "where",
        "which",
        "who",
        "whose",
        "with",
        "within",
    ]
)


class _Chunk(msgspec.Struct):
    text: str


@dataclass(slots=True)
class _Section:
    """What stands under one section heading: `lines` with the number of `#` of those that came as headings, else 0."""

    above: tuple[str, ...] = ()
    heading: str = ""
    lines: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


@dataclass(slots=True)
class _Division:
    """A subchapter, part or the like; `used` once a section stands in it."""

    rank: int
    title: str
    used: bool = False


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The provisions of a title, in document order; raises `InputError` for what is no such file."""
    for section in _sections(path):
        yield from _records(section, line)


def _sections(path: Path) -> Iterator[_Section]:
    """Sections one at a time, each with the headings above it; and divisions that head no section."""
    held: list[tuple[int, str]] = []
    divisions: list[_Division] = []
    section = _Section()
    for text in _texts(path):
        headings, body = _split(text)
        fresh = headings[_common(held, headings) :]
        if any(level <= _SECTION for level, _ in fresh):
            yield from _ended(section)
            after = _after(divisions, section.lines, any(level < _SECTION for level, _ in fresh))
            yield from (_Section(section.above, "", [(0, lone.title)]) for lone in after.lone)
            divisions = after.held
            section = _opened(headings, divisions)
        section.lines.extend((level, title) for level, title in fresh if level > _SECTION)
        section.lines.extend((0, paragraph) for paragraph in body)
        held = headings
    yield from _ended(section)
    after = _after(divisions, section.lines, chapter=True)
    yield from (_Section(section.above, "", [(0, lone.title)]) for lone in after.lone)


def _opened(headings: list[tuple[int, str]], divisions: list[_Division]) -> _Section:
    names = (title for level, title in headings if level < _SECTION)
    heading = next((title for level, title in headings if level == _SECTION), "")
    for division in divisions:
        division.used = division.used or bool(heading)
    return _Section((*names, *(division.title for division in divisions)), heading)


def _texts(path: Path) -> Iterator[str]:
    for number, raw in json_lines(path):
        try:
            yield tidy(msgspec.json.decode(raw, type=_Chunk).text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise InputError(
                f"this is no chunk of the Code: {error}",
                where=Location(str(path), number),
                fix='each line is {"text": "..."} with Markdown headings; other JSON Lines are read by `null`',
                code="CORPUS-USC-MD",
            ) from None


def _split(text: str) -> tuple[list[tuple[int, str]], list[str]]:
    """The headings at the top of a chunk, and its paragraphs."""
    headings: list[tuple[int, str]] = []
    body: list[str] = []
    for paragraph in filter(None, text.split("\n")):
        heading = _HEADING.fullmatch(paragraph)
        if heading and not body:
            headings.append((len(heading[1]), heading[2]))
        else:
            body.append(paragraph)
    return headings, body


def _common(one: list[tuple[int, str]], other: list[tuple[int, str]]) -> int:
    """How many headings two chunks share from the top."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _ended(section: _Section) -> Iterator[_Section]:
    """The section without the divisions that stand at its end, if anything is left of it."""
    kept = section.lines[: len(section.lines) - _trailing(section.lines)]
    if kept or (section.heading and _GONE.search(section.heading)):
        yield _Section(section.above, section.heading, kept)


def _trailing(lines: list[tuple[int, str]]) -> int:
    """How many divisions stand at the end."""
    count = 0
    while count < len(lines) and lines[-1 - count][0] == 0 and _DIVISION.match(lines[-1 - count][1]):
        count += 1
    return count


@dataclass(frozen=True, slots=True)
class _After:
    held: list[_Division]
    lone: list[_Division]


def _after(divisions: list[_Division], lines: list[tuple[int, str]], chapter: bool) -> _After:
    """The divisions in which the next section stands, and those that ended without one: a new chapter ends all, a new
    division those of its rank and below."""
    held, lone = list(divisions), list[_Division]()
    for _, title in lines[len(lines) - _trailing(lines) :]:
        found = _DIVISION.match(title)
        new = _Division(_RANKS.index(found[1].lower()) if found else 0, title)
        lone.extend(one for one in held if one.rank >= new.rank and not one.used)
        held = [*(one for one in held if one.rank < new.rank), new]
    if chapter:
        return _After([], lone + [one for one in held if not one.used])
    return _After(held, lone)


def _records(section: _Section, line: SourceLine) -> Iterator[TextRecord]:
    title = next((found[1] for name in section.above if (found := _TITLE.match(name))), "")
    number = _NUMBER.match(section.heading + " ")
    base = TextRecord(text="", title=line.title, jurisdiction="US", identifiers=_notes(section.heading, number))
    if not section.lines:
        yield replace(base, text=section.heading, section=section.above, citation=_cite(title, number, ()))
        return
    tree, headings = _tree(section)
    for piece in pieces(tree):
        if _LABELS.fullmatch(piece.text) and piece.part:
            continue
        own, text = _headed(piece, headings)
        above = (*section.above, *filter(None, [section.heading]), *piece.above, *own)
        marks = {**base.identifiers, **({"part": piece.part} if piece.part else {})}
        yield replace(base, text=text, section=above, citation=_cite(title, number, piece.path), identifiers=marks)


def _notes(heading: str, number: re.Match[str] | None) -> dict[str, str]:
    """What a heading says of its section: that it stands for several, that it is gone."""
    notes: dict[str, str] = {}
    if number and number[2]:
        notes["sections"] = (number[1] + number[2]).strip(" .")
    if gone := _GONE.search(heading):
        notes["status"] = gone[1].lower()
    return notes


def _cite(title: str, number: re.Match[str] | None, path: tuple[str, ...]) -> str:
    """The canonical citation; none for what stands outside sections."""
    if not title or not number:
        return ""
    return str(Citation(f"{title} USC", number[1].replace("–", "-"), path))


def _headed(piece: Piece, headings: dict[tuple[str, ...], str]) -> tuple[tuple[str, ...], str]:
    """A piece's own heading, for the heading path, and its text without it; a heading alone stays text."""
    first, _, rest = piece.text.partition("\n")
    if rest and headings.get(piece.path) == first:
        return (first,), rest
    return (), piece.text


def _tree(section: _Section) -> tuple[Provision, dict[tuple[str, ...], str]]:
    """The section as nested provisions, and the headings among its lines by path."""
    labels = [label_of(text, outermost=level == _SUBSECTION) for level, text in section.lines]
    places = paths(labels)
    root = Provision(divided=any(label and label.outermost for label in labels))
    open_: list[Provision] = [root]
    headings: dict[tuple[str, ...], str] = {}
    for index, ((level, text), label, place) in enumerate(zip(section.lines, labels, places, strict=True)):
        if label is None or place is None:
            open_[-1].parts.append(text)
            continue
        heading = text if level == _SUBSECTION or _is_heading(section.lines, labels, index) else ""
        open_ = _enter(open_[: len(place) - len(label.signs) + 1], place, text, heading)
        if heading:
            headings[place] = text
    root.divided = root.divided or any(isinstance(part, Provision) and part.step == "a" for part in root.parts)
    return root, headings


def _enter(above: list[Provision], place: tuple[str, ...], text: str, heading: str) -> list[Provision]:
    """Open the provision at a place, under those that enclose it; the line that names it is its first."""
    for step in place[len(above) - 1 :]:
        new = Provision(step=step)
        above[-1].parts.append(new)
        above = [*above, new]
    above[-1].title = heading
    above[-1].parts.append(text)
    return above


def _is_heading(lines: list[tuple[int, str]], labels: list[Label | None], index: int) -> bool:
    """Whether an enumerated line is a heading: short, begins as one, does not end as a sentence does, and what follows
    it is not the rest of its sentence."""
    level, text = lines[index]
    words = re.sub(r"^\[?(?:\([^)]*\)\s*)+", "", text).split()
    if level or not words or len(words) > 20 or index + 1 == len(lines) or not words[0][0].isupper():
        return False
    if words[-1][-1] in ".,;:—" or words[-1].lower() in _LAST_WORDS:
        return False
    after, label = lines[index + 1][1], labels[index + 1]
    begins = re.sub(r"^\[?(?:\([^)]*\)\s*)+", "", after)
    return bool(begins) and not begins[0].islower() if label else after[0].isupper() or after[0] in "“[§$"


PROCESSOR = Processor("usc-md", 2, read)
