"""Adjudication: claims a second at each level of trace, what recording costs, and the compiled rules against hand-written ones.

Five-line professional claims of `workload`, one after the other in one thread: the slice of the book, the rules, the
settlement, the ledger and the receipt, and with a trace its encoding and compression. Reading the 837P file is not in
it. Figures are processor time: the kinds of work take turns on groups of twenty claims, for several rounds, and the
median over all groups counts; for the cost of recording each group's best round, because a machine that does other
things beside stretches a difference too. The garbage collector is on, with its default thresholds; what is loaded before
the first claim is frozen out of its reach.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from claimwright.bench.bars import Bar
from claimwright.bench.claims_packs import pack_bars
from claimwright.bench.claims_speed import Timing, time_rounds
from claimwright.bench.claims_trace import trace_bars
from claimwright.bench.claims_work import Bench, prepare
from claimwright.core.errors import NotFoundError
from claimwright.core.settings import public_data

_NAMES = ("adjudication, trace off", "adjudication, trace full")


def run(quick: bool = False) -> list[Bar]:
    """Measure adjudication and the packs; `quick` takes fewer claims and rounds."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            bench = prepare(Path(folder), public_data(), 120 if quick else 500)
            timing = time_rounds(bench, 3 if quick else 9)
            return [*_speed_bars(bench, timing), *trace_bars(bench), *pack_bars(3 if quick else 7)]
    except NotFoundError as missing:
        return [Bar(name, None, "claims/s", "", None, missing.what) for name in _NAMES] + pack_bars(3)


def _speed_bars(bench: Bench, timing: Timing) -> list[Bar]:
    note = f"{len(bench.claims)} claims, {timing.rounds} rounds, {bench.tables}"
    full = 1 / timing.median("full")
    return [
        Bar("adjudication, trace off", 1 / timing.median("off"), "claims/s", "reported", None, note),
        Bar("adjudication, trace outcome", 1 / timing.median("outcome"), "claims/s", "reported", None, "encoded and compressed"),
        Bar("adjudication, trace full", full, "claims/s", ">= 500", full >= 500, "encoded and compressed"),
        _recording(timing),
        _ratio(timing),
    ]  # fmt: skip


def _recording(timing: Timing) -> Bar:
    """Full against off, both without encoding, by each group's best round; the median beside it."""
    off, full = timing.undisturbed("off"), timing.undisturbed("recorded")
    most = max(0.3 * off, 0.4e-3)
    added = full - off
    note = (
        f"best rounds: {1000 * full:.2f} ms against {1000 * off:.2f} ms; median {1000 * timing.difference('recorded', 'off'):.2f} ms; "
        f"encoding and compression {1000 * timing.difference('full', 'recorded'):.2f} ms"
    )
    return Bar("recording, full trace", 1000 * added, "ms/claim", f"<= {1000 * most:.2f} ms", added <= most, note)


def _ratio(timing: Timing) -> Bar:
    ratio = timing.ratio("rules", "by hand")
    note = f"rules only: {1000 * timing.median('rules'):.3f} ms against {1000 * timing.median('by hand'):.3f} ms"
    return Bar("compiled rules to hand-written, trace off", ratio, "x", "<= 2", ratio <= 2, note)
