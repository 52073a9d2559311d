"""Values that compiled rules compute with beyond Python's own: rounding, dates, sets of codes, text of values."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from claimwright.core.money import format_cents
from claimwright.core.numbers import decimal


class ClauseFault(Exception):  # noqa: N818  -- caught by the engine, which pends the subject
    """A rule cannot go on: division by zero, a tie, two exceptions that disagree."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


class CodeSet:
    """Codes and ranges of codes; a range holds codes of its own length, both ends included."""

    __slots__ = ("_lasts", "_starts", "codes", "ranges")

    def __init__(self, codes: Iterable[str], ranges: Iterable[tuple[str, str]] = ()) -> None:
        self.codes = frozenset(codes)
        self.ranges = tuple(sorted(ranges))
        self._starts = [first for first, _ in self.ranges]
        self._lasts = [last for _, last in self.ranges]

    def __contains__(self, code: object) -> bool:
        if code in self.codes:
            return True
        if not self._starts or not isinstance(code, str):
            return False
        at = bisect_right(self._starts, code) - 1
        while at >= 0:
            if code <= self._lasts[at] and len(code) == len(self._lasts[at]):
                return True
            at -= 1
        return False

    def __iter__(self) -> Iterator[str]:
        yield from sorted(self.codes)
        for first, last in self.ranges:
            yield f"{first} to {last}"

    def __len__(self) -> int:
        return len(self.codes) + len(self.ranges)

    def __repr__(self) -> str:
        return f"CodeSet({', '.join(self)})"


def round_half_up(value: int, divisor: int) -> int:
    """The quotient to the nearest integer; a half goes away from zero."""
    if divisor < 0:
        value, divisor = -value, -divisor
    return (2 * value + divisor) // (2 * divisor) if value >= 0 else -((2 * -value + divisor) // (2 * divisor))


def round_half_even(value: int, divisor: int) -> int:
    """The quotient to the nearest integer; a half goes to the even neighbour."""
    if divisor < 0:
        value, divisor = -value, -divisor
    whole, rest = divmod(value, divisor)
    return whole + (2 * rest > divisor or (2 * rest == divisor and whole % 2))


def round_down(value: int, divisor: int) -> int:
    """The quotient towards zero."""
    quotient = abs(value) // abs(divisor)
    return quotient if (value >= 0) == (divisor > 0) else -quotient


def round_up(value: int, divisor: int) -> int:
    """The quotient away from zero."""
    quotient = -(-abs(value) // abs(divisor))
    return quotient if (value >= 0) == (divisor > 0) else -quotient


ROUNDING = {"half up": round_half_up, "half even": round_half_even, "up": round_up, "down": round_down}


def divide(mode: str, value: int, divisor: int) -> int:
    """A rounded quotient. Raises `ClauseFault` CL901 where the divisor is zero."""
    if divisor == 0:
        raise ClauseFault("CL901", "division by zero")
    return ROUNDING[mode](value, divisor)


def shift(date: dt.date, period: tuple[int, str], sign: int) -> dt.date:
    """The date a period later (`sign` 1) or earlier (-1); a month's end stays within the shorter month."""
    count, unit = sign * period[0], period[1]
    try:
        if unit == "days":
            return date + dt.timedelta(days=count)
        if unit == "weeks":
            return date + dt.timedelta(weeks=count)
        months = date.year * 12 + date.month - 1 + count * (12 if unit == "years" else 1)
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(date.day, monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        raise ClauseFault("CL902", f"{date} and {period[0]} {unit} give a date outside the calendar") from None


def between(unit: str, start: dt.date, end: dt.date) -> int:
    """Whole units from start to end, counted towards zero; negative where the end is earlier."""
    if unit in ("days", "weeks"):
        days = (end - start).days
        return days if unit == "days" else round_down(days, 7)
    if end < start:
        return -between(unit, end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    months -= shift(start, (months, "months"), 1) > end
    return months if unit == "months" else months // 12


def write(value: Any, kind: str) -> str:
    """A value as a sentence shows it, by the type's tag (`types.tag`)."""
    if value is None:
        return "absent"
    if kind.startswith("list:"):
        return ", ".join(write(each, kind[5:]) for each in value)
    writer = WRITERS.get(kind)
    if writer is not None:
        return writer(value)
    if kind.startswith("number:"):
        return decimal(value, int(kind[7:]))
    return str(value)


WRITERS: dict[str, Callable[[Any], str]] = {
    "money": format_cents,
    "rate": lambda value: decimal(value, 2) + "%",
    "quantity": lambda value: decimal(value, 3),
    "date": lambda value: value.isoformat(),
    "boolean": lambda value: "yes" if value else "no",
    "enumeration": lambda value: value.replace("_", " "),
    "period": lambda value: f"{value[0]} {value[1]}",
}
