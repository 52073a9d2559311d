"""Evaluation-only rows are known by hash, whatever file they come from, and nothing may learn from them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimwright.appeals.benchmark import evaluation_rows
from claimwright.appeals.benchmark.build import build
from claimwright.appeals.benchmark.evaluation_rows import (
    is_evaluation_row,
    is_near_evaluation_row,
    refuse_evaluation_rows,
    sealed_rows,
    text_hash,
    trainable,
    write_sealed,
)
from claimwright.appeals.benchmark.open import open_benchmark
from claimwright.appeals.benchmark.read import read_jsonl
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError
from claimwright.core.settings import public_data

ROW = (
    "A 44-year-old member asked for an invented procedure of the left shoulder. The plan refused it as investigational. "
    "Physical therapy over nine weeks had not helped, and two injections wore off within days of each other."
)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package's list replaced by one of a single invented row."""
    path = tmp_path / "rows.txt"
    write_sealed([ROW], path)
    _, line = path.read_text("ascii").splitlines()
    key, *sketch = line.split()
    found = evaluation_rows.Sealed(frozenset([key]), (frozenset(sketch),))
    monkeypatch.setattr(evaluation_rows, "sealed_rows", lambda: found)


def case(text: str, **rest: object) -> AppealCase:
    return AppealCase(id="a", text=text, decision="Upheld", source="x", **rest)  # type: ignore[arg-type]


def test_the_hash_ignores_case_spaces_and_signs() -> None:
    assert text_hash("The enrollee's  knee.") == text_hash("the ENROLLEE’s knee")
    assert text_hash("the knee") != text_hash("the elbow")


@pytest.mark.usefixtures("sealed")
def test_a_row_is_recognised_anew_and_in_part() -> None:
    assert is_evaluation_row(ROW.upper())
    longer = f"{ROW} The records describe many other things about this person and her work at a mill."
    assert not is_evaluation_row(longer)
    assert is_near_evaluation_row(longer)
    assert not is_near_evaluation_row(
        "A 44-year-old member asked for crowns on two teeth, and the plan said that they were cosmetic in nature."
    )
    assert not is_near_evaluation_row("")


@pytest.mark.usefixtures("sealed")
def test_training_refuses_and_leaves_out() -> None:
    clean = case("A member asked for a wheelchair.")
    assert trainable([clean, case(ROW), case("Something else", evaluation_only=True)]) == [clean]
    refuse_evaluation_rows([clean], use="train")
    with pytest.raises(InputError, match="must not be used to tune"):
        refuse_evaluation_rows([clean, case(ROW)], use="tune")


@pytest.mark.usefixtures("sealed")
def test_a_row_read_from_any_file_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "anything.jsonl"
    path.write_text(json.dumps({"text": ROW, "decision": "Upheld"}))
    assert read_jsonl(path)[0].evaluation_only


def test_the_package_file_is_of_the_public_rows(tmp_path: Path) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    texts = [json.loads(line)["text"] for line in (data / "appeals" / "imr_eval_200.jsonl").read_text().splitlines()]
    write_sealed(texts, tmp_path / "rows.txt")
    package = Path(evaluation_rows.__file__).with_name("data") / "evaluation_rows.txt"
    assert (tmp_path / "rows.txt").read_bytes() == package.read_bytes()
    assert len(sealed_rows().texts) == 200
    said = package.read_text("ascii").splitlines()[1:]
    assert all(len(word) == 16 and int(word, 16) >= 0 for line in said for word in line.split())


def test_no_built_part_but_evaluation_holds_a_public_evaluation_row(tmp_path: Path) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    pytest.importorskip("sklearn")
    copied = tmp_path / "renamed.jsonl"
    rows = [json.loads(line) for line in (data / "appeals" / "imr_eval_200.jsonl").read_text().splitlines()]
    copied.write_text("\n".join(json.dumps({"text": row["text"], "decision": row["decision"]}) for row in rows))
    build([data / "appeals" / "imr_train_722.jsonl", copied], tmp_path / "out")
    made = open_benchmark(tmp_path / "out")
    keys = {text_hash(row["text"]) for row in rows}
    learnt = [
        *made.part("train"),
        *made.part("dev"),
        *made.part("test"),
        *(c for n in range(5) for c in made.fold(n)[1]),
    ]
    assert len(made.part("evaluation")) == 200
    assert not [
        c.id for c in learnt if c.evaluation_only or text_hash(c.text) in keys or is_near_evaluation_row(c.text)
    ]
    groups = {c.group for c in made.part("evaluation")}
    assert not [c.id for c in learnt if c.group in groups]
    assert {c.text for c in read_jsonl(tmp_path / "out" / "evaluation-raw.jsonl")} == {row["text"] for row in rows}
