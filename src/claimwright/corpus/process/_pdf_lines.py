"""Lines of text of a PDF page, with their place, size and weight, as PDFium reads them.

Coordinates are points from the lower left corner. PDFium joins a word that is divided at a line's end and marks the
place; here the line is cut there again and keeps the mark, so that the reader of the whole document can tell a hyphen
from a division.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from claimwright.corpus.process._pdfium import raw

DIVIDED = "\ufffe"
"""At the end of a line: PDFium saw a hyphen there."""

_GAP, _NARROW = 1.25, 0.5
"""Space between words, in heights of the type, from which on they stand in different cells; the narrower one counts
where a line nearby has an edge at the same place."""
_SAME_EDGE, _NEARBY = 2.0, 3
"""Points within which edges are at the same place; how many lines before and after are nearby."""
_BOLD = 600
_NAME = 128


class Cell(NamedTuple):
    """Part of a line: its left edge, its text, and the gap before it in heights of the type (0 for the first)."""

    x0: float
    text: str
    gap: float


class Line(NamedTuple):
    """A line as it stands on the page. `cells` are its parts where wide gaps divide it."""

    text: str
    x0: float
    x1: float
    bottom: float
    top: float
    size: float
    bold: bool
    page: int
    cells: tuple[Cell, ...] = ()


def page_lines(textpage: Any, number: int) -> list[Line]:
    """The lines of a page, in the order in which the file draws them."""
    text: str = textpage.get_text_range()
    rows = _Rects(textpage)
    reader = _Reader(textpage, number)
    found = (reader.line(start, part, rows) for start, part in _pieces(text) if part.strip(" "))
    return _settled([line for line in found if line is not None])


def _settled(lines: list[Line]) -> list[Line]:
    """The lines with narrow gaps closed where no line nearby has an edge at the same place."""
    if not any(line.cells for line in lines):
        return lines
    edges = [(line.x0, *(cell.x0 for cell in line.cells[1:])) for line in lines]
    return [
        line._replace(cells=_kept(line.cells, _around(edges, index))) if line.cells else line
        for index, line in enumerate(lines)
    ]


def _around(edges: Sequence[tuple[float, ...]], index: int) -> list[float]:
    """The edges of the lines nearby."""
    before, after = edges[max(0, index - _NEARBY) : index], edges[index + 1 : index + 1 + _NEARBY]
    return [edge for line in (*before, *after) for edge in line]


def _kept(cells: tuple[Cell, ...], edges: Sequence[float]) -> tuple[Cell, ...]:
    kept: list[Cell] = []
    for cell in cells:
        if not kept or cell.gap > _GAP or any(abs(edge - cell.x0) < _SAME_EDGE for edge in edges):
            kept.append(cell)
        else:
            kept[-1] = kept[-1]._replace(text=f"{kept[-1].text} {cell.text}")
    return tuple(kept) if len(kept) > 1 else ()


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Parts of the text that stand on one line, with their place in it, counted in UTF-16 as PDFium counts."""
    wide = not text.isascii() and max(text) > "\uffff"
    at = 0
    for row in text.split("\r\n"):
        parts = row.split(DIVIDED)
        for index, part in enumerate(parts):
            mark = DIVIDED if index + 1 < len(parts) else ""
            yield at, part + mark
            at += _units(part, wide) + len(mark)
        at += 2


def _units(text: str, wide: bool) -> int:
    return len(text.encode("utf-16-le")) // 2 if wide else len(text)


