"""The user's past cases: indexed, found, counted; bad rows are told and the rest goes on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimwright.appeals.predict import open_forecaster
from claimwright.appeals.predict.past.build import attributes_of, index_cases
from claimwright.appeals.predict.past.store import Past
from claimwright.appeals.records import AppealCase, Denial
from claimwright.core.errors import InputError, NotFoundError
from claimwright.corpus.layout import Layout

from .conftest import MIGRAINE

ROWS = [
    {
        "id": "a",
        "text": "Botox injections for chronic migraine were requested after triptans failed.",
        "decision": "Overturned",
    },
    {
        "id": "b",
        "text": "Botox was asked for chronic migraine, and other drugs had not been tried.",
        "decision": "Upheld",
    },
    {"id": "b2", "text": "Botox for chronic migraine: no other drugs had been tried before.", "decision": "Upheld"},
    {"id": "c", "text": "A lumbar fusion for spondylolisthesis was requested by the surgeon.", "decision": "Upheld"},
    {"id": "d", "text": "An unknown outcome.", "decision": "Withdrawn"},
    {"id": "e", "text": "", "decision": "Upheld"},
    {
        "id": "f",
        "decision": "Overturned",
        "diagnosis_category": "Mental",
        "treatment_category": "Mental Health Treatment",
        "treatment": "Psychotherapy",
    },
    {"id": "g", "text": "Botox for migraine, sealed.", "decision": "Upheld", "evaluation_only": True},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.jsonl"
    rows = [{**row, "group": "same" if row["id"] in ("b", "b2") else row["id"]} for row in ROWS]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + "no json\n", "utf-8")
    return path


def test_good_rows_are_indexed_and_bad_ones_told(file: Path, tmp_path: Path) -> None:
    done = index_cases([file], folder=tmp_path / "index")
    assert (done.counted, done.with_text, done.evaluation_only) == (5, 4, 1)
    told = " ".join(problem.what for problem in done.problems)
    assert "'Withdrawn' is not known" in told
    assert "no text" in told
    assert "no JSON" in told
    past = Past(tmp_path / "index")
    assert past.vectors.shape == (4, 384)
    assert past.rates.counts["*", "*", "*", "*"] == (5, 2)
    assert [row.id for row in past.rows([3, 0])] == ["c", "a"]


def test_similar_cases_come_with_outcomes_once_a_group_and_with_own_rates(file: Path, tmp_path: Path) -> None:
    index_cases([file], folder=tmp_path / "index")
    found = open_forecaster(cases=tmp_path / "index").predict(Denial(text=MIGRAINE))
    assert {each.id for each in found.similar[:2]} <= {"a", "b", "b2"}
    assert len({each.id for each in found.similar} & {"b", "b2"}) == 1
    assert [each.likeness for each in found.similar] == sorted((each.likeness for each in found.similar), reverse=True)
    assert any(rate.source.startswith("your cases") for rate in found.base_rates)
    assert not any("index-cases" in note for note in found.notes)


def test_an_index_is_replaced_whole(file: Path, tmp_path: Path) -> None:
    index_cases([file], folder=tmp_path / "index")
    second = tmp_path / "second.jsonl"
    second.write_text(json.dumps(ROWS[0]) + "\n", "utf-8")
    index_cases([second], folder=tmp_path / "index")
    assert len(Past(tmp_path / "index").vectors) == 1
    assert not (tmp_path / "index.part").exists()


def test_nothing_to_index_is_an_error(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text(json.dumps(ROWS[4]) + "\n", "utf-8")
    with pytest.raises(InputError, match="no case with a known outcome"):
        index_cases([empty], folder=tmp_path / "index")
    with pytest.raises(NotFoundError):
        index_cases([tmp_path / "missing.jsonl"])
    with pytest.raises(NotFoundError):
        index_cases(corpus=Layout(tmp_path / "corpus"))
    with pytest.raises(NotFoundError):
        open_forecaster(cases=tmp_path / "index")


def test_a_damaged_index_is_an_error(file: Path, tmp_path: Path) -> None:
    index_cases([file], folder=tmp_path / "index")
    (tmp_path / "index" / "vectors.npy").write_bytes(b"broken")
    with pytest.raises(InputError, match="cannot be read"):
        open_forecaster(cases=tmp_path / "index").predict(Denial(text=MIGRAINE))


def test_other_regulators_names_are_read_by_terms() -> None:
    case = AppealCase(
        id="1", text="", decision="Upheld", source="ny-dfs", treatment="Botox", diagnosis="Migraines",
        treatment_category="Pharmacy", diagnosis_category="Central Nervous System",
    )  # fmt: skip
    of = attributes_of(case)
    assert of.treatment is not None
    assert of.diagnosis is not None
    assert (of.treatment.subcategory, of.diagnosis.subcategory) == ("Botox Injection", "Migraine")
