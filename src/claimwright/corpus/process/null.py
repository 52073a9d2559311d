"""Files that are records already: JSON Lines, each with `text`, plain or compressed.

Keys of `CaseRecord` are kept, and HICRIC's `appeal_expedited_status`; others are let pass. Numbers may be written as
text. A line that is no record, or has no text, is told and left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import msgspec

from claimwright.corpus.process._jsonl import json_lines
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._unicode import clean
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord

_CASE_KEYS = {field for field in CaseRecord.__struct_fields__ if field not in TextRecord.__struct_fields__}


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """The records of a file, in its order; raises `InputError` for a damaged archive."""
    for number, raw in json_lines(path):
        found = _record(raw)
        if isinstance(found, str):
            problem(f"line {number}", found)
        else:
            yield found


def _record(raw: bytes) -> TextRecord | str:
    """The record of a line, or what is wrong with it."""
    try:
        decoded: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return f"this is not JSON: {error}"
    value = cast("dict[str, Any]", decoded if isinstance(decoded, dict) else {})
    given = value.get("text")
    text = clean(given) if isinstance(given, str) else ""
    return _convert(value, text) if text.strip() else "a line needs a `text` that is not empty"


def _convert(value: dict[str, Any], text: str) -> TextRecord | str:
    facts = {key: field for key, field in value.items() if field is not None and key not in ("start", "end")}
    facts["text"] = text
    status = facts.pop("appeal_expedited_status", None)
    if isinstance(status, str):
        facts.setdefault("appeal_expedited", "expedited" in status.lower() or "urgent" in status.lower())
    kind = TextRecord if _CASE_KEYS.isdisjoint(facts) else CaseRecord
    try:
        return msgspec.convert(facts, kind, strict=False)
    except msgspec.ValidationError as error:
        return f"this is no record: {error}"


PROCESSOR = Processor("null", 1, read)
