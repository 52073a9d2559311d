"""Redaction of whole files, and back: JSON Lines with the length map beside the text, seals in their own map file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from claimwright.core.errors import ClaimwrightError, InputError, Location
from claimwright.intake.extractor import Extractor
from claimwright.intake.inbox import Arrival, Item, Refusal
from claimwright.intake.redact.key import RedactionKey
from claimwright.intake.redact.operators import OPERATORS, Numbers, Operator
from claimwright.intake.redact.redaction import Redaction, Replacement, redact, restore

Record = dict[str, Any]
Redacted = tuple[Record, Record]
"""An output line, and the line of the map file: the seals, which only the key opens."""


def redact_items(
    items: Iterable[Item], extractor: Extractor, operator: Operator, key: RedactionKey
) -> Iterator[Redacted | Refusal]:
    """Every message redacted, in order. One key and one numbering serve the whole conversation.

    PHI that the line already carries under `phi` is used as it is; else the extractor finds it. Other keys of the line
    are dropped: what they hold cannot be known to be free of PHI.
    """
    numbers: Numbers = {}
    for item in items:
        yield item if isinstance(item, Refusal) else _redacted(item, extractor, operator, key, numbers)


def _redacted(
    item: Arrival, extractor: Extractor, operator: Operator, key: RedactionKey, numbers: Numbers
) -> Redacted | Refusal:
    message = item.message
    try:
        spans = message.phi or extractor.extract(message.text).phi
        redaction = redact(message.text, spans, operator=operator, key=key, numbers=numbers)
    except ClaimwrightError as error:
        error.where = error.where or item.where
        return Refusal(error)
    spans_out = [[r.start, r.end, r.label, r.length] for r in redaction.replacements]
    line: Record = {"id": message.id, "text": redaction.text, "operator": operator, "redactions": spans_out}
    return line, {"id": message.id, "sealed": [r.sealed for r in redaction.replacements]}


def restore_lines(path: Path, key: RedactionKey, map_path: Path | None) -> Iterator[Record | Refusal]:
    """Every line of a redacted file restored; map lines are matched by position and checked by id."""
    seals = iter(map_path.read_bytes().splitlines()) if map_path else None
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _restored(line, next(seals, None) if seals else None, key, Location(str(path), number))


def _restored(line: bytes, seals: bytes | None, key: RedactionKey, where: Location) -> Record | Refusal:
    try:
        record = msgspec.json.decode(line, type=Record)
        nothing: Record = {"id": record["id"], "sealed": []}
        sealed = msgspec.json.decode(seals, type=Record) if seals else nothing
        if sealed["id"] != record["id"]:
            raise InputError("the map file is not of this file: another id stands in this place", code="INTAKE-RESTORE")
        return {"id": record["id"], "text": restore(_redaction(record, sealed["sealed"]), key)}
    except ClaimwrightError as error:
        error.where = error.where or where
        return Refusal(error)
    except (msgspec.DecodeError, KeyError, TypeError, ValueError) as error:
        return Refusal(
            InputError(
                "the line is no redacted message",
                where=where,
                fix=f"restore what redact wrote ({error})",
                code="INTAKE-RESTORE",
            )
        )


def _redaction(record: Record, sealed: list[str]) -> Redaction:
    if record["operator"] not in OPERATORS:
        raise ValueError("unknown operator")
    seals = [*sealed, *[""] * (len(record["redactions"]) - len(sealed))]
    replacements = tuple(
        Replacement(s, e, label, length, seal)
        for (s, e, label, length), seal in zip(record["redactions"], seals, strict=True)
    )
    return Redaction(record["text"], record["operator"], replacements)
