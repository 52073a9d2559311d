"""The first question about a denial: does external review decide such a thing at all, and if not, what fits instead."""

from __future__ import annotations

from claimwright.appeals.gate.judge import judge
from claimwright.appeals.gate.kinds import KINDS, Kind

__all__ = ["KINDS", "Kind", "judge"]
