"""The Electronic Code of Federal Regulations (ecfr.gov), in the XML of its versioner and of govinfo's bulk data.

A record is a section; each (a), (b), (c) where the section has them; what is below where that is longer than about 350 words.
Enumerators in the CFR stand in flat paragraphs: `_cfr_levels` says which belongs to which. A long section of definitions
without enumerators becomes a record a definition, with the term under `term` in `identifiers`. Appendices are records
without enumerators. Authority, source, amendment and editorial notes are records of their own, with their kind under `note`.

`effective_from` is the date of the last amendment that the section's source note names (its publication in the Federal
Register; an amendment may take effect later), or else of the part's; `as_of` in `identifiers` is the date of the file.

The element names are those of GPO's e-CFR XML User Guide and of the versioner (`N`, `TYPE`, `hierarchy_metadata`).
"""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._cfr_levels import Paragraph, arrange
from claimwright.corpus.process._dates import find_dates, parse_date
from claimwright.corpus.process._provisions import LONG, Piece, Provision, pieces
from claimwright.corpus.process._xml import ITALIC, ROMAN, Shape, flat, lines, local, names, plain, squeeze, walk
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_SHAPE = Shape(
    inline=names("I E B SU SUP sup sub FR AC LI a i b em strong span HED PSPACE AMDDATE FTREF"),
    marks={
        "I": (ITALIC, ROMAN),
        "i": (ITALIC, ROMAN),
        "em": (ITALIC, ROMAN),
        "E.03": (ITALIC, ROMAN),
        "E.51": ("^", ""),
        "SU": ("[", "]"),
        "sup": ("^", ""),
        "SUP": ("^", ""),
        "HED": ("", " "),
    },
    asides=names("FTNT"),
    rows=names("TR tr ROW BOXHD"),
    cells=names("TD TH td th ENT CHED"),
)
_NOTES = {
    "AUTH": "authority",
    "SECAUTH": "authority",
    "PARAUTH": "authority",
    "SOURCE": "source",
    "CITA": "source",
    "EDNOTE": "editorial",
    "EFFDNOT": "effective-date",
    "EFFDNOTP": "effective-date",
    "XREF": "cross-reference",
    "CROSSREF": "cross-reference",
    "APPRO": "approval",
}
_DIVISION = re.compile(r"DIV[1-9]")
_TERM = re.compile(f"{ITALIC}([^{ITALIC}{ROMAN}]+){ROMAN}")
_NUMBER = re.compile(r"\d[\w.]*(?:[-–][\w.]+)*")
_URL_DATE = re.compile(r"/(\d{4}-\d{2}-\d{2})/")


@dataclass(slots=True)
class _Book:
    """What is known of the file. `sources` are the dates of the parts' source notes, by part."""

    title: str
    as_of: dt.date | None
    sources: dict[str, dt.date] = field(default_factory=dict[str, dt.date])


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The provisions and notes of a title or part, in document order; raises `InputError` for what is not XML."""
    said = re.search(r"title-(\d+)", f"{line.url} {path.name}")
    dated = _URL_DATE.search(line.url)
    book = _Book(said[1] if said else "", parse_date(dated[1]) if dated else None)
    for event, element, above in walk(path):
        name = local(element)
        if event == "start":
            _learn(book, element)
        elif name == "AMDDATE":
            book.as_of = book.as_of or parse_date(flat(element, _SHAPE))
        elif name in {"DIV8", "DIV9"}:
            yield from _section(element, above, book)
            _empty(element)
        elif _DIVISION.fullmatch(name) and all(local(child) == "HEAD" for child in element):
            yield from _bare(element, above, book)
        elif above and _DIVISION.fullmatch(local(above[-1])) and _is_loose(element, above):
            yield from _loose(element, above, book)


def _learn(book: _Book, element: ET.Element) -> None:
    """The title's number, wherever the file says it first."""
    if not book.title:
        said = element.get("hierarchy_metadata", "")
        cited = re.search(r"(\d+) CFR|title-(\d+)", said) or re.match(r"(\d+):", element.get("NODE", ""))
        named = element.get("N", "") if local(element) == "DIV1" else ""
        book.title = named or (next(filter(None, cited.groups()), "") if cited else "")


def _is_loose(element: ET.Element, above: list[ET.Element]) -> bool:
    """What stands directly under a title, chapter, part or subpart and is no division of it."""
    name = local(element)
    return name != "HEAD" and not _DIVISION.fullmatch(name) and local(above[-1]) not in {"DIV8", "DIV9"}


def _headings(above: list[ET.Element]) -> tuple[str, ...]:
    return tuple(head for element in above if (head := _head(element)))


def _head(element: ET.Element) -> str:
    heads = takewhile(lambda child: local(child) in {"HEAD", "PRTPAGE"}, element)
    return squeeze(" ".join(plain(flat(child, _SHAPE)) for child in heads))


