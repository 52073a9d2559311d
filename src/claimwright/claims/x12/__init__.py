"""X12: professional claims (837P) read from a stream."""

from __future__ import annotations

from claimwright.claims.x12.problems import Problem
from claimwright.claims.x12.reader import read_837p

__all__ = ["Problem", "read_837p"]
