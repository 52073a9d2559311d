"""The United States Code as the Office of the Law Revision Counsel publishes it (USLM XML, uscode.house.gov).

A record is the smallest provision worth citing: a section; each subsection where the section has them; the paragraphs
of a subsection of more than about 350 words, and so on down. Everything in the text is kept, the words after a cross
reference or an italic (which HICRIC lost) among them: footnotes follow the line they stand in, tables are lines of cells, and
an exponent is written `10^2`. Headings are the heading path; tables of contents, which repeat them, are left out.

Source credits and the editorial and statutory notes are records of their own, with the kind of note under `note` in
`identifiers` and the section's citation. `effective_from` is the date of the last act in the section's source credit (the
text cannot be older; an act may take effect later); where there is none, the date of the release point if the file states
one. That date is under `as_of` in any case.
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._dates import find_dates, parse_date
from claimwright.corpus.process._provisions import Provision, pieces
from claimwright.corpus.process._xml import Shape, flat, lines, local, names, squeeze, walk
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_LEVELS = names(
    "title subtitle division subdivision chapter subchapter part subpart article appendix reorganizationPlans "
    "courtRules compiledAct preliminary level"
)
_ROOTS = names("uscDoc lawDoc main")
_SECTIONS = names("section courtRule reorganizationPlan")
_INNER = names("subsection paragraph subparagraph clause subclause item subitem subsubitem level")
_CAPTIONS = names("num heading subheading")
_SHAPE = Shape(
    inline=names(
        "ref i b em strong sup sub inline span a date term shortTitle entity quotedText num heading chapeau content "
        "text del ins br font small headingText property designator label autonym"
    ),
    marks={
        "sup": ("^", ""),
        "ref.footnoteRef": ("[", "]"),
        "num": ("", " "),
        "heading": ("", " "),
        "chapeau": ("", " "),
        "br": (" ", ""),
    },
    rows=names("tr row"),
    cells=names("td th column"),
)
_TITLE = re.compile(r"/us/usc/t(\d+)([a-z]?)", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\w]*(?:[-–—][\w]+)*")


@dataclass(slots=True)
class _Book:
    """What the file says of itself. `work` is `42 USC`."""

    work: str = ""
    release: str = ""
    as_of: dt.date | None = None


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The provisions and notes of a title, in document order; raises `InputError` for what is not XML."""
    book = _Book()
    for event, element, above in walk(path):
        name = local(element)
        if event == "start":
            _learn_work(book, element)
            continue
        if name == "meta":
            _learn_meta(book, element)
        elif _is_own(element, above):
            yield from _section(element, _headings(above), book)
            _empty(element)
        elif name in _LEVELS and all(local(child) in _CAPTIONS | {"toc"} for child in element):
            yield from _bare(element, _headings(above), book)
        elif above and local(above[-1]) in _LEVELS and name not in _LEVELS | _CAPTIONS | _SECTIONS:
            yield from _level_text(element, _headings(above), book)
            _empty(element)


def _is_own(element: ET.Element, above: list[ET.Element]) -> bool:
    """A section of the Code itself, not one quoted in a note."""
    return local(element) in _SECTIONS and all(local(outer) in _LEVELS | _ROOTS for outer in above)


def _learn_work(book: _Book, element: ET.Element) -> None:
    found = _TITLE.match(element.get("identifier", "")) if not book.work else None
    if found:
        book.work = f"{found[1]} USC" + (" App." if found[2] else "")


def _learn_meta(book: _Book, meta: ET.Element) -> None:
    said = {local(child): squeeze("".join(child.itertext())) for child in meta}
    number = re.match(r"(\d+)(a?)", said.get("docNumber", ""), re.IGNORECASE)
    if number and not book.work:
        book.work = f"{number[1]} USC" + (" App." if number[2] else "")
    book.release = (said.get("docReleasePoint") or said.get("docPublicationName", "")).removeprefix("Online@")
    dates = (parse_date(said.get(key, "")) for key in ("docReleasePoint", "issued", "created"))
    book.as_of = next((date for date in dates if date), None)


def _headings(above: list[ET.Element]) -> tuple[str, ...]:
    captions = (_caption(element) for element in above if local(element) in _LEVELS)
    return tuple(caption for caption in captions if caption)


def _caption(element: ET.Element) -> str:
    """`CHAPTER 6A—PUBLIC HEALTH SERVICE`, `§ 300gg–19. Appeals process`."""
    parts = [flat(child, _SHAPE) for child in takewhile(lambda child: local(child) in _CAPTIONS, element)]
    return squeeze(" ".join(parts)).replace("— ", "—")


def _section(element: ET.Element, above: tuple[str, ...], book: _Book) -> Iterator[TextRecord]:
    caption = _caption(element)
    section = _provision(element, outermost=True)
    citation = _citation(element, book)
    credit = " ".join(flat(child, _SHAPE) for child in element if local(child) == "sourceCredit")
    base = _Base(
        book, (*above, caption), citation, caption, max(find_dates(credit), default=None), element.get("status", "")
    )
    made = list(pieces(section)) if section.parts else []
    for piece in made:
        yield base.record(piece.text, piece.above, path=piece.path, part=piece.part)
    if not made and caption:
        yield base.record(caption)
    for child in element:
        yield from _section_note(child, base)


def _section_note(child: ET.Element, base: _Base) -> Iterator[TextRecord]:
    if local(child) == "sourceCredit" and (text := flat(child, _SHAPE)):
        yield base.record(text, note="source-credit")
    elif local(child) == "notes" or _is_note(child):
        yield from _notes(child, base)


