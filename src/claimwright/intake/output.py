"""Extractions as JSON Lines: the annotation format with scores, fields and explanations beside it."""

from __future__ import annotations

from typing import Any

from claimwright.intake.fields import as_json, fields
from claimwright.intake.records import Candidate, Explanation, Extraction
from claimwright.intake.verify import Hook, verify


def record(extraction: Extraction, hook: Hook | None = None) -> dict[str, Any]:
    """One output line. Keys of the input line that are not the annotation's stay as they were."""
    found = fields(extraction)
    return {
        "id": extraction.id,
        "text": extraction.text,
        **extraction.extra,
        "intent": extraction.intent,
        "insurance": [_span(c) for c in extraction.insurance],
        "phi": [_span(c) for c in extraction.phi],
        "scores": {
            "intent": round(extraction.intent_score, 4),
            "insurance": [round(c.score, 4) for c in extraction.insurance],
            "phi": [round(c.score, 4) for c in extraction.phi],
        },
        "fields": as_json(verify(found, hook) if hook else found),
        "explanations": [_explanation(e) for e in extraction.explanations],
        **({"note": extraction.note} if extraction.note else {}),
    }


def _span(candidate: Candidate) -> list[Any]:
    return [candidate.start, candidate.end, candidate.label]


def _explanation(explanation: Explanation) -> dict[str, Any]:
    chosen = explanation.chosen
    return {
        "layer": chosen.layer,
        "span": _span(chosen),
        "score": round(chosen.score, 4),
        "because": [_evidence(c) for c in explanation.evidence],
    }


def _evidence(candidate: Candidate) -> dict[str, Any]:
    found: dict[str, Any] = {"source": candidate.source}
    if candidate.pattern:
        found["pattern"] = candidate.pattern
    if candidate.validator:
        found["validator"] = candidate.validator
    return {**found, "score": round(candidate.score, 4)}
