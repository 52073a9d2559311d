"""Timing of adjudication: kinds of work that take turns, in processor time."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from claimwright.bench.claims_work import Bench
from claimwright.clause.runtime import Level


@dataclass(frozen=True)
class Timing:
    """Processor seconds a claim, a list of rounds for each kind of work."""

    seconds: dict[str, list[float]]

    @property
    def rounds(self) -> int:
        """How often each kind of work was done."""
        return len(self.seconds["off"])

    def median(self, kind: str) -> float:
        """Seconds a claim."""
        return statistics.median(self.seconds[kind])

    def difference(self, kind: str, less: str) -> float:
        """The median over rounds of what one kind takes more than another, in seconds a claim."""
        return statistics.median(a - b for a, b in zip(self.seconds[kind], self.seconds[less], strict=True))

    def ratio(self, kind: str, to: str) -> float:
        """The median over rounds of one kind's time divided by another's."""
        return statistics.median(a / b for a, b in zip(self.seconds[kind], self.seconds[to], strict=True))


def time_rounds(bench: Bench, rounds: int) -> Timing:
    """Do every kind of work in turn, `rounds` times after one that is not counted."""
    works: dict[str, Callable[[], None]] = {
        "rules": lambda: _rules(bench),
        "by hand": lambda: _by_hand(bench),
        "off": lambda: _adjudicate(bench, "off"),
        "recorded": lambda: _adjudicate(bench, "full"),
        "outcome": lambda: _stored(bench, "outcome"),
        "full": lambda: _stored(bench, "full"),
    }
    gc.collect()
    gc.freeze()
    try:
        found = [{kind: _seconds(work) / len(bench.claims) for kind, work in works.items()} for _ in range(rounds + 1)]
    finally:
        gc.unfreeze()
    return Timing({kind: [one[kind] for one in found[1:]] for kind in works})


def _seconds(work: Callable[[], None]) -> float:
    gc.collect()
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _rules(bench: Bench) -> None:
    run = bench.adjudicators["off"].rules.engine.run
    for claim, book in bench.slices:
        run(claim, book)


def _by_hand(bench: Bench) -> None:
    judge = bench.by_hand.judge
    for claim, book in bench.slices:
        judge(claim, book)


def _adjudicate(bench: Bench, level: Level) -> None:
    adjudicate = bench.fresh(level).adjudicate
    for claim in bench.claims:
        adjudicate(claim)


def _stored(bench: Bench, level: Level) -> None:
    adjudicate = bench.fresh(level).adjudicate
    for claim in bench.claims:
        adjudicate(claim).compressed()
