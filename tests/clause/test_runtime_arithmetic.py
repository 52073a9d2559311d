"""Arithmetic of rules is exact: random expressions against fractions, rounded only where the rule says so."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.clause import check_source
from clause.running import claim, line, run, staged, value
from clause.test_values import exactly

Kind = Literal["money", "plain"]
VALUES = {"charge": (st.integers(-50_000_00, 50_000_00), 2), "units": (st.integers(-99_999, 99_999), 3),
          "share": (st.integers(-20_000, 20_000), 4), "factor": (st.integers(-(10**6), 10**6), 5), "number": (st.integers(-99, 99), 0)}  # fmt: skip
Case = dict[str, int]


@dataclass(frozen=True)
class Term:
    """An expression, its kind, and its exact value for a line."""

    text: str
    kind: Kind
    exact: Fraction


def exact(case: Case, name: str) -> Fraction:
    return Fraction(case[name], 10 ** VALUES[name][1])


@st.composite
def leaves(draw: st.DrawFn, case: Case, kind: Kind) -> Term:
    if kind == "money":
        if draw(st.booleans()):
            return Term("line.charge", kind, exact(case, "charge"))
        cents = draw(st.integers(0, 99_999))
        return Term(f"${cents // 100}.{cents % 100:02d}", kind, Fraction(cents, 100))
    choice = draw(st.sampled_from(("units", "share", "factor", "number", "literal", "rate")))
    if choice == "literal":
        text = draw(st.sampled_from(("0", "7", "1.5", "0.125", "33.2875", "1.000001")))
        return Term(text, kind, Fraction(text))
    if choice == "rate":
        text = draw(st.sampled_from(("12.5", "80", "0.01", "62.125")))
        return Term(f"{text}%", kind, Fraction(text) / 100)
    return Term(f"line.{choice}", kind, exact(case, choice))


@st.composite
def terms(draw: st.DrawFn, case: Case, kind: Kind, depth: int) -> Term:
    if depth == 0:
        return draw(leaves(case, kind))
    shape = draw(st.sampled_from(("+", "-", "*", "pick", "minus", "rounded", "quotient", "leaf")))
    below = depth - 1
    match shape:
        case "leaf":
            return draw(leaves(case, kind))
        case "+" | "-":
            a, b = draw(terms(case, kind, below)), draw(terms(case, kind, below))
            return Term(
                f"({a.text} {shape} ({b.text}))", kind, a.exact + b.exact if shape == "+" else a.exact - b.exact
            )
        case "*":
            a, b = draw(terms(case, kind, below)), draw(terms(case, "plain", below))
            a, b = (a, b) if draw(st.booleans()) else (b, a)
            return Term(f"({a.text}) * ({b.text})", kind, a.exact * b.exact)
        case "pick":
            a, b = draw(terms(case, kind, below)), draw(terms(case, kind, below))
            which = draw(st.sampled_from(("lesser", "greater")))
            return Term(
                f"({which} of {a.text} and {b.text})", kind, (min if which == "lesser" else max)(a.exact, b.exact)
            )
        case "minus":
            a = draw(leaves(case, kind))
            return Term(f"(-{a.text})", kind, -a.exact)
        case _:
            return draw(rounded(case, kind, below, quotient=shape == "quotient"))


@st.composite
def rounded(draw: st.DrawFn, case: Case, kind: Kind, depth: int, *, quotient: bool) -> Term:
    inner, mode = draw(terms(case, kind, depth)), draw(st.sampled_from(("half up", "half even", "up", "down")))
    text, number = f"({inner.text})", inner.exact
    if quotient:
        divisor = draw(leaves(case, "plain").filter(lambda each: each.exact != 0))
        if divisor.text.replace(".", "").isdigit() or divisor.exact:
            text, number = f"{text} / {divisor.text}", number / divisor.exact
    places = 2 if kind == "money" else draw(st.integers(0, 4))
    target = "the cent" if kind == "money" else f"{places} decimals"
    return Term(f"({text} rounded {mode} to {target})", kind, Fraction(exactly(number * 10**places, mode), 10**places))


@st.composite
def problems(draw: st.DrawFn) -> tuple[Case, Term, str]:
    case = {name: draw(strategy) for name, (strategy, _) in VALUES.items()}
    kind = draw(st.sampled_from(("money", "plain")))
    return case, draw(terms(case, kind, draw(st.integers(1, 3)))), draw(st.sampled_from(("half up", "half even", "up", "down")))  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(problems())
def test_an_expression_is_the_exact_number_rounded_as_stated(problem: tuple[Case, Term, str]) -> None:
    case, term, mode = problem
    money = term.kind == "money"
    places, target = (2, "the cent") if money else (3, "3 decimals")
    before = "" if money else "result figure of Line: Number with 3 decimals\n"
    got = value(f"({term.text}) rounded {mode} to {target}", claim(line(ref="line:1", **case)), result="allowed" if money else "figure", before=before)  # fmt: skip
    assert got == exactly(term.exact * 10**places, mode)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_numbers_of_any_scale_are_compared_exactly(data: st.DataObject) -> None:
    case = {name: data.draw(strategy) for name, (strategy, _) in VALUES.items()}
    kind = data.draw(st.sampled_from(("money", "plain")))
    a, b = data.draw(terms(case, kind, 1)), data.draw(terms(case, kind, 1))
    body = f"""
clause rule (line: Line)
  when {a.text} is less than {b.text}
    set tally to 1
  otherwise when {a.text} is {b.text}
    set tally to 2
  otherwise when {a.text} is at least {b.text} and {a.text} is not {b.text}
    set tally to 3
"""
    full = run(staged(body, "rule"), claim(line(ref="line:1", **case)))
    assert not full.decisions, full.decisions
    assert full.__dict__["r_tally"]["line:1"] == (1 if a.exact < b.exact else 2 if a.exact == b.exact else 3)


def test_a_share_of_a_price_needs_its_rounding() -> None:
    source = staged("clause rule (line: Line)\n  set allowed to line.charge * line.share", "rule")
    assert "CL303" in [found.code for found in check_source(source, "rules.clause")]


@pytest.mark.parametrize(
    ("expression", "cents"),
    [("$0.05 * 50% rounded half up to the cent", 3), ("$0.05 * 50% rounded half even to the cent", 2),
     ("-$0.05 * 50% rounded half up to the cent", -3), ("-$0.05 * 50% rounded up to the cent", -3),
     ("-$0.05 * 50% rounded down to the cent", -2), ("$1.00 * (1.5 * 33.2875) rounded half up to the cent", 4993),
     ("$10.00 / 3 rounded up to the cent", 334), ("$10.00 - $2.50 * 2", 500), ("-($1.00 - $3.00)", 200),
     ("$2.00 rounded half up to 0 decimals", 200), ("$2.50 rounded half up to 0 decimals", 300)],
)  # fmt: skip
def test_worked_amounts(expression: str, cents: int) -> None:
    assert value(expression, result="allowed") == cents


@pytest.mark.parametrize(
    ("expression", "number"),
    [("$10.00 / $4.00 rounded half up to 0 decimals", 3), ("7 / 2 rounded down to 0 decimals", 3), ("2 + 3 * 4", 14),
     ("(2 + 3) * 4", 20), ("10 - 2 - 3", 5), ("line.number - -2", 3), ("1.5 * 2 rounded half up to 0 decimals", 3),
     ("50% * 3 rounded half even to 0 decimals", 2), ("greater of 2 and 1.5 rounded up to 0 decimals", 2)],
)  # fmt: skip
def test_worked_numbers(expression: str, number: int) -> None:
    assert value(expression) == number
