"""Rounding, dates, sets of codes and written values against plain definitions of them."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.clause.values import ROUNDING, ClauseFault, CodeSet, between, decimal, divide, shift, write

NUMBERS = st.integers(-(10**9), 10**9)
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
DECIMAL = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "up": ROUND_UP, "down": ROUND_DOWN}


def exactly(number: Fraction, mode: str) -> int:
    """The rounding of an exact number, from its floor and what is left."""
    size = abs(number)
    whole, rest = size.numerator // size.denominator, size - size.numerator // size.denominator
    half = Fraction(1, 2)
    away = {"up": rest > 0, "down": False, "half up": rest >= half, "half even": rest > half or (rest == half and whole % 2 == 1)}  # fmt: skip
    return (whole + away[mode]) * (1 if number >= 0 else -1)


@given(NUMBERS, NUMBERS.filter(bool), st.sampled_from(list(ROUNDING)))
def test_rounding_is_of_the_exact_quotient(value: int, divisor: int, mode: str) -> None:
    assert ROUNDING[mode](value, divisor) == divide(mode, value, divisor) == exactly(Fraction(value, divisor), mode)


@given(NUMBERS, st.integers(1, 6), st.sampled_from(list(ROUNDING)))
def test_rounding_agrees_with_decimal_arithmetic(value: int, places: int, mode: str) -> None:
    wanted = (Decimal(value) / 10**places).quantize(Decimal(1), rounding=DECIMAL[mode], context=Context(prec=50))
    assert ROUNDING[mode](value, 10**places) == int(wanted)


@pytest.mark.parametrize("mode", list(ROUNDING))
def test_a_division_by_zero_says_so(mode: str) -> None:
    with pytest.raises(ClauseFault) as raised:
        divide(mode, 1, 0)
    assert raised.value.code == "CL901"


@given(DAYS, st.integers(0, 600))
def test_days_and_weeks_go_there_and_back(day: dt.date, count: int) -> None:
    assert shift(shift(day, (count, "days"), 1), (count, "days"), -1) == day
    assert shift(day, (count, "weeks"), 1) == shift(day, (7 * count, "days"), 1)
    assert between("days", day, shift(day, (count, "days"), 1)) == count
    assert between("weeks", day, shift(day, (count, "weeks"), 1)) == count


@given(DAYS, st.integers(0, 600))
def test_months_and_years_are_counted_as_they_are_added(day: dt.date, count: int) -> None:
    assert between("months", day, shift(day, (count, "months"), 1)) == count
    assert between("years", day, shift(day, (count, "years"), 1)) == count
    assert shift(day, (count, "years"), 1) == shift(day, (12 * count, "months"), 1)


@given(DAYS, DAYS, st.sampled_from(["days", "weeks", "months", "years"]))
def test_distances_have_a_sign(start: dt.date, end: dt.date, unit: str) -> None:
    assert between(unit, start, end) == -between(unit, end, start)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [("2024-01-31", 1, "2024-02-29"), ("2023-01-31", 1, "2023-02-28"), ("2024-02-29", 12, "2025-02-28"),
     ("2024-12-15", 1, "2025-01-15"), ("2024-03-31", -1, "2024-02-29"), ("2024-01-15", -1, "2023-12-15")],
)  # fmt: skip
def test_a_months_end_stays_within_the_shorter_month(start: str, months: int, end: str) -> None:
    sign = 1 if months >= 0 else -1
    assert shift(dt.date.fromisoformat(start), (abs(months), "months"), sign) == dt.date.fromisoformat(end)


def test_a_person_is_of_age_on_the_birthday() -> None:
    born = dt.date(1998, 8, 15)
    assert between("years", born, dt.date(2024, 8, 14)) == 25
    assert between("years", born, dt.date(2024, 8, 15)) == 26
    assert between("years", dt.date(2000, 2, 29), dt.date(2026, 2, 28)) == 26


@pytest.mark.parametrize("period", [(9000, "years"), (10**9, "days"), (10**12, "weeks"), (200_000, "months")])
def test_a_date_outside_the_calendar_says_so(period: tuple[int, str]) -> None:
    with pytest.raises(ClauseFault) as raised:
        shift(dt.date(2024, 1, 1), period, 1)
    assert raised.value.code == "CL902"


CODES = st.text("0123456789AG", min_size=1, max_size=5)


@given(st.lists(CODES, max_size=5), st.lists(st.tuples(CODES, CODES), max_size=6), CODES)
def test_a_set_of_codes_holds_its_codes_and_ranges(codes: list[str], pairs: list[tuple[str, str]], code: str) -> None:
    ranges = [(a, b) for a, b in pairs if a <= b and len(a) == len(b)]
    wanted = code in codes or any(a <= code <= b and len(code) == len(a) for a, b in ranges)
    assert (code in CodeSet(codes, ranges)) is wanted
    assert bool(CodeSet(codes, ranges)) is bool(codes or ranges)


def test_a_set_of_codes_is_listed_in_order() -> None:
    assert list(CodeSet(["G0463", "99213"], [("99221", "99223")])) == ["99213", "G0463", "99221 to 99223"]
    assert 5 not in CodeSet(["5"], [("1", "9")])


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [(123450, "money", "$1,234.50"), (-5, "money", "-$0.05"), (6250, "rate", "62.5%"), (10000, "rate", "100%"), (1500, "quantity", "1.5"),
     (-250, "quantity", "-0.25"), (3, "integer", "3"), (dt.date(2024, 7, 1), "date", "2024-07-01"), (True, "boolean", "yes"),
     ("out_of_network", "enumeration", "out of network"), ((90, "days"), "period", "90 days"), (None, "money", "absent"),
     (("25", "LT"), "list:code:Modifier", "25, LT"), ((), "list:code:Modifier", ""), (93, "number:2", "0.93"), (332875, "number:4", "33.2875"),
     ("99213", "code:Procedure", "99213"), ("as it is", "text", "as it is"), (7, "number:0", "7")],
)  # fmt: skip
def test_values_are_written_as_sentences_show_them(value: object, kind: str, text: str) -> None:
    assert write(value, kind) == text


@given(NUMBERS, st.integers(0, 8))
def test_a_scaled_number_reads_back(value: int, scale: int) -> None:
    assert Fraction(decimal(value, scale)) == Fraction(value, 10**scale)
    kept = decimal(value, scale, strip=False)
    assert Fraction(kept) == Fraction(value, 10**scale)
    assert len(kept.partition(".")[2]) == scale
