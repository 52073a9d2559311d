"""The run: files through their processors, ledger lines as they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import upsert
from claimwright.corpus.ledger.lock import locked
from claimwright.corpus.processing.marks import clear_drafts, lock_file, unmark
from claimwright.corpus.processing.one import Task
from claimwright.corpus.processing.outcomes import Done, Outcome, Summary
from claimwright.corpus.processing.plan import Plan, plan_processing
from claimwright.corpus.processing.pool import outcomes
from claimwright.corpus.records import ProcessedLine
from claimwright.corpus.selection import Selection

_MOST_WAITING, _LONGEST_WAIT = 64, 5.0
"""Ledger lines, and seconds, before lines are written."""

Watch = Callable[[Iterable[Outcome], int], Iterable[Outcome]]
"""Passes outcomes through, given how many there will be; for a progress bar."""


def process_corpus(
    layout: Layout,
    selection: Selection | None = None,
    *,
    jobs: int = 1,
    force: bool = False,
    replace: str = "",
    watch: Watch | None = None,
) -> Summary:
    """Process what is chosen and not up to date. `force` processes it again in any case; `replace` sets its processor.

    May be killed at any point and run again: nothing is lost, nothing is done twice but what was not yet recorded.
    Raises `NotFoundError` for an unknown processor in `replace`, and `InputError` where there is no source ledger.
    """
    plan = plan_processing(layout, selection, force=force, replace=replace)
    ended = run_plan(layout, plan, jobs=jobs)
    summary = Summary(unchanged=plan.unchanged)
    for outcome in watch(ended, len(plan.todo)) if watch else ended:
        summary.add(outcome)
    return summary


def run_plan(layout: Layout, plan: Plan, *, jobs: int = 1) -> Iterator[Outcome]:
    """What became of each planned file, as they end; the ledger is brought up to date while they do.

    One corpus has one run at a time; a second waits for the first.
    """
    with locked(lock_file(layout)):
        clear_drafts(layout)
        if plan.reassigned:
            upsert(layout.sources, plan.reassigned)
        recorder = _Recorder(layout)
        try:
            for outcome in outcomes((Task(str(layout.root), line) for line in plan.todo), jobs):
                recorder.record(outcome)
                yield outcome
        finally:
            recorder.flush()


class _Recorder:
    """Writes ledger lines a few at a time, because a ledger is rewritten whole where a line is replaced."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._waiting: list[ProcessedLine] = []
        self._since = time.monotonic()

    def record(self, outcome: Outcome) -> None:
        if isinstance(outcome, Done):
            self._waiting.append(outcome.line)
        if len(self._waiting) >= _MOST_WAITING or time.monotonic() - self._since > _LONGEST_WAIT:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            upsert(self._layout.processed_sources, self._waiting)
            unmark(self._layout, (line.local_path for line in self._waiting))
        self._waiting = []
        self._since = time.monotonic()
