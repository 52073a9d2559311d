"""Reading the answer, finding its quotes and joining it with the local reading. No network."""

from __future__ import annotations

import asyncio
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from claimwright.intake.extractor import Extractor
from claimwright.intake.fallback import Fallback, Trust, threshold_for
from claimwright.intake.fallback.audit import audit
from claimwright.intake.fallback.locate import find_quote
from claimwright.intake.fallback.prompt import RULES
from claimwright.intake.labels import INSURANCE, INTENTS, PHI
from claimwright.intake.records import Candidate, Extraction, Message, Span
from claimwright.llm import (
    Budget,
    Price,
    Recorder,
    Replayer,
    Reply,
    Request,
    ScriptedModel,
    TransientModelError,
    Usage,
)
from claimwright.llm.records import ToolCall

TEXT = "My id is U7720413901 and my copay was $40. Thanks, Marisol Vega"
KEY = b"k"


def _local(*spans: Candidate, text: str = TEXT, intent: str = "complaint", score: float = 0.4) -> Extraction:
    layers = {layer: tuple(c for c in spans if c.layer == layer) for layer in ("insurance", "phi")}
    return Extraction("m1", text, intent, score, layers["insurance"], layers["phi"], {"row": 7})


def _span(layer: Any, value: str, label: str, score: float, text: str = TEXT) -> Candidate:
    start = text.index(value)
    return Candidate(layer, start, start + len(value), label, score, "model")


def _message(request: Request) -> str:
    return json.loads(request.messages[1].content)["message"]


def _answering(*quotes: tuple[str, int, int, str], intent: str = "billing_inquiry") -> ScriptedModel:
    """A model that quotes the stretches `start` to `end` of what it was sent."""

    def play(request: Request) -> str:
        sent = _message(request)
        lists: dict[str, list[dict[str, Any]]] = {"insurance": [], "phi": []}
        for layer, start, end, label in quotes:
            lists[layer].append({"label": label, "quote": sent[start:end], "occurrence": _nth(sent, start, end)})
        return json.dumps({"intent": intent, **lists})

    return ScriptedModel(play)


def _nth(text: str, start: int, end: int) -> int:
    return next(n for n in range(1, 99) if find_quote(text, text[start:end], n) in ((start, end), None))


def _places(spans: tuple[Candidate, ...]) -> list[tuple[str, str]]:
    return [(TEXT[c.start : c.end], c.label) for c in spans]


def test_spans_come_back_at_their_place_in_the_original() -> None:
    model = _answering(("insurance", 3, 20, "MEMBER_ID"), ("insurance", 38, 41, "COPAY"), ("phi", 51, 63, "NAME"))
    done = Fallback(model, 0.6, key=KEY).improve(_local())
    assert _places(done.insurance) == [("U7720413901", "MEMBER_ID"), ("$40", "COPAY")]
    assert _places(done.phi) == [("U7720413901", "HEALTH_PLAN_ID"), ("Marisol Vega", "NAME")]
    assert (done.intent, done.intent_score, done.extra) == ("billing_inquiry", 0.9, {"row": 7})
    assert {c.source for c in done.insurance} == {"llm"}
    assert [e.chosen for e in done.explanations] == [*done.insurance, *done.phi]


def test_a_sure_message_is_not_sent() -> None:
    model = _answering()
    local = _local(_span("insurance", "$40", "COPAY", 0.95), score=0.9)
    assert Fallback(model, 0.6).improve(local) is local
    assert model.requests == []


def test_sure_local_spans_stay_and_unsure_ones_need_the_model() -> None:
    local = _local(
        _span("insurance", "U7720413901", "MEMBER_ID", 0.95),
        _span("insurance", "$40", "DEDUCTIBLE", 0.3),
        _span("phi", "U7720413901", "HEALTH_PLAN_ID", 0.95),
    )
    model = _answering(("insurance", 9, 20, "CLAIM_ID"), ("insurance", 38, 41, "COPAY"), ("phi", 9, 20, "OTHER_ID"))
    done = Fallback(model, 0.6, key=KEY).improve(local)
    assert _places(done.insurance) == [("U7720413901", "MEMBER_ID"), ("$40", "COPAY")]
    assert _places(done.phi) == [("U7720413901", "HEALTH_PLAN_ID")]


