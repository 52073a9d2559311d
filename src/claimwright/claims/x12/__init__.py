"""X12: professional claims (837P), read from a stream and written for examples."""

from __future__ import annotations

from claimwright.claims.x12.problems import Problem
from claimwright.claims.x12.reader import read_837p
from claimwright.claims.x12.writer import Submission, write_837p

__all__ = ["Problem", "Submission", "read_837p", "write_837p"]
