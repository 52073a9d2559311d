"""Timing of adjudication: kinds of work that take turns on small groups of claims, in processor time.

Turns are short (some 20 ms), so that what else the machine does falls on all kinds alike; differences and ratios are
taken group by group before the median.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from claimwright.bench.claims_work import Bench
from claimwright.claims.records import Book, Claim

GROUP = 20
"""Claims that one kind of work does before the next has its turn."""

_Pair = tuple[Claim, Book]
_Work = Callable[[Claim, Book], object]


@dataclass(frozen=True)
class Timing:
    """Processor seconds a claim, for each kind of work and group of claims, round after round."""

    seconds: dict[str, list[float]]
    rounds: int

    def median(self, kind: str) -> float:
        """Seconds a claim."""
        return statistics.median(self.seconds[kind])

    def undisturbed(self, kind: str) -> float:
        """Seconds a claim, each group's best round: the work itself, without what else the machine did meanwhile."""
        found = self.seconds[kind]
        groups = len(found) // self.rounds
        return statistics.fmean(min(found[group::groups]) for group in range(groups))

    def difference(self, kind: str, less: str) -> float:
        """What one kind takes more than another, in seconds a claim."""
        return statistics.median(a - b for a, b in zip(self.seconds[kind], self.seconds[less], strict=True))

    def ratio(self, kind: str, to: str) -> float:
        """One kind's time divided by another's."""
        return statistics.median(a / b for a, b in zip(self.seconds[kind], self.seconds[to], strict=True))


def time_rounds(bench: Bench, rounds: int) -> Timing:
    """Give every kind of work every claim, `rounds` times after one that is not counted."""
    groups = [bench.slices[at : at + GROUP] for at in range(0, len(bench.slices), GROUP)]
    seconds: dict[str, list[float]] = {}
    gc.collect()
    gc.freeze()
    try:
        for number in range(rounds + 1):
            works = _works(bench)
            for group in groups:
                for kind, work in works.items():
                    found = _seconds(work, group)
                    if number:
                        seconds.setdefault(kind, []).append(found)
    finally:
        gc.unfreeze()
    return Timing(seconds, rounds)


def _works(bench: Bench) -> dict[str, _Work]:
    """Each kind of work; those that write a ledger begin with an empty one."""
    off, outcome, full, stored = (bench.fresh(level) for level in ("off", "outcome", "full", "full"))
    return {
        "rules": off.rules.engine.run,
        "by hand": bench.by_hand.judge,
        "off": lambda claim, _: off.adjudicate(claim),
        "recorded": lambda claim, _: full.adjudicate(claim),
        "outcome": lambda claim, _: outcome.adjudicate(claim).compressed(),
        "full": lambda claim, _: stored.adjudicate(claim).compressed(),
    }


def _seconds(work: _Work, group: tuple[_Pair, ...]) -> float:
    begun = time.process_time()
    for claim, book in group:
        work(claim, book)
    return (time.process_time() - begun) / len(group)
