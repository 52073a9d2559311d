from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import FIXTURES, WORDS, missing, read

from claimwright.corpus.process._fr_page import effective_date
from claimwright.corpus.process._report import collecting


@pytest.fixture(scope="module")
def issue():
    return read("fr-xml", FIXTURES / "FR-2023-03-01.xml")


def one(tmp_path: Path, body: str, url: str = ""):
    path = tmp_path / "2023-04001.xml"
    path.write_text(f"<RULE>{body}<FRDOC>[FR Doc. 2023-04001 Filed 2-28-23; 8:45 am]</FRDOC></RULE>", encoding="utf-8")
    return read("fr-xml", path, url)


def test_every_rule_and_proposed_rule_of_an_issue_is_read(issue):
    documents = dict.fromkeys((record.title, record.tags[0], record.identifiers["kind"]) for record in issue)
    assert list(documents) == [
        ("Invented Rule on External Review Notices", "final-rule", "final-rule"),
        ("Second Rule", "final-rule", "final-rule"),
        ("A Proposal", "proposed-rule", "proposed-rule"),
        ("Another Proposal", "proposed-rule", "proposed-rule"),
    ]


def test_notices_are_not_read(issue):
    assert not any("Not read." in record.text for record in issue)


def test_the_document_says_who_issued_it_and_what_it_changes(issue):
    assert issue[0].identifiers == {
        "document": "2023-04001",
        "kind": "final-rule",
        "agency": "DEPARTMENT OF HEALTH AND HUMAN SERVICES; Centers for Medicare & Medicaid Services",
        "action": "Final rule.",
        "cfr": "45 CFR Part 147",
        "rin": "0938-ZZ99",
        "docket": "[CMS-9999-F]",
        "published": "2023-03-01",
    }
    assert issue[0].url == "https://www.federalregister.gov/d/2023-04001"


def test_a_record_is_cited_by_the_page_on_which_it_starts(issue):
    pages = {record.section[-1]: record.citation for record in issue}
    assert pages["I. Background"] == "88 FR 12802"
    assert pages["A. Comments"] == "88 FR 12803"
    assert issue[-1].citation == "88 FR 12900"


def test_a_final_rule_has_its_effective_date_and_a_proposal_has_none(issue):
    assert issue[0].effective_from == dt.date(2023, 5, 1)
    assert {record.effective_from for record in issue if record.tags == ("proposed-rule",)} == {None}


def test_each_amendment_and_each_section_set_out_is_a_record(issue):
    amended = [record for record in issue if "Amendments to 45 CFR part 147" in record.section]
    assert [record.text.split("\n")[0][:12] for record in amended] == ["1. The autho", "2. Section 1", "* * * * *"]
    assert amended[-1].section[-1] == "§ 147.136 Internal claims and appeals."


def test_footnotes_pages_and_tables_within_a_paragraph(issue):
    background = next(record for record in issue if record.section[-1] == "I. Background")
    assert background.text == (
        "The statute requires a notice.[1] It was first issued in 2010 for amounts ≥ $1,000.\n[1] See 42 U.S.C. 300gg-19."
    )
    assert any("Notice | $3.50" in record.text for record in issue)


def test_long_text_is_divided_at_paragraphs(tmp_path):
    words = " ".join(["word"] * 200)
    records = one(tmp_path, f"<SUPLINF><P>{words}</P><P>{words}</P></SUPLINF>")
    assert [len(record.text.split()) for record in records[:2]] == [200, 200]


def test_a_single_document_takes_its_volume_from_its_address(tmp_path):
    body = '<PREAMB><PRTPAGE P="77"/><SUBJECT>One</SUBJECT></PREAMB>'
    records = one(
        tmp_path, body, url="https://www.federalregister.gov/documents/full_text/xml/2022/12/30/2022-28213.xml"
    )
    assert records[0].citation == "87 FR 77"


def test_headings_that_head_nothing_are_kept(tmp_path):
    records = one(tmp_path, '<SUPLINF><HD SOURCE="HD1">Empty</HD><HD SOURCE="HD1">Full</HD><P>Text.</P></SUPLINF>')
    assert [record.text for record in records[:2]] == ["Empty", "Text."]


def test_a_rule_without_number_is_read_and_told():
    with collecting() as problems:
        read("fr-xml", FIXTURES / "FR-2023-03-01.xml")
    assert [str(problem) for problem in problems] == ["FR-2023-03-01.xml, document 4: the rule has no document number"]


@pytest.mark.parametrize(
    ("dates", "date"),
    [
        ("This final rule is effective on March 6, 2023.", dt.date(2023, 3, 6)),
        ("Effective date: Jan. 1, 2024. Applicability date: July 1, 2024.", dt.date(2024, 1, 1)),
        ("Comments are due by April 3, 2023. The rule is effective July 1, 2023.", dt.date(2023, 7, 1)),
        ("Effective immediately. Comments by April 3, 2023.", None),
        ("", None),
    ],
)
def test_effective_dates(dates, date):
    assert effective_date(dates) == date


@given(st.lists(WORDS, min_size=7, max_size=7))
def test_no_sign_is_lost(tmp_path_factory, words):
    one_, two, three, four, five, six, seven = map(escape, words)
    body = f"""<PREAMB><AGENCY>{one_}</AGENCY><SUM><HD SOURCE="HED">SUMMARY:</HD><P>{two}</P></SUM></PREAMB><SUPLINF>
    <HD SOURCE="HD1">{three}</HD><P>{four}<E T="03">{five}</E><PRTPAGE P="9"/>{six}</P><AMDPAR>{seven}</AMDPAR></SUPLINF>"""
    assert not missing("".join(words), one(tmp_path_factory.mktemp("fr"), body))
