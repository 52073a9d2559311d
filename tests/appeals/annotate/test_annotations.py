"""HICRIC's format, read and written: offsets, faults of others, bad rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from claimwright.appeals.annotate.records import Annotation, annotation_of, read_annotations
from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.models.annotations import Span
from claimwright.core.errors import InputError, NotFoundError

TEXT = "A 40-year-old 👩🏽‍⚕️ asked for an MRI. The plan denied the café visit."


def row(**fields: Any) -> dict[str, Any]:
    base = {"id": "x", "context": TEXT, "answers": {"text": ["an MRI"], "answer_start": [TEXT.index("an MRI")]}}
    return {**base, "sufficiency_score": 3, **fields}


def test_a_row_comes_back_as_it_was_written() -> None:
    made = Annotation(id="a", context=TEXT, spans=(Span(0, 13), Span(14, 19)), sufficiency=4, annotator="Rui")
    assert annotation_of(made.row()) == made
    assert made.row()["answers"]["text"] == ["A 40-year-old", "👩🏽‍⚕️"]
    assert made.background == "A 40-year-old\n👩🏽‍⚕️"


@pytest.mark.parametrize(("score", "rating"), [(5, 4), (None, None), (1, 1)])
def test_ratings(score: object, rating: int | None) -> None:
    assert annotation_of(row(sufficiency_score=score)).sufficiency == rating


@pytest.mark.parametrize(
    "fields",
    [
        {"context": " "},
        {"context": None},
        {"sufficiency_score": 9},
        {"answers": {"text": ["nowhere"], "answer_start": [0]}},
        {"answers": {"text": ["an MRI"], "answer_start": []}},
    ],
)
def test_bad_rows_are_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        annotation_of(row(**fields))


def test_bad_rows_are_told_and_the_rest_goes_through(tmp_path: Path) -> None:
    path = tmp_path / "case-backgrounds.jsonl"
    path.write_text("\n".join([json.dumps(row()), "{", "", json.dumps(row(context="")), json.dumps(row(id="y"))]))
    problems: list[Problem] = []
    assert [each.id for each in read_annotations(path, problems)] == ["x", "y"]
    assert [problem.where.line for problem in problems] == [2, 4]
    with pytest.raises(InputError):
        read_annotations(path)
    with pytest.raises(NotFoundError):
        read_annotations(tmp_path / "none.jsonl")