def test_agreement_raises_the_score() -> None:
    local = _local(_span("insurance", "$40", "COPAY", 0.3), intent="billing_inquiry")
    done = Fallback(_answering(("insurance", 38, 41, "COPAY")), 0.6, key=KEY).improve(local)
    assert [(c.score, c.source) for c in done.insurance] == [(0.85, "model")]
    assert done.intent_score == 0.9


def test_an_unsure_phi_span_goes_only_where_its_risky_part_stays_covered() -> None:
    local = _local(_span("phi", "Thanks, Marisol Vega", "NAME", 0.2))
    covered = Fallback(_answering(("phi", 51, 63, "NAME")), 0.6, key=KEY).improve(local)
    assert _places(covered.phi) == [("Marisol Vega", "NAME")]
    partly = Fallback(_answering(("phi", 51, 58, "NAME")), 0.6, key=KEY).improve(local)
    assert _places(partly.phi) == [("Thanks, Marisol Vega", "NAME")]
    nothing = Fallback(_answering(), 0.6, key=KEY).improve(local)
    assert _places(nothing.phi) == [("Thanks, Marisol Vega", "NAME")]


@example([(10, 14, "NAME")], 0.0)
@given(
    st.lists(st.tuples(st.integers(0, 62), st.integers(1, 30), st.sampled_from(PHI)), max_size=6),
    st.floats(0, 0.5),
)
def test_no_answer_uncovers_what_was_masked(quotes: list[tuple[int, int, str]], score: float) -> None:
    local = _local(
        _span("phi", "U7720413901", "HEALTH_PLAN_ID", score),
        _span("phi", "Thanks, Marisol Vega", "NAME", score),
    )
    asked = [("phi", start, min(len(TEXT), start + size), label) for start, size, label in quotes]
    done = Fallback(_answering(*asked), 0.6, key=KEY).improve(local)
    covered = {at for c in done.phi for at in range(c.start, c.end)}
    assert covered >= {*range(9, 20), *range(51, 58), *range(59, 63)}
    assert all(a.end <= b.start for a, b in zip(done.phi, done.phi[1:]))  # noqa: B905


_MY = {"label": "NAME", "quote": "My", "occurrence": 1}
REFUSED_REPLIES = [
    "", "I will not.", "[]", "{}", '{"intent": "complaint"}', '{"intent": "joy", "insurance": [], "phi": []}',
    '{"intent": "complaint", "insurance": [], "phi": [], "redact": false}',
    '{"intent": "complaint", "insurance": [{"label": "NAME", "quote": "My", "occurrence": 1}], "phi": []}',
    '{"intent": "complaint", "insurance": [], "phi": [{"label": "NAME", "quote": "My", "occurrence": "1"}]}',
    '{"intent": "complaint", "insurance": [], "phi": [{"label": "NAME", "quote": "My", "occurrence": 1, "x": 1}]}',
    json.dumps({"intent": "complaint", "insurance": [], "phi": [_MY] * 201}),
    Reply('{"intent": "complaint", "insurance": [], "phi": []}', stop="length"),
    Reply("no", stop="refusal"),
    Reply('{"intent": "complaint", "insurance": [], "phi": []}', (ToolCall("t", "send_mail", "{}"),)),
]  # fmt: skip


@pytest.mark.parametrize("reply", REFUSED_REPLIES)
def test_an_answer_outside_the_schema_changes_nothing(reply: Reply | str) -> None:
    model, local = ScriptedModel([reply, reply]), _local(_span("phi", "Marisol Vega", "NAME", 0.5))
    fallback = Fallback(model, 0.6)
    assert fallback.improve(local) is local
    assert (fallback.report.ill_formed, fallback.report.improved, len(model.requests)) == (1, 0, 2)


def test_one_repair_is_asked_for_and_does_not_carry_the_bad_answer() -> None:
    good = json.dumps({"intent": "price_shopper", "insurance": [], "phi": []})
    model = ScriptedModel(["nonsense", good])
    assert Fallback(model, 0.6).improve(_local()).intent == "price_shopper"
    assert "nonsense" not in str(model.requests[1].messages)


@pytest.mark.parametrize(
    ("quote", "occurrence"),
    [
        ("absent", 1),
        ("", 1),
        ("copay", 2),
        ("copay", 0),
        ("copay", -1),
        ("opay", 1),
        ("x" * 400, 1),
        ("   ", 1),
    ],
)
def test_a_quote_that_does_not_stand_there_is_refused(quote: str, occurrence: int) -> None:
    assert find_quote("my copay was forty", quote, occurrence) is None


