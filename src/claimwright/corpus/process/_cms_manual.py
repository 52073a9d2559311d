"""Chapters of the CMS Internet-Only Manuals: sections under their numbered headings, each with its revision.

A section begins with a line such as `30.6.5 - Physicians in Group Practice`, followed by its revision, `(Rev. 11288;
Issued: 03-04-22; Effective: 01-01-22; Implementation: 02-15-22)`. What stands before the first is title and table of
contents; the latter's entries tell headings that have no revision.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claimwright.corpus.citations.manuals import NAMED, manual_of
from claimwright.corpus.process._cms_revision import Revision, revision_of
from claimwright.corpus.process._pdf_text import Paragraph

_CHAPTER = re.compile(r"\bChapter\s+(\d{1,2}[A-Z]?)\b\s*[-–—:.]?\s*(.*)", re.DOTALL)
_NUMBERED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,6})\.?\s*([-–—:]?)\s*(\S.*)", re.DOTALL)
_LETTERED = re.compile(
    r"((?:Exhibit|Addendum|Appendix|Attachment|Annex)\b(?:\s+[0-9A-Z]{1,3}\b)?)\s*[-–—:]?\s*(.*)", re.DOTALL
)
_REVISION = re.compile(r"\s*\(\s*Rev\b", re.IGNORECASE)
_TRANSMITTALS = re.compile(r"Transmittals Issued for this Chapter", re.IGNORECASE)
_CONTENTS = re.compile(r"Table of Contents", re.IGNORECASE)
_BACK, _HEAD = 4, 14
"""Paragraphs before a revision in which its heading begins; paragraphs that may hold the chapter's title."""


