"""Many files in many processes; a process that dies takes one file with it, not the run."""

from __future__ import annotations

import multiprocessing as mp
import os
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait as wait_for

from claimwright.corpus.processing.one import Task, process_one
from claimwright.corpus.processing.outcomes import Failed, Outcome

_AHEAD = 2
"""Files handed out for each process beyond the one it works on."""


def outcomes(tasks: Iterable[Task], jobs: int) -> Iterator[Outcome]:
    """What became of each file, as they end. With one job everything runs in this process."""
    if jobs <= 1:
        yield from map(process_one, tasks)
        return
    rest = iter(tasks)
    stranded = yield from _spread(rest, jobs)
    while stranded:
        for task in stranded:
            yield _alone(task)
        stranded = yield from _spread(rest, jobs)


def _spread(tasks: Iterator[Task], jobs: int) -> Generator[Outcome, None, list[Task]]:
    """Outcomes while the pool lives; returns the tasks that were in its hands when it broke."""
    running: dict[Future[Outcome], Task] = {}
    with _pool(jobs) as pool:
        try:
            for task in islice(tasks, jobs * _AHEAD):
                _hand(pool, task, running)
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    outcome = future.result()
                    del running[future]
                    yield outcome
                    for task in islice(tasks, 1):
                        _hand(pool, task, running)
        except BrokenProcessPool:
            return list(running.values())
    return []


def _hand(pool: ProcessPoolExecutor, task: Task, running: dict[Future[Outcome], Task]) -> None:
    """Give a task to the pool; where the pool is broken already the task counts as being in its hands."""
    try:
        running[pool.submit(process_one, task)] = task
    except BrokenProcessPool:
        running[Future()] = task
        raise


def _alone(task: Task) -> Outcome:
    """A file in a process of its own, which may die."""
    with _pool(1) as pool:
        try:
            return pool.submit(process_one, task).result()
        except BrokenProcessPool:
            what = (
                f"the process that read this file with {task.line.preprocessor or 'null'} died (a crash, or no memory)"
            )
            fix = "look whether the file is damaged or very large; the other files were processed"
            return Failed(task.line.local_path, what, task.line.local_path, fix, "CORPUS-PROCESS-DIED")


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=mp.get_context("spawn"), initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Leave when the run is killed, so that nothing writes on behind its back."""
    parent = mp.parent_process()
    if parent is not None:
        threading.Thread(target=_watch, args=(parent.sentinel,), daemon=True).start()


def _watch(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