def test_quotes_count_from_one_and_forgive_line_breaks() -> None:
    assert find_quote("id 12, id 123, id 12", "12", 2) == (18, 20)
    assert find_quote("Main\r\nStreet and Main Street", "Main Street", 2) == (17, 28)


def test_failures_budget_and_length_leave_the_message_as_it_was() -> None:
    def down(_: Request) -> str:
        raise TransientModelError("down", status=503)

    for model, budget, text, count in (
        (ScriptedModel(down), Budget(), TEXT, "failed"),
        (ScriptedModel([]), Budget(calls=0), TEXT, "over_budget"),
        (ScriptedModel([]), Budget(), TEXT * 200, "too_long"),
    ):
        fallback, local = Fallback(model, 0.6, budget), _local(text=text)
        assert fallback.improve(local) is local
        assert asyncio.run(fallback.aimprove(local)) is local
        assert getattr(fallback.report, count) == 2


def test_the_report_states_share_and_cost_per_thousand() -> None:
    answer = json.dumps(
        {"intent": "complaint", "insurance": [], "phi": [{"label": "NAME", "quote": "zz", "occurrence": 1}]}
    )
    model = ScriptedModel(lambda _: Reply(answer, usage=Usage(1000, 100)))
    budget = Budget(price=Price(Decimal("0.15"), Decimal("0.60")), per_hour=2)
    fallback = Fallback(model, 0.6, budget)
    sure = _local(score=0.99)
    done = asyncio.run(fallback.improve_batch([_local(), sure, sure, sure, _local(), _local(), sure, sure, sure, sure]))
    report = fallback.report
    assert len(done) == 10 and done[1] is sure
    assert (report.messages, report.asked, report.improved, report.over_budget) == (10, 2, 2, 1)
    assert (report.quotes, report.quotes_refused) == (2, 2)
    assert report.share == 0.2
    assert report.cost_per_1000 == Decimal("0.042")
    assert report.to_json()["cost_per_1000"] == "0.042"


def test_the_threshold_for_a_share() -> None:
    confidences = [n / 100 for n in range(100)]
    threshold = threshold_for(confidences, 0.15)
    assert sum(c < threshold for c in confidences) == 15
    assert threshold_for([]) == 0.0


def test_a_cassette_replays_under_the_same_key(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    recorder = Recorder(_answering(("phi", 51, 63, "NAME")), tape)
    recorded = Fallback(recorder, 0.6, key=KEY).improve(_local())
    assert Fallback(Replayer(tape), 0.6, key=KEY).improve(_local()) == recorded
    assert not {"Marisol", "U7720413901"} & set(tape.read_text("utf-8").split('"'))
    other = Fallback(Replayer(tape), 0.6, key=b"another")
    assert other.improve(_local()) == _local()
    assert other.report.failed == 1


def test_the_key_may_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    for value in ("one", "one", "two", ""):
        monkeypatch.setenv("CLAIMWRIGHT_PSEUDONYM_KEY", value)
        model = _answering()
        Fallback(model, 0.6).improve(_local())
        sent.append(_message(model.requests[0]))
    assert sent[0] == sent[1]
    assert len(set(sent)) == 3


def test_the_audit_counts_what_would_survive() -> None:
    texts = ["Hi, it is Rosalind Achterberg. Please ask hope.", "nothing here"]
    spans = ((Span(10, 29, "NAME"), Span(42, 46, "NAME")), ())
    messages = [Message(str(n), text, phi=phi) for n, (text, phi) in enumerate(zip(texts, spans, strict=True))]
    report = audit(messages, Extractor(), threshold=0.6)
    assert (report.messages, report.share, report.spans) == (2, 1.0, {"NAME": 2})
    assert report.survived == {"NAME": 1}
    assert report.tokens > 500


def test_an_intent_that_is_sure_stays() -> None:
    local = _local(_span("insurance", "$40", "COPAY", 0.1), intent="complaint", score=0.8)
    assert Fallback(_answering(), 0.6, trust=Trust(0.6)).improve(local).intent == "complaint"


def test_the_rules_name_every_label_and_hold_no_digit() -> None:
    rules = RULES.read_text("utf-8")
    assert [label for label in (*INTENTS, *INSURANCE, *PHI) if label not in rules] == []
    assert not any(ch.isdigit() for ch in rules.replace("AGE_OVER_89", ""))
