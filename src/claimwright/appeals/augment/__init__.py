"""More training cases through a language model: vaguer, clearer and unrelated texts, checked, cached and marked."""

from __future__ import annotations

from claimwright.appeals.augment.check import refusal
from claimwright.appeals.augment.kinds import KINDS, Kind
from claimwright.appeals.augment.marks import MARK, is_augmented
from claimwright.appeals.augment.run import Augmented, augment

__all__ = ["KINDS", "MARK", "Augmented", "Kind", "augment", "is_augmented", "refusal"]
