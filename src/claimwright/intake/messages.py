"""Reading annotated messages and writing extractions: the annotation format (docs/annotation.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from claimwright.core.errors import InputError, Location
from claimwright.intake.labels import LABELS, Layer
from claimwright.intake.records import Message, Span

_KNOWN = frozenset({"id", "text", "channel", "intent", "insurance", "phi"})


def read_annotated(path: Path) -> Iterator[Message]:
    """Messages of an annotation file; every line must be well formed.

    Raises `InputError` with file and line at the first line that is not.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield message_of(line, Location(str(path), number))


def message_of(line: bytes, where: Location) -> Message:
    """One line of JSON as a message. Raises `InputError` with the place, what is wrong and what is expected."""
    try:
        record: object = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"the line is not JSON: {error}",
            where=where,
            fix="write one JSON object a line, in UTF-8",
            code="INTAKE-JSON",
        ) from error
    if not isinstance(record, dict):
        raise InputError(
            "the line is no JSON object", where=where, fix='write {"id": ..., "text": ...}', code="INTAKE-OBJECT"
        )
    return _message(record, where)  # pyright: ignore[reportUnknownArgumentType]


def _message(record: dict[str, Any], where: Location) -> Message:
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(
            "the object has no text", where=where, fix='give the message as a string under "text"', code="INTAKE-TEXT"
        )
    return Message(
        id=str(record.get("id", where.line)),
        text=text,
        channel=str(record.get("channel", "")),
        intent=str(record.get("intent", "")),
        insurance=_spans(record, "insurance", len(text), where),
        phi=_spans(record, "phi", len(text), where),
        extra={key: value for key, value in record.items() if key not in _KNOWN},
    )


def _spans(record: dict[str, Any], layer: Layer, length: int, where: Location) -> tuple[Span, ...]:
    try:
        spans = sorted(Span(int(s), int(e), str(label)) for s, e, label in record.get(layer) or ())
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{layer} is no list of [start, end, label]", where=where, fix="see docs/annotation.md", code="INTAKE-SPAN"
        ) from error
    for span in spans:
        if span.label not in LABELS[layer] or not 0 <= span.start < span.end <= length:
            raise InputError(
                f"{layer} holds {[span.start, span.end, span.label]}, which is no span of this text",
                where=where, fix="use the labels and offsets of docs/annotation.md", code="INTAKE-SPAN",
            )  # fmt: skip
    return tuple(spans)
