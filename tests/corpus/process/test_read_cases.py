from __future__ import annotations

import json

import msgspec
import pytest

from claimwright.core.errors import NotFoundError
from claimwright.core.settings import public_data
from claimwright.corpus.cases import read_cases, read_cases_by_document, read_raw_cases
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import append
from claimwright.corpus.records import CaseRecord, ProcessedLine, TextRecord

RULE = TextRecord(text="A rule.", tags=("coverage-explanation",))
CASE = CaseRecord(text="A narrative.", case_id="1-1", decision="Upheld", year=2020)


def written(path, *records):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"\n".join(msgspec.json.encode(record) for record in records) + b"\n")
    return path


def line(name: str, *tags: str) -> ProcessedLine:
    return ProcessedLine(
        url="https://example.org",
        date_accessed="2024-02-03",
        local_path=f"./data/raw/{name}.csv",
        tags=tags,
        preprocessor="medicare_qic",
        local_processed_path=f"./data/processed/{name}.csv.jsonl",
    )


def test_the_cases_of_processed_files_are_read_and_rules_passed_over(tmp_path):
    paths = [written(tmp_path / "a.jsonl", RULE, CASE), written(tmp_path / "b.jsonl", CASE)]
    assert list(read_cases(paths)) == [CASE, CASE]
    assert list(read_cases(paths[0])) == [CASE]


def test_the_cases_of_a_corpus_come_with_their_documents(tmp_path):
    layout = Layout(tmp_path)
    append(layout.processed_sources, [line("cases", "case-description"), line("law", "legal")])
    written(layout.processed / "cases.csv.jsonl", RULE, CASE)
    assert [(found.local_path, case) for found, case in read_cases_by_document(layout)] == [
        ("./data/raw/cases.csv", CASE)
    ]


def test_records_of_hicric_are_read(tmp_path):
    path = tmp_path / "nydfs.jsonl"
    path.write_text(
        json.dumps({"text": "t", "decision": "Upheld", "jurisdiction": "NY", "insurance_type": "Medicaid"}) + "\n"
    )
    assert list(read_cases(path)) == [
        CaseRecord(text="t", decision="Upheld", jurisdiction="NY", insurance_type="Medicaid")
    ]


def test_what_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFoundError, match="no processed documents"):
        list(read_cases(Layout(tmp_path)))
    with pytest.raises(NotFoundError, match="processed file is not there"):
        list(read_cases(tmp_path / "none.jsonl"))


def test_a_raw_file_is_read_without_a_corpus():
    if (data := public_data()) is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    cases = list(read_raw_cases(data / "appeals" / "dmhc_determinations_2001_2016.csv", "ca_dmhc"))
    assert len(cases) == 19_228
    assert all(case.decision and case.year for case in cases)
