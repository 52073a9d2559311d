"""What a search for duplicates found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import msgspec


@dataclass(frozen=True, slots=True)
class Copy:
    """A text: its document's ledger path, and the line of its record, 0 for a whole document.

    `similarity` is the exact Jaccard similarity to the one kept, 1 for that one. `kept_for` says why a duplicate is not
    to be left out; empty where it may be.
    """

    path: str
    record: int
    citation: str
    url: str
    words: int
    kind: Literal["kept", "exact", "near"]
    similarity: float
    kept_for: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that say the same: the one to keep, and the others."""

    keep: Copy
    others: tuple[Copy, ...]

    @property
    def copies(self) -> tuple[Copy, ...]:
        return (self.keep, *self.others)

    @property
    def across(self) -> bool:
        """Whether the copies come from several documents."""
        return len({copy.path for copy in self.copies}) > 1


@dataclass(frozen=True, slots=True)
class Report:
    """All groups, in the order of their kept texts, and how they were looked for.

    `candidates` are the pairs that were compared exactly. `absent` counts documents without a processed file.
    """

    level: str
    threshold: float
    bands: int
    rows: int
    chance_at_threshold: float
    documents: int
    absent: int
    texts: int
    candidates: int
    groups: tuple[Group, ...]

    def left_out(self) -> Iterator[tuple[Copy, Copy]]:
        """What may be left out, each with the text that stands for it."""
        for group in self.groups:
            yield from ((copy, group.keep) for copy in group.others if not copy.kept_for)

    def counts(self) -> dict[str, int]:
        """Groups, those across documents, exact and near copies, and how many may be left out."""
        others = [copy for group in self.groups for copy in group.others]
        return {
            "groups": len(self.groups),
            "across_documents": sum(group.across for group in self.groups),
            "exact": sum(copy.kind == "exact" for copy in others),
            "near": sum(copy.kind == "near" for copy in others),
            "may_be_left_out": sum(not copy.kept_for for copy in others),
        }

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        told = msgspec.to_builtins(self)
        groups = told.pop("groups")
        return {**told, "counts": self.counts(), "groups": groups}
