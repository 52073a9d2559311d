"""Every code, amount, date, percentage and identifier of a sentence must stand in what the sentence cites."""

from __future__ import annotations

from claimwright.evidence.extract import extract_figures
from claimwright.evidence.records import Evidence, EvidenceKind, EvidenceLike, Figure, FigureKind
from claimwright.evidence.verify import EvidenceIndex, verify

__all__ = [
    "Evidence",
    "EvidenceIndex",
    "EvidenceKind",
    "EvidenceLike",
    "Figure",
    "FigureKind",
    "extract_figures",
    "verify",
]
