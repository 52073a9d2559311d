"""The Federal Register in XML: daily issues of govinfo's bulk data, and single documents of federalregister.gov.

Every final rule and every proposed rule of an issue is read, each as its own run of records (HICRIC kept one proposed rule a
day, and no final ones). Notices and presidential documents are passed over. A record is the text under one heading, divided
at paragraphs where it is longer than about 350 words; each amendment to the CFR, and each section set out, is its own. The citation
is the page on which the record starts (`88 FR 12345`); the volume follows from the day of issue.

`identifiers` name the document: `document` (number), `kind` (`final-rule`, `proposed-rule`; the same in `tags`), `agency`,
`action`, `cfr` (parts affected), `rin`, `docket`, `published`. `effective_from` is the first date that a final rule's DATES
call effective. Element names are those of GPO's Federal Register XML guide.
"""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.corpus.process._dates import parse_date
from claimwright.corpus.process._fr_page import (
    Pager,
    document_number,
    effective_date,
    filed_date,
    issue_date,
    volume_of,
)
from claimwright.corpus.process._provisions import LONG
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._xml import Shape, flat, lines, local, names, plain, squeeze, walk
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_KINDS = {"RULE": "final-rule", "PRORULE": "proposed-rule"}
_SHAPE = Shape(
    inline=names("E SU I B AC FR LI FTREF SECTNO URL STARS"),
    marks={"E.51": ("^", ""), "SU": ("[", "]"), "SECTNO": ("", " "), "STARS": ("* * * * *", "")},
    rows=names("ROW BOXHD"),
    cells=names("ENT CHED"),
)
_DESCENT = names("PREAMB SUPLINF REGTEXT SECTION PART SUBPART LSTSUB APPENDIX SIG")
_CAPTIONS = names("SECTNO SUBJECT")
_DEPTHS = {"HED": 1, "HD1": 2, "HD2": 3, "HD3": 4, "HD4": 5, "HD5": 6, "HD6": 7}


