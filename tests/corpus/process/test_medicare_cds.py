from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.core.errors import InputError
from claimwright.corpus.process import medicare_cds
from claimwright.corpus.process._fragment import fragment_lines
from claimwright.corpus.process._report import collecting

NCD = {
    "NCD_id": "226",
    "NCD_vrsn_num": "3",
    "NCD_mnl_sect": "220.6.17",
    "NCD_mnl_sect_title": "Invented Scan of the Elbow",
    "NCD_efctv_dt": "2013-06-11 00:00:00",
    "NCD_trmntn_dt": "",
    "trnsmtl_num": "168",
    "itm_srvc_desc": "<p>An invented scan.</p>",
    "indctn_lmtn": "<p>Covered where T &ge; 10<sup>2</sup> and p<0.05.</p><ul><li>one</li></ul>",
    "othr_txt": "N/A",
}
LCD = {
    "lcd_id": "33822",
    "lcd_version": "47",
    "title": "Invented Brace",
    "status": "A",
    "orig_det_eff_date": "2015-10-01 00:00:00",
    "rev_eff_date": "2023-04-16 00:00:00",
    "indication": "<p>A brace is covered for 5–10 days, see § 42 CFR 414.202.</p>",
    "summary_of_evidence": "Plain words; x<y holds.",
    "summary_of_nothing": "N/A",
    "made_up_later": "A narrative column that nobody knew of when this was written, long enough to be kept.",
}
ARTICLE = {
    "article_id": "52464",
    "article_version": "31",
    "title": "Invented Brace: policy article",
    "article_eff_date": "2023-01-01 00:00:00",
    "date_retired": "2024-05-01 00:00:00",
    "description": "<table><tr><td><p>Code</p></td><td>Days</td></tr><tr><td>L9999</td><td>30</td></tr></table>",
}
KEY = {"article_id": "52464", "article_version": "31"}


def table(rows: list[dict[str, str]], encoding: str = "utf-8") -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode(encoding)


def archive(path: Path, tables: dict[str, bytes]) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as zipped:
        for name, data in tables.items():
            zipped.writestr(f"{name}.csv", data)
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("inner_csv.zip", inner.getvalue())
        zipped.writestr("readme.txt", "words")
    return path


@pytest.fixture
def article(tmp_path):
    covered = {**KEY, "icd10_covered_group": "1"}
    holder = {"contractor_id": "5", "contractor_type_id": "9", "contractor_version": "1"}
    tables = {
        "article": [ARTICLE],
        "article_x_icd10_covered": [
            {**covered, "icd10_code_id": "M25.521", "description": "Pain in right elbow"},
            {**covered, "icd10_code_id": "M25.522", "description": "Pain in left elbow"},
        ],
        "article_x_icd10_covered_group": [{**covered, "paragraph": "<p>For code L9999:</p>", "icd10_covered_ast": ""}],
        "article_x_hcpc_code": [
            {**KEY, "hcpc_code_id": "L9999", "hcpc_code_group": "1", "long_description": "Invented orthosis"},
            {**KEY, "hcpc_code_id": "99999", "hcpc_code_group": "1", "long_description": "licensed words"},
        ],
        "article_x_contractor": [{**KEY, **holder}],
        "contractor": [{**holder, "contractor_bus_name": "Example MAC", "contractor_number": "01234"}],
        "contractor_jurisdiction": [{**holder, "state_id": "6", "term_date": ""}],
        "state_lookup": [{"state_id": "6", "state_abbrev": "CA", "description": "California"}],
        "article_related_documents": [{**KEY, "r_lcd_id": "33822", "r_article_id": "0"}],
        "article_x_revision_history": [
            {**KEY, "rev_hist_num": "2", "rev_hist_date": "2023-01-01", "rev_hist_exp": "Changed."}
        ],
    }
    return read("medicare_cds", archive(tmp_path / "a.zip", {name: table(rows) for name, rows in tables.items()}))


def test_every_narrative_field_of_a_national_determination_is_a_record(tmp_path):
    records = read("medicare_cds", archive(tmp_path / "ncd.zip", {"ncd_trkg": table([NCD])}))
    assert [(record.citation, record.section[-1]) for record in records] == [
        ("NCD 220.6.17", "Item or service described"),
        ("NCD 220.6.17", "Indications and limitations of coverage"),
    ]
    assert records[1].text == "Covered where T ≥ 10^2 and p<0.05.\n- one"
    assert records[1].effective_from == dt.date(2013, 6, 11)
    assert (records[1].jurisdiction, records[1].identifiers["version"]) == ("US", "3")
    assert records[1].url.endswith("ncd.aspx?ncdid=226&ncdver=3")


