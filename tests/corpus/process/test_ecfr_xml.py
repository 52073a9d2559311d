from __future__ import annotations

import datetime as dt
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import FIXTURES, WORDS, missing, read

LONG = " ".join(["word"] * 120)
SECTION = '<DIV8 N="§ 9.1" TYPE="SECTION" NODE="45:1.0"><HEAD>§ 9.1 Words.</HEAD>{}</DIV8>'


@pytest.fixture(scope="module")
def part_147():
    return read(
        "ecfr-xml", FIXTURES / "ecfr45.xml", url="https://www.ecfr.gov/api/versioner/v1/full/2024-03-01/title-45.xml"
    )


def of(tmp_path: Path, body: str):
    path = tmp_path / "ecfr.xml"
    path.write_text(SECTION.format(body), encoding="utf-8")
    return read("ecfr-xml", path)


def cited(records):
    return [record.citation for record in records if "note" not in record.identifiers]


def test_a_record_is_an_outermost_paragraph(part_147):
    assert cited(part_147)[:3] == ["45 CFR 147.136(a)", "45 CFR 147.136(b)", "45 CFR 147.136(c)"]


def test_h_then_roman_i_then_letter_i(part_147):
    eight, nine = (record for record in part_147 if record.citation in {"45 CFR 147.900(h)", "45 CFR 147.900(i)"})
    assert eight.text.endswith("(2) Eight two, that is:\n(i) Roman one.\n(ii) Roman two.")
    assert nine.text == "(i) Letter nine.\n(1) Nine one."


def test_tables_and_extracts_open_no_paragraph(part_147):
    closing = next(record for record in part_147 if record.citation == "45 CFR 147.136(c)")
    assert closing.text == "(c) Reserved.\nDays | Notice\n(a) 72 | urgent"


def test_notes_of_part_and_section_are_records(part_147):
    notes = [(record.identifiers["note"], record.text[:10]) for record in part_147 if "note" in record.identifiers]
    assert notes == [("authority", "Authority:"), ("source", "Source: 75"), ("source", "[75 FR 433")]
    assert part_147[0].citation == "45 CFR part 147"


def test_dates_come_from_the_last_amendment_else_the_part(part_147):
    dates = {record.citation: record.effective_from for record in part_147}
    assert dates["45 CFR 147.136(a)"] == dt.date(2015, 11, 18)
    assert dates["45 CFR 147.900(a)"] == dt.date(2010, 5, 13)
    assert {record.identifiers["as_of"] for record in part_147} == {"2024-03-01"}


def test_an_appendix_is_one_record_without_paragraphs(part_147):
    assert part_147[-1].section[-1] == "Appendix A to Part 147—Notice"
    assert (part_147[-1].citation, part_147[-1].text) == ("", "(a) Not a provision.")


def test_long_paragraphs_are_divided_down_to_italic_numerals(tmp_path):
    records = of(
        tmp_path,
        f"""<P>Intro.</P><P>(a) <I>Scope.</I> (1) <I>In general.</I> {LONG}</P><P>(2) {LONG}</P><P>(i) {LONG}</P>
        <P>(ii) {LONG}:</P><P>(A) {LONG}</P><P>(<I>1</I>) {LONG}</P><P>(<I>i</I>) {LONG}</P><P>(<I>2</I>) {LONG}</P>
        <P>(B) {LONG}</P><FP>Flush.</FP><P>(3) Last.</P><P>(b) Next.</P>""",
    )
    assert [(record.citation.removeprefix("45 CFR 9.1"), record.identifiers.get("part")) for record in records] == [
        ("", "intro"),
        ("(a)(1)", None),
        ("(a)(2)", "intro"),
        ("(a)(2)(i)", None),
        ("(a)(2)(ii)", "intro"),
        ("(a)(2)(ii)(A)", "intro"),
        ("(a)(2)(ii)(A)(1)", None),
        ("(a)(2)(ii)(A)(2)", None),
        ("(a)(2)(ii)(B)", None),
        ("(a)(2)(ii)", "flush"),
        ("(a)(3)", None),
        ("(b)", None),
    ]
    assert records[1].section[-1] == "(a) Scope"
    assert "(i) word" in records[6].text


