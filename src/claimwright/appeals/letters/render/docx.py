"""The letter and the sheet as DOCX, with fixed dates inside, so that the same draft gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from typing import Any, cast

from claimwright.appeals.letters.records import Draft
from claimwright.appeals.letters.render.notes import notes, pieces
from claimwright.appeals.letters.render.rows import TITLE, WARNING, Section, colophon, sections
from claimwright.core.errors import MissingExtraError

_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the format has no time zone
_ZIP_EPOCH = (2000, 1, 1, 0, 0, 0)
_STYLES = {"text": "Normal", "item": "List Bullet", "quote": "Quote"}


def letter_docx(draft: Draft) -> bytes:
    """The letter on US letter paper, with page numbers; notes stand after the enclosures."""
    letter = draft.letter
    document = _document(letter.subject)
    _lines(document, letter.sender)
    document.add_paragraph(letter.date)
    _lines(document, letter.addressee)
    document.add_paragraph().add_run(f"Re: {letter.subject}").bold = True
    _table(document, letter.reference)
    document.add_paragraph(letter.salutation).paragraph_format.space_before = _points(8)
    for each in letter.paragraphs:
        paragraph = document.add_paragraph(style=_STYLES[each.style])
        for piece in pieces(draft, each):
            paragraph.add_run(piece.text)
            if piece.note:
                paragraph.add_run(str(piece.note)).font.superscript = True
    document.add_paragraph(letter.closing)
    document.add_paragraph()
    _lines(document, letter.signature)
    document.add_paragraph().add_run("Enclosures").bold = True
    for each in letter.enclosures:
        document.add_paragraph(each.what, style="List Number")
    _notes(document, notes(draft))
    return _bytes(document)


def sheet_docx(draft: Draft) -> bytes:
    """The sender's sheet."""
    document = _document(TITLE)
    document.add_heading(f"{TITLE}: {draft.letter.subject}", level=1)
    document.add_paragraph().add_run(WARNING).bold = True
    for each in sections(draft):
        document.add_heading(each.heading, level=2)
        _section(document, each)
    document.add_paragraph(colophon(draft))
    return _bytes(document)


def _document(title: str) -> Any:
    try:
        import docx
    except ImportError:
        raise MissingExtraError("python-docx", "appeals") from None
    document: Any = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = _inches(8.5), _inches(11)
    page.left_margin = page.right_margin = _inches(1.1)
    page.top_margin = page.bottom_margin = _inches(1)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Georgia", _points(10.5)
    normal.paragraph_format.space_after = _points(7)
    _number_pages(page.footer.paragraphs[0])
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
    core.created = core.modified = _EPOCH
    return document


def _number_pages(paragraph: Any) -> None:
    """`Page 1` in the footer, as a field that the reader's program fills in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import ns, parser

    make = cast("Any", parser).OxmlElement

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("Page ")
    run: Any = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element: Any = make("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(ns.qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _lines(document: Any, lines: Iterable[str]) -> None:
    """Lines of one block, without space between them."""
    first, *rest = lines
    paragraph = document.add_paragraph(first)
    for line in rest:
        paragraph.add_run().add_break()
        paragraph.add_run(line)


def _table(document: Any, rows: Iterable[tuple[str, ...]], columns: tuple[str, ...] = ()) -> None:
    every = [columns, *rows] if columns else list(rows)
    table = document.add_table(rows=0, cols=len(every[0]))
    if columns:
        table.style = "Light List"
    for number, row in enumerate(every):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = _points(1)
            run = paragraph.add_run(text)
            run.font.size = _points(9.5 if not columns else 8.5)
            run.bold = bool(columns) and number == 0
    if not columns:
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = _inches(1.3), _inches(5)


def _notes(document: Any, texts: list[str]) -> None:
    if texts:
        document.add_paragraph().add_run("Notes").bold = True
    for number, each in enumerate(texts, 1):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_after = _points(1)
        paragraph.add_run(str(number)).font.superscript = True
        paragraph.add_run(f" {each}").font.size = _points(9)


def _section(document: Any, section: Section) -> None:
    if section.rows:
        _table(document, section.rows, section.columns)
    for each in section.checks:
        document.add_paragraph(f"☐ {each}")
    for each in section.lines:
        document.add_paragraph(each, style="List Bullet")


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _inches(size: float) -> Any:
    from docx.shared import Inches

    return Inches(size)


def _bytes(document: Any) -> bytes:
    """The file with every member of its archive dated alike."""
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return out.getvalue()
