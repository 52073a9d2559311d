"""Time limits: exact days and months, federal holidays, and the working day to send by."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.appeals.letters.rights.dates import add_days, add_months, holidays, send_by

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))


@pytest.mark.parametrize(
    ("notice", "days", "last"),
    [
        ("2024-10-14", 180, "2025-04-12"),
        ("2024-01-01", 60, "2024-03-01"),
        ("2023-01-01", 60, "2023-03-02"),
        ("2024-12-31", 120, "2025-04-30"),
        ("2024-02-29", 365, "2025-02-28"),
    ],
)
def test_days(notice: str, days: int, last: str) -> None:
    assert add_days(dt.date.fromisoformat(notice), days).isoformat() == last


@pytest.mark.parametrize(
    ("notice", "months", "last", "federal"),
    [
        ("2024-03-15", 4, "2024-07-15", "2024-07-15"),
        ("2024-10-30", 4, "2025-02-28", "2025-03-01"),
        ("2023-10-30", 4, "2024-02-29", "2024-03-01"),
        ("2024-10-31", 6, "2025-04-30", "2025-05-01"),
        ("2024-09-01", 4, "2025-01-01", "2025-01-01"),
        ("2024-12-31", 6, "2025-06-30", "2025-07-01"),
    ],
)
def test_months(notice: str, months: int, last: str, federal: str) -> None:
    """The federal rule's own example: notice on October 30, request by March 1."""
    day = dt.date.fromisoformat(notice)
    assert add_months(day, months).isoformat() == last
    assert add_months(day, months, next_first=True).isoformat() == federal


@given(DAYS, st.integers(1, 30))
def test_months_land_in_the_right_month(day: dt.date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found + dt.timedelta(1)).day == 1
    later = add_months(day, months, next_first=True)
    assert later == found if found.day == day.day else later == found + dt.timedelta(1)


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        ("2025-04-12", "2025-04-11"),  # Saturday
        ("2025-04-13", "2025-04-11"),  # Sunday
        ("2024-07-04", "2024-07-03"),  # Independence Day
        ("2024-12-25", "2024-12-24"),
        ("2023-01-02", "2022-12-30"),  # New Year's Day of a Sunday is observed on Monday
        ("2022-01-01", "2021-12-30"),  # New Year's Day of a Saturday is observed on Friday, of the year before
        ("2024-05-27", "2024-05-24"),  # Memorial Day
        ("2024-11-28", "2024-11-27"),  # Thanksgiving
        ("2024-08-06", "2024-08-06"),
    ],
)
def test_send_by(day: str, sent: str) -> None:
    assert send_by(dt.date.fromisoformat(day)).isoformat() == sent


@given(DAYS)
def test_send_by_is_a_working_day_and_never_late(day: dt.date) -> None:
    found = send_by(day)
    assert found <= day
    assert (day - found).days <= 5
    assert found.weekday() < 5
    assert found not in set(holidays(found.year)) | set(holidays(found.year + 1))


def test_eleven_holidays_a_year() -> None:
    assert len({each for year in (2023, 2024, 2025) for each in holidays(year)}) >= 30
    assert {each.isoformat() for each in holidays(2024)} == {
        "2024-01-01", "2024-01-15", "2024-02-19", "2024-05-27", "2024-06-19", "2024-07-04",
        "2024-09-02", "2024-10-14", "2024-11-11", "2024-11-28", "2024-12-25",
    }  # fmt: skip