@dataclass(slots=True)
class Section:
    """A section of a chapter. `number` is empty for exhibits and the like."""

    number: str
    heading: str
    page: int
    revision: Revision | None = None
    body: list[Paragraph] = field(default_factory=list[Paragraph])


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `work` is `CLM104 ch. 12`, `manual` its full name, `heading` its own, with the number."""

    work: str
    manual: str
    heading: str
    sections: tuple[Section, ...]

    def above(self, section: Section) -> tuple[str, ...]:
        """The headings over a section, from the chapter down."""
        known = {one.number: one.heading for one in self.sections if one.number}
        steps = section.number.split(".")
        outer = (".".join(steps[:depth]) for depth in range(1, len(steps)))
        return (self.heading, *(known[number] for number in outer if number in known))


def chapter_of(paragraphs: Sequence[Paragraph]) -> Chapter | None:
    """The chapter that these paragraphs are, or None where they are no chapter of such a manual."""
    title = _title(paragraphs)
    if title is None:
        return None
    work, manual, heading = title
    sections = tuple(_sections(paragraphs))
    return Chapter(work, manual, heading, sections) if sections else None


def _title(paragraphs: Sequence[Paragraph]) -> tuple[str, str, str] | None:
    """Short name with chapter, the manual's name, and the chapter's heading, from the first page."""
    head: list[str] = []
    for paragraph in paragraphs[:_HEAD]:
        if _CONTENTS.match(paragraph.text) or _REVISION.match(paragraph.text):
            break
        head.append(paragraph.text)
    text = " ".join(head)
    named, chapter = NAMED.search(text), _CHAPTER.search(text)
    short = manual_of(named[0]) if named else None
    if not named or not chapter or not short:
        return None
    title = " ".join(chapter[2].split())
    return (
        f"{short} ch. {chapter[1]}",
        named[0],
        f"Chapter {chapter[1]} - {title}" if title else f"Chapter {chapter[1]}",
    )


@dataclass(frozen=True, slots=True)
class _Start:
    """A heading at paragraphs `first` to `after - 1`, its revisions included."""

    first: int
    after: int
    number: str
    heading: str
    revision: Revision | None


def _sections(paragraphs: Sequence[Paragraph]) -> Iterator[Section]:
    starts = _with_listed(paragraphs, list(_revised(paragraphs)))
    ends = [*(start.first for start in starts[1:]), len(paragraphs)]
    for start, end in zip(starts, ends, strict=True):
        section = Section(start.number, start.heading, paragraphs[start.first].page, start.revision)
        section.body.extend(paragraphs[start.after : end])
        yield section


def _revised(paragraphs: Sequence[Paragraph]) -> Iterator[_Start]:
    """Headings that a revision follows, and the list of transmittals at the end."""
    free = index = 0
    while index < len(paragraphs):
        text = paragraphs[index].text
        after = index + 1
        if _REVISION.match(text):
            after = _revisions_end(paragraphs, index)
            raw = " ".join(one.text for one in paragraphs[index:after])
            found = _heading_before(paragraphs, free, index)
            if found is not None:
                yield _Start(found, after, *_named(_join(paragraphs[found:index])), revision_of(raw))
                free = after
        elif _TRANSMITTALS.match(text) and free:
            yield _Start(index, after, "", text, None)
            return
        elif _carries_revision(paragraphs, index):
            yield _Start(index, after, *_named(text), revision_of(text))
            free = after
        index = after


def _revisions_end(paragraphs: Sequence[Paragraph], index: int) -> int:
    """Where the revisions that begin here end; one may run over several paragraphs until its bracket closes."""
    opened = 0
    while index < len(paragraphs):
        text = paragraphs[index].text
        if not _REVISION.match(text) and (opened <= 0 or _is_heading(text)):
            break
        opened = min(opened + text.count("(") - text.count(")"), 1)
        if opened > 0 and (len(text) > 400 or not paragraphs[index].bold):
            opened = 0
        index += 1
    return index


def _heading_before(paragraphs: Sequence[Paragraph], free: int, revision: int) -> int | None:
    """The paragraph at which the heading over a revision begins."""
    for index in range(revision - 1, max(free, revision - _BACK) - 1, -1):
        text = paragraphs[index].text
        if _is_heading(text):
            return index
        if text.endswith(".") or len(text.split()) > 25 or paragraphs[index].table:
            return None
    return None


def _is_heading(text: str) -> bool:
    found = _NUMBERED.match(text)
    if not found:
        return bool(_LETTERED.match(text)) and len(text.split()) <= 40
    plain = not found[2] and "." not in found[1]
    return not plain and found[3][0].isalpha() and len(text.split()) <= 70


def _carries_revision(paragraphs: Sequence[Paragraph], index: int) -> bool:
    """A heading whose revision stands on its own line, with no other after it."""
    paragraph = paragraphs[index]
    if "(Rev" not in paragraph.text or not paragraph.bold or not _is_heading(paragraph.text):
        return False
    following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    return not _REVISION.match(following)


def _named(text: str) -> tuple[str, str]:
    """The number of a heading, and the heading as it is cited; a revision that stands in it is left out."""
    text = re.split(r"\s*\(\s*Rev\b", text, maxsplit=1)[0].strip()
    found = _NUMBERED.fullmatch(text)
    if found:
        return found[1], f"{found[1]} - {found[3]}"
    return "", text


def _join(paragraphs: Sequence[Paragraph]) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs)


def _with_listed(paragraphs: Sequence[Paragraph], starts: list[_Start]) -> list[_Start]:
    """The starts, and the headings between them that the table of contents lists though no revision follows them."""
    if not starts:
        return []
    listed = dict(_contents(paragraphs[: starts[0].first]))
    taken = {start.number for start in starts}
    found: list[_Start] = []
    ends = [*(start.first for start in starts[1:]), len(paragraphs)]
    for start, end in zip(starts, ends, strict=True):
        found.append(start)
        for index in range(start.after, end):
            paragraph = paragraphs[index]
            match = _NUMBERED.fullmatch(paragraph.text) if paragraph.bold and not paragraph.table else None
            if match and match[1] not in taken and _alike(match[3], listed.get(match[1], "")):
                taken.add(match[1])
                found.append(_Start(index, index + 1, *_named(paragraph.text), None))
    return found


def _contents(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[str, str]]:
    """The entries of a table of contents."""
    for paragraph in paragraphs:
        if found := _NUMBERED.fullmatch(paragraph.text):
            yield found[1], found[3]


def _alike(one: str, other: str) -> bool:
    """Whether two wordings of a heading begin alike."""
    left, right = (re.sub(r"\W+", "", text).lower()[:16] for text in (one, other))
    return bool(left) and bool(right) and (left.startswith(right) or right.startswith(left))
