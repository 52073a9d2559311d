"""Markup, redrawing, noise and cleaning keep every span on its value."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core.errors import InputError, Location
from claimwright.intake.generate import noise
from claimwright.intake.generate.clean import clean_file, clean_value
from claimwright.intake.generate.edit import apply_edits
from claimwright.intake.generate.markup import CODES, parse_line, read_written
from claimwright.intake.generate.prompts import SHARES, draw_orders, realism_weights, request_for
from claimwright.intake.generate.redraw import Mix, redraw_one, refill
from claimwright.intake.generate.values import MAKERS, fresh
from claimwright.intake.labels import INSURANCE, PHI
from claimwright.intake.messages import read_annotated
from claimwright.intake.model.messages import as_record, check_message
from claimwright.intake.model.pipeline import draw_of, read_source
from claimwright.intake.model.recipe import SHIPPED, SNIPPETS
from claimwright.intake.records import Message, Span

ROOT = Path(__file__).parents[3]
DATA, SHIFTED = ROOT / "data" / "intake", ROOT / "benchmarks" / "intake"
HERE = Location("here", 1)
SOURCES = sorted({source.path for stage in SHIPPED for source in stage.sources} | {SNIPPETS})


def _values(message: Message) -> list[tuple[str, str]]:
    return [(s.label, message.text[s.start : s.end]) for s in (*message.insurance, *message.phi)]


def test_a_written_line_becomes_a_message() -> None:
    message = parse_line("sms billing | {C:aetna} id {M:W 12-3}\\nowe {B:$40}, {S:Bo Ray} pays", "w-1", HERE)
    assert message.text == "aetna id W 12-3\nowe $40, Bo Ray pays"
    assert (message.channel, message.intent) == ("sms", "billing_inquiry")
    assert _values(message) == [
        ("CARRIER", "aetna"), ("MEMBER_ID", "W 12-3"), ("BILLED_AMOUNT", "$40"), ("SUBSCRIBER_NAME", "Bo Ray"),
        ("HEALTH_PLAN_ID", "W 12-3"), ("NAME", "Bo Ray"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "letter billing | x",
        "sms money | x",
        "sms billing | {XX:1}",
        "sms billing | {C: aetna}",
        "sms billing | {C:a",
        "x",
    ],
)
def test_a_wrong_line_is_refused_with_its_place(line: str) -> None:
    with pytest.raises(InputError, match="here:1"):
        parse_line(line, "w-1", HERE)


def test_codes_cover_every_label() -> None:
    assert {label for label, _ in CODES.values() if label} == set(INSURANCE)
    assert {label for _, label in CODES.values() if label} == set(PHI)


@pytest.mark.parametrize("name", SOURCES)
def test_committed_training_data_keeps_the_format(name: str) -> None:
    messages = read_source(DATA / name)
    assert messages
    assert [(m.id, check_message(m)) for m in messages if check_message(m)] == []


@pytest.mark.parametrize("path", sorted(SHIFTED.glob("*.txt")), ids=lambda p: p.stem)
def test_shifted_sets_are_what_their_markup_says_and_are_not_trained_on(path: Path) -> None:
    written = read_written(path)
    assert [as_record(m) for m in written] == [as_record(m) for m in read_annotated(path.with_suffix(".jsonl"))]
    assert [m.id for m in written if check_message(m)] == []
    trained = {m.text for name in SOURCES for m in read_source(DATA / name)}
    assert not trained & {m.text for m in written}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_a_redrawn_message_keeps_format_labels_and_intent(seed: int) -> None:
    rng = random.Random(seed)
    message = rng.choice(_POOL)
    drawn = redraw_one(rng, message, [], Mix(keep=0.0))
    assert check_message(drawn) == []
    assert [s.label for s in drawn.insurance] == [s.label for s in message.insurance]
    assert [s.label for s in drawn.phi] == [s.label for s in message.phi]
    assert (drawn.intent, drawn.id) == (message.intent, message.id)


_POOL = list(read_annotated(DATA / "train.jsonl"))[::7]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(MAKERS)),
    st.integers(0, 10**6),
    st.sampled_from(["AB-12", "seven seven one", "12", "Ann Lee", "x", "$1,200.50", "7 1 2 dash 9"]),
)
def test_a_fresh_value_is_one_trimmed_line(label: str, seed: int, old: str) -> None:
    value = fresh(random.Random(seed), label, old)
    assert value
    assert value == value.strip()
    assert "\n" not in value


def test_a_value_written_twice_is_replaced_alike() -> None:
    message = parse_line("sms question | id {M:W 12-3}, again {M:W 12-3}", "w", HERE)
    first, second, *_ = (v for _, v in _values(refill(random.Random(3), message, 1.0)))
    assert first == second != "W 12-3"


@pytest.mark.parametrize("change", [noise.flatten, lambda r, m: noise.typos(r, m, 0.5), lambda r, m: noise.shorten(r, m, 1.0),
                                    lambda r, m: noise.strip_punctuation(r, m, 1.0)])  # fmt: skip
def test_noise_leaves_values_alone(change: object) -> None:
    for message in _POOL[:80]:
        assert _values(change(random.Random(1), message)) == _values(message)  # type: ignore[operator]


def test_an_edit_through_a_border_is_refused() -> None:
    message = Message("1", "abc def", phi=(Span(0, 3, "NAME"),))
    with pytest.raises(ValueError, match="cuts through"):
        apply_edits(message, [(2, 5, "x")])


def test_an_epoch_is_the_same_for_the_same_seed() -> None:
    draw = draw_of(SHIPPED[0], DATA)
    first, again, other = draw(1)[:200], draw(1)[:200], draw(2)[:200]
    assert first == again != other


@pytest.mark.parametrize(("text", "label", "value"), [
    ("member ID AET-998-2210.", "MEMBER_ID", "AET-998-2210"), ("claim #: 44-1", "CLAIM_ID", "44-1"), ("93 years old", "AGE_OVER_89", "93"),
    ("Aetna insurance", "CARRIER", "Aetna"), ("forty dollars", "COPAY", "forty"), ("member ID", "MEMBER_ID", ""), ("GRP-8820", "GROUP_NUMBER", "GRP-8820"),
    ("Dr. Ruiz", "NAME", "Ruiz"), ("group number is 44", "GROUP_NUMBER", "44"),
])  # fmt: skip
def test_cue_words_leave_the_span(text: str, label: str, value: str) -> None:
    start, end = clean_value(text, 0, len(text), label)
    assert text[start:end] == value


def test_cleaning_counts_what_changed_and_what_was_dropped(tmp_path: Path) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"text": "my member ID AB-1 x", "insurance": [[3, 17, "MEMBER_ID"]], "phi": [["AB-1", "HEALTH_PLAN_ID"]]},
        {"text": "copay only", "insurance": [[0, 5, "COPAY"], ["gone", "COPAY"]], "phi": []},
    ]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert clean_file(source, out) == {"messages": 2, "kept": 1, "changed": 1, "located": 1, "dropped": 2}
    first, second = (json.loads(line) for line in out.read_text("utf-8").splitlines())
    assert first["insurance"] == [[13, 17, "MEMBER_ID"]]
    assert first["phi"] == [[13, 17, "HEALTH_PLAN_ID"]]
    assert second["insurance"] == []


def test_an_ill_formed_line_is_named(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "ok"}\n[1]\n', "utf-8")
    with pytest.raises(InputError, match=r"in\.jsonl:2"):
        clean_file(source, tmp_path / "out.jsonl")


def test_realism_is_mixed_and_scaled_by_channel() -> None:
    assert sum(SHARES) == pytest.approx(1)
    assert realism_weights("sms")[2] > realism_weights("voicemail")[2] > realism_weights("email")[2]
    orders = draw_orders(random.Random(1), 2000)
    shares = [sum(o.realism == kind for o in orders) / len(orders) for kind in ("polished", "casual", "messy")]
    assert shares == pytest.approx(SHARES, abs=0.07)
    assert orders[0].intent in request_for(orders[0], 1).messages[-1].content


def test_a_language_model_writes_messages_that_are_cleaned_and_located() -> None:
    from claimwright.intake.generate.batch import write_orders
    from claimwright.llm import ScriptedModel

    good = json.dumps(
        {
            "text": "Hi, member ID AB-12 here",
            "insurance": [["member ID AB-12", "MEMBER_ID"]],
            "phi": [["member ID AB-12", "HEALTH_PLAN_ID"], ["nobody", "NAME"]],
        }
    )
    model = ScriptedModel([good, "no JSON at all"])
    messages, report = write_orders(model, draw_orders(random.Random(1), 2), 5)
    assert report == {"messages": 1, "refused": 1, "kept": 0, "changed": 2, "located": 2, "dropped": 1}
    assert _values(messages[0]) == [("MEMBER_ID", "AB-12"), ("HEALTH_PLAN_ID", "AB-12")]
    assert check_message(messages[0]) == []
