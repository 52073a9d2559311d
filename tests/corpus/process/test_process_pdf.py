from __future__ import annotations

import datetime as dt
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.core.settings import public_data
from claimwright.corpus.process import find_processor
from claimwright.corpus.process._cms_revision import revision_of
from claimwright.corpus.process._report import Problem, collecting
from claimwright.corpus.records import SourceLine, TextRecord

typst = pytest.importorskip("typst")

PAGE = '#set page(width: 612pt, height: 792pt, margin: 72pt)\n#set text(size: 11pt, lang: "en")\n'
SIGNS = "≥ 5–10 µg (½ dose) under § 300gg–19 — “enrollee’s” café, ≤ 3 × 4 ± 1 %"


def read(path: Path) -> list[TextRecord]:
    line = SourceLine(url="https://x.example", date_accessed="2024-01-01", local_path="x", tags=(), preprocessor="pdf")
    return list(find_processor("pdf").read(path, line))


def pdf(tmp_path: Path, body: str) -> Path:
    (tmp_path / "a.typ").write_text(PAGE + body)
    path = tmp_path / "a.pdf"
    path.write_bytes(typst.compile(str(tmp_path / "a.typ")))
    return path


def text_of(records: list[TextRecord]) -> str:
    return "\n\n".join(one.text for one in records)


def test_signs_words_and_lines(tmp_path: Path) -> None:
    (record,) = read(pdf(tmp_path, f"The threshold is {SIGNS}. #lorem(80)"))
    assert SIGNS in record.text
    assert "\n" not in record.text
    assert record.page == 1


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text("abcXYZ019§≥≤µ½¼–—é×±°·%", min_size=1, max_size=12), min_size=1, max_size=30))
def test_no_sign_is_lost(tmp_path: Path, words: list[str]) -> None:
    text = text_of(read(pdf(tmp_path, f'#text(hyphenate: false, "{" ".join(words)}")')))
    assert "".join(text.split()) == "".join(words)


def test_divided_words_are_joined_and_hyphens_kept(tmp_path: Path) -> None:
    body = "#set par(justify: true)\n#set text(hyphenate: true)\n#block(width: 90pt)[" + (
        "Reimbursement for comprehensive rehabilitation, self-administered medication and hospitalization. " * 8
    )
    (record,) = read(pdf(tmp_path, body + "]"))
    words = Counter(re.findall(r"[A-Za-z-]+", record.text))
    assert words["Reimbursement"] == words["rehabilitation"] == words["hospitalization"] == 8
    assert words["self-administered"] == 8


def test_running_heads_and_page_numbers_go(tmp_path: Path) -> None:
    head = "#set page(header: [Plan Guide 2024 #h(1fr) Draft], footer: context align(center)[Page #counter(page).display()])\n"
    pages = "#pagebreak()".join(f"Chapter text {n}. #lorem(40)" for n in "abcde")
    text = text_of(read(pdf(tmp_path, head + pages)))
    assert "Plan Guide" not in text
    assert "Page " not in text
    assert all(f"Chapter text {n}." in text for n in "abcde")


def test_headings_are_the_heading_path(tmp_path: Path) -> None:
    body = "= Coverage\nFirst. #lorem(30)\n== Appeals\nSecond. #lorem(30)\n= Other\nThird. #lorem(30)\n"
    records = read(pdf(tmp_path, body))
    assert [(one.section, one.text.split()[0]) for one in records] == [
        (("Coverage",), "First."),
        (("Coverage", "Appeals"), "Second."),
        (("Other",), "Third."),
    ]


def test_tables_are_rows_with_their_cells_apart(tmp_path: Path) -> None:
    table = (
        "Before. #lorem(20)\n#table(columns: (60pt, 150pt, 60pt), [Code], [Meaning], [Days], [A1], [Urgent care claims "
        "that are decided without any delay at all], [3], [B2], [Other], [30])\nAfter. #lorem(20)"
    )
    text = text_of(read(pdf(tmp_path, table)))
    rows = (
        "Code | Meaning | Days\nA1 | Urgent care claims that are decided without any delay at all | 3\nB2 | Other | 30"
    )
    assert rows in text
    assert text.index("Before.") < text.index("A1 |") < text.index("After.")


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    words = " ".join(f"w{n}" for n in range(700))
    text = text_of(read(pdf(tmp_path, f"#columns(2)[{words}]")))
    assert [word for word in text.split() if word != "|"] == words.split()


