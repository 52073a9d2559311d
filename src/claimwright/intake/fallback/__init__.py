"""Ask a language model, with pseudonymised text, where the local reading is unsure. Off without a model."""

from __future__ import annotations

from claimwright.intake.fallback.fallback import THRESHOLD, Fallback, threshold_for
from claimwright.intake.fallback.join import Trust
from claimwright.intake.fallback.pseudonym import Pseudonymised, Pseudonymiser
from claimwright.intake.fallback.report import FallbackReport

__all__ = [
    "THRESHOLD",
    "Fallback",
    "FallbackReport",
    "Pseudonymised",
    "Pseudonymiser",
    "Trust",
    "threshold_for",
]
