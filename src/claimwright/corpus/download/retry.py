"""When to try again, and after how long: exponential back-off with full jitter, Retry-After before it.

Full jitter: a wait drawn evenly from zero to the exponential bound, which spreads clients best
(M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from typing import TypeVar

from claimwright.corpus.download.clock import Clock
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.settings import Settings

_T = TypeVar("_T")
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})


def retry_after_s(value: str, now: dt.datetime) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date (RFC 9110 section 10.2.3)."""
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return max((moment - now).total_seconds(), 0.0)


def wait_s(attempt: int, error: FetchError, settings: Settings, clock: Clock) -> float:
    """How long to wait after that attempt, which counts from 1."""
    if error.after_s is not None:
        return error.after_s
    return clock.chance() * min(settings.backoff_most_s, settings.backoff_s * 2 ** (attempt - 1))


async def persist(once: Callable[[], Awaitable[_T]], settings: Settings, clock: Clock) -> tuple[_T, int]:
    """Call until it succeeds, fails for good, or the attempts are used up: the result, and how many it took.

    Raises the last `FetchError`, with `attempts` set.
    """
    for attempt in range(1, settings.attempts + 1):
        try:
            return await once(), attempt
        except FetchError as error:
            error.attempts = attempt
            too_long = (error.after_s or 0.0) > settings.retry_after_most_s
            if not error.again or too_long or attempt == settings.attempts:
                raise
            await clock.sleep(wait_s(attempt, error, settings, clock))
    raise AssertionError("at least one attempt is made")
