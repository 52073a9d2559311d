from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.core.errors import InputError
from claimwright.core.settings import public_data
from claimwright.corpus.process._report import collecting

HEAD = (
    "ReferenceID,ReportYear,DiagnosisCategory,DiagnosisSubCategory,TreatmentCategory,TreatmentSubCategory,"
    "Determination,Type,AgeRange,PatientGender,IMRType,DaysToReview,Findings\n"
)
ROW = (
    "MN16-1,2016,Infectious,Hepatitis,Pharmacy,Anti-virals,Overturned Decision of Health Plan,Medical Necessity,"
    '11_20,Female,Expedited,3,"Nature of the case: the enrollee’s plan, a Medi-Cal plan, denied it for a level ≥ 5–10 µg.\n\nNext."\n'
)


def of(tmp_path, data: bytes):
    path = tmp_path / "determinations.csv"
    path.write_bytes(data)
    return read("ca_dmhc", path)


def test_a_case_keeps_everything_that_the_table_says(tmp_path):
    (case,) = of(tmp_path, (HEAD + ROW).encode())
    assert (
        case.text
        == "Nature of the case: the enrollee’s plan, a Medi-Cal plan, denied it for a level ≥ 5–10 µg.\n\nNext."
    )
    assert (case.case_id, case.year, case.jurisdiction, case.insurance_type) == ("MN16-1", 2016, "CA", "Medicaid")
    assert (case.diagnosis_category, case.diagnosis) == ("Infectious", "Hepatitis")
    assert (case.treatment_category, case.treatment) == ("Pharmacy", "Anti-virals")
    assert (case.decision, case.decision_raw) == ("Overturned", "Overturned Decision of Health Plan")
    assert (case.appeal_type, case.appeal_expedited) == ("Medical Necessity", True)
    assert (case.age_range, case.sex) == ("11-20", "Female")
    assert case.identifiers == {"DaysToReview": "3"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_the_apostrophe_is_read_in_every_encoding(tmp_path, encoding):
    row = ROW.replace("≥", ">=")
    assert "the enrollee’s plan" in of(tmp_path, (HEAD + row).encode(encoding))[0].text


def test_the_extract_without_narrative_gets_an_outline_without_the_outcome(tmp_path):
    head = (
        "Reference ID;Report Year;Diagnosis Category;Diagnosis Sub Category;Treatment Category;Treatment Sub Category;"
    )
    head += "Determination;Type;Age Range;Patient Gender\r\n"
    row = "EI16-2;2016;Mental;;Diagnostic Imaging, Screening;MRI;Upheld Decision of Health Plan;Urgent Care;;\r\n"
    (case,) = of(tmp_path, (head + row).encode())
    assert case.text == (
        "Diagnosis: Mental. Treatment: Diagnostic Imaging, Screening, MRI. Ground of the denial: Urgent Care. Year: 2016."
    )
    assert "held" not in case.text
    assert (case.decision, case.insurance_type, case.identifiers) == ("Upheld", "Unspecified", {"narrative": "none"})


def test_a_row_that_does_not_fit_is_told_and_the_rest_is_read(tmp_path):
    with collecting() as problems:
        cases = of(tmp_path, (HEAD + "MN16-0,2016\n" + ROW).encode())
    assert [case.case_id for case in cases] == ["MN16-1"]
    assert str(problems[0]) == "determinations.csv, line 2: 2 fields where 13 belong"


def test_another_table_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="none of the columns Determination"):
        of(tmp_path, b"a,b\n1,2\n")


def test_the_public_extract_is_read_whole():
    if (data := public_data()) is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    with collecting() as problems:
        cases = read("ca_dmhc", data / "appeals" / "dmhc_determinations_2001_2016.csv")
    assert (len(cases), problems) == (19_228, [])
    assert Counter(case.decision for case in cases) == {"Upheld": 10_776, "Overturned": 8_452}


@given(st.lists(WORDS, min_size=3, max_size=3))
def test_no_sign_is_lost(tmp_path_factory, words):
    cells = [word.replace('"', "") for word in words]
    row = f'X,2016,"{cells[0]}","{cells[1]}",,,Upheld Decision of Health Plan,,,,,,"{cells[2]}"\n'
    cases = of(tmp_path_factory.mktemp("dmhc"), (HEAD + row).encode())
    assert not missing(cells[2], cases)
    assert [(case.diagnosis_category, case.diagnosis) for case in cases] == [(cells[0].strip(), cells[1].strip())]
