"""The odds at hand: from a denial to a calibrated probability with its interval, and what it rests on."""

from __future__ import annotations

from claimwright.appeals.predict.forecast import Forecaster, open_forecaster

__all__ = ["Forecaster", "open_forecaster"]
