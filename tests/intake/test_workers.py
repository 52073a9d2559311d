"""Workers: results in the order of the items, whatever each takes; an error stops them all."""

from __future__ import annotations

import threading

import pytest

from claimwright.intake.workers import in_order


def test_results_stand_in_the_order_of_the_items_though_later_ones_are_done_first() -> None:
    last = threading.Event()

    def double(number: int) -> int:
        if number == 0:
            assert last.wait(20)
        if number == 9:
            last.set()
        return 2 * number

    assert in_order(double, range(10), 2) == [2 * n for n in range(10)]


def test_every_item_is_done_once() -> None:
    seen: list[int] = []
    assert in_order(lambda n: seen.append(n) or n, range(500), 4) == list(range(500))
    assert sorted(seen) == list(range(500))


def test_the_error_of_a_worker_is_raised_and_what_waits_is_left() -> None:
    seen: list[int] = []

    def fail(number: int) -> None:
        seen.append(number)
        raise ValueError(str(number))

    with pytest.raises(ValueError, match="0"):
        in_order(fail, range(1000), 1)
    assert seen == [0]


def test_nothing_gives_nothing() -> None:
    assert in_order(str, [], 3) == []
