"""Whole files through the extractor: what cannot be read is reported with its line, and the rest goes through."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from claimwright.core.errors import ClaimwrightError
from claimwright.intake.extractor import Extractor
from claimwright.intake.inbox import Arrival, Item, Refusal
from claimwright.intake.output import record
from claimwright.intake.records import Extraction
from claimwright.intake.verify import Hook, load

if TYPE_CHECKING:
    from claimwright.intake.fallback import Fallback

Record = dict[str, Any]
Improve = Callable[[Extraction], Extraction]
"""What may be done to an extraction before it is written, such as asking a language model."""


@dataclass(frozen=True, slots=True)
class Job:
    """How to read: which model folder, which verification hook, what improves an unsure reading."""

    model: str | None = None
    verify: str | None = None
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """A job with everything it names loaded."""

    extractor: Extractor
    hook: Hook | None = None
    improve: Improve | None = None

    def record(self, item: Item) -> Record | Refusal:
        """The output line of one message, or why there is none."""
        if isinstance(item, Refusal):
            return item
        try:
            return record(self.extraction(item), self.hook)
        except ClaimwrightError as error:
            error.where = error.where or item.where
            return Refusal(error)

    def extraction(self, item: Arrival) -> Extraction:
        """What stands in one message; the channel and every other key of the input are kept."""
        message = item.message
        extra = {**({"channel": message.channel} if message.channel else {}), **message.extra}
        found = self.extractor.extract(message.text, id=message.id, extra=extra)
        return self.improve(found) if self.improve else found


def ask(spec: str, per_hour: int, calls: int | None) -> Fallback:
    """The fallback that asks the language model `spec`, within a rate and a budget of calls."""
    from claimwright.intake.fallback import Fallback
    from claimwright.llm.budget import Budget
    from claimwright.llm.spec import open_model

    return Fallback(open_model(spec), budget=Budget(calls=calls, per_hour=per_hour))


def open_job(job: Job, improve: Improve | None = None) -> Reading:
    """Load what a job names. Raises `ConfigError` where something is not there."""
    hook = load(job.verify) if job.verify else None
    return Reading(Extractor.load(job.model, threads=job.threads), hook, improve)


def records(
    items: Iterable[Item], job: Job, *, jobs: int = 1, improve: Improve | None = None
) -> Iterator[Record | Refusal]:
    """Output lines in input order; `jobs` above one reads in that many processes."""
    if jobs <= 1 or improve is not None:
        reading = open_job(job, improve)
        yield from (reading.record(item) for item in items)
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs, _start, (replace(job, threads=1),)) as pool:
        yield from pool.imap(_work, items, chunksize=8)


_reading: list[Reading] = []


def _start(job: Job) -> None:
    _reading.append(open_job(job))


def _work(item: Item) -> Record | Refusal:
    return _reading[0].record(item)
