"""How a case that a language model wrote is known, whatever file it is in."""

from __future__ import annotations

from claimwright.appeals.records import AppealCase

MARK = "augmented"


def is_augmented(case: AppealCase) -> bool:
    """Whether the case was written by a language model; such cases are trained on and never judged on."""
    return MARK in case.marks
