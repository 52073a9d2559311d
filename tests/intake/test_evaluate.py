"""Our scorer against seqeval (strict, IOB2) and nervaluate, and the other figures against hand-made cases."""

from __future__ import annotations

import random
import re

import pytest
from nervaluate import Evaluator
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

from claimwright.intake.evaluate import html, text
from claimwright.intake.evaluate.calibration import reliability
from claimwright.intake.evaluate.leakage import characters, leaked
from claimwright.intake.evaluate.report import as_json, evaluate
from claimwright.intake.evaluate.spans import Counts, bootstrap, count, macro_f1, micro, total, weighted_f1
from claimwright.intake.extractor import Extractor
from claimwright.intake.records import Message, Span

LABELS = ("NAME", "DATE", "PHONE")
LENGTH = 30


def some_spans(rng: random.Random) -> list[Span]:
    spans, place = list[Span](), 0
    while place < LENGTH - 4:
        start = place + rng.randrange(4)
        end = min(LENGTH, start + 1 + rng.randrange(4))
        spans.append(Span(start, end, rng.choice(LABELS)))
        place = end
    return spans


def shaken(rng: random.Random, spans: list[Span]) -> list[Span]:
    """A prediction: some spans dropped, relabelled or cut by one."""
    out = list[Span]()
    for span in spans:
        kind = rng.randrange(6)
        if kind == 1 and span.end - span.start > 1:
            out.append(Span(span.start, span.end - 1, span.label))
        elif kind == 2:
            out.append(Span(span.start, span.end, rng.choice(LABELS)))
        elif kind > 2:
            out.append(span)
    return out


def tags(spans: list[Span]) -> list[str]:
    row = ["O"] * LENGTH
    for span in spans:
        row[span.start] = f"B-{span.label}"
        for place in range(span.start + 1, span.end):
            row[place] = f"I-{span.label}"
    return row


@pytest.fixture(scope="module")
def pairs() -> list[tuple[list[Span], list[Span]]]:
    rng = random.Random(11)
    golds = [some_spans(rng) for _ in range(120)]
    return [(gold, shaken(rng, gold)) for gold in golds]


def test_our_figures_are_those_of_seqeval_strict(pairs: list[tuple[list[Span], list[Span]]]) -> None:
    counts = total(count(gold, found) for gold, found in pairs)
    report = classification_report(
        [tags(gold) for gold, _ in pairs],
        [tags(found) for _, found in pairs],
        mode="strict",
        scheme=IOB2,
        output_dict=True,
    )
    for label in LABELS:
        assert counts[label].precision == pytest.approx(report[label]["precision"])
        assert counts[label].recall == pytest.approx(report[label]["recall"])
        assert counts[label].f1 == pytest.approx(report[label]["f1-score"])
        assert counts[label].support == report[label]["support"]
    assert macro_f1(counts) == pytest.approx(report["macro avg"]["f1-score"])
    assert weighted_f1(counts) == pytest.approx(report["weighted avg"]["f1-score"])
    assert micro(counts).f1 == pytest.approx(report["micro avg"]["f1-score"])


def test_our_figures_are_those_of_nervaluate_strict(pairs: list[tuple[list[Span], list[Span]]]) -> None:
    def plain(spans: list[Span]) -> list[dict[str, object]]:
        return [{"label": s.label, "start": s.start, "end": s.end} for s in spans]

    result = Evaluator(
        [plain(g) for g, _ in pairs], [plain(f) for _, f in pairs], tags=list(LABELS), loader="dict"
    ).evaluate()
    strict = result["overall"]["strict"]
    ours = micro(total(count(gold, found) for gold, found in pairs))
    assert ours.precision == pytest.approx(strict.precision)
    assert ours.recall == pytest.approx(strict.recall)
    assert ours.f1 == pytest.approx(strict.f1)


def test_a_boundary_slip_counts_as_nothing() -> None:
    counts = total([count([Span(0, 5, "NAME")], [Span(0, 4, "NAME")])])
    assert counts["NAME"] == Counts(0, 1, 1)


def test_the_interval_holds_the_figure_and_is_the_same_every_time(pairs: list[tuple[list[Span], list[Span]]]) -> None:
    each = [count(gold, found) for gold, found in pairs]
    first, second = bootstrap(each, rounds=200), bootstrap(each, rounds=200)
    assert first == second
    assert first.macro[0] < macro_f1(total(each)) < first.macro[1]


def test_leakage_counts_characters_whatever_the_label() -> None:
    message = "Ann Roe 555"
    gold = [Span(0, 7, "NAME"), Span(8, 11, "PHONE")]
    assert characters(message, gold) == 9
    assert leaked(message, gold, [Span(0, 3, "LOC")]) == 6
    assert leaked(message, gold, [Span(0, 11, "MRN")]) == 0


def test_reliability_of_a_forecaster_who_says_eighty_and_is_right_half_the_time() -> None:
    part = reliability([(0.8, n % 2 == 0) for n in range(100)])
    assert part.ece == pytest.approx(0.3)
    assert [(b.count, b.share_right) for b in part.bins] == [(100, 0.5)]
    assert reliability([]).ece == 0


def test_reports_show_what_was_measured() -> None:
    gold = Message("1", "fax 614-555-0101", intent="complaint", phi=(Span(4, 16, "FAX"),))
    result = evaluate("mine <1>", [gold, gold], Extractor().extract)
    assert result.phi.labels["FAX"].f1 == 1 and result.leaked_per_message == 0
    plain = text.render(result)
    assert "FAX" in plain and "mine <1>: 2 messages" in plain
    page = html.render([result])
    assert "mine &lt;1&gt;" in page and page.count("<svg") == 6
    assert not re.search(r"(?:src|href)=|<script", page)
    assert as_json(result)["phi"]["macro_f1"] == 1
