"""Figures are found whole, once, and in linear time."""

from __future__ import annotations

import itertools
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.evidence import extract_figures
from claimwright.evidence.extract import flatten

CASES = [
    ("denied CO-236 with RARC N130", [("code", "CO-236", "CO236"), ("code", "N130", "N130")]),
    ("99213-25 paid $1,234.50", [("code", "99213-25", "9921325"), ("money", "$1,234.50", "123450")]),
    (
        "on 07/15/2024, i.e. July 15, 2024",
        [("date", "07/15/2024", "2024-07-15"), ("date", "July 15, 2024", "2024-07-15")],
    ),
    (
        "15 July 2024, 7/15 and July 2024",
        [
            ("date", "15 July 2024", "2024-07-15"),
            ("date", "7/15", "****-07-15"),
            ("date", "July 2024", "2024-07-**"),
        ],
    ),
    ("modifiers 25, 59 and LT", [("code", "25", "MOD25"), ("code", "59", "MOD59"), ("code", "LT", "MODLT")]),
    ("CARC 45, group code PR", [("code", "45", "CARC45"), ("code", "PR", "GROUPPR")]),
    ("E11.9 and J1100", [("code", "E11.9", "E119"), ("code", "J1100", "J1100")]),
    ("20% or 20.50 percent", [("percent", "20%", "20"), ("percent", "20.50 percent", "20.5")]),
    (
        "NPI 1234567893, claim CLM-2024-0001/2",
        [("id", "1234567893", "1234567893"), ("id", "CLM-2024-0001/2", "CLM202400012")],
    ),
    (
        "$1.2 million, $5k, 50 cents, 45.00 USD",
        [
            ("money", "$1.2 million", "120000000"),
            ("money", "$5k", "500000"),
            ("money", "50 cents", "50"),
            ("money", "45.00 USD", "4500"),
        ],
    ),
    ("-$20 and $10-$20", [("money", "-$20", "-2000"), ("money", "$10", "1000"), ("money", "$20", "2000")]),
    ("five hundred and twenty dollars", [("money", "five hundred and twenty dollars", "52000")]),
    (
        "twenty percent of one thousand two dollars",
        [
            ("percent", "twenty percent", "20"),
            ("money", "one thousand two dollars", "100200"),
        ],
    ),
    ("13/45/2024", [("id", "13/45/2024", "13452024")]),
    ("the 2nd of 3 visits", [("number", "2nd", "2"), ("number", "3", "3")]),
    ("no figure at all, Group Health", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_figures_of_a_sentence(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [(f.kind, f.raw, f.value) for f in extract_figures(text)] == expected


def test_digits_and_dashes_of_other_scripts_are_read() -> None:
    assert [f.value for f in extract_figures("CO\u201145 and \u0663\u0664 and \uff11\uff12\uff13")] == [
        "CO45",
        "34",
        "123",
    ]


FIGURE_TEXT = st.text(alphabet="0123456789 -/.,$%()COPRNJuly modifiers:T\n٣é\0", max_size=60) | st.text(max_size=60)


@given(FIGURE_TEXT)
def test_every_digit_stands_in_exactly_one_figure(text: str) -> None:
    figures = extract_figures(text)
    assert all(text[f.start : f.end] == f.raw for f in figures)
    assert all(a.end <= b.start for a, b in itertools.pairwise(figures))
    covered = {at for f in figures for at in range(f.start, f.end)}
    assert covered >= {at for at, ch in enumerate(flatten(text)) if ch.isascii() and ch.isdigit()}


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1,234",
        "$",
        "$1",
        "1-",
        "1/",
        "1.",
        "CO-",
        "CO 4",
        "modifier ",
        "modifier 25, ",
        "July ",
        "July 1",
        "one ",
        "one hundred and ",
    ],
)
def test_work_grows_linearly_on_hostile_text(unit: str) -> None:
    """Sixteen times the text: linear work grows 16 times, quadratic work 256 times."""
    assert _cpu_s(unit, 16_000) < 64 * _cpu_s(unit, 1_000)


def _cpu_s(unit: str, times: int) -> float:
    text = unit * times + "x"
    best = min(_one_run(text) for _ in range(3))
    return best + 1e-4


def _one_run(text: str) -> float:
    start = process_time()
    extract_figures(text)
    return process_time() - start