def test_a_local_determination_keeps_all_its_fields_whatever_the_encoding(tmp_path):
    records = read("medicare_cds", archive(tmp_path / "lcd.zip", {"lcd": table([LCD], "cp1252")}))
    assert {record.section[-1]: record.text for record in records} == {
        "Coverage indications, limitations and medical necessity": "A brace is covered for 5–10 days, see § 42 CFR 414.202.",
        "Summary of evidence": "Plain words; x<y holds.",
        "Made up later": LCD["made_up_later"],
    }
    assert {record.citation for record in records} == {"LCD L33822"}
    assert records[0].effective_from == dt.date(2023, 4, 16)


def test_codes_are_lists_by_group_with_their_words(article):
    codes = next(record for record in article if record.identifiers.get("coverage") == "covered")
    assert codes.text == "For code L9999:\nM25.521 Pain in right elbow\nM25.522 Pain in left elbow"
    assert codes.section[1:] == ("ICD-10-CM codes that support medical necessity", "Group 1")
    assert codes.identifiers["codes"] == "M25.521 M25.522"


def test_licensed_descriptions_are_left_out(article):
    codes = next(record for record in article if record.identifiers.get("code_system") == "HCPCS")
    assert codes.text == "L9999 Invented orthosis\n99999"


def test_contractor_state_dates_and_related_documents_are_kept(article):
    first = article[0]
    assert (first.citation, first.jurisdiction) == ("Article A52464", "CA")
    assert (first.effective_from, first.effective_to) == (dt.date(2023, 1, 1), dt.date(2024, 5, 1))
    assert first.identifiers == {
        "kind": "article",
        "version": "31",
        "contractor": "Example MAC",
        "contractor_number": "01234",
        "states": "CA",
        "related": "L33822",
    }
    assert first.text == "Code | Days\nL9999 | 30"


def test_revisions_are_marked_as_notes(article):
    assert [(record.section[-1], record.text) for record in article if "note" in record.identifiers] == [
        ("Revision 2, 2023-01-01", "Changed.")
    ]


def test_a_long_field_is_divided_at_its_own_headings(tmp_path):
    words = " ".join(["word"] * 200)
    text = f"<p><strong>A. General</strong></p><p>{words}</p><p><b>B. Nationally Covered</b></p><p>{words}</p>"
    records = read("medicare_cds", archive(tmp_path / "n.zip", {"ncd_trkg": table([{**NCD, "indctn_lmtn": text}])}))
    assert [record.section[-1] for record in records[1:]] == ["A. General", "B. Nationally Covered"]


def test_a_row_with_too_many_fields_is_told_and_the_rest_is_read(tmp_path):
    data = table([NCD]) + b"1,2,3\n" + table([{**NCD, "NCD_mnl_sect": "1.2"}]).split(b"\r\n", 1)[1]
    with collecting() as problems:
        records = read("medicare_cds", archive(tmp_path / "n.zip", {"ncd_trkg": data}))
    assert {record.citation for record in records} == {"NCD 220.6.17", "NCD 1.2"}
    assert [problem.what for problem in problems] == ["3 fields where 10 belong"]


def test_what_is_no_such_archive_is_an_input_error(tmp_path):
    broken = tmp_path / "x.zip"
    broken.write_bytes(b"PK no zip")
    with pytest.raises(InputError, match="cannot be read"):
        read("medicare_cds", broken)
    with pytest.raises(InputError, match="none of the tables"):
        read("medicare_cds", archive(tmp_path / "y.zip", {"other": b"a,b\n1,2\n"}))


@pytest.mark.parametrize(
    ("field", "lines"),
    [
        ("x<y and <b>z</b>", ["x<y and z"]),
        ("<p>a <foo bar> b</p>", ["a <foo bar> b"]),
        ("<p>INR < 2</p> <p>tail <unclosed", ["INR < 2", "tail <unclosed"]),
        ("<P>a <O:P></O:P><st1:place>b</st1:place></P>", ["a b"]),
        ("one\ntwo &ge; 3", ["one", "two ≥ 3"]),
        ("<p>a<br/>b</p><script>no()</script>", ["a", "b"]),
    ],
)
def test_fragments(field, lines):
    assert [line.text for line in fragment_lines(field)] == lines


@given(st.lists(WORDS, min_size=4, max_size=4))
def test_no_sign_is_lost(tmp_path_factory, words):
    one, two, three, four = words
    row = {
        **NCD,
        "itm_srvc_desc": one,
        "indctn_lmtn": f"<p>{two}<b>{three}</b></p><table><tr><td>{four}</td></tr></table>",
    }
    records = read("medicare_cds", archive(tmp_path_factory.mktemp("mcd") / "n.zip", {"ncd_trkg": table([row])}))
    assert not missing("".join(word for word in words if word.strip().casefold() not in medicare_cds._NOTHING), records)
