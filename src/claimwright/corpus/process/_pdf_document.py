"""A whole PDF as paragraphs, with what it says of itself and which of its pages hold no text."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimwright.core.errors import InputError
from claimwright.corpus.process._pdf_layout import reading_order, without_running_heads
from claimwright.corpus.process._pdf_lines import Line, page_lines
from claimwright.corpus.process._pdf_ocr import ocr_command, ocr_page
from claimwright.corpus.process._pdf_text import Paragraph, Words, paragraphs
from claimwright.corpus.process._pdfium import pdfium, raw
from claimwright.corpus.process._unicode import tidy


@dataclass(frozen=True, slots=True)
class Document:
    """`silent` are the pages, from 1, on which something is drawn but no text was found; `why` tells of a failed OCR."""

    paragraphs: list[Paragraph]
    title: str
    pages: int
    silent: tuple[int, ...] = ()
    why: str = ""


def read_document(path: Path) -> Document:
    """Read a PDF. Raises `InputError` for what is none, or is locked, and `MissingExtraError` without PDFium."""
    pdf = _open(path)
    try:
        pages: list[list[Line]] = []
        scanned: dict[int, str] = {}
        silent: list[int] = []
        why = ""
        for number in range(1, len(pdf) + 1):
            lines, drawn, page = _page(pdf, number)
            if not lines and drawn:
                text, why = _scan(page, why)
                scanned.update({number: text} if text else {})
                silent.extend([] if text else [number])
            page.close()
            pages.append(lines)
        title = tidy(pdf.get_metadata_value("Title") or "")
        return Document(_merged(pages, scanned), title, len(pages), tuple(silent), why)
    finally:
        pdf.close()


def _open(path: Path) -> Any:
    try:
        pdf = pdfium().PdfDocument(path)
        len(pdf)
    except (pdfium().PdfiumError, OSError) as error:
        locked = "assword" in str(error)
        raise InputError(
            "this PDF is locked with a password" if locked else f"this is no PDF that can be read: {error}",
            where=str(path),
            fix="save it without its password" if locked else "fetch the file again",
            code="CORPUS-PDF",
        ) from None
    return pdf


def _page(pdf: Any, number: int) -> tuple[list[Line], bool, Any]:
    """The lines of a page, and whether anything is drawn on it. A page that cannot be read is an `InputError`."""
    try:
        page = pdf[number - 1]
    except pdfium().PdfiumError as error:
        raise InputError(
            f"page {number} cannot be read: {error}",
            where=f"page {number}",
            fix="fetch the file again",
            code="CORPUS-PDF",
        ) from None
    textpage = page.get_textpage()
    lines = page_lines(textpage, number)
    textpage.close()
    drawn = bool(lines) or raw().FPDFPage_CountObjects(page.raw) > 0
    return lines, drawn, page


def _scan(page: Any, why: str) -> tuple[str, str]:
    """What OCR reads on a page, and why it does not; nothing where no command is set."""
    command = ocr_command()
    if not command:
        return "", why
    try:
        return ocr_page(page, command), why
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        return "", f"CLAIMWRIGHT_OCR failed: {error}"


def _merged(pages: list[list[Line]], scanned: dict[int, str]) -> list[Paragraph]:
    """The paragraphs of the drawn text, and those of scanned pages in their places."""
    kept = without_running_heads(pages)
    words = Words([line for page in kept for line in page])
    found = list(paragraphs([list(reading_order(page)) for page in kept], words))
    extra = [
        Paragraph(tidy(part), number) for number, text in scanned.items() for part in text.split("\n\n") if part.strip()
    ]
    return sorted([*found, *extra], key=lambda paragraph: paragraph.page) if extra else found
