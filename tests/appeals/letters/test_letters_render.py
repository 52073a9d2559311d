"""Letters on paper: the three formats say the same, the same draft gives the same bytes, and nothing becomes markup."""

from __future__ import annotations

import datetime as dt
import io
import sys
import zipfile

import pytest
from msgspec.structs import replace

from claimwright.appeals.letters import draft
from claimwright.appeals.letters.render import render_letter, render_sheet
from claimwright.appeals.letters.render.markdown import plain
from claimwright.appeals.records import Denial
from claimwright.core.errors import MissingExtraError
from claimwright.corpus.index.open import Corpus

DATE = dt.date(2024, 11, 4)


def pdf_text(raw: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2", reason="the extra corpus is not installed")
    document = pdfium.PdfDocument(raw)
    texts = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(texts).split())


def test_pdf_is_letter_size_and_says_what_the_letter_says(necessity: Denial, corpus: Corpus) -> None:
    pytest.importorskip("typst", reason="the extra appeals is not installed")
    pdfium = pytest.importorskip("pypdfium2", reason="the extra corpus is not installed")
    made = draft(necessity, corpus, date=DATE)
    raw = render_letter(made, "pdf")
    assert raw == render_letter(made, "pdf")
    pages = list(pdfium.PdfDocument(raw))
    assert [page.get_size() for page in pages] == [(612.0, 792.0)] * len(pages)
    text = pdf_text(raw)
    for each in ("Ines Varga", "H0018", "29 U.S.C. § 1133(2).", f"Page 1 of {len(pages)}", "I was asked to leave"):
        assert each in text
    sheet = pdf_text(render_sheet(made, "pdf"))
    assert "do not send it" in sheet
    assert "(unverified)" in sheet


def test_docx_opens_and_is_the_same_twice(necessity: Denial, corpus: Corpus) -> None:
    docx = pytest.importorskip("docx", reason="the extra appeals is not installed")
    made = draft(necessity, corpus, date=DATE)
    for raw, again in (
        (render_letter(made, "docx"), render_letter(made, "docx")),
        (render_sheet(made, "docx"), render_sheet(made, "docx")),
    ):
        assert raw == again
        assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(raw)).infolist()} == {(2000, 1, 1, 0, 0, 0)}
    document = docx.Document(io.BytesIO(render_letter(made, "docx")))
    text = "\n".join(each.text for each in document.paragraphs)
    assert "29 U.S.C. § 1133(2)." in text
    assert "The plan approved the first days of the same stay." in text
    assert document.core_properties.author == ""


@pytest.mark.parametrize(
    "text", ['#eval("1")', "$x$ *bold* _it_ `code`", "<b>|</b>", "\\u0000 [^1]", "@cite <label> //comment"]
)
def test_words_never_become_markup(text: str, necessity: Denial, corpus: Corpus) -> None:
    made = draft(replace(necessity, facts=(f"The note says {text}",)), corpus, date=DATE)
    markdown = render_letter(made).decode()
    assert plain(text) in markdown or plain(text.capitalize()) in markdown
    if "typst" in sys.modules or _has("typst"):
        assert "".join(text.split()) in "".join(pdf_text(render_letter(made, "pdf")).split())


def _has(name: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(name) is not None


@pytest.mark.parametrize(("to", "module"), [("pdf", "typst"), ("docx", "docx")])
def test_a_missing_extra_is_named(
    to: str, module: str, necessity: Denial, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    made = draft(necessity, corpus, date=DATE)
    with pytest.raises(MissingExtraError, match="not installed"):
        render_letter(made, to)  # pyright: ignore[reportArgumentType]
