"""HTML that stands in a field of a table, as lines of text; `x<y` and the like stay."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser

from claimwright.corpus.process._unicode import tidy
from claimwright.corpus.process._xml import names

_BLOCKS = names(
    "address blockquote br caption center dd div dl dt hr li ol p pre section table tbody tfoot thead tr ul h1 h2 h3 h4 "
    "h5 h6 body html"
)
_INLINE = names(
    "a abbr acronym b big cite code col colgroup del em font head i img ins kbd link mark meta s small span strike "
    "strong style script sub sup td th title tt u var wbr"
)
_ROWS = names("table tbody thead tfoot tr")
_BOLD = names("b strong u h1 h2 h3 h4 h5 h6")
_SILENT = names("script style")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--")
_SIGN = re.compile(rf"<(?!!|/?(?:{'|'.join(sorted(_BLOCKS | _INLINE))}|\w+:\w+)(?:>|[\s/][^<>]*>))", re.IGNORECASE)
"""A `<` that opens no element of HTML or of a word processor: a sign of the text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a field; `heading` where all of it is emphasised and it is short."""

    text: str
    heading: bool = False


def fragment_lines(field: str) -> list[Line]:
    """The lines of a field: paragraphs, list items with `- `, rows of cells with ` | ` between; exponents as `10^2`."""
    if not _MARKUP.search(field):
        return [Line(text) for part in html.unescape(field).split("\n") if (text := tidy(part))]
    reader = _Reader()
    reader.feed(_SIGN.sub("&lt;", field))
    reader.close()
    reader.end()
    return reader.done


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[Line] = []
        self._line: list[str] = []
        self._bold = self._silent = 0
        self._plain = self._in_cell = False
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)
        self._bold += tag in _BOLD
        self._silent += tag in _SILENT
        if tag in {"td", "th"}:
            self._line.append(" | " if self._cells else "")
            self._cells += 1
            self._in_cell = True
        self._line.append({"li": "- ", "sup": "^"}.get(tag, ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        self._in_cell = self._in_cell and tag not in {"td", "th"}
        self._bold = max(0, self._bold - (tag in _BOLD))
        self._silent = max(0, self._silent - (tag in _SILENT))

    def _break(self, tag: str) -> None:
        """End the line at a block; a block within a cell does not end its row."""
        if tag in _ROWS or (tag in _BLOCKS and not self._in_cell):
            self.end()
        elif tag in _BLOCKS:
            self._line.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._plain = self._plain or (not self._bold and bool(data.strip()))
            self._line.append(re.sub(r"[ \t\r\n]+", " ", data))

    def end(self) -> None:
        """Close the line."""
        text = tidy("".join(self._line))
        if text.strip(" |-"):
            short = len(text) <= 120 and len(text.split()) <= 16
            self.done.append(Line(text, heading=short and not self._plain and not self._cells))
        self._line, self._plain, self._cells, self._in_cell = [], False, 0, False
