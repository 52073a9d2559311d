"""Messages, spans and extractions. Offsets are code points into the text, end exclusive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import msgspec

from claimwright.intake.labels import Layer


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A labelled stretch of a text."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Message:
    """One inbound text, with its annotation where it has one; `extra` keeps every other key of the line."""

    id: str
    text: str
    channel: str = ""
    intent: str = ""
    insurance: tuple[Span, ...] = ()
    phi: tuple[Span, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict[str, Any])


class Candidate(msgspec.Struct, frozen=True):
    """A span that one source proposes. Dozens are made for a message, hence no dataclass.

    `score` is the probability that boundary and label are both right, in the source's own calibration;
    `source` is `model` or a recogniser's name; `pattern` and `validator` say how it was found and checked.
    """

    layer: Layer
    start: int
    end: int
    label: str
    score: float
    source: str
    pattern: str = ""
    validator: str = ""

    def at(self, start: int, end: int) -> Candidate:
        """The same candidate in another place."""
        if start == self.start and end == self.end:
            return self
        return Candidate(self.layer, start, end, self.label, self.score, self.source, self.pattern, self.validator)

    def labelled(self, layer: Layer, label: str) -> Candidate:
        """The same place under another label."""
        return Candidate(layer, self.start, self.end, label, self.score, self.source, self.pattern, self.validator)

    def rated(self, score: float) -> Candidate:
        """The same candidate with another score."""
        place = (self.layer, self.start, self.end, self.label)
        return Candidate(*place, score, self.source, self.pattern, self.validator)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model alone sees in a text: intent probabilities in the order of `INTENTS`, and candidate spans."""

    intents: tuple[float, ...]
    candidates: tuple[Candidate, ...]


class Explanation(msgspec.Struct, frozen=True):
    """Why a span stands in the result: every piece of evidence that proposed it, best first."""

    chosen: Candidate
    evidence: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """The merged result for one message. `insurance` and `phi` are disjoint within a layer and sorted by start.

    `explanations` holds one entry a span, insurance first; `note` says what was left out, such as the model.
    """

    id: str
    text: str
    intent: str
    intent_score: float
    insurance: tuple[Candidate, ...]
    phi: tuple[Candidate, ...]
    extra: dict[str, Any] = field(default_factory=dict[str, Any])
    explanations: tuple[Explanation, ...] = ()
    note: str = ""

    @property
    def confidence(self) -> float:
        """The lowest calibrated confidence of the parts: intent and every span."""
        scores = [self.intent_score, *(c.score for c in self.insurance), *(c.score for c in self.phi)]
        return min(scores)
