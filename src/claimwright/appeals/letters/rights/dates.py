"""Counting time limits, exactly: calendar days and months, and the working day on which to send at the latest.

A limit that runs from receipt is counted from the date on the notice, which is never later: the day found is never too
late. The day of the notice itself does not count. A last day that falls on a weekend or a federal holiday
(5 USC 6103) is not moved on, although some rules do so (45 CFR 147.136(d)(2)(i)): the letter is to go on the last
working day before.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator

_FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
_MOVABLE = ((1, 0, 3), (2, 0, 3), (9, 0, 1), (10, 0, 2), (11, 3, 4))
"""Month, weekday (Monday is 0) and which one of the month; Memorial Day, the last Monday of May, is apart."""
_SATURDAY = 5


def add_days(day: dt.date, days: int) -> dt.date:
    """The last day of a period of that many calendar days after a day."""
    return day + dt.timedelta(days)


def add_months(day: dt.date, months: int, *, next_first: bool = False) -> dt.date:
    """The same-numbered day so many months on. Where the month has none: its last day, or with `next_first` the first
    of the month after."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    last = calendar.monthrange(year, month)[1]
    if day.day <= last:
        return dt.date(year, month, day.day)
    end = dt.date(year, month, last)
    return end + dt.timedelta(1) if next_first else end


def send_by(day: dt.date) -> dt.date:
    """The day itself, or the last one before that is neither of a weekend nor a federal holiday."""
    while day.weekday() >= _SATURDAY or day in set(holidays(day.year)) | set(holidays(day.year + 1)):
        day -= dt.timedelta(1)
    return day


def holidays(year: int) -> Iterator[dt.date]:
    """Federal holidays as they are observed: of a Saturday on Friday, of a Sunday on Monday."""
    for month, day in _FIXED:
        yield _observed(dt.date(year, month, day))
    for month, weekday, which in _MOVABLE:
        first = dt.date(year, month, 1)
        yield first + dt.timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    end = dt.date(year, 5, 31)
    yield end - dt.timedelta(end.weekday())


def _observed(day: dt.date) -> dt.date:
    shift = {_SATURDAY: -1, _SATURDAY + 1: 1}.get(day.weekday(), 0)
    return day + dt.timedelta(shift)
