from __future__ import annotations

import pytest
from hypothesis import given
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.core.errors import InputError
from claimwright.corpus.process import ca_cdi
from claimwright.corpus.process._report import collecting

REPORT = (
    "Reference Number ,IMR Type,Diagnosis Category,Diagnosis Subcategory,Treatment Category,Treatment Subcategory,Outcome,"
    "Race,Age Range,Gender,Year,Insurer Kind\n"
    "17-5001 ,Medical Necessity,Cancer,Breast,Surgery,Mastectomy,Insurer Denial Overturned,White,41-50,F,2017,Large\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "summaries").mkdir()
    (tmp_path / "imr_report.csv").write_text(REPORT)
    return tmp_path / "summaries"


def of(folder, text: str, name: str = "17-5001.txt", encoding: str = "utf-8"):
    (folder / name).write_bytes(text.encode(encoding))
    return read("ca_cdi", folder / name)


def test_each_reviewer_is_a_record_with_the_facts_of_the_table(folder):
    first, second = of(folder, "Summary\nThe insured’s claim.\n\nSummary\nAnother summary of it, level ≥ 5–10.")
    assert [(record.reviewer, record.text) for record in (first, second)] == [
        (1, "Summary\nThe insured’s claim."),
        (2, "Summary\nAnother summary of it, level ≥ 5–10."),
    ]
    assert (first.case_id, first.decision, first.patient_race) == ("17-5001", "Overturned", "White")
    assert (first.diagnosis_category, first.diagnosis, first.treatment) == ("Cancer", "Breast", "Mastectomy")
    assert (first.sex, first.age_range, first.year) == ("Female", "41-50", 2017)
    assert (first.jurisdiction, first.insurance_type) == ("CA", "Commercial")
    assert first.identifiers == {"Insurer Kind": "Large"}


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Summary Reviewer 1\na\nSummary Reviewer 2\nb\nSummary Reviewer 3\nc", 3),
        ("Reviewer 1: Summary\na\nReviewer 2: Summary\nb", 2),
        ("Case 17-5001\nSummary: one\nSummary: two", 2),
        ("In summary, this was denied. The Summary of Benefits says so.", 1),
        ("Summary 1 a Summary 2 b", 2),
    ],
)
def test_where_a_reviewer_s_text_begins(text, count):
    assert len(ca_cdi.split(text)) == count


def test_windows_quotes_are_read(folder):
    assert of(folder, "Summary\nThe insured’s claim.", encoding="cp1252")[0].text == "Summary\nThe insured’s claim."


def test_a_case_that_the_table_lacks_is_read_and_told(folder):
    with collecting() as problems:
        (case,) = of(folder, "Summary\ntext", name="99-1.txt")
    assert (case.case_id, case.decision) == ("99-1", "")
    assert str(problems[0]) == "99-1.txt: imr_report.csv has no case 99-1: it is read without outcome"


def test_the_table_is_read_once_and_again_when_it_changes(folder):
    ca_cdi._table.cache_clear()
    of(folder, "Summary\na")
    of(folder, "Summary\nb")
    assert (ca_cdi._table.cache_info().misses, ca_cdi._table.cache_info().hits) == (1, 1)
    (folder.parent / "imr_report.csv").write_text(REPORT.replace("Overturned", "Upheld "))
    assert of(folder, "Summary\na")[0].decision == "Upheld"


def test_the_table_itself_gives_the_cases_without_a_file(folder):
    (case,) = read("ca_cdi", folder.parent / "imr_report.csv")
    assert case.text == (
        "Diagnosis: Cancer, Breast. Treatment: Surgery, Mastectomy. Ground of the denial: Medical Necessity. "
        "Patient: Female, 41-50. Year: 2017."
    )
    assert (case.decision, case.identifiers["narrative"]) == ("Overturned", "none")
    (folder / "17-5001.txt").write_text("Summary")
    assert read("ca_cdi", folder.parent / "imr_report.csv") == []


def test_a_file_without_text_is_an_input_error(folder):
    with pytest.raises(InputError, match="no text"):
        of(folder, " \n ")


@given(WORDS, WORDS)
def test_no_sign_is_lost(tmp_path_factory, one, two):
    folder = tmp_path_factory.mktemp("cdi")
    assert not missing(one + two, of(folder, f"{one}\nSummary\n{two}"))
