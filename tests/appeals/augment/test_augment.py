"""Rewrites by a scripted model: checked, cached, resumed, marked, and never judged on."""

from __future__ import annotations

from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.appeals.models import invented

from claimwright.appeals.augment import KINDS, augment, is_augmented, refusal
from claimwright.appeals.augment.files import augment_file
from claimwright.appeals.benchmark.labels import targets
from claimwright.appeals.benchmark.read import read_jsonl
from claimwright.appeals.records import OUTCOMES
from claimwright.core.errors import InputError
from claimwright.llm import Budget, Metered, Reply, Request, ScriptedModel

_VAGUE = "I asked my plan for something and they refused it. I do not understand the decision and need help."
_WRONG_FORM = "My parcel was due on Monday and the courier left it with a neighbour. Where can I collect it?"


def write(request: Request) -> str:
    """A model that does as it is told."""
    ask, text = request.messages[0].content, request.messages[1].content
    if "vaguely" in ask:
        return _VAGUE
    if "wrong form" in ask:
        return _WRONG_FORM
    return "I was told no by my plan. " + text


def test_every_kind_has_its_label_and_provenance(tmp_path: Path) -> None:
    cases = invented.cases(4)
    found = augment(cases, ScriptedModel(write, name="m"), tmp_path / "c.jsonl")
    assert len(found.cases) == 12 and found.asked == 12 and not found.refused
    for case in found.cases:
        source = next(each for each in cases if f"from:{each.id}" in case.marks)
        assert is_augmented(case) and "model:m" in case.marks and case.group == source.group and case.invented
    labels = targets(found.cases, OUTCOMES)
    names = [case.id.partition("#")[2].partition("-")[0] for case in found.cases]
    assert {names[i] for i in np.flatnonzero(labels == 0)} == {"generic", "unrelated"}
    kept = [case for case in found.cases if "augmented-sufficient" in case.marks]
    assert [case.decision for case in kept] == [case.decision for case in cases]


def test_a_run_goes_on_from_the_cache(tmp_path: Path) -> None:
    cases, cache = invented.cases(3), tmp_path / "c.jsonl"
    first = augment(cases, Metered(ScriptedModel(write), Budget(calls=5)), cache)
    assert first.asked == 5 and first.stopped
    with cache.open("ab") as file:
        file.write(b'{"key": "cut o')
    second = augment(cases, ScriptedModel(write), cache)
    assert (second.cached, second.asked, second.stopped) == (5, 4, "")
    third = augment(cases, ScriptedModel([]), cache)
    assert (third.cached, third.asked) == (9, 0)
    assert third.cases == second.cases


_ORIGINAL = "Patient 12 with asthma asked for a nasal spray. The plan denied it as not necessary."


@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [
        ("sufficient", "My plan denied the nasal spray that I need for my asthma as not necessary.", ""),
        ("sufficient", "My plan denied the nasal spray for asthma and emphysema as not necessary.", "emphysema"),
        ("sufficient", "My plan denied the nasal spray for my asthma, CPT 94640, as not necessary.", "94640"),
        ("sufficient", "My plan denied the 50 mg nasal spray for my asthma as not necessary.", "50"),
        ("sufficient", "My plan denied the nasal spray for asthma. The denial was overturned.", "outcome"),
        ("sufficient", _ORIGINAL.upper(), "original"),
        ("sufficient", "Denied.", "characters"),
        ("generic", _VAGUE, ""),
        ("generic", "My plan denied the spray for my asthma, and I do not know why.", "specific"),
        ("generic", "I asked 3 times and my plan still refused, and I need help now.", "specific"),
        ("unrelated", _WRONG_FORM, ""),
        ("unrelated", "My doctor said that the hospital lost my umbrella last Tuesday.", "health"),
    ],
)
def test_a_rewrite_that_invents_is_refused(kind: str, text: str, why: str) -> None:
    found = refusal(KINDS[kind], _ORIGINAL, text)  # type: ignore[index]
    assert why in found if why else not found


def test_refused_and_failed_answers_are_counted(tmp_path: Path) -> None:
    script = ScriptedModel(["My plan denied surgery for cancer on 3/4/2020, which I asked for.", Reply("")])
    found = augment(invented.cases(3), script, tmp_path / "c.jsonl", kinds=("sufficient",))
    assert sum(found.refused.values()) == 2 and found.failed == 1 and found.cases == ()


def test_rows_that_may_not_be_learnt_from_are_refused(tmp_path: Path) -> None:
    (case,) = invented.cases(1)
    for wrong in (
        msgspec.structs.replace(case, evaluation_only=True),
        msgspec.structs.replace(case, marks=("augmented",)),
        msgspec.structs.replace(case, marks=("test",)),
    ):
        with pytest.raises(InputError):
            augment([wrong], ScriptedModel(write), tmp_path / "c.jsonl")


def test_names_are_not_sent(tmp_path: Path) -> None:
    case = msgspec.structs.replace(invented.cases(1)[0], text="Zbigniew Qwortowski with asthma was denied a spray.")
    model = ScriptedModel(write)
    augment([case], model, tmp_path / "c.jsonl")
    assert all("Qwortowski" not in turn.content for request in model.requests for turn in request.messages)


def test_augmented_cases_are_trained_on_and_never_judged(tmp_path: Path) -> None:
    pytest.importorskip("sklearn")
    from claimwright.appeals.models.config import Config
    from claimwright.appeals.models.outcome import train_outcome

    cases = invented.cases(30)
    more = augment(cases, ScriptedModel(write), tmp_path / "c.jsonl").cases
    config = Config(name="x", classes=OUTCOMES, models=("majority", "tfidf"), chosen="tfidf", folds=3)
    run = train_outcome([*cases, *more], config, tmp_path / "run")
    assert run.reports["tfidf"].cases == 30 and run.cases == 30
    assert run.predictor is not None and run.predictor.card["data"]["cases"] == 120
    assert run.predictor.predict([_VAGUE])[0].argmax() == 0


def test_the_command_writes_cases_that_are_read_again(tmp_path: Path) -> None:
    data, replies = tmp_path / "in.jsonl", tmp_path / "replies.jsonl"
    data.write_bytes(b"".join(msgspec.json.encode(case) + b"\n" for case in invented.cases(2)))
    replies.write_bytes(msgspec.json.encode(Reply(_VAGUE)) + b"\n")
    summary = augment_file(
        data,
        tmp_path / "out.jsonl",
        f"scripted:{replies}",
        kinds=["generic"],
        each=1,
        calls=1,
        cache=None,
        say=lambda _: None,
    )
    assert summary["cases"] == 1 and summary["stopped"] and summary["tokens"] > 0
    (case,) = read_jsonl(tmp_path / "out.jsonl")
    assert is_augmented(case) and case.decision == "Insufficient"
    with pytest.raises(InputError):
        augment_file(data, tmp_path / "o", "scripted:x", kinds=["odd"], each=1, calls=1, cache=None, say=lambda _: None)
