"""An engine that tells the story again: its inputs are the facts, as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from story import Facts, changed, tell

from claimwright.core.errors import NotFoundError
from claimwright.trace.archive import ArchiveWriter
from claimwright.trace.codec import encode
from claimwright.trace.sites import Header, SiteTable, Trace


class FactsEngine:
    """Implements `trace.replay.Engine`. `engine` and `tables` stand for a later version of rules and data."""

    def __init__(self, **later: Any) -> None:
        self.later = later

    def rerun(
        self, header: Header, inputs: bytes, trace: Trace, patch: Mapping[str, str]
    ) -> tuple[Header, Sequence[Sequence[Any]], SiteTable]:
        facts = msgspec.json.decode(inputs, type=Facts)
        for field, value in patch.items():
            if not hasattr(facts, field):
                raise NotFoundError(f"there is no field {field!r}", fix="bypass, emergency or indicator")
            facts = changed(facts, **{field: msgspec.json.decode(value.encode())})
        again, table = tell(facts)
        return msgspec.structs.replace(again.header, **self.later), again.rows, table


def keep(folder: Path, facts: Facts, subject: str = "C1", run: str = "r1") -> None:
    """Put one run of the story into a run folder."""
    trace, table = tell(facts)
    with ArchiveWriter(folder) as writer:
        writer.add_program(table)
        writer.add(subject, run, encode(trace.header, trace.rows), msgspec.json.encode(facts))
