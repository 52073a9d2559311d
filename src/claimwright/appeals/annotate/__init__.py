"""Marking backgrounds and rating how much they tell: a local page, a terminal, and agreement between two people."""

from __future__ import annotations

from claimwright.appeals.annotate.agreement import Agreement, Measured, agreement
from claimwright.appeals.annotate.cases import Shown, read_shown
from claimwright.appeals.annotate.session import Session, View, Work
from claimwright.appeals.annotate.store import Store, writing

__all__ = ["Agreement", "Measured", "Session", "Shown", "Store", "View", "Work", "agreement", "read_shown", "writing"]
