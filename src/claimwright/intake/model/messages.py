"""Annotated messages from and to JSON Lines, in the format of the annotation guide."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from claimwright.core.errors import InputError, Location
from claimwright.intake.labels import INTENTS, LABELS
from claimwright.intake.records import Message, Span


def read_messages(path: Path) -> list[Message]:
    """Read annotated messages; an ill-formed line is an `InputError` with its number."""
    if not path.is_file():
        raise InputError("there is no such file of messages", where=str(path), code="INTAKE-FILE")
    lines = path.read_text("utf-8").split("\n")
    return [_parse_line(line, Location(str(path), number)) for number, line in enumerate(lines, 1) if line.strip()]


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
    for layer, spans in (("insurance", message.insurance), ("phi", message.phi)):
        last = 0
        for span in sorted(spans):
            value = message.text[span.start : span.end]
            if span.label not in LABELS[layer]:  # pyright: ignore[reportArgumentType]
                faults.append(f"unknown {layer} label {span.label!r}")
            if not 0 <= span.start < span.end <= len(message.text) or value != value.strip():
                faults.append(f"bad offsets {span}")
            if span.start < last:
                faults.append(f"overlap at {span}")
            last = span.end
    return faults


def _parse_line(line: str, where: Location) -> Message:
    try:
        row = msgspec.json.decode(line)
        known = {key: row.pop(key) for key in ("id", "text")}
        spans = {layer: tuple(Span(*span) for span in row.pop(layer, ())) for layer in LABELS}
        message = Message(
            id=known["id"], text=known["text"], channel=row.pop("channel", ""), intent=row.pop("intent", ""),
            insurance=spans["insurance"], phi=spans["phi"], extra=row,
        )  # fmt: skip
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"not an annotated message: {error}", where=where, code="INTAKE-LINE",
            fix="one JSON object a line with id, text, intent, insurance and phi",
        ) from error  # fmt: skip
    return message
