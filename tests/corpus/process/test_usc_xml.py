from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import FIXTURES, WORDS, missing, read

from claimwright.core.errors import InputError

LONG = " ".join(["word"] * 200)
FRAME = """<uscDoc xmlns="http://xml.house.gov/schemas/uslm/1.0" identifier="/us/usc/t42"><main>
<title><num value="42">Title 42—</num><heading>THE PUBLIC HEALTH</heading><section><num value="1">§ 1.</num>
<heading>Words</heading>{}</section></title></main></uscDoc>"""


@pytest.fixture(scope="module")
def title_42():
    return read("usc-xml", FIXTURES / "usc42.xml")


def laws(records):
    return [record for record in records if "note" not in record.identifiers]


def of(tmp_path: Path, body: str):
    path = tmp_path / "usc.xml"
    path.write_text(FRAME.format(body), encoding="utf-8")
    return read("usc-xml", path)


def test_a_record_is_a_subsection_where_there_are_some_else_the_section(title_42):
    assert [record.citation for record in laws(title_42)] == [
        "42 USC 300gg-19(a)",
        "42 USC 300gg-19(b)",
        "42 USC 300gg-20",
        "42 USC 300gg-21",
    ]


def test_words_after_a_reference_an_italic_and_a_footnote_stay(title_42):
    internal, external = laws(title_42)[:2]
    assert "under section 300gg–93 of this title to assist such enrollees" in internal.text
    assert "external review process[1] for such plans and issuers; or\n1 So in original." in external.text
    assert "meets minimum standards established by the Secretary." in external.text


def test_the_heading_path_goes_from_title_to_section(title_42):
    assert title_42[1].section == (
        "Title 42—THE PUBLIC HEALTH AND WELFARE",
        "CHAPTER 6A—PUBLIC HEALTH SERVICE",
        "§ 300gg–19. Appeals process",
    )


def test_exponents_dashes_signs_and_tables_stay(title_42):
    assert laws(title_42)[-1].text == "Amounts of 10^2 units are ≥ 5–10 µg:\nUnit | Share\none | ½"


def test_notes_are_records_marked_as_such(title_42):
    notes = {record.identifiers["note"]: record for record in title_42 if "note" in record.identifiers}
    assert set(notes) == {"codification", "source-credit", "effectiveDate"}
    assert notes["effectiveDate"].section[-2:] == ("Statutory Notes and Related Subsidiaries", "Effective Date")
    assert "This is quoted, not a section of the title." in notes["effectiveDate"].text
    assert notes["source-credit"].citation == "42 USC 300gg-19"


def test_a_section_is_in_force_from_its_last_amendment_else_from_the_release(title_42):
    appeals, _, repealed, _ = laws(title_42)
    assert appeals.effective_from == dt.date(2010, 3, 23)
    assert repealed.effective_from == dt.date(2024, 1, 19)
    assert appeals.identifiers == {"release_point": "118-34not31", "as_of": "2024-01-19"}


def test_a_repealed_section_keeps_its_heading_as_text(title_42):
    repealed = laws(title_42)[2]
    assert repealed.identifiers["status"] == "repealed"
    assert repealed.text == "[§ 300gg–20. Repealed. Pub. L. 1–1, § 1, Jan. 2, 2011, 1 Stat. 1]"


def test_a_long_subsection_is_divided_at_its_paragraphs_with_intro_and_flush_text(tmp_path):
    records = of(
        tmp_path,
        f"""<chapeau>In this section:</chapeau><subsection><num value="a">(a)</num><heading>Duties</heading>
        <chapeau>A plan shall—</chapeau>
        <paragraph><num value="1">(1)</num><content>{LONG}; and</content></paragraph>
        <paragraph><num value="2">(2)</num><content>{LONG};</content></paragraph>
        <continuation>except as provided in <ref>section 2</ref> of this title.</continuation></subsection>""",
    )
    assert [(record.citation, record.identifiers.get("part")) for record in records] == [
        ("42 USC 1", "intro"),
        ("42 USC 1(a)", "intro"),
        ("42 USC 1(a)(1)", None),
        ("42 USC 1(a)(2)", None),
        ("42 USC 1(a)", "flush"),
    ]
    assert records[1].text == "(a) Duties\nA plan shall—"
    assert records[2].section[-1] == "(a) Duties"
    assert records[4].text == "except as provided in section 2 of this title."


def test_a_label_without_words_of_its_own_stands_alone(tmp_path):
    body = """<paragraph><num value="1">(1)</num><subparagraph><num value="A">(A)</num><content>alpha</content>
    </subparagraph></paragraph>"""
    assert [record.text for record in of(tmp_path, body)] == ["(1)\n(A) alpha"]


def test_named_entities_are_read(tmp_path):
    assert of(tmp_path, "<content>&sect; 5 &ge; 3 &amp; &lt;4&gt;</content>")[0].text == "§ 5 ≥ 3 & <4>"


def test_a_chapter_that_holds_nothing_is_a_record(tmp_path):
    path = tmp_path / "usc.xml"
    path.write_text(
        '<title><chapter status="reserved"><num>CHAPTER 9—</num><heading>RESERVED</heading></chapter></title>'
    )
    assert [record.text for record in read("usc-xml", path)] == ["CHAPTER 9—RESERVED"]


def test_what_is_no_xml_is_an_input_error(tmp_path):
    path = tmp_path / "usc.xml"
    path.write_text("<uscDoc><main>")
    with pytest.raises(InputError, match="not well-formed"):
        read("usc-xml", path)


@given(st.lists(WORDS, min_size=9, max_size=9))
def test_no_sign_is_lost(tmp_path_factory, words):
    one, two, three, four, five, six, seven, eight, nine = map(escape, words)
    body = f"""<chapeau>{one}</chapeau><subsection><num value="a">(a)</num><heading>{two}</heading><content>{three}
    <ref>{four}</ref>{five}<i>{six}</i></content></subsection><continuation>{seven}</continuation>
    <sourceCredit>{eight}</sourceCredit><notes><note topic="t"><heading>Note</heading><p>{nine}</p></note></notes>"""
    records = of(tmp_path_factory.mktemp("usc"), body)
    assert not missing("".join(words), records)
