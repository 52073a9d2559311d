"""Annotated messages as records of the annotation format, and what breaks that format."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from claimwright.intake.labels import INTENTS, LABELS, Layer
from claimwright.intake.records import Message, Span


def write_messages(path: Path, messages: Iterable[Message]) -> int:
    """Write messages as JSON Lines; returns how many."""
    rows = [as_record(message) for message in messages]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
    return len(rows)


def as_record(message: Message) -> dict[str, Any]:
    """A message as the JSON object of the annotation format."""
    return {
        "id": message.id, "text": message.text, "channel": message.channel, "intent": message.intent,
        "insurance": [[s.start, s.end, s.label] for s in message.insurance],
        "phi": [[s.start, s.end, s.label] for s in message.phi],
        **message.extra,
    }  # fmt: skip


def check_message(message: Message) -> list[str]:
    """What breaks the annotation format in a message: bad intents, labels, offsets, overlaps."""
    faults = [] if message.intent in INTENTS else [f"unknown intent {message.intent!r}"]
    layers: tuple[tuple[Layer, tuple[Span, ...]], ...] = (("insurance", message.insurance), ("phi", message.phi))
    for layer, spans in layers:
        last = 0
        for span in sorted(spans):
            value = message.text[span.start : span.end]
            if span.label not in LABELS[layer]:
                faults.append(f"unknown {layer} label {span.label!r}")
            if not 0 <= span.start < span.end <= len(message.text) or value != value.strip():
                faults.append(f"bad offsets {span}")
            if span.start < last:
                faults.append(f"overlap at {span}")
            last = span.end
    return faults
