"""`corpus check`: what is wrong with ledgers and with the files that they name."""

from __future__ import annotations

from claimwright.corpus.ledger.check.run import Report, check

__all__ = ["Report", "check"]
