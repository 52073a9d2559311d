"""The letter and the sheet as PDF, set by typst from our own templates. Data reach them as JSON, never as markup."""

from __future__ import annotations

import datetime as dt
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from claimwright.appeals.letters.records import Draft
from claimwright.appeals.letters.render.notes import notes, pieces
from claimwright.appeals.letters.render.rows import TITLE, WARNING, colophon, sections
from claimwright.core.errors import MissingExtraError

_EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""The creation date of every file, so that the same draft gives the same bytes."""


def letter_pdf(draft: Draft) -> bytes:
    """The letter on US letter paper."""
    letter = draft.letter
    data = {
        "subject": letter.subject,
        "sender": letter.sender,
        "addressee": letter.addressee,
        "date": letter.date,
        "reference": letter.reference,
        "salutation": letter.salutation,
        "paragraphs": [
            {"style": each.style, "pieces": [{"text": piece.text, "note": piece.note} for piece in pieces(draft, each)]}
            for each in letter.paragraphs
        ],
        "notes": notes(draft),
        "closing": letter.closing,
        "signature": letter.signature,
        "enclosures": [each.what for each in letter.enclosures],
    }
    return _compile("letter.typ", data)


def sheet_pdf(draft: Draft) -> bytes:
    """The sender's sheet."""
    data = {
        "title": TITLE,
        "warning": WARNING,
        "subject": draft.letter.subject,
        "sections": [
            {
                "heading": each.heading,
                "lines": each.lines,
                "checks": each.checks,
                "columns": each.columns,
                "rows": each.rows,
            }
            for each in sections(draft)
        ],
        "colophon": colophon(draft),
    }
    return _compile("sheet.typ", data)


def _compile(template: str, data: dict[str, Any]) -> bytes:
    try:
        import typst
    except ImportError:
        raise MissingExtraError("typst", "appeals") from None
    with tempfile.TemporaryDirectory(prefix="claimwright-letter-") as folder:
        root = Path(folder)
        for name in (template, "common.typ"):
            source = files("claimwright.appeals.letters.render") / name
            (root / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        (root / "data.json").write_bytes(msgspec.json.encode(data))
        compiler = typst.Compiler(root / template, root=root, ignore_system_fonts=True)
        made = compiler.compile(format="pdf", timestamp=_EPOCH)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no PDF")
    return made
