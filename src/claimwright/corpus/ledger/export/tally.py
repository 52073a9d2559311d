"""What an export wrote, counted while it was written; the dataset card is made from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from claimwright.corpus.ledger.export.columns import PERSONAL
from claimwright.corpus.records import CaseRecord, ProcessedLine


@dataclass
class Part:
    """One partition: documents, records, and the size of the texts (words between white space, code points, bytes)."""

    documents: int = 0
    records: int = 0
    words: int = 0
    chars: int = 0
    size: int = 0

    def add(self, text: str) -> None:
        self.records += 1
        self.words += len(text.split())
        self.chars += len(text)
        self.size += len(text.encode())


@dataclass
class Tally:
    """Everything the card says in numbers. `sources` and `hosts` count documents; `fields` counts records that have a
    value there; `first` and `last` are the earliest and latest dates of access."""

    parts: dict[str, Part] = field(default_factory=dict[str, Part])
    sources: Counter[str] = field(default_factory=Counter[str])
    hosts: Counter[str] = field(default_factory=Counter[str])
    processors: Counter[str] = field(default_factory=Counter[str])
    fields: Counter[str] = field(default_factory=Counter[str])
    first: str = ""
    last: str = ""
    in_force_first: str = ""
    in_force_last: str = ""

    def document(self, line: ProcessedLine, partition: str, host: str) -> None:
        """A document whose records follow."""
        self.parts.setdefault(partition, Part()).documents += 1
        self.sources[line.source] += 1
        self.hosts[host] += not line.source
        self.processors[line.processed_by or f"{line.preprocessor or 'null'} (version not recorded)"] += 1
        self.first = min(filter(None, (self.first, line.date_accessed)), default="")
        self.last = max(self.last, line.date_accessed)

    def record(self, record: CaseRecord, partition: str) -> None:
        """A record of it."""
        self.parts[partition].add(record.text)
        for name in ("citation", "effective_from", *PERSONAL):
            self.fields[name] += bool(getattr(record, name))
        if record.effective_from:
            day = record.effective_from.isoformat()
            self.in_force_first = min(self.in_force_first or day, day)
            self.in_force_last = max(self.in_force_last, day)

    @property
    def total(self) -> Part:
        """All partitions together."""
        parts = self.parts.values()
        return Part(*(sum(getattr(part, name) for part in parts) for name in Part.__dataclass_fields__))

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "parts": self.parts,
            "total": self.total,
            "sources": {key or "(not declared)": count for key, count in self.sources.most_common()},
            "processors": dict(self.processors.most_common()),
            "accessed": [self.first, self.last],
        }
