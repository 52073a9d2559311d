"""Text of PDFs: pages a second against pdfplumber in the same run, and the headings of a manual that each finds.

Pages are those of Medicare manual chapters (`CLAIMWRIGHT_DATA`/manuals). Both read the same pages in turn; time is
processor time, the best of the rounds. Ours is everything up to records: lines, running heads, tables, paragraphs,
sections. pdfplumber's is its plainest text. A section of the table of contents counts as found where its number and the
beginning of its title begin a line (pdfplumber) or name a section (ours).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from claimwright.bench.bars import Bar
from claimwright.core.errors import MissingExtraError
from claimwright.core.settings import public_data
from claimwright.corpus.process import find_processor
from claimwright.corpus.records import SourceLine, TextRecord

_FASTER = 10.0
_SPEED, _FOUND = "PDF text, times as fast as pdfplumber", "manual headings found, less those that pdfplumber finds"
_ENTRY = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,6})\s*[-–]\s*(\S.*)")
_LINE = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,6})\.?\s*[-–]?\s*(\S.*)")
_LETTERS = 18

Section = tuple[str, str]
"""A section's number, and the letters with which its title begins."""


def run(quick: bool = False) -> list[Bar]:
    """Speed and headings over the manual chapters; `quick` takes the shortest one."""
    data = public_data()
    paths = sorted((data / "manuals").glob("*.pdf"), key=lambda path: path.stat().st_size) if data else []
    try:
        plumber: Any = import_module("pdfplumber")
        find_processor("pdf")
    except (ImportError, MissingExtraError):
        return _absent("pdfplumber is not installed")
    if not paths:
        return _absent("CLAIMWRIGHT_DATA has no manuals")
    return _measure(paths[:1] if quick else paths, plumber, rounds=1 if quick else 2)


def _absent(why: str) -> list[Bar]:
    return [
        Bar(_SPEED, None, "times", f">= {_FASTER:.0f}", None, why),
        Bar(_FOUND, None, "headings", ">= 0", None, why),
    ]


def _measure(paths: list[Path], plumber: Any, rounds: int) -> list[Bar]:
    ours = theirs = float("inf")
    lines: dict[Path, list[str]] = {}
    for _ in range(rounds):
        ours = min(ours, _seconds(lambda: [our_sections(path) for path in paths]))
        theirs = min(theirs, _seconds(lambda: lines.update({path: their_lines(path, plumber) for path in paths})))
    pages = sum(_pages(path) for path in paths)
    listed = {path: listed_sections(path) for path in paths}
    found = sum(len(listed[path] & our_sections(path)) for path in paths)
    known = sum(len(listed[path] & their_sections(lines[path])) for path in paths)
    total = sum(map(len, listed.values()))
    speed = f"{pages} pages: {pages / ours:.0f} pages/s, pdfplumber {pages / theirs:.0f}, in processor time"
    headings = f"{found} and {known} of {total} in the tables of contents"
    return [
        Bar(_SPEED, theirs / ours, "times", f">= {_FASTER:.0f}", theirs / ours >= _FASTER, speed),
        Bar(_FOUND, float(found - known), "headings", ">= 0", found >= known, headings),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _pages(path: Path) -> int:
    return len(import_module("pypdfium2").PdfDocument(path))


def read_records(path: Path) -> list[TextRecord]:
    """The records that our processor makes of a PDF."""
    line = SourceLine(url=path.name, date_accessed="", local_path=path.name, tags=(), preprocessor="pdf")
    return list(find_processor("pdf").read(path, line))


def our_sections(path: Path, *, pages: int = 0) -> set[Section]:
    """The sections that our processor finds; a reserved one, which has no text, is a record of its heading.
    With `pages`, those that begin on the first ones."""
    return {
        section
        for record in read_records(path)
        if not pages or (record.page or 0) <= pages
        for section in _sections((*record.section, record.text.partition("\n")[0]), _LINE)
    }


def their_lines(path: Path, plumber: Any, *, pages: int = 0) -> list[str]:
    """The lines that pdfplumber reads, of all pages or of the first ones."""
    found: list[str] = []
    with plumber.open(path) as document:
        for page in document.pages[: pages or None]:
            found.extend(page.extract_text_simple().split("\n"))
            page.close()
    return found


def their_sections(lines: list[str]) -> set[Section]:
    """The sections whose headings begin a line after the table of contents, which ends where a number comes again."""
    return set(_sections(lines[_contents_end(lines) :], _LINE))


def listed_sections(path: Path) -> set[Section]:
    """The sections in a chapter's table of contents, as the plain text of its first pages has them."""
    document: Any = import_module("pypdfium2").PdfDocument(path)
    lines = [
        line
        for number in range(min(20, len(document)))
        for line in document[number].get_textpage().get_text_range().split("\r\n")
    ]
    return set(_sections(lines[: _contents_end(lines)], _ENTRY))


def _contents_end(lines: list[str]) -> int:
    """Where the table of contents ends: at the line that repeats its first entry."""
    entries = [(index, section) for index, line in enumerate(lines) for section in _sections([line], _ENTRY)]
    again = (index for index, section in entries[1:] if section == entries[0][1])
    return next(again, len(lines))


def _sections(lines: Iterable[str], pattern: re.Pattern[str]) -> Iterator[Section]:
    for line in lines:
        found = pattern.match(line)
        title = re.sub(r"[^a-z]", "", found[2].lower()) if found else ""
        if found and title:
            yield found[1], title[:_LETTERS]
