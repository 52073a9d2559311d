"""One evaluation: every figure of a set of annotated messages, as plain data."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from claimwright.intake.evaluate.calibration import Reliability, reliability
from claimwright.intake.evaluate.leakage import characters, leaked
from claimwright.intake.evaluate.spans import (
    Counts,
    Interval,
    Labelled,
    MessageCounts,
    bootstrap,
    count,
    macro_f1,
    micro,
    total,
    weighted_f1,
)
from claimwright.intake.labels import INTENTS, LABELS, Layer
from claimwright.intake.records import Candidate, Extraction, Message

Extract = Callable[[str], Extraction]


@dataclass(frozen=True, slots=True)
class LabelFigures:
    """Strict figures of one label, with the 95% bootstrap interval of F1."""

    precision: float
    recall: float
    f1: float
    support: int
    interval: Interval


@dataclass(frozen=True, slots=True)
class LayerFigures:
    """Strict figures of one layer."""

    labels: dict[str, LabelFigures]
    macro_f1: float
    macro_interval: Interval
    weighted_f1: float
    micro_f1: float
    calibration: Reliability


@dataclass(frozen=True, slots=True)
class IntentFigures:
    """Intents: per-label figures, and confusion counts as reference -> predicted -> messages."""

    labels: dict[str, LabelFigures]
    macro_f1: float
    macro_interval: Interval
    accuracy: float
    calibration: Reliability
    confusion: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured on one file of messages. Latency in milliseconds a message."""

    name: str
    messages: int
    insurance: LayerFigures
    phi: LayerFigures
    intent: IntentFigures
    leaked_per_message: float
    leaked_share: float
    messages_with_leak: float
    p50_ms: float
    p99_ms: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    label: str


def evaluate(name: str, messages: Iterable[Message], extract: Extract) -> Evaluation:
    """Read every message and measure. The extractor sees the text alone."""
    gold, found, times = list[Message](), list[Extraction](), list[float]()
    for message in messages:
        started = time.perf_counter()
        found.append(extract(message.text))
        times.append(1000 * (time.perf_counter() - started))
        gold.append(message)
    leaks = [leaked(m.text, m.phi, e.phi) for m, e in zip(gold, found, strict=True)]
    phi_characters = sum(characters(m.text, m.phi) for m in gold)
    times.sort()
    return Evaluation(
        name, len(gold), _layer(gold, found, "insurance"), _layer(gold, found, "phi"), _intents(gold, found),
        sum(leaks) / max(1, len(gold)), sum(leaks) / max(1, phi_characters),
        sum(n > 0 for n in leaks) / max(1, len(gold)),
        _percentile(times, 0.5), _percentile(times, 0.99), found[0].note if found else "",
    )  # fmt: skip


def _percentile(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _of(thing: Message | Extraction, layer: Layer) -> Sequence[Labelled]:
    return thing.insurance if layer == "insurance" else thing.phi


def _layer(gold: list[Message], found: list[Extraction], layer: Layer) -> LayerFigures:
    each = [count(_of(m, layer), _of(e, layer)) for m, e in zip(gold, found, strict=True)]
    counts, outcomes = total(each), list[tuple[float, bool]]()
    for message, extraction in zip(gold, found, strict=True):
        true = {(s.start, s.end, s.label) for s in _of(message, layer)}
        spans: tuple[Candidate, ...] = extraction.insurance if layer == "insurance" else extraction.phi
        outcomes += [(c.score, (c.start, c.end, c.label) in true) for c in spans]
    labels, macro = _labels(each, LABELS[layer])
    return LayerFigures(labels, macro_f1(counts), macro, weighted_f1(counts), micro(counts).f1, reliability(outcomes))


def _labels(each: list[MessageCounts], order: Sequence[str]) -> tuple[dict[str, LabelFigures], Interval]:
    counts, intervals = total(each), bootstrap(each)
    figures = {
        label: LabelFigures(c.precision, c.recall, c.f1, c.support, intervals.labels.get(label, (0.0, 0.0)))
        for label in order
        if (c := counts.get(label, Counts())).support or c.predicted
    }
    return figures, intervals.macro


def _intents(gold: list[Message], found: list[Extraction]) -> IntentFigures:
    each = [
        count([_Place(0, 1, m.intent)], [_Place(0, 1, e.intent)] if e.intent else [])
        for m, e in zip(gold, found, strict=True)
    ]
    labels, macro = _labels(each, INTENTS)
    confusion: dict[str, dict[str, int]] = {intent: {} for intent in INTENTS}
    for message, extraction in zip(gold, found, strict=True):
        row = confusion.setdefault(message.intent, {})
        row[extraction.intent] = row.get(extraction.intent, 0) + 1
    right = sum(m.intent == e.intent for m, e in zip(gold, found, strict=True))
    outcomes = [(e.intent_score, m.intent == e.intent) for m, e in zip(gold, found, strict=True) if e.intent]
    return IntentFigures(
        labels, macro_f1(total(each)), macro, right / max(1, len(gold)), reliability(outcomes), confusion
    )


def as_json(evaluation: Evaluation) -> dict[str, Any]:
    """The evaluation as plain data."""
    from dataclasses import asdict

    return asdict(evaluation)
