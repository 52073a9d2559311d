"""XML read as a stream, and its elements as lines of text with nothing lost: no text, no tail, no sign."""

from __future__ import annotations

import html.entities
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from claimwright.core.errors import InputError
from claimwright.corpus.process._unicode import clean

ITALIC, ROMAN, PAGE, PAGE_END = "\ue000", "\ue001", "\ue002", "\ue003"
"""Private signs that carry markup through flattened text: italics on and off, and around a page number."""

_SIGNS = re.compile(f"[{ITALIC}{ROMAN}]|{PAGE}[^{PAGE_END}]*{PAGE_END}")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_KEPT = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class Shape:
    """How the elements of a vocabulary stand in text, by local name.

    `inline` run on within a line; `marks` are written around an inline element's text; `asides` (footnotes) come
    after the line in which they stand; a `row` is one line of its `cells`; `skipped` elements hold no text of
    their own. Every other element is a line or several.
    """

    inline: frozenset[str]
    marks: dict[str, tuple[str, str]]
    asides: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    cells: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()


def names(said: str) -> frozenset[str]:
    """Element names, written with spaces between."""
    return frozenset(said.split())


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def walk(path: Path) -> Iterator[tuple[str, ET.Element, list[ET.Element]]]:
    """Every start and end of an element, with the elements that enclose it, outermost first.

    HTML's named entities are understood. Raises `InputError` where the file is not well-formed.
    """
    above: list[ET.Element] = []
    try:
        with path.open("rb") as file:
            for event, element in ET.iterparse(_Entities(file), events=("start", "end")):
                if event == "end":
                    above.pop()
                yield event, element, above
                if event == "start":
                    above.append(element)
    except ET.ParseError as error:
        raise InputError(
            f"the XML is not well-formed: {error}", where=str(path), fix="download the file again", code="CORPUS-XML"
        ) from error


def lines(element: ET.Element, shape: Shape) -> list[str]:
    """The text of an element, a line for each block in it, in document order."""
    return _Lines(shape).of(element)


def flat(element: ET.Element, shape: Shape) -> str:
    """The text of an element on one line."""
    return " ".join(lines(element, shape))


def plain(text: str) -> str:
    """The text without the private signs."""
    return _SIGNS.sub("", text).strip()


def squeeze(text: str) -> str:
    """Cleaned text on one line; spaces that do not break stay."""
    return _SPACES.sub(" ", clean(text)).strip(" ")


@dataclass(slots=True)
class _Lines:
    shape: Shape
    done: list[str] = field(default_factory=list[str])
    line: list[str] = field(default_factory=list[str])
    asides: list[ET.Element] = field(default_factory=list[ET.Element])

    def of(self, element: ET.Element) -> list[str]:
        self.inside(element)
        self.end()
        return self.done

    def inside(self, element: ET.Element) -> None:
        self.line.append(element.text or "")
        for child in element:
            self.child(child)
            self.line.append(child.tail or "")

    def child(self, child: ET.Element) -> None:
        name = local(child)
        if name == "PRTPAGE":
            self.line.append(f"{PAGE}{child.get('P', '')}{PAGE_END}")
        elif name in self.shape.asides or (name == "note" and child.get("type") == "footnote"):
            self.asides.append(child)
        elif name in self.shape.skipped:
            return
        elif name in self.shape.rows:
            self.row(child)
        elif name in self.shape.inline:
            self.inline(child, name)
        else:
            self.end()
            self.inside(child)
            self.end()

    def inline(self, child: ET.Element, name: str) -> None:
        kind = child.get("T") or child.get("class") or ""
        before, after = self.shape.marks.get(f"{name}.{kind}") or self.shape.marks.get(name, ("", ""))
        self.line.append(before)
        self.inside(child)
        self.line.append(after)

    def row(self, row: ET.Element) -> None:
        self.end()
        cells = [cell for cell in row if local(cell) in self.shape.cells]
        if not cells:
            self.inside(row)
            return self.end()
        stray = [row.text or "", *(cell.tail or "" for cell in row)]
        stray += [flat(child, self.shape) for child in row if local(child) not in self.shape.cells]
        self.add(" | ".join(flat(cell, self.shape) for cell in cells))
        return self.add(" ".join(stray))

    def end(self) -> None:
        text, self.line = "".join(self.line), []
        asides, self.asides = self.asides, []
        self.add(text)
        for aside in asides:
            self.done.extend(lines(aside, self.shape))

    def add(self, text: str) -> None:
        if line := squeeze(text).strip("|" if not text.strip(" |") else ""):
            self.done.append(line)


class _Entities:
    """A file in which HTML's named entities are numbered, for a parser that knows only XML's five."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int = 65536) -> bytes:
        block = self._file.read(size)
        while (cut := block.rfind(b"&")) >= 0 and b";" not in block[cut:] and len(block) - cut < 40:
            more = self._file.read(40)
            if not more:
                break
            block += more
        return _NAMED.sub(_numbered, block)


def _numbered(match: re.Match[bytes]) -> bytes:
    if match[1] in _KEPT:
        return match[0]
    signs = html.entities.html5.get(match[1].decode() + ";", "")
    return "".join(f"&#{ord(sign)};" for sign in signs).encode() or match[0]
