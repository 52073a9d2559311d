"""A budget around a model: what would exceed it is refused before it is sent."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from claimwright.core.errors import ConfigError
from claimwright.llm.errors import BudgetError
from claimwright.llm.protocol import ChatModel
from claimwright.llm.records import Reply, Request, Usage
from claimwright.llm.tokens import WordPieces, count_request, count_tokens

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars per million tokens."""

    input: Decimal
    output: Decimal

    def cost(self, usage: Usage) -> Decimal:
        """US dollars for these tokens, exact."""
        return (self.input * usage.input_tokens + self.output * usage.output_tokens) / 1_000_000


def price_from_settings() -> Price | None:
    """`CLAIMWRIGHT_LLM_PRICE` as `0.15,0.60`: US dollars per million input and output tokens; None where unset."""
    text = os.environ.get("CLAIMWRIGHT_LLM_PRICE", "")
    if not text:
        return None
    try:
        given, written = (Decimal(part) for part in text.split(","))
    except (ValueError, InvalidOperation):
        fix = "write two numbers, like CLAIMWRIGHT_LLM_PRICE=0.15,0.60"
        raise ConfigError(f"CLAIMWRIGHT_LLM_PRICE={text!r} is no price", fix=fix, code="LLM-PRICE") from None
    return Price(given, written)


@dataclass(frozen=True, slots=True)
class Budget:
    """Limits; None means no limit.

    `cost` in US dollars needs a `price`; `per_hour` counts the calls of the last 3,600 s.
    """

    calls: int | None = None
    tokens: int | None = None
    cost: Decimal | None = None
    per_hour: int | None = None
    concurrency: int | None = None
    price: Price | None = None

    def __post_init__(self) -> None:
        if self.cost is not None and self.price is None:
            raise ConfigError(
                "a cost limit needs a price", fix="give Budget(price=Price(input, output))", code="LLM-PRICE"
            )


@dataclass(frozen=True, slots=True)
class Spent:
    """What has been used so far. `cost` is in US dollars, zero without a price."""

    calls: int = 0
    failures: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: Decimal = Decimal(0)

    @property
    def tokens(self) -> int:
        return self.input_tokens + self.output_tokens


class Metered:
    """Passes calls on within `budget`; raises `BudgetError` for the first that would not fit.

    A call is reserved at its largest (input as counted offline, output at `max_tokens`) and settled by the
    usage that the provider reports, so that calls in flight together cannot overshoot. A failed call costs
    its input.
    """

    def __init__(
        self,
        model: ChatModel,
        budget: Budget,
        *,
        tokenizer: WordPieces | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = model.name
        self.budget = budget
        self._model, self._tokenizer, self._clock = model, tokenizer, clock
        self._lock = threading.Lock()
        self._spent, self._reserved, self._open = Spent(), Usage(), 0
        self._starts: deque[float] = deque()

    @property
    def spent(self) -> Spent:
        """What settled calls have used."""
        return self._spent

    def complete(self, request: Request) -> Reply:
        need = self._reserve(request)
        try:
            reply = self._model.complete(request)
        except BaseException:
            self._settle(need, None)
            raise
        self._settle(need, self._used(need, reply))
        return reply

    async def acomplete(self, request: Request) -> Reply:
        need = self._reserve(request)
        try:
            reply = await self._model.acomplete(request)
        except BaseException:
            self._settle(need, None)
            raise
        self._settle(need, self._used(need, reply))
        return reply

    def _used(self, need: Usage, reply: Reply) -> Usage:
        if reply.usage.total:
            return reply.usage
        written = reply.content + "".join(call.arguments for call in reply.tool_calls)
        return Usage(need.input_tokens, count_tokens(written, self._tokenizer))

    def _reserve(self, request: Request) -> Usage:
        need = Usage(count_request(request, self._tokenizer), request.max_tokens)
        with self._lock:
            now = self._clock()
            while self._starts and now - self._starts[0] >= HOUR_S:
                self._starts.popleft()
            self._check(need, now)
            self._starts.append(now)
            self._open += 1
            self._reserved = _add(self._reserved, need)
            self._spent = replace(self._spent, calls=self._spent.calls + 1)
        return need

    def _check(self, need: Usage, now: float) -> None:
        limit, spent = self.budget, self._spent
        _refuse_over("calls", spent.calls + 1, limit.calls, "raise the number of calls")
        wait = f"wait {HOUR_S - (now - self._starts[0]):.0f} s, or raise the rate" if self._starts else "raise the rate"
        _refuse_over("per_hour", len(self._starts) + 1, limit.per_hour, wait)
        _refuse_over("concurrency", self._open + 1, limit.concurrency, "call less at once, or raise the concurrency")
        planned = _add(self._reserved, need)
        _refuse_over("tokens", spent.tokens + planned.total, limit.tokens, "raise the tokens, or ask less")
        if limit.price is not None:
            _refuse_over("cost", spent.cost + limit.price.cost(planned), limit.cost, "raise the cost (US dollars)")

    def _settle(self, need: Usage, used: Usage | None) -> None:
        charged = used or Usage(need.input_tokens, 0)
        price = self.budget.price
        with self._lock:
            self._open -= 1
            self._reserved = _add(self._reserved, Usage(-need.input_tokens, -need.output_tokens))
            self._spent = replace(
                self._spent,
                failures=self._spent.failures + (used is None),
                input_tokens=self._spent.input_tokens + charged.input_tokens,
                output_tokens=self._spent.output_tokens + charged.output_tokens,
                cost=self._spent.cost + (price.cost(charged) if price else Decimal(0)),
            )


def _add(a: Usage, b: Usage) -> Usage:
    return Usage(a.input_tokens + b.input_tokens, a.output_tokens + b.output_tokens)


def _refuse_over(name: str, planned: int | Decimal, limit: int | Decimal | None, fix: str) -> None:
    if limit is not None and planned > limit:
        raise BudgetError(name, f"the call would bring {name} to {planned}; the budget allows {limit}", fix)
