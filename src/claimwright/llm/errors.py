"""The errors of a language-model call.

ClaimwrightError
└── ModelError              the call gave no usable reply
    ├── TransientModelError     rate limit, server error, timeout or broken connection: may be tried again
    ├── BudgetError             refused before it was sent: calls, tokens, cost, rate or concurrency
    ├── CassetteError           a cassette that cannot be read, or holds no reply to this request
    └── ReplyError              a reply that is no answer to the schema
"""

from __future__ import annotations

from claimwright.core.errors import ClaimwrightError


class ModelError(ClaimwrightError):
    """The call gave no usable reply."""


class TransientModelError(ModelError):
    """A failure that may pass. `retry_after` is the server's wish in seconds, `status` its status or 0."""

    def __init__(self, what: str, *, status: int = 0, retry_after: float | None = None, where: str = "") -> None:
        super().__init__(what, where=where, fix="try again later, or raise the deadline", code="LLM-TRANSIENT")
        self.status, self.retry_after = status, retry_after


class BudgetError(ModelError):
    """The call would exceed its budget and was not sent. `limit` names which part of it."""

    def __init__(self, limit: str, what: str, fix: str) -> None:
        super().__init__(what, fix=fix, code=f"LLM-BUDGET-{limit.upper()}")
        self.limit = limit


class CassetteError(ModelError):
    """A cassette that cannot be read, or that holds no reply to this request."""


class ReplyError(ModelError):
    """A reply that does not answer the schema it was asked for."""