class _Reader:
    """Asks PDFium for the boxes and fonts of single characters, few of each line."""

    def __init__(self, textpage: Any, number: int) -> None:
        self._raw = raw()
        self._page: Any = textpage.raw
        self._number = number
        self._box: Any = self._raw.FS_RECTF()
        self._flags = ctypes.c_int()
        self._name = ctypes.create_string_buffer(_NAME)

    def line(self, start: int, text: str, rows: _Rects) -> Line | None:
        shown = text.rstrip(DIVIDED + " ")
        lead = len(shown) - len(shown.lstrip(" "))
        first = self._box_at(start + lead)
        last = self._box_at(start + len(shown) - 1)
        if first is None or last is None:
            return None
        x0, bottom, _, top = first
        size = top - bottom
        line = Line(text.strip(" "), x0, last[2], bottom, top, size, self._is_bold(start + lead), self._number)
        if rows.has_gap(x0, last[2], (bottom + top) / 2, size * _NARROW):
            return self._divided(line, start + lead)
        return line

    def _divided(self, line: Line, start: int) -> Line:
        """The line with its cells, cut at spaces wider than the gap."""
        cells: list[Cell] = []
        begin, left, gap, spaces = 0, line.x0, 0.0, 0
        for index, char in enumerate(line.text):
            if char != " " or index == 0 or line.text[index - 1] == " ":
                continue
            before, after = self._box_at(start + index - 1), self._box_at(start + _next(line.text, index))
            if before is None or after is None:
                continue
            spaces += 1
            wide = (after[0] - before[2]) / line.size
            if wide > _NARROW and index - begin > _marker(line.text, begin):
                cells.append(Cell(left, line.text[begin:index].strip(" "), gap))
                begin, left, gap = index, after[0], wide
        cells.append(Cell(left, line.text[begin:].strip(" "), gap))
        justified = len(cells) > 3 and (len(cells) - 1) * 2 > spaces > 4
        return line if len(cells) < 2 or justified else line._replace(cells=tuple(cells))

    def _box_at(self, index: int) -> tuple[float, float, float, float] | None:
        char = self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, index)
        if char < 0 or not self._raw.FPDFText_GetLooseCharBox(self._page, char, ctypes.byref(self._box)):
            return None
        return self._box.left, self._box.bottom, self._box.right, self._box.top

    def _is_bold(self, index: int) -> bool:
        char = self._raw.FPDFText_GetCharIndexFromTextIndex(self._page, index)
        if self._raw.FPDFText_GetFontWeight(self._page, char) >= _BOLD:
            return True
        size = self._raw.FPDFText_GetFontInfo(self._page, char, self._name, _NAME, ctypes.byref(self._flags))
        return 0 < size <= _NAME and b"bold" in self._name.value.lower()


class _Rects:
    """The boxes of runs of text on a page, by height, to see which lines have wide gaps at all."""

    def __init__(self, textpage: Any) -> None:
        self._rows: dict[int, list[tuple[float, float]]] = {}
        edges: Sequence[Any] = [ctypes.c_double() for _ in range(4)]
        left, top, right, bottom = edges
        places = [ctypes.byref(edge) for edge in edges]
        library, page = raw(), textpage.raw
        for index in range(library.FPDFText_CountRects(page, 0, -1)):
            library.FPDFText_GetRect(page, index, *places)
            height = int((top.value + bottom.value) / 2)
            self._rows.setdefault(height, []).append((left.value, right.value))

    def has_gap(self, x0: float, x1: float, middle: float, gap: float) -> bool:
        """Whether the runs at this height leave a gap between these edges."""
        if x1 - x0 <= gap:
            return False
        near = [run for row in range(int(middle) - 4, int(middle) + 5) for run in self._rows.get(row, ())]
        reach = x0
        for left, right in sorted(near):
            if right < x0 - 1 or left > x1 + 1:
                continue
            if left - reach > gap:
                return True
            reach = max(reach, right)
        return False


def _next(text: str, index: int) -> int:
    """The next character that is no space."""
    while index + 1 < len(text) and text[index] == " ":
        index += 1
    return index


def _marker(text: str, begin: int) -> int:
    """Length of a bullet or number at the start of a line, after which a wide gap is usual; 0 further on."""
    if begin:
        return 0
    word = text.partition(" ")[0]
    return len(word) if len(word) == 1 or (len(word) <= 6 and word[-1] in ".)") else 0