@dataclass(slots=True)
class _Document:
    """A rule as it is being read: what it says of itself, the headings over the next line, those of them that head nothing
    yet, and the lines not yet given."""

    title: str
    identifiers: dict[str, str]
    effective: dt.date | None
    pager: Pager
    headings: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    unused: list[str] = field(default_factory=list[str])
    waiting: list[str] = field(default_factory=list[str])
    citation: str = ""


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The records of every final and proposed rule, in the order of the issue; raises `InputError` for what is not XML."""
    published = issue_date(line, path.name)
    pager, depth, count = Pager(volume_of(published)), 0, 0
    first = ""
    for event, element, above in walk(path):
        name = local(element)
        if event == "start":
            first = pager.page if name in _KINDS and not depth else first
            depth += name in _KINDS
            continue
        if name == "PRTPAGE" and not depth:
            pager.page = element.get("P") or pager.page
        elif name == "DATE" and published is None and not depth and len(above) == 1:
            published = parse_date(flat(element, _SHAPE))
            pager.volume = volume_of(published)
        depth -= name in _KINDS
        if name in _KINDS and not depth:
            count += 1
            pager.page = first
            yield from _rule(element, pager, published, f"{path.name}, document {count}")
        if not depth and name not in {"RULES", "PRORULES", "FEDREG"}:
            _empty(element)


def _rule(element: ET.Element, pager: Pager, published: dt.date | None, where: str) -> Iterator[TextRecord]:
    said = _said(element)
    number = document_number(said.get("FRDOC", ""))
    if not number:
        problem(where, "the rule has no document number")
    published = published or filed_date(said.get("FRDOC", ""))
    pager.volume = pager.volume or volume_of(published)
    kind = _KINDS[local(element)]
    names_it = {
        "document": number,
        "kind": kind,
        "agency": "; ".join(filter(None, (said.get("AGENCY"), said.get("SUBAGY")))),
        "action": said.get("ACT", "").removeprefix("ACTION:").strip(),
        "cfr": said.get("CFR", ""),
        "rin": said.get("RIN", "").removeprefix("RIN").strip(),
        "docket": said.get("DEPDOC", ""),
        "published": published.isoformat() if published else "",
    }
    effective = effective_date(said.get("DATES", "") + " " + said.get("EFFDATE", "")) if kind == "final-rule" else None
    kept = {key: value for key, value in names_it.items() if value}
    document = _Document(said.get("SUBJECT", "") or number, kept, effective, pager)
    yield from _inside(document, element)
    yield from _heading(document, 0, "")


def _said(element: ET.Element) -> dict[str, str]:
    """What the document says of itself, by element name; agencies and CFR parts that are several are joined."""
    said: dict[str, list[str]] = {}
    for child in element.iter():
        if local(child) in {"AGENCY", "SUBAGY", "CFR", "RIN", "DEPDOC", "ACT", "DATES", "EFFDATE", "FRDOC"} or (
            local(child) == "SUBJECT" and "SUBJECT" not in said
        ):
            said.setdefault(local(child), []).append(plain(flat(child, _SHAPE)))
    return {name: "; ".join(dict.fromkeys(values)) for name, values in said.items()}


def _inside(document: _Document, element: ET.Element) -> Iterator[TextRecord]:
    """Go through an element: headings open a record, amendments and sections too, everything else is lines."""
    yield from _opened(document, element)
    yield from _line(document, squeeze(element.text or ""))
    for child in element:
        name = local(child)
        if name == "HD":
            yield from _heading(document, _depth(child, element), flat(child, _SHAPE))
        elif name in _DESCENT:
            yield from _inside(document, child)
        elif not (local(element) == "SECTION" and name in _CAPTIONS):
            yield from _lines(document, child)
        yield from _line(document, squeeze(child.tail or ""))


def _depth(heading: ET.Element, holder: ET.Element) -> int:
    """How deep a heading is; those of a part or a list of subjects are below the amendments they belong to."""
    depth = _DEPTHS.get(heading.get("SOURCE", ""), 2)
    return 3 if depth == 1 and local(holder) not in {"SUPLINF", "PREAMB", *_KINDS} else depth


def _opened(document: _Document, element: ET.Element) -> Iterator[TextRecord]:
    """What an element opens: the amendments of a part, a section set out, a division of the rule."""
    name = local(element)
    if name == "REGTEXT":
        yield from _heading(document, 1, f"Amendments to {element.get('TITLE', '')} CFR part {element.get('PART', '')}")
    elif name == "SECTION":
        captions = (flat(child, _SHAPE) for child in element if local(child) in _CAPTIONS)
        yield from _heading(document, 4, squeeze(" ".join(captions)))
    elif name in {"SUPLINF", "LSTSUB", "SIG"}:
        yield from _heading(document, 1, "")


def _lines(document: _Document, child: ET.Element) -> Iterator[TextRecord]:
    """The lines of an element that opens nothing, but for amendments, which open a record each."""
    name = local(child)
    if name == "AMDPAR":
        yield from _heading(document, 4, "")
    elif name == "FRDOC":
        yield from _heading(document, 1, "")
    if name == "STARS":
        yield from _line(document, "* * * * *")
    for text in _page(child) if name == "PRTPAGE" else _captioned(child):
        yield from _line(document, text)


def _captioned(element: ET.Element) -> list[str]:
    """The lines of an element; a caption such as `ACTION:` stands on the line of what it announces."""
    found = lines(element, _SHAPE)
    if len(element) and local(element[0]) == "HD" and len(found) > 1:
        return [f"{found[0]} {found[1]}", *found[2:]]
    return found


def _page(element: ET.Element) -> list[str]:
    holder = ET.Element("holder")
    holder.append(ET.Element("PRTPAGE", element.attrib))
    return lines(holder, _SHAPE)


def _heading(document: _Document, depth: int, text: str) -> Iterator[TextRecord]:
    yield from _give(document)
    yield from _bare(document, depth)
    document.pager.turn(text)
    document.headings = [entry for entry in document.headings if entry[0] < depth]
    if heading := document.pager.read(text):
        document.headings.append((depth, heading))
        document.unused.append(heading)


def _bare(document: _Document, depth: int) -> Iterator[TextRecord]:
    """Headings that are left without having headed a line are lines themselves."""
    left = [heading for at, heading in document.headings if at >= depth and heading in document.unused]
    if left:
        document.headings = [entry for entry in document.headings if entry[0] < depth]
        document.waiting = left
        yield from _give(document)


def _line(document: _Document, text: str) -> Iterator[TextRecord]:
    """Take a line; give what waited where it would grow too long."""
    if document.waiting and sum(len(line.split()) for line in [*document.waiting, text]) > LONG:
        yield from _give(document)
    document.pager.turn(text)
    before = document.pager.citation
    if kept := document.pager.read(text):
        document.citation = document.citation or before
        document.waiting.append(kept)


def _give(document: _Document) -> Iterator[TextRecord]:
    if document.waiting:
        yield TextRecord(
            text="\n".join(document.waiting),
            section=(document.title, *(heading for _, heading in document.headings)),
            citation=document.citation,
            title=document.title,
            effective_from=document.effective,
            url=_address(document.identifiers.get("document", "")),
            tags=(document.identifiers["kind"],),
            jurisdiction="US",
            identifiers=document.identifiers,
        )
        document.unused = []
    document.waiting, document.citation = [], ""


def _address(number: str) -> str:
    """The short address under which federalregister.gov keeps a document."""
    return f"https://www.federalregister.gov/d/{number}" if number else ""


def _empty(element: ET.Element) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


PROCESSOR = Processor(key="fr-xml", version=1, read=read)
