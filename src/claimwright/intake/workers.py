"""Work done by several threads, with the results in the order of what came in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


def in_order(call: Callable[[Given], Made], items: Sequence[Given], workers: int) -> list[Made]:
    """`[call(item) for item in items]`, by that many threads.

    The first error of a worker is raised, once the other workers have stopped. It pays where `call` spends its time
    outside the interpreter's lock.
    """
    made: dict[int, Made] = {}
    waiting = iter(range(len(items)))
    with ThreadPoolExecutor(workers, "intake") as pool:
        for done in [pool.submit(_take, call, items, waiting, made) for _ in range(workers)]:
            done.result()
    return [made[number] for number in range(len(items))]


def _take(call: Callable[[Given], Made], items: Sequence[Given], waiting: Iterator[int], made: dict[int, Made]) -> None:
    """Answer the next item that no other worker has taken, until none is left; an error leaves none."""
    try:
        for number in waiting:
            made[number] = call(items[number])
    except BaseException:
        for _ in waiting:
            pass
        raise
