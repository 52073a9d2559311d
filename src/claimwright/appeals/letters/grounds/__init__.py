"""Provisions that letters quote: which one bears on which denial, and the words of it that are quoted."""

from __future__ import annotations

from claimwright.appeals.letters.grounds.table import Ground, grounds_for, table

__all__ = ["Ground", "grounds_for", "table"]
