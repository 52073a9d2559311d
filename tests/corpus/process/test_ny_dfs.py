from __future__ import annotations

import pytest
from hypothesis import given, settings
from openpyxl import Workbook
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.core.errors import InputError
from claimwright.corpus.process._report import collecting

HEAD = ["Case Number", "Treatment", "Diagnosis", "Health Plan", "Coverage Type", "Appeal Decision", "Denial Reason"]
HEAD += ["Gender", "Age Range", "Decision Year", "Agent", "Summary 1", "Summary 2", "Summary 3"]
ROW = ["201905-1", "[Inpatient Hospital]", "[Skin Disorders]", "Example Plan", "Medicaid", "Overturned in Part"]
ROW += ["Medical necessity", "Female", "50-59", 2019, "Example Agent", "First: ≥ 5–10 µg.", None, "Third’s."]


def of(tmp_path, *rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "nydfs.xlsx")
    return read("ny_dfs", tmp_path / "nydfs.xlsx")


def test_each_reviewer_s_summary_is_a_record_with_all_that_is_known(tmp_path):
    first, third = of(tmp_path, HEAD, ROW)
    assert [(record.reviewer, record.text) for record in (first, third)] == [(1, "First: ≥ 5–10 µg."), (3, "Third’s.")]
    assert (first.case_id, first.year, first.sex, first.age_range) == ("201905-1", 2019, "Female", "50-59")
    assert (first.diagnosis, first.treatment) == ("Skin Disorders", "Inpatient Hospital")
    assert (first.decision, first.decision_raw) == ("Overturned", "Overturned in Part")
    assert (first.coverage_type, first.insurance_type, first.jurisdiction) == ("Medicaid", "Medicaid", "NY")
    assert first.identifiers == {"Health Plan": "Example Plan", "Agent": "Example Agent"}


def test_a_case_without_summary_gets_an_outline(tmp_path):
    (case,) = of(tmp_path, HEAD, [*ROW[:11], None, "", None])
    assert case.identifiers["narrative"] == "none"
    assert case.text.startswith("Diagnosis: Skin Disorders. Treatment: Inpatient Hospital.")
    assert "verturned" not in case.text


def test_titles_above_the_heading_row_and_empty_rows_are_passed_over(tmp_path):
    records = of(tmp_path, ["External appeals"], [], HEAD, ROW, [None] * 14, [*ROW[:5], "Maybe", *ROW[6:]])
    assert len(records) == 4


def test_an_unknown_outcome_is_told(tmp_path):
    with collecting() as problems:
        records = of(tmp_path, HEAD, [*ROW[:5], "Maybe", *ROW[6:]])
    assert {record.decision for record in records} == {""}
    assert problems[0].where == "nydfs.xlsx, row 2"


def test_what_is_no_such_workbook_is_an_input_error(tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"no workbook")
    with pytest.raises(InputError, match="cannot be read"):
        read("ny_dfs", tmp_path / "x.xlsx")
    with pytest.raises(InputError, match="no column Appeal Decision"):
        of(tmp_path, ["a", "b"], ["1", "2"])


@settings(max_examples=30)
@given(WORDS, WORDS)
def test_no_sign_is_lost(tmp_path_factory, one, two):
    records = of(tmp_path_factory.mktemp("ny"), HEAD, [*ROW[:11], one, two, None])
    assert not missing(one + two, records)