@pytest.mark.parametrize(
    ("markers", "paths"),
    [
        (["a", "b", "1", "2", "i", "ii", "c"], ["a", "b", "b1", "b2", "b2i", "b2ii", "c"]),
        (["a", "1", "i", "ii", "iii", "iv", "v", "2"], ["a", "a1", "a1i", "a1ii", "a1iii", "a1iv", "a1v", "a2"]),
        (["a", "1", "i", "A", "B", "ii", "2", "b"], ["a", "a1", "a1i", "a1iA", "a1iB", "a1ii", "a2", "b"]),
        ([*"abcdefgh", "1", "i"], [*"abcdefgh", "h1", "i"]),
        ([*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"], [*"abcdefghijklmnopqrstuvwxyz", "aa", "bb"]),
        (["a", "d", "e"], ["a", "d", "e"]),
        (
            ["a", "1", "i", "A", "*1", "*i", "*ii", "*2", "B"],
            ["a", "a1", "a1i", "a1iA", "a1iA1", "a1iA1i", "a1iA1ii", "a1iA2", "a1iB"],
        ),
        (["a", "i", "ii", "b"], ["a", "ai", "aii", "b"]),
    ],
)
def test_the_order_of_enumerators_is_read_from_their_sequence(tmp_path, markers, paths):
    body = "".join(f"<P>({_marker(label)}) {LONG} {LONG} {LONG}.</P>" for label in markers)
    records = of(tmp_path, body)
    made = [record.citation.removeprefix("45 CFR 9.1").replace("(", "").replace(")", "") for record in records]
    assert made == paths


def _marker(label: str) -> str:
    return f"<I>{label[1:]}</I>" if label.startswith("*") else label


def test_a_long_list_of_definitions_is_a_record_a_term(tmp_path):
    body = f"<P>As used here:</P><P><I>Claim</I> means {LONG}:</P><P>(1) one;</P><P>(2) two.</P><P><I>Plan</I> means {LONG} {LONG}.</P>"
    records = of(tmp_path, body)
    assert [record.identifiers.get("term") for record in records] == [None, "Claim", "Plan"]
    assert records[1].text.endswith("(1) one;\n(2) two.")
    assert {record.citation for record in records} == {"45 CFR 9.1"}


def test_a_word_in_brackets_is_no_enumerator(tmp_path):
    records = of(tmp_path, "<P>(a) One.</P><P>(see) this.</P><P>(b) Two.</P>")
    assert [record.text for record in records] == ["(a) One.\n(see) this.", "(b) Two."]


def test_a_reserved_part_is_a_record(tmp_path):
    path = tmp_path / "title-45.xml"
    path.write_text('<DIV5 N="150" TYPE="PART"><HEAD>PART 150 [RESERVED]</HEAD></DIV5>')
    assert [record.text for record in read("ecfr-xml", path)] == ["PART 150 [RESERVED]"]


@given(
    st.lists(WORDS, min_size=7, max_size=7),
    st.lists(st.sampled_from(["a", "b", "1", "i", "A", "<I>1</I>"]), min_size=3, max_size=3),
)
def test_no_sign_is_lost(tmp_path_factory, words, labels):
    one, two, three, four, five, six, seven = map(escape, words)
    body = f"""<P>{one}</P><P>({labels[0]}) <I>{two}</I>—({labels[1]}) {three}</P><P>({labels[2]}) <E T="03">{four}</E>{five}</P>
    <table><tr><td>{six}</td></tr></table><CITA>{seven}</CITA>"""
    assert not missing("".join(words), of(tmp_path_factory.mktemp("ecfr"), body))
