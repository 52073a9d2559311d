"""Try again what may pass: back-off with jitter, the server's Retry-After, one deadline over all attempts."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import msgspec

from claimwright.llm.errors import TransientModelError
from claimwright.llm.protocol import ChatModel
from claimwright.llm.records import Reply, Request


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """`attempts` in all; the n-th wait is drawn from the upper half of `base_s * 2**n`, at most `cap_s` (s).

    A Retry-After that is longer than this wait is honoured. No attempt starts or lasts beyond `deadline_s`.
    """

    attempts: int = 4
    base_s: float = 0.5
    cap_s: float = 20.0
    deadline_s: float = 120.0


class Retrying:
    """Repeats calls that fail with `TransientModelError`; raises the last one when the policy says stop."""

    def __init__(
        self,
        model: ChatModel,
        policy: RetryPolicy | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        asleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.name = model.name
        self._model, self._policy = model, policy or RetryPolicy()
        self._sleep, self._asleep, self._clock, self._chance = sleep, asleep, clock, chance

    def complete(self, request: Request) -> Reply:
        course = _Course(self._policy, self._clock, self._chance)
        while True:
            try:
                return self._model.complete(course.shorten(request))
            except TransientModelError as error:
                wait = course.wait_after(error)
            self._sleep(wait)

    async def acomplete(self, request: Request) -> Reply:
        course = _Course(self._policy, self._clock, self._chance)
        while True:
            try:
                return await self._model.acomplete(course.shorten(request))
            except TransientModelError as error:
                wait = course.wait_after(error)
            await self._asleep(wait)


class _Course:
    """The attempts at one request."""

    def __init__(self, policy: RetryPolicy, clock: Callable[[], float], chance: Callable[[], float]) -> None:
        self._policy, self._clock, self._chance = policy, clock, chance
        self._end = clock() + policy.deadline_s
        self._failed = 0

    def shorten(self, request: Request) -> Request:
        left = max(0.001, self._end - self._clock())
        return msgspec.structs.replace(request, timeout_s=min(request.timeout_s, left))

    def wait_after(self, error: TransientModelError) -> float:
        """Seconds until the next attempt; raises `error` where there is none."""
        step = min(self._policy.cap_s, self._policy.base_s * 2**self._failed)
        self._failed += 1
        wait = max(step * (0.5 + self._chance() / 2), _asked(error))
        if self._failed >= self._policy.attempts or self._clock() + wait >= self._end:
            raise error
        return wait


def _asked(error: TransientModelError) -> float:
    asked = error.retry_after or 0.0
    return asked if math.isfinite(asked) else 0.0
