"""Reading cases: each shape of file, and each kind of bad row, told with its line while the rest goes through."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from claimwright.appeals.benchmark.labels import label_of, targets
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.benchmark.read import read_cases, read_corpus, read_csv, read_jsonl, read_parquet
from claimwright.appeals.records import BINARY, OUTCOMES, AppealCase
from claimwright.core.errors import InputError, NotFoundError
from claimwright.core.settings import public_data

TEXT = "A member of 50 years asked for a knee brace, and the plan refused it as not medically necessary."


def lines(path: Path, *rows: object) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n", "utf-8")
    return path


def test_published_rows_keep_id_and_group(tmp_path: Path) -> None:
    path = lines(tmp_path / "imr_train.jsonl", {"row_id": 9, "text": TEXT, "decision": "Overturned", "group": 3})
    (case,) = read_jsonl(path)
    assert (case.id, case.source, case.group) == ("imr-appeals:9", "imr-appeals", "imr-appeals:group-3")
    assert (case.text, case.decision, case.evaluation_only) == (TEXT, "Overturned", False)


def test_the_evaluation_file_is_known_by_its_name(tmp_path: Path) -> None:
    path = lines(tmp_path / "imr_eval_3.jsonl", {"row_id": 9, "text": TEXT, "decision": "Upheld"})
    assert read_jsonl(path)[0].evaluation_only


def test_hicric_columns(tmp_path: Path) -> None:
    row = {
        "text": TEXT, "decision": "overturned in part", "appeal_type": "Medical Necessity", "full_text": TEXT + " More.",
        "sufficiency_id": 0, "jurisdiction": "NY", "insurance_type": "Unspecified", "patient_race": "Asian",
    }  # fmt: skip
    (case,) = read_jsonl(lines(tmp_path / "train_backgrounds_suff.jsonl", row))
    assert (case.decision, case.appeal_type, case.jurisdiction, case.insurance_type, case.race) == (
        "Overturned", "Medical Necessity", "NY", "", "Asian",
    )  # fmt: skip
    assert case.full_text.endswith("More.")
    assert label_of(case, OUTCOMES) == "Insufficient"
    assert label_of(case, BINARY) == "Overturned"


def test_own_rows_come_back_as_they_were(tmp_path: Path) -> None:
    import msgspec

    case = AppealCase(
        id="x:1", text=TEXT, decision="Upheld", source="x", group="g", year=2019, sex="Female", race="Black", expedited=False,
        sufficiency=3, evaluation_only=True, invented=True, marks=("cut-end",), treatment="a brace",
    )  # fmt: skip
    (tmp_path / "cases.jsonl").write_bytes(msgspec.json.encode(case))
    assert read_cases(tmp_path / "cases.jsonl") == [case]


def test_csv_and_parquet_with_hicric_columns(tmp_path: Path) -> None:
    pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = [
        {"text": TEXT, "decision": "Upheld", "sufficiency_id": 1},
        {"text": "", "decision": "Upheld", "sufficiency_id": 1},
    ]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "test-00000-of-00001.parquet")
    (tmp_path / "test.csv").write_text(f'text,decision,sufficiency_id\n"{TEXT}",Upheld,1\n,Upheld,1\n', "utf-8")
    for path in (tmp_path / "test-00000-of-00001.parquet", tmp_path / "test.csv"):
        problems: list[Problem] = []
        (case,) = read_cases(path, problems)
        assert (case.decision, case.sufficiency_id, case.source, len(problems)) == ("Upheld", 1, "test", 1)


def test_a_file_that_is_no_parquet_is_an_error(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = lines(tmp_path / "x.parquet", "no")
    with pytest.raises(InputError, match="no Parquet"):
        read_parquet(path)


def test_determinations_have_columns_and_no_text(tmp_path: Path) -> None:
    head = "Reference ID;Report Year;Diagnosis Category;Diagnosis Sub Category;Treatment Category;Treatment Sub Category;Determination;Type;Age Range;Patient Gender"
    path = tmp_path / "determinations.csv"
    path.write_text(
        f"{head}\nMN1;2016;Skin;Rash;Pharmacy;Cream;Overturned Decision of Health Plan;Medical Necessity;41-50;Male\n"
        "MN2;2015;;;;;Upheld Decision of Health Plan;Medical Necessity;;\nMN3;2015;Skin;Rash;;;Perhaps;Urgent Care;;\n"
    )
    problems: list[Problem] = []
    first, second = read_csv(path, problems)
    assert (first.id, first.text, first.decision, first.year, first.diagnosis_category) == (
        "ca-dmhc:MN1",
        "",
        "Overturned",
        2016,
        "Skin",
    )
    assert (second.decision, second.sex, second.jurisdiction) == ("Upheld", "", "CA")
    assert any("Perhaps" in problem.what or "Perhaps" in str(problem) for problem in problems)


BAD = [
    ("not json at all", "no JSON object"),
    ("[1, 2]", "no JSON object"),
    ({"decision": "Upheld"}, "no text"),
    ({"text": "   ", "decision": "Upheld"}, "no text"),
    ({"text": 7, "decision": "Upheld"}, "not text"),
    ({"text": TEXT}, "no outcome"),
    ({"text": TEXT, "decision": "Dismissed"}, "'Dismissed' is not known"),
    ({"text": "word " * 210_000, "decision": "Upheld"}, "1,050,000 characters"),
    (
        {
            "text": "Der Patient bat um eine Knieschiene, und die Kasse lehnte sie als medizinisch unnötig ab.",
            "decision": "Upheld",
        },
        "English",
    ),
    ({"text": TEXT, "decision": "Upheld", "year": "soon"}, "whole number"),
    ({"text": TEXT, "decision": "Upheld", "sufficiency": 9}, "not from 1 to 4"),
]


@pytest.mark.parametrize(("row", "said"), BAD)
def test_a_bad_row_is_told_with_its_line_and_the_rest_goes_through(tmp_path: Path, row: object, said: str) -> None:
    good = {"text": TEXT, "decision": "Upheld"}
    path = lines(tmp_path / "cases.jsonl", good, row, "", good)
    problems: list[Problem] = []
    assert len(read_cases(path, problems)) == 2
    (problem,) = problems
    assert said in problem.what
    assert (problem.where.file, problem.where.line) == ("cases.jsonl", 2)
    with pytest.raises(InputError, match=r"cases\.jsonl:2"):
        read_cases(path)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        read_cases(tmp_path / "absent.jsonl")
    with pytest.raises(InputError, match="is not read"):
        read_cases(lines(tmp_path / "a.docx", "x"))
    with pytest.raises(InputError, match="neither"):
        read_cases(lines(tmp_path / "a.csv", "a,b", "1,2"))


def test_a_byte_order_mark_and_broken_utf8_are_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "\xff\xfe", "decision": "Upheld"}\n' + json.dumps({"text": TEXT, "decision": "Upheld"}).encode()
    )
    problems: list[Problem] = []
    assert len(read_jsonl(path, problems)) == 1
    assert problems[0].where.line == 1


def test_processed_files_of_a_corpus(tmp_path: Path) -> None:
    import msgspec

    from claimwright.corpus.records import CaseRecord

    records = [
        CaseRecord(
            text=TEXT,
            case_id="C1",
            reviewer=1,
            decision="Upheld",
            jurisdiction="NY",
            appeal_expedited=True,
            patient_race="White",
            year=2020,
        ),
        CaseRecord(text=TEXT + " Again.", case_id="C1", reviewer=2, decision="Upheld"),
        CaseRecord(
            text="Outline",
            case_id="C2",
            decision="Overturned",
            diagnosis_category="Skin",
            identifiers={"narrative": "none"},
        ),
        CaseRecord(text=TEXT, case_id="C3", decision="", decision_raw="Dismissed"),
    ]
    path = tmp_path / "ny_dfs.jsonl"
    path.write_bytes(b"".join(msgspec.json.encode(record) + b"\n" for record in records))
    problems: list[Problem] = []
    first, second, third = read_corpus(path, problems)
    assert (first.id, second.id) == ("ny_dfs:C1/1", "ny_dfs:C1/2")
    assert first.group == second.group == "ny_dfs:C1"
    assert (first.expedited, first.race, first.full_text) == (True, "White", TEXT)
    assert third.text == ""
    assert len(problems) == 1


def outline(number: int, **more: object) -> dict[str, object]:
    text = "Diagnosis: Asthma. Treatment: Antibody. Ground of the denial: Medical necessity. Year: 2020."
    marks = {"identifiers": {"narrative": "none"}, "decision_raw": "Upheld", **more}
    return {"text": text, "case_id": f"C{number}", "decision": "Upheld", "diagnosis": "Asthma", **marks}


def test_an_outline_is_no_narrative(tmp_path: Path) -> None:
    told = {"text": TEXT, "case_id": "C0", "decision": "Upheld", "identifiers": {"row": "1"}}
    columns = outline(3, diagnosis_category="Respiratory")
    exported = outline(4, identifiers='{"narrative":"none"}')
    path = lines(tmp_path / "ny_dfs.jsonl", told, outline(1), outline(2), columns, exported)
    problems: list[Problem] = []
    first, second = read_cases(path, problems)
    assert (first.text, second.text, second.full_text) == (TEXT, "", "")
    assert second.diagnosis_category == "Respiratory"
    assert [str(problem) for problem in problems] == ["ny_dfs.jsonl: 3 records of cases without a narrative left out"]
    assert read_cases(path) == [first, second]
    problems.clear()
    assert len(read_corpus(path, problems)) == 2
    assert [str(problem) for problem in problems] == ["ny_dfs.jsonl: 2 records of cases without a narrative left out"]


def test_targets_are_places_among_the_classes() -> None:
    cases = [
        AppealCase(id="1", text="", decision="Upheld", source=""),
        AppealCase(id="2", text="", decision="Overturned", source="", sufficiency=2),
        AppealCase(id="3", text="", decision="Overturned", source="", sufficiency=3, sufficiency_id=0),
        AppealCase(id="4", text="", decision="Insufficient", source=""),
    ]
    assert targets(cases, OUTCOMES).tolist() == [1, 0, 2, 0]
    assert targets(cases, BINARY).tolist() == [0, 1, 1, -1]


def test_public_rows() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    train = read_cases(data / "appeals" / "imr_train_722.jsonl")
    sealed = read_cases(data / "appeals" / "imr_eval_200.jsonl")
    table = read_cases(data / "appeals" / "dmhc_determinations_2001_2016.csv")
    assert (len(train), len(sealed), len(table)) == (722, 200, 19_228)
    assert Counter(case.decision for case in sealed) == {"Upheld": 100, "Overturned": 100}
    assert all(case.evaluation_only for case in sealed)
    assert not any(case.evaluation_only for case in train)
    assert len({case.group for case in train}) == 709
