"""Rates, places and waits, on a clock that moves only when someone sleeps."""

from __future__ import annotations

import asyncio
import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.corpus.server import NOON, FakeTime

from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.gate import Gate
from claimwright.corpus.download.retry import persist, retry_after_s, wait_s
from claimwright.corpus.download.settings import HostRule, Settings


def beginnings(rule: HostRule, count: int, lasts: float) -> tuple[list[float], int]:
    """When each of `count` requests of that length began, and the most that ran at once."""
    time, began, running = FakeTime(), list[float](), [0, 0]

    async def one(gate: Gate) -> None:
        async with gate.turn():
            began.append(time.at)
            running[0] += 1
            running[1] = max(running)
            await asyncio.sleep(0)
            await time.sleep(lasts)
            running[0] -= 1

    async def all_of_them() -> None:
        gate = Gate(rule, time.clock)
        await asyncio.gather(*(one(gate) for _ in range(count)))

    asyncio.run(all_of_them())
    return began, running[1]


@given(st.integers(1, 4), st.sampled_from([0.5, 1.0, 4.0]), st.integers(1, 8), st.sampled_from([0.0, 0.3, 5.0]))
def test_requests_keep_their_distance(at_once: int, per_second: float, count: int, lasts: float) -> None:
    began, most = beginnings(HostRule(at_once=at_once, per_second=per_second), count, lasts)
    assert all(b - a >= 1 / per_second - 1e-9 for a, b in pairwise(began))
    assert most <= at_once


def test_a_pause_holds_everyone_back() -> None:
    time = FakeTime()

    async def run() -> float:
        gate = Gate(HostRule(), time.clock)
        gate.pause(30)
        async with gate.turn():
            return time.at

    assert asyncio.run(run()) == 1030


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("17", 17),
        ("Mon, 02 Mar 2026 12:01:30 GMT", 90),
        ("Mon, 02 Mar 2026 11:00:00 GMT", 0),
        ("later", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(value, NOON) == seconds


def test_a_date_without_a_zone_is_utc() -> None:
    assert retry_after_s("Mon, 02 Mar 2026 12:00:10", NOON.astimezone(dt.timezone(dt.timedelta(hours=5)))) == 10


def failing(error: FetchError, times: int) -> tuple[list[float], object]:
    """The waits, and the result or error, of something that fails so often."""
    time, left = FakeTime(), [times]

    async def once() -> str:
        if left[0]:
            left[0] -= 1
            raise error
        return "done"

    try:
        return time.slept, asyncio.run(persist(once, Settings(attempts=4), time.clock))
    except FetchError as raised:
        return time.slept, raised


def test_waits_double_and_are_drawn_evenly() -> None:
    busy = FetchError("busy", reason="busy", url="u", again=True)
    assert failing(busy, 3) == ([0.5, 1.0, 2.0], ("done", 4))
    assert wait_s(30, busy, Settings(), FakeTime().clock) == 30


def test_attempts_end() -> None:
    slept, raised = failing(FetchError("busy", reason="busy", url="u", again=True), 9)
    assert isinstance(raised, FetchError) and raised.attempts == 4
    assert len(slept) == 3


def test_what_cannot_be_mended_is_tried_once() -> None:
    slept, raised = failing(FetchError("gone", reason="status", url="u"), 9)
    assert isinstance(raised, FetchError) and raised.attempts == 1
    assert slept == []


def test_the_servers_wait_is_kept_unless_it_is_too_long() -> None:
    assert failing(FetchError("busy", reason="busy", url="u", again=True, after_s=42), 1)[0] == [42]
    slept, raised = failing(FetchError("busy", reason="busy", url="u", again=True, after_s=86400), 1)
    assert isinstance(raised, FetchError) and slept == []
