"""PDF documents, read by PDFium: text in reading order, words whole, running heads and page numbers away, tables as rows.

A chapter of a CMS manual is divided into its numbered sections, with citation, revision and effective date; other
documents into what stands under each heading. A record has up to about 350 words and the page on which it begins; a
longer section is several records, divided between paragraphs, with one citation. Pages that hold pictures and no text are
told, or read by the command in `CLAIMWRIGHT_OCR`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter, itemgetter
from pathlib import Path

from msgspec.structs import replace

from claimwright.corpus.citations.records import Citation
from claimwright.corpus.process._cms_manual import Chapter, Section, chapter_of
from claimwright.corpus.process._paragraphs import LONG, gather, grouped
from claimwright.corpus.process._pdf_document import Document, read_document
from claimwright.corpus.process._pdf_headings import sections
from claimwright.corpus.process._pdf_text import Paragraph
from claimwright.corpus.process._report import problem
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import SourceLine, TextRecord

_CAPTION = 30
"""Words of a short bold line."""


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The sections of a document, in order; raises `InputError` for what is no PDF, or is locked."""
    document = read_document(path)
    _tell(document)
    chapter = chapter_of(document.paragraphs)
    yield from _manual(chapter, line) if chapter else _plain(document, line)


def _tell(document: Document) -> None:
    if document.silent:
        shown = ", ".join(map(str, document.silent[:20])) + (" and more" if len(document.silent) > 20 else "")
        count = len(document.silent)
        what = f"{count} of {document.pages} pages hold no text that can be read; they may be scanned (see CLAIMWRIGHT_OCR)"
        problem(f"page{'s' if count > 1 else ''} {shown}", f"{what}. {document.why}".rstrip(". "))


def _manual(chapter: Chapter, line: SourceLine) -> Iterator[TextRecord]:
    title = line.title or f"{chapter.manual}, {chapter.heading}"
    for section in chapter.sections:
        base = _section(chapter, section, title)
        if not section.body:
            yield replace(base, text=section.heading, section=chapter.above(section))
        for text, page in _texts(section.body):
            yield replace(base, text=text, page=page)


def _section(chapter: Chapter, section: Section, title: str) -> TextRecord:
    """What the records of a section have in common."""
    revision = section.revision
    return TextRecord(
        text="",
        section=(*chapter.above(section), section.heading),
        citation=str(Citation(chapter.work, section.number)) if section.number else "",
        title=title,
        effective_from=revision.effective if revision else None,
        identifiers=revision.identifiers if revision else {},
        page=section.page,
        jurisdiction="US",
    )


def _plain(document: Document, line: SourceLine) -> Iterator[TextRecord]:
    title = line.title or document.title
    for section, group in groupby(sections(document.paragraphs), key=itemgetter(0)):
        for text, page in _texts(paragraph for _, paragraph in group):
            yield TextRecord(text=text, section=section, title=title, page=page)


def _texts(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, int]]:
    """Texts of up to about 350 words, each with the page on which it begins."""
    pieces = (piece for paragraph in _with_captions(paragraphs) for piece in _pieces(paragraph))
    for group in grouped(pieces, attrgetter("text")):
        yield "\n\n".join(piece.text for piece in group), group[0].page


def _with_captions(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """The paragraphs, each joined to the short bold line above it, which would otherwise end a record."""
    caption: Paragraph | None = None
    for paragraph in paragraphs:
        if caption is not None:
            paragraph = dataclasses.replace(paragraph, text=f"{caption.text}\n\n{paragraph.text}", page=caption.page)
        short = paragraph.bold and not paragraph.table and len(paragraph.text.split()) <= _CAPTION
        caption = paragraph if short else None
        if not short:
            yield paragraph
    if caption is not None:
        yield caption


def _pieces(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, or a long table in parts of whole rows."""
    if not paragraph.table or len(paragraph.text.split()) <= LONG:
        yield paragraph
        return
    for text in gather(paragraph.text.split("\n")):
        yield Paragraph(text.replace("\n\n", "\n"), paragraph.page, paragraph.size, table=True)


PROCESSOR = Processor("pdf", 1, read)
