"""Bytes to segments, in chunks: about one chunk and one segment are held.

Each interchange is cut by the separators of its own ISA segment. Line ends around a segment are dropped.
Bytes that are not UTF-8 are read as Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

from claimwright.claims.x12 import problems
from claimwright.claims.x12.problems import Kind, Report
from claimwright.claims.x12.separators import LENGTH, LONGEST, Separators, parse_separators
from claimwright.claims.x12.source import CHUNK, Window

LONGEST_SEGMENT = 1 << 16
_BLANK = "\r\n\t "
_FILLER = b"\r\n\t \x00\x1a"
_PADDING = [""] * 20
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEADER = re.compile(rb"ISA[^A-Za-z0-9\s]")
_EDGE = re.compile(rb"[\r\n\t \x00\x1a]{0,64}(ISA|IEA)[^A-Za-z0-9\s]")
"""Where an interchange ends or another begins. Bounded, so that a file of blanks is not searched again and again."""


class Segment(msgspec.Struct, gc=False):
    """A segment and its place. `elements[0]` is its name; at least twenty elements can be asked for."""

    elements: list[str]
    number: int
    """Counted from 1 in the file."""
    offset: int
    """Bytes before it in the file."""
    line: int


class SegmentReader:
    """The segments of a stream, one after the other; `separators` are those of the interchange at hand."""

    def __init__(self, read: Callable[[int], bytes | None], report: Report, chunk: int = CHUNK) -> None:
        self._window, self._report = Window(read, chunk), report
        self._number = 0
        self._told_encoding = False
        self.separators = Separators("*", ":", "~", 0)

    def __iter__(self) -> Iterator[Segment]:
        self._skip_mark()
        if not self._seek_header(first=True):
            start = Segment([""], 1, 0, 1)
            self._report.add(problems.NO_INTERCHANGE, "the file holds no interchange: there is no ISA segment", start)
            return
        yield from self._interchange()
        while self._seek_header():
            yield from self._interchange()

    def _note(self, kind: Kind, what: str, name: str = "") -> None:
        window = self._window
        self._report.add(kind, what, Segment([name], self._number + 1, window.offset, window.line))

    def _skip_mark(self) -> None:
        window = self._window
        window.want(4)
        for mark in _MARKS:
            if window.data.startswith(mark):
                self._note(problems.BYTE_ORDER_MARK, "the file begins with a byte order mark")
                window.position = len(mark)

    def _seek_header(self, *, first: bool = False) -> bool:
        """Move to the next ISA; what stands before it is reported, save in a file without any ISA."""
        window = self._window
        skipped: Segment | None = None
        while True:
            window.want(LONGEST)
            match = _HEADER.search(window.data, window.position)
            end = match.start() if match else max(window.position, len(window.data) - 3 * (not window.ended))
            if skipped is None and window.data[window.position : end].strip(_FILLER):
                skipped = Segment([""], self._number + 1, window.offset, window.line)
            window.skip_to(end)
            if match or not window.fill():
                break
        if skipped and (match or not first):
            self._report.add(problems.OUTSIDE_INTERCHANGE, "bytes outside an interchange are skipped", skipped)
        return match is not None

    def _interchange(self) -> Iterator[Segment]:
        window = self._window
        window.want(LONGEST)
        separators = parse_separators(window.data[window.position : window.position + LONGEST])
        if separators is None:
            self._note(problems.BAD_HEADER, "the separators cannot be told from this ISA segment", "ISA")
            window.skip_to(window.position + 3)
            return
        if separators.size != LENGTH:
            self._note(problems.HEADER_LENGTH, f"the ISA segment has {separators.size} bytes, not {LENGTH}", "ISA")
        self.separators = separators
        yield from self._cut(window.position + separators.size)
        yield from self._body(separators)

    def _body(self, separators: Separators) -> Iterator[Segment]:
        """The segments after ISA, up to and with IEA, or up to the next ISA or the end of the stream."""
        terminator = separators.segment.encode()
        edge = re.compile(rb"(?:[\r\n]|" + re.escape(terminator) + rb")" + _EDGE.pattern)
        while limit := self._limit(terminator, edge):
            last = ""
            for segment in self._cut(limit):
                last = segment.elements[0]
                yield segment
            if last == "IEA":
                return

    def _limit(self, terminator: bytes, edge: re.Pattern[bytes]) -> int:
        """Where the whole segments at hand end, not beyond IEA or the next ISA; 0 where nothing is left."""
        window = self._window
        while True:
            window.want(LONGEST)
            here = _EDGE.match(window.data, window.position)
            if here and here.group(1) == b"ISA":
                return 0
            end = self._whole(terminator, here or edge.search(window.data, window.position))
            if end > window.position:
                return end
            if window.held > LONGEST_SEGMENT:
                self._note(problems.LONG_SEGMENT, f"no segment ends within {LONGEST_SEGMENT} bytes")
                return 0
            if not window.fill():
                return self._rest()

    def _whole(self, terminator: bytes, edge: re.Match[bytes] | None) -> int:
        data, position = self._window.data, self._window.position
        if edge and edge.group(1) == b"ISA":
            return edge.start(1)
        after = data.find(terminator, edge.end()) + 1 if edge else 0
        return after or data.rfind(terminator, position) + 1

    def _rest(self) -> int:
        """The end of a last segment that has no terminator, 0 where there is none."""
        window = self._window
        return len(window.data) if window.data[window.position :].strip(_FILLER) else 0

    def _cut(self, limit: int) -> Iterator[Segment]:
        """The segments from the window's position to `limit`; says once where bytes begin that are not UTF-8."""
        window = self._window
        odd = None if self._told_encoding else self._first_odd(window.data[window.position : limit])
        if odd is not None:
            yield from self._cut_whole(window.position + odd)
            self._note(problems.NOT_UTF8, "bytes that are not UTF-8 are read as Latin-1")
            self._told_encoding = True
        yield from self._cut_whole(limit)

    def _first_odd(self, block: bytes) -> int | None:
        """Where the first segment begins that is not UTF-8."""
        if block.isascii():
            return None
        try:
            block.decode("utf-8")
        except UnicodeDecodeError as error:
            return block.rfind(self.separators.segment.encode(), 0, error.start) + 1
        return None

    def _cut_whole(self, limit: int) -> Iterator[Segment]:
        window, separators = self._window, self.separators
        element, ends_line = separators.element, int(separators.segment == "\n")
        pieces, sizes = self._pieces(window.data[window.position : limit])
        tail = pieces.pop()
        number, offset, line = self._number, window.offset, window.line
        for piece, size in zip(pieces, sizes, strict=False):
            text = piece.strip(_BLANK)
            if text:
                number += 1
                elements = text.split(element)
                elements += _PADDING
                lead = 0 if text is piece else len(piece) - len(piece.lstrip(_BLANK))
                yield Segment(elements, number, offset + lead, line + piece.count("\n", 0, lead) if lead else line)
            elif not ends_line:
                self._report.add(problems.EMPTY_SEGMENT, "an empty segment", Segment([""], number + 1, offset, line))
            line += piece.count("\n") + ends_line
            offset += size + 1
        self._number, window.line, window.position = number, line, limit
        yield from self._tail(tail, offset)

    def _pieces(self, block: bytes) -> tuple[list[str], Iterator[int]]:
        """A block cut at the segment terminator, and the pieces' lengths in bytes."""
        if block.isascii():
            pieces = block.decode("ascii").split(self.separators.segment)
            return pieces, map(len, pieces)
        parts = block.split(self.separators.segment.encode())
        return [_decode(part) for part in parts], map(len, parts)

    def _tail(self, tail: str, offset: int) -> Iterator[Segment]:
        """The segment without a terminator at the end of an interchange; it is used only where it is IEA."""
        text = tail.strip(_BLANK + "\0\x1a")
        line = self._window.line
        self._window.line += tail.count("\n")
        if not text:
            return
        lead = tail.index(text)
        elements = text.split(self.separators.element) + _PADDING
        self._number += 1
        segment = Segment(elements, self._number, offset + lead, line + tail.count("\n", 0, lead))
        if elements[0] == "IEA":
            self._report.add(problems.UNTERMINATED, "the last segment has no terminator", segment)
            yield segment
        else:
            self._report.add(problems.TRUNCATED, "the data end within a segment", segment)


def _decode(part: bytes) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError:
        return part.decode("latin-1")