def problems_of(path: Path) -> tuple[list[TextRecord], list[Problem]]:
    with collecting() as problems:
        return read(path), problems


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    path = pdf(tmp_path, "Text.\n#pagebreak()\n#rect(width: 50pt, fill: black)\n#pagebreak()\n#pagebreak()\nMore.")
    records, problems = problems_of(path)
    assert [one.text for one in records] == ["Text.\n\nMore."]
    assert [one.where for one in problems] == ["page 2"]
    assert "1 of 4 pages" in problems[0].what


def test_pages_without_text_are_read_by_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = pdf(tmp_path, "Text.\n#pagebreak()\n#rect(width: 50pt, fill: black)\n#pagebreak()\nMore.")
    script = tmp_path / "ocr.py"
    script.write_text(
        "import sys\ndata = open(sys.argv[1], 'rb').read()\nassert data.startswith(b'\\x89PNG')\nprint('Scanned words.')"
    )
    monkeypatch.setenv("CLAIMWRIGHT_OCR", f"{sys.executable} {script} {{}}")
    records, problems = problems_of(path)
    assert text_of(records).split() == ["Text.", "Scanned", "words.", "More."]
    assert not problems
    monkeypatch.setenv("CLAIMWRIGHT_OCR", f"{sys.executable} {tmp_path / 'absent.py'}")
    _, problems = problems_of(path)
    assert "CLAIMWRIGHT_OCR failed" in problems[0].what


def test_what_is_no_pdf_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nbroken")
    with pytest.raises(InputError, match="no PDF that can be read"):
        read(path)


MANUAL = """
#align(center)[#text(size: 16pt)[*Medicare Claims Processing Manual*]
#v(6pt)
#text(size: 14pt)[*Chapter 99 - Invented Rules*]
#v(6pt)
*Table of Contents* \\
*(Rev. 7, Issued: 12-19-24)*]

10 - General

10.1 - Payment of Claims That Have Long Headings and Therefore Run Over to Another Line

10.2 - Unrevised
#pagebreak()
*10 - General* \\
*(Rev. 1, 10-01-03)*

General text under § 10.

*10.1 - Payment of Claims That Have Long Headings and Therefore Run Over to Another Line of the Heading* \\
*(Rev. 11288; Issued: 03-04-22; Effective: 01-01-22; Implementation: 02-15-22)*

Text of the section: see 10.2 - Unrevised. #lorem(300)

*A. Subheading*

#lorem(200)

*10.2 - Unrevised*

Last text.

*20 - Reserved* \\
*(Rev. 5, Issued: 01-02-20)*
"""


def test_chapters_of_manuals_are_divided_by_their_sections(tmp_path: Path) -> None:
    records = read(pdf(tmp_path, MANUAL))
    assert [one.citation for one in records] == [
        "CLM104 ch. 99 s. 10",
        "CLM104 ch. 99 s. 10.1",
        "CLM104 ch. 99 s. 10.1",
        "CLM104 ch. 99 s. 10.2",
        "CLM104 ch. 99 s. 20",
    ]
    general, payment, more, unrevised, reserved = records
    assert general.text == "General text under § 10."
    assert general.title == "Medicare Claims Processing Manual, Chapter 99 - Invented Rules"
    assert general.effective_from is None
    assert general.identifiers["issued"] == "2003-10-01"
    assert payment.section == (
        "Chapter 99 - Invented Rules",
        "10 - General",
        "10.1 - Payment of Claims That Have Long Headings and Therefore Run Over to Another Line of the Heading",
    )
    assert payment.effective_from == dt.date(2022, 1, 1)
    assert payment.identifiers["transmittal"] == "11288"
    assert "A. Subheading" in more.text
    assert unrevised.text == "Last text."
    assert (reserved.text, reserved.section) == ("20 - Reserved", ("Chapter 99 - Invented Rules",))
    assert "Table of Contents" not in text_of(records)


