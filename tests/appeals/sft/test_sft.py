"""Alignment data: tasks and their wording, what is held out, where the outcome may not stand, and the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimwright.appeals.benchmark.build import build as build_benchmark
from claimwright.appeals.benchmark.open import open_benchmark
from claimwright.appeals.records import AppealCase
from claimwright.appeals.sft import Example, build
from claimwright.appeals.sft.examples import Tally, examples_of
from claimwright.appeals.sft.select import Bench, Chosen, choose
from claimwright.appeals.sft.templates import VERDICTS, facts_of, from_facts
from claimwright.cli.main import build as command_line
from claimwright.core.errors import InputError
from claimwright.core.settings import public_data

BODY = {
    "asthma": "The enrollee has had asthma since childhood and was treated twice in an emergency room last winter",
    "lymphoma": "A lymphoma came back nine months after the second line of chemotherapy had ended in remission",
    "fracture": "She fell from a ladder and broke her wrist, and the cast was taken off without regaining its strength",
    "migraine": "Headaches on twenty days of each month kept him from driving a bus, which is how he earns a living",
}
ASKED = {
    "asthma": "an injection of an antibody every four weeks",
    "lymphoma": "an infusion of engineered cells at a university hospital",
    "fracture": "twelve more visits of hand therapy",
    "migraine": "a nerve stimulator worn on the arm",
}


def case(number: int, *, kind: str = "asthma", decision: str = "Overturned", **fields: Any) -> dict[str, Any]:
    """A row of the shape of the published benchmark, invented."""
    text = (
        f"{BODY[kind]}. In week {number} a physician named after river {number * 7919 % 997} asked for {ASKED[kind]}. "
        f"The plan denied claim {number * 104729 % 9973}, saying that step {number} had not been tried."
    )
    end = "The denial should be overturned." if decision == "Overturned" else "The denial should be upheld."
    full = f"{text} The reviewer read {number + 3} pages of notes on order {number * 31337 % 8191}. {end}"
    row = {"id": f"inv-{number}", "text": text, "full_text": full, "decision": decision, "source": "invented"}
    known = {"diagnosis": kind.title(), "treatment": ASKED[kind], "denial_reason": "Medical Necessity"}
    return {**row, **known, "sex": "Female", "age_range": "41-50", "invented": True, **fields}


def write(path: Path, rows: list[dict[str, Any]], extra: str = "") -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows) + extra)
    return path


def examples(folder: Path) -> list[Example]:
    lines = [line for part in ("train", "validation") for line in (folder / f"{part}.jsonl").read_bytes().splitlines()]
    return [msgspec.json.decode(line, type=Example) for line in lines]


def made(row: dict[str, Any]) -> dict[str, Example]:
    found = AppealCase(**row)
    return {one.task: one for one in examples_of(Chosen(found, found.id, "train"), Tally())}


def test_each_task_of_a_whole_case() -> None:
    found = made(case(1))
    assert set(found) == {"review", "background", "verdict-of-review"}
    assert found["review"].prompt.endswith(
        "Treatment: an injection of an antibody every four weeks\nDiagnosis: Asthma\n"
        "Reason of the denial: Medical Necessity\nSex: Female\nAge range: 41-50"
    )
    assert found["review"].template == "review/1:treatment+diagnosis+reason+sex+age"
    assert found["review"].response == case(1)["full_text"]
    assert found["background"].response == case(1)["text"]
    assert case(1)["full_text"] in found["verdict-of-review"].prompt
    assert found["verdict-of-review"].response == VERDICTS["Overturned"]


def test_a_case_without_its_review_is_asked_from_the_background() -> None:
    found = made(case(1, full_text=""))
    assert set(found) == {"background", "verdict-of-background"}


def test_a_review_without_a_marked_background_has_no_background_task() -> None:
    assert set(made(case(1, text=case(1)["full_text"]))) == {"review", "verdict-of-review"}


@pytest.mark.parametrize("word", ["uphold", "upheld", "overturn"])
def test_the_verdict_is_the_decision_whatever_words_the_review_uses(word: str) -> None:
    full = f"{case(1)['text']} Others would {word} it. The plan had {word} it before."
    for decision in ("Upheld", "Overturned"):
        found = made(case(1, decision=decision, full_text=full))
        assert found["verdict-of-review"].response.startswith(decision)


def test_no_verdict_without_one() -> None:
    assert "verdict-of-review" not in made(case(1, decision="Insufficient"))


def test_the_outcome_stands_in_no_background() -> None:
    leaking = f"{case(1)['text']} Therefore, the health plan's denial should be overturned."
    found = made(case(1, text=leaking))
    assert "overturn" not in found["background"].response
    assert found["background"].response.startswith("The enrollee has had asthma")


def test_a_fact_that_names_the_outcome_is_left_out() -> None:
    tally = Tally()
    row = AppealCase(**case(1, denial_reason="Overturned Decision of Health Plan"))
    assert "reason" not in facts_of(row, tally.fields)
    assert tally.fields == {"reason": 1}


@given(
    st.fixed_dictionaries(
        {
            name: st.sampled_from(["", "Asthma", "x  y", "Cardiac: Heart"])
            for name in ("treatment", "treatment_category", "diagnosis", "diagnosis_category", "sex", "age_range")
        }
    )
)
def test_prompts_name_only_what_is_known(fields: dict[str, str]) -> None:
    facts = facts_of(AppealCase(id="a", text="", decision="Upheld", source="x", **fields), Tally().fields)
    prompt, template = from_facts("review", facts)
    assert "None" not in prompt
    assert not any(line.endswith((":", ": ")) for line in prompt.splitlines())
    assert all(name in template for name in facts)
    assert len(prompt.split("\n")) == 2 + len(facts)


def test_the_same_cases_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    rows = [case(n, kind=kind) for n, kind in enumerate([*BODY] * 8)]
    build([write(tmp_path / "cases.jsonl", rows)], tmp_path / "a")
    build([write(tmp_path / "cases.jsonl", rows[::-1])], tmp_path / "b")
    for name in ("train.jsonl", "validation.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_cases_of_one_group_have_one_split() -> None:
    rows = [AppealCase(**case(n, kind=[*BODY][n % 4], group=f"g{n // 3}")) for n in range(240)]
    chosen, _ = choose(rows, Bench(), seed=1)
    splits: dict[str, set[str]] = {}
    for one in chosen:
        splits.setdefault(one.case.group, set()).add(one.split)
    assert all(len(each) == 1 for each in splits.values())
    assert {split for each in splits.values() for split in each} == {"train", "validation"}


def test_test_cases_of_a_benchmark_are_left_out(tmp_path: Path) -> None:
    rows = [case(n, kind=[*BODY][n % 4], decision=("Upheld", "Overturned")[n % 3 == 0]) for n in range(60)]
    source = write(tmp_path / "cases.jsonl", rows)
    assert build_benchmark([source], tmp_path / "bench").passed
    opened = open_benchmark(tmp_path / "bench")
    test, dev = {one.id for one in opened.part("test")}, {one.id for one in opened.part("dev")}
    assert test and dev
    renamed = [{**row, "id": f"other-{row['id']}"} for row in rows if row["id"] in test]
    more = write(tmp_path / "more.jsonl", renamed)
    build([source, more], tmp_path / "sft", benchmark=tmp_path / "bench")
    found = examples(tmp_path / "sft")
    assert not {one.case_id for one in found} & test
    assert not [one for one in found if one.case_id.startswith("other-")]
    assert {one.case_id for one in found if one.split == "validation"} == dev
    assert {one.case_id for one in found if one.split == "train"} == {one.id for one in opened.part("train")}


def test_what_is_one_case_with_a_test_case_is_left_out() -> None:
    held = AppealCase(**case(1))
    bench = Bench({held.id: "test"}, {held.id: held.id}, (held,))
    second = AppealCase(**case(2, id="second-reviewer", kind="lymphoma", group="case-1"))
    first = AppealCase(**case(1, group="case-1"))
    alike = AppealCase(**case(1, id="alike", text="", full_text=case(1)["text"].replace("winter", "autumn")))
    apart = AppealCase(**case(9, kind="migraine"))
    chosen, left_out = choose([first, second, alike, apart], bench, seed=1)
    assert [one.case.id for one in chosen] == ["inv-9"]
    assert sum(left_out.values()) == 3


def test_public_evaluation_rows_are_left_out(tmp_path: Path) -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    rows = [json.loads(line) for line in (data / "appeals" / "imr_eval_200.jsonl").read_text().splitlines()]
    hidden = [
        {"id": f"x{n}", "text": row["text"], "decision": "Upheld", "diagnosis": "x"} for n, row in enumerate(rows)
    ]
    with pytest.raises(InputError, match="no example"):
        build([write(tmp_path / "hidden.jsonl", hidden)], tmp_path / "sft")
    build([write(tmp_path / "mixed.jsonl", [*hidden, case(1)])], tmp_path / "sft")
    assert {one.case_id for one in examples(tmp_path / "sft")} == {"inv-1"}


def test_marked_backgrounds_are_used(tmp_path: Path) -> None:
    row = case(1, text=case(1)["full_text"])
    part = case(1)["text"][: case(1)["text"].index(" The plan")]
    answers = {"text": [part], "answer_start": [0]}
    marked = {"id": row["id"], "context": row["full_text"], "answers": answers, "sufficiency_score": 3}
    build(
        [write(tmp_path / "cases.jsonl", [row])],
        tmp_path / "sft",
        annotations=write(tmp_path / "marked.jsonl", [marked]),
    )
    assert [one.response for one in examples(tmp_path / "sft") if one.task == "background"] == [part]


def test_processed_files_of_the_insurance_department_are_read(tmp_path: Path) -> None:
    record = {
        "text": case(1)["full_text"],
        "case_id": "EI00-1",
        "reviewer": 1,
        "decision": "Overturned",
        "decision_raw": "Insurer Denial Overturned",
        "diagnosis": "Asthma",
        "treatment": "Antibody",
        "jurisdiction": "CA",
        "appeal_type": "Medical Necessity",
    }
    outline = {**record, "case_id": "EI00-2", "text": "Diagnosis: Asthma.", "identifiers": {"narrative": "none"}}
    build([write(tmp_path / "ca_cdi.jsonl", [record, outline])], tmp_path / "sft")
    assert [one.task for one in examples(tmp_path / "sft")] == ["review", "verdict-of-review"]


def test_command_tells_bad_rows_and_writes_the_rest(tmp_path: Path) -> None:
    bad = '{"text": "", "decision": "Upheld"}\n{\n' + json.dumps({**case(4), "decision": "maybe"}) + "\n"
    source = write(tmp_path / "cases.jsonl", [case(1), case(1), case(2, kind="lymphoma")], bad)
    words = ["appeals", "sft", "--from", str(source), "--out", str(tmp_path / "sft"), "--json"]
    result = CliRunner().invoke(command_line(), words)
    assert result.exit_code == 1, result.output
    told = json.loads(result.stdout)
    assert (told["problems"], told["cases"], told["examples"], told["invented"]) == (3, 2, 6, 6)
    assert told["left_out"] == {"the same row twice": 1}
    assert len((tmp_path / "sft" / "problems.jsonl").read_text().splitlines()) == 3
    card = (tmp_path / "sft" / "card.md").read_text()
    assert "6 examples of 2 cases" in card
    assert "No benchmark was given" in card
    assert "6 of them are invented" in card