def _section(element: ET.Element, above: list[ET.Element], book: _Book) -> Iterator[TextRecord]:
    """A section or an appendix, then its notes."""
    notes = [child for child in element if local(child) in _NOTES]
    dates = [date for note in notes if local(note) in {"CITA", "SOURCE"} for date in find_dates(flat(note, _SHAPE))]
    amended = max(dates, default=None) or book.sources.get(_part(above))
    base = _Base(book, (*_headings(above), _head(element)), _head(element), _citation(element, above, book), amended)
    section = Provision(title=base.title)
    paragraphs = list(_paragraphs(element))
    if local(element) == "DIV8":
        arrange(section, paragraphs)
    else:
        section.parts.extend(plain(paragraph.text) for paragraph in paragraphs)
    yield from _text_records(section, paragraphs, base)
    for note in notes:
        yield from _note(note, base)


def _text_records(section: Provision, paragraphs: list[Paragraph], base: _Base) -> Iterator[TextRecord]:
    if not section.parts and base.title:
        yield base.record(Piece((), (), base.title))
    elif not section.divided and section.words() > LONG and (defined := _definitions(paragraphs)):
        for term, text in defined:
            yield base.record(Piece((), (), text), term=term)
    else:
        for piece in pieces(section):
            yield base.record(piece)


def _definitions(paragraphs: list[Paragraph]) -> list[tuple[str, str]]:
    """Terms with their definitions, where a section is a list of them; the words before the first have no term."""
    defined: list[tuple[str, str]] = []
    for text in (paragraph.text for paragraph in paragraphs):
        found = _TERM.match(text)
        if found or not defined:
            defined.append((found[1].strip(" .:—") if found else "", plain(text)))
        else:
            defined[-1] = (defined[-1][0], f"{defined[-1][1]}\n{plain(text)}")
    return defined if sum(1 for term, _ in defined if term) > 1 else []


def _paragraphs(element: ET.Element) -> Iterator[Paragraph]:
    """The lines of a section, without its notes."""
    yield from _stray(element.text)
    for child in element:
        name = local(child)
        if name != "HEAD" and name not in _NOTES:
            for text in lines(child, _SHAPE):
                yield Paragraph(text, flush=name == "FP", apart=name not in {"P", "FP"})
        yield from _stray(child.tail)


def _stray(text: str | None) -> Iterator[Paragraph]:
    if text and (line := squeeze(text)):
        yield Paragraph(line)


def _part(above: list[ET.Element]) -> str:
    return next((element.get("N", "") for element in reversed(above) if element.get("TYPE") == "PART"), "")


def _citation(element: ET.Element, above: list[ET.Element], book: _Book) -> Citation | None:
    """`45 CFR 147.136`; an appendix is cited by its own name within its part."""
    found = _NUMBER.search(element.get("N", ""))
    if not book.title:
        return None
    if local(element) == "DIV8" and found:
        return Citation(f"{book.title} CFR", found[0].replace("–", "-").rstrip("."))
    return None


def _part_citation(part: str, book: _Book) -> Citation | None:
    """`45 CFR part 147`."""
    return Citation(f"{book.title} CFR", f"part {part}") if book.title and part else None


@dataclass(frozen=True, slots=True)
class _Base:
    """What all records of a section share."""

    book: _Book
    headings: tuple[str, ...]
    title: str
    citation: Citation | None = None
    amended: dt.date | None = None

    def record(self, piece: Piece, *, note: str = "", term: str = "") -> TextRecord:
        cited = Citation(self.citation.work, self.citation.section, piece.path) if self.citation else ""
        as_of = self.book.as_of.isoformat() if self.book.as_of else ""
        said = {"note": note, "part": piece.part, "term": term, "as_of": as_of}
        return TextRecord(
            text=piece.text,
            section=(*self.headings, *piece.above),
            citation=str(cited),
            title=self.title,
            effective_from=self.amended,
            jurisdiction="US",
            identifiers={key: value for key, value in said.items() if value},
        )


def _note(element: ET.Element, base: _Base) -> Iterator[TextRecord]:
    if text := "\n".join(plain(line) for line in lines(element, _SHAPE)):
        yield base.record(Piece((), (), text), note=_NOTES.get(local(element), "note"))


def _bare(element: ET.Element, above: list[ET.Element], book: _Book) -> Iterator[TextRecord]:
    """A part or the like that holds nothing: reserved."""
    if head := _head(element):
        cited = _part_citation(_part([*above, element]), book)
        yield _Base(book, (*_headings(above), head), head, cited).record(Piece((), (), head))


def _loose(element: ET.Element, above: list[ET.Element], book: _Book) -> Iterator[TextRecord]:
    """Authority, source and other words of a part, subpart or chapter."""
    headings = _headings(above)
    base = _Base(book, headings, headings[-1] if headings else "", _part_citation(_part(above), book))
    dates = find_dates(flat(element, _SHAPE)) if local(element) == "SOURCE" else []
    if dates:
        book.sources.setdefault(_part(above), max(dates))
    yield from _note(element, base)


def _empty(element: ET.Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


PROCESSOR = Processor(key="ecfr-xml", version=1, read=read)