@pytest.mark.parametrize(
    ("line", "effective", "issued"),
    [
        ("(Rev. 11842; Issued; 02-09-23 Effective:01-01-23; Implementation: 05-09-23)", "2023-01-01", "2023-02-09"),
        (
            "(Rev. 12823, Issued:09-05- 24, Effective: 10-08-24, Implementation Date:10-08-24)",
            "2024-10-08",
            "2024-09-05",
        ),
        ("(Rev. 1, 10-01-03)", None, "2003-10-01"),
        ("(Rev. 1, 10-01-03) (Rev.:4197; Issued: 01-11-19; Effective: 04-15-19)", "2019-04-15", "2019-01-11"),
        ("(Rev. 3, Issued: 13-45-19)", None, None),
    ],
)
def test_revision_lines(line: str, effective: str | None, issued: str | None) -> None:
    revision = revision_of(line)
    assert (revision.effective and revision.effective.isoformat()) == effective
    assert (revision.issued and revision.issued.isoformat()) == issued
    assert revision.raw == line


def manuals() -> list[Path]:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    return sorted((data / "manuals").glob("*.pdf"))


def test_every_section_of_the_manuals_is_found(tmp_path: Path) -> None:
    from claimwright.bench.corpus_text import listed_sections, our_sections

    for path in manuals():
        listed, found = listed_sections(path), our_sections(path)
        assert len(listed) > 80
        assert not {number for number, _ in listed} - {number for number, _ in found}
        assert len(listed - found) <= 0.06 * len(listed), sorted(listed - found)


REVISION = {"Rev", "Issued", "Effective", "Implementation"}
"""Revision lines are kept once a section, however often they stand."""


def test_the_manuals_keep_their_words() -> None:
    import pypdfium2

    path = next(path for path in manuals() if path.stem == "clm104c23")
    records = read(path)
    made = Counter(re.findall(r"\w+", text_of(records)))
    for heading in {part for one in records for part in (*one.section, *one.identifiers.values())}:
        made.update(re.findall(r"\w+", heading))
    document = pypdfium2.PdfDocument(path)
    pages = [document[n].get_textpage().get_text_range() for n in range(8, 120)]
    wanted = Counter(re.findall(r"\w+", " ".join(pages).replace("\ufffe", "-")))
    lost = {word: count for word, count in (wanted - made).items() if not word.isdigit() and word not in REVISION}
    assert sum(lost.values()) <= 0.002 * sum(wanted.values()), lost


def test_a_manual_section_as_it_stands() -> None:
    records = read(next(path for path in manuals() if path.stem == "clm104c12"))
    (one,) = [record for record in records if record.citation == "CLM104 ch. 12 s. 30.6.5"]
    assert one.text.startswith("Physicians in the same group practice who are in the same specialty must bill")
    assert one.section[1:] == (
        "30 - Correct Coding Policy",
        "30.6 - Evaluation and Management Service Codes - General (Codes 99202 - 99499)",
        "30.6.5 - Physicians in Group Practice",
    )
    critical = next(record for record in records if record.citation == "CLM104 ch. 12 s. 30.6.12.7")
    assert critical.effective_from == dt.date(2022, 1, 1)
    assert "whether pre-operatively, on the same day" in critical.text
    assert "§" in text_of(records)


def test_no_fewer_headings_than_pdfplumber_finds() -> None:
    pdfplumber = pytest.importorskip("pdfplumber")
    from claimwright.bench.corpus_text import listed_sections, our_sections, their_lines, their_sections

    path = next(path for path in manuals() if path.stem == "clm104c23")
    listed = listed_sections(path)
    ours, theirs = our_sections(path, pages=30), their_sections(their_lines(path, pdfplumber, pages=30))
    assert len(listed & ours) >= len(listed & theirs) > 15