def _provision(element: ET.Element, *, outermost: bool = False) -> Provision:
    label, heading = (_joined(element, names) for names in (("num",), ("heading", "subheading")))
    said = next((child.get("value", "") for child in element if local(child) == "num"), "")
    made = Provision(title=squeeze(f"{label} {heading}"))
    if not outermost:
        made.step = (said or label).strip("()[]. ")
        made.parts.append(made.title)
    _grow(made, element, joins=not outermost and not heading)
    made.parts = [part for part in made.parts if part]
    return made


def _grow(made: Provision, element: ET.Element, *, joins: bool) -> None:
    """Add what an element holds to its provision; where `joins`, the first words stand on the line of the label."""
    for text in _parts(element):
        if isinstance(text, Provision):
            made.divided = made.divided or (not made.step and text.divided)
            text.divided = False
            made.parts.append(text)
        elif joins and len(made.parts) == 1:
            made.parts = [squeeze(f"{made.title} {text}")]
            joins = False
        else:
            made.parts.append(text)


def _parts(element: ET.Element) -> Iterator[str | Provision]:
    """Lines and provisions, in document order. A subsection comes marked `divided`, for the section to heed."""
    yield from _loose(element.text)
    for child in element:
        name = local(child)
        if name in _INNER:
            inner = _provision(child)
            inner.divided = name == "subsection"
            yield inner
        elif name not in _CAPTIONS | {"notes", "sourceCredit", "toc", "meta"} and not _is_note(child):
            yield from lines(child, _SHAPE)
        yield from _loose(child.tail)


def _loose(text: str | None) -> Iterator[str]:
    if text and (line := squeeze(text)):
        yield line


def _joined(element: ET.Element, names: tuple[str, ...]) -> str:
    return squeeze(" ".join(flat(child, _SHAPE) for child in element if local(child) in names))


def _is_note(element: ET.Element) -> bool:
    return local(element) == "note" and element.get("type") != "footnote"


def _citation(element: ET.Element, book: _Book) -> Citation | None:
    """The citation of a section, from its number; none for a rule of court or a plan, which have none in the Code."""
    if local(element) != "section" or not book.work:
        return None
    num = next((child for child in element if local(child) == "num"), None)
    said = "" if num is None else num.get("value", "") or flat(num, _SHAPE)
    found = _NUMBER.search(said)
    return Citation(book.work, re.sub("[–—]", "-", found[0])) if found else None


@dataclass(frozen=True, slots=True)
class _Base:
    """What all records of a section, or of a level's notes, share."""

    book: _Book
    headings: tuple[str, ...]
    citation: Citation | None = None
    title: str = ""
    amended: dt.date | None = None
    status: str = ""

    def record(
        self, text: str, above: tuple[str, ...] = (), *, path: tuple[str, ...] = (), part: str = "", note: str = ""
    ) -> TextRecord:
        cited = Citation(self.citation.work, self.citation.section, path) if self.citation else ""
        as_of = self.book.as_of.isoformat() if self.book.as_of else ""
        said = {"note": note, "part": part, "status": self.status, "release_point": self.book.release, "as_of": as_of}
        return TextRecord(
            text=text,
            section=(*self.headings, *above),
            citation=str(cited),
            title=self.title,
            effective_from=self.amended or self.book.as_of,
            jurisdiction="US",
            identifiers={key: value for key, value in said.items() if value},
        )


def _notes(element: ET.Element, base: _Base) -> Iterator[TextRecord]:
    """The notes in a `notes` element, or a note that stands alone; a cross heading heads the notes after it."""
    group: tuple[str, ...] = ()
    for note in [element] if _is_note(element) else list(element):
        if local(note) == "note" and note.get("role") == "crossHeading":
            group = (flat(note, _SHAPE),)
            continue
        heading = _joined(note, ("heading",))
        body = _note_body(note)
        if body or heading:
            yield base.record(body or heading, (*group, heading) if heading else group, note=_kind(note, heading))


def _note_body(note: ET.Element) -> str:
    made = [squeeze(note.text or "")]
    for child in note:
        if local(child) != "heading":
            made.extend(lines(child, _SHAPE))
        made.append(squeeze(child.tail or ""))
    return "\n".join(line for line in made if line)


def _kind(note: ET.Element, heading: str) -> str:
    return note.get("topic") or re.sub(r"\W+", "-", heading.casefold()).strip("-") or "note"


def _bare(element: ET.Element, above: tuple[str, ...], book: _Book) -> Iterator[TextRecord]:
    """A chapter or the like that holds nothing: reserved, repealed, omitted."""
    if caption := _caption(element):
        yield _Base(book, (*above, caption), title=caption, status=element.get("status", "")).record(caption)


def _level_text(element: ET.Element, above: tuple[str, ...], book: _Book) -> Iterator[TextRecord]:
    """What stands directly under a chapter or the like: its notes, and now and then words of its own."""
    base = _Base(book, above, title=above[-1] if above else "")
    if local(element) == "notes" or _is_note(element):
        yield from _notes(element, base)
    elif local(element) not in {"toc", "meta"} and (text := "\n".join(lines(element, _SHAPE))):
        yield base.record(text)


def _empty(element: ET.Element) -> None:
    """Let go of an element's content; what follows it stays."""
    tail = element.tail
    element.clear()
    element.tail = tail


PROCESSOR = Processor(key="usc-xml", version=1, read=read)
