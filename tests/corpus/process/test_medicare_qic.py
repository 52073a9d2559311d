from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.process.lossless import WORDS, missing, read

from claimwright.core.errors import InputError
from claimwright.corpus.process import find_processor
from claimwright.corpus.records import CaseRecord, SourceLine

HEAD = "record_number,part,decision_date,decision,appeal_type,_condition,item_service,decision_rationale,coverage_rules"
RULE = "Chapter 15, § 100 of the manual"
ROWS = [
    ["1-1", "C", "01/31/2023", "Unfavorable", "Pre-Service", "Back pain", "MRI", "The enrollee’s scan.", RULE],
    ["1-2", "C", "02/01/2023", "Partially Favorable", "Expedited Pre-Service", "Asthma", "Drug", "Level ≥ 5–10.", RULE],
    ["1-3", "C", "02/02/2023", "Dismissed", "Claim", "Asthma", "Visit", "", ""],
]


def of(tmp_path, rows):
    made = io.StringIO()
    csv.writer(made).writerows([HEAD.split(","), *rows])
    path = tmp_path / "part_c.csv"
    path.write_text(made.getvalue(), encoding="utf-8")
    return read("medicare_qic", path)


def test_decisions_and_rules_are_records_and_a_rule_stands_once(tmp_path):
    records = of(tmp_path, ROWS)
    assert [(type(record).__name__, record.text) for record in records] == [
        ("TextRecord", RULE),
        ("CaseRecord", "The enrollee’s scan."),
        ("CaseRecord", "Level ≥ 5–10."),
        ("CaseRecord", "Diagnosis: Asthma. Treatment: Visit. Ground of the denial: Claim. Year: 2023."),
    ]
    assert records[0].tags == ("coverage-explanation",)
    assert [record.identifiers.get("coverage_rule") for record in records] == ["1", "1", "1", None]


def test_decisions_are_in_common_words(tmp_path):
    cases = [record for record in of(tmp_path, ROWS) if isinstance(record, CaseRecord)]
    assert [case.decision for case in cases] == ["Upheld", "Overturned", ""]
    assert [case.appeal_expedited for case in cases] == [None, True, None]
    assert {(case.year, case.coverage_type, case.insurance_type) for case in cases} == {
        (2023, "Medicare Part C", "Medicare")
    }
    assert (cases[0].case_id, cases[0].diagnosis, cases[0].treatment) == ("1-1", "Back pain", "MRI")


def test_the_file_is_read_as_a_stream(tmp_path):
    path = tmp_path / "part_d.csv"
    path.write_text(f"{HEAD}\n" + ",".join(ROWS[0][:7]) + ",Why,Rule\n", encoding="utf-8")
    line = SourceLine(url="", date_accessed="", local_path="", tags=("part-d",), preprocessor="medicare_qic")
    records = find_processor("medicare_qic").read(path, line)
    assert next(records).text == "Rule"


def test_another_table_is_an_input_error(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="decision_rationale"):
        read("medicare_qic", path)


@given(st.lists(WORDS, min_size=2, max_size=2))
def test_no_sign_is_lost(tmp_path_factory, words):
    records = of(tmp_path_factory.mktemp("qic"), [[*ROWS[0][:7], *words]])
    assert not missing("".join(words), records)
