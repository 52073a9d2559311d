"""Ask a language model about the messages that the local reading is unsure of."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from claimwright.intake.fallback.answer import Answer, read_answer
from claimwright.intake.fallback.join import Trust, join
from claimwright.intake.fallback.locate import locate
from claimwright.intake.fallback.prompt import build_request, repair_turns
from claimwright.intake.fallback.pseudonym import Pseudonymised, Pseudonymiser
from claimwright.intake.fallback.report import FallbackReport, Tally
from claimwright.intake.records import Candidate, Extraction
from claimwright.llm import (
    Budget,
    BudgetError,
    ChatModel,
    Metered,
    ModelError,
    Reply,
    ReplyError,
    Request,
    price_from_settings,
)

THRESHOLD = 0.6
MAX_CHARS = 6_000
CONCURRENCY = 4
TIMEOUT_S = 60.0
_KEY_BYTES = 32


class Fallback:
    """Improves extractions whose confidence is below `threshold`, within `budget`; thread-safe.

    What leaves the host is pseudonymised (`pseudonym`). Nothing raises on account of the model: where it
    fails, answers ill or would exceed the budget, the extraction comes back as it was and `report` counts
    why. `key` fixes the stand-ins, for cassettes; by default it is `CLAIMWRIGHT_PSEUDONYM_KEY`, else drawn at random.
    """

    def __init__(
        self,
        model: ChatModel,
        threshold: float = THRESHOLD,
        budget: Budget | None = None,
        *,
        key: bytes | None = None,
        trust: Trust | None = None,
    ) -> None:
        limits = budget or Budget()
        self._meter = Metered(model, replace(limits, price=limits.price or price_from_settings()))
        self._trust = replace(trust or Trust(threshold), threshold=threshold)
        self._pseudonymiser = Pseudonymiser(key or _own_key())
        self._tally = Tally()

    @property
    def report(self) -> FallbackReport:
        """Counts so far, with what the calls have used."""
        spent = self._meter.spent
        return replace(
            self._tally.report,
            calls=spent.calls,
            input_tokens=spent.input_tokens,
            output_tokens=spent.output_tokens,
            cost=spent.cost,
        )

    def is_unsure(self, extraction: Extraction) -> bool:
        """True where the message would be sent."""
        return bool(extraction.text.strip()) and extraction.confidence < self._trust.threshold

    def improve(self, extraction: Extraction) -> Extraction:
        """The extraction, with the model's answer where it was unsure."""
        prepared = self._prepare(extraction)
        if prepared is None:
            return extraction
        message, request = prepared
        try:
            answer = _answer_or_none(self._meter.complete(request))
        except ModelError as error:
            return self._unchanged(extraction, error)
        try:
            answer = answer or read_answer(self._meter.complete(_again(request)))
        except ModelError:
            return self._ill_formed(extraction)
        return self._joined(extraction, message, answer)

    async def aimprove(self, extraction: Extraction) -> Extraction:
        """`improve` in an event loop."""
        prepared = self._prepare(extraction)
        if prepared is None:
            return extraction
        message, request = prepared
        try:
            answer = _answer_or_none(await self._meter.acomplete(request))
        except ModelError as error:
            return self._unchanged(extraction, error)
        try:
            answer = answer or read_answer(await self._meter.acomplete(_again(request)))
        except ModelError:
            return self._ill_formed(extraction)
        return self._joined(extraction, message, answer)

    async def improve_batch(self, extractions: Iterable[Extraction]) -> list[Extraction]:
        """`aimprove` for many, in order, at most `budget.concurrency` (else 4) at once."""
        gate = asyncio.Semaphore(self._meter.budget.concurrency or CONCURRENCY)

        async def one(extraction: Extraction) -> Extraction:
            async with gate:
                return await self.aimprove(extraction)

        return await asyncio.gather(*(one(extraction) for extraction in extractions))

    def _prepare(self, extraction: Extraction) -> tuple[Pseudonymised, Request] | None:
        self._tally.add(messages=1)
        if not self.is_unsure(extraction):
            return None
        if len(extraction.text) > MAX_CHARS:
            self._tally.add(too_long=1)
            return None
        message = self._pseudonymiser.apply(extraction.text, _all_candidates(extraction))
        self._tally.add(asked=1)
        return message, build_request(message.text, TIMEOUT_S)

    def _joined(self, extraction: Extraction, message: Pseudonymised, answer: Answer) -> Extraction:
        found, refused = locate(answer, message, self._trust.span)
        quotes = len(answer.insurance) + len(answer.phi)
        self._tally.add(improved=1, quotes=quotes, quotes_refused=refused)
        return join(extraction, answer, found, message, self._trust)

    def _unchanged(self, extraction: Extraction, error: ModelError) -> Extraction:
        if isinstance(error, BudgetError):
            self._tally.add(over_budget=1, asked=-1)
        else:
            self._tally.add(failed=1)
        return extraction

    def _ill_formed(self, extraction: Extraction) -> Extraction:
        self._tally.add(ill_formed=1)
        return extraction


def threshold_for(confidences: Iterable[float], share: float = 0.15) -> float:
    """The threshold that would send about `share` (0 to 1) of messages with these confidences."""
    ranked = sorted(confidences)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def _own_key() -> bytes:
    """`CLAIMWRIGHT_PSEUDONYM_KEY`, or 32 random bytes that nobody else knows."""
    return os.environ.get("CLAIMWRIGHT_PSEUDONYM_KEY", "").encode() or secrets.token_bytes(_KEY_BYTES)


def _answer_or_none(reply: Reply) -> Answer | None:
    try:
        return read_answer(reply)
    except ReplyError:
        return None


def _again(request: Request) -> Request:
    return msgspec.structs.replace(request, messages=repair_turns(request))


def _all_candidates(extraction: Extraction) -> tuple[Candidate, ...]:
    """Every span that any local source proposed, chosen or not."""
    evidence = (c for e in extraction.explanations for c in e.evidence)
    return (*extraction.insurance, *extraction.phi, *evidence)
