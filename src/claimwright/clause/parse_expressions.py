"""Parsing of expressions, one function a level of binding, loosest first:

`or`, `and`, `not`, comparison, `else`, `rounded`, `+ -`, `* /`, unary `-`, and what stands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NoReturn, cast

from claimwright.clause import syntax
from claimwright.clause.parse_comparisons import MISSING_IS, parse_comparison_words
from claimwright.clause.parse_cursor import Cursor, describe
from claimwright.clause.parse_types import parse_decimals
from claimwright.clause.syntax import Expr


def parse_expression(c: Cursor) -> Expr:
    """A whole expression."""
    c.operators = 0
    return parse_or(c)


def parse_operand(c: Cursor) -> Expr:
    """An expression as far as `else`: no comparison, `and` or `or`."""
    c.operators = 0
    return parse_else(c)


def parse_sum(c: Cursor) -> Expr:
    """An expression as far as `+` and `-`."""
    c.operators = 0
    return parse_additive(c)


def parse_or(c: Cursor) -> Expr:
    """`a or b or c`."""
    start, first = c.token, parse_and(c)
    if c.token.text != "or":
        return first
    operands = [first]
    while c.take("or"):
        operands.append(parse_and(c))
    return syntax.Logical(c.span_from(start), "or", tuple(operands))


def parse_and(c: Cursor) -> Expr:
    """`a and b and c`."""
    start, first = c.token, parse_not(c)
    if c.token.text != "and":
        return first
    operands = [first]
    while c.take("and"):
        operands.append(parse_not(c))
    return syntax.Logical(c.span_from(start), "and", tuple(operands))


def parse_not(c: Cursor) -> Expr:
    """`not a`."""
    if c.token.text != "not":
        return parse_comparison(c)
    start = c.advance()
    c.enter()
    operand = parse_not(c)
    c.leave()
    return syntax.Not(c.span_from(start), operand)


def parse_comparison(c: Cursor) -> Expr:
    """`a is b`, `a is at least b`, `a is present`; one, not a chain."""
    start, left = c.token, parse_else(c)
    if c.token.text != "is":
        _check_missing_is(c)
        return left
    kind, value, negated = parse_comparison_words(c)
    if kind == "state":
        state = cast(syntax.StateTest, value)
        node: Expr = syntax.Is(c.span_from(start), left, state, negated)
    else:
        right = parse_else(c)
        node = syntax.Comparison(c.span_from(start), cast(syntax.ComparisonOperator, value), left, right)
    if c.token.text == "is":
        fix = "compare two values at a time and join the comparisons with `and`"
        c.fail_here("CL110", "comparisons cannot be chained", label="a second comparison", fix=fix)
    return node


def _check_missing_is(c: Cursor) -> None:
    token = c.token
    if token.kind != "NAME" or token.text not in MISSING_IS:
        return
    words, fix = MISSING_IS[token.text]
    if not words or any(c.at(*each) for each in words):
        c.fail_here(
            "CL110",
            f"{describe(token)} does not compare here",
            label="a comparison begins with `is`",
            fix=fix,
        )


def parse_else(c: Cursor) -> Expr:
    """`a else b`: b where a is absent."""
    start, left = c.token, parse_rounded(c)
    while c.take("else"):
        c.count_operator()
        right = parse_rounded(c)
        left = syntax.Else(c.span_from(start), left, right)
    return left


def parse_rounded(c: Cursor) -> Expr:
    """`a rounded half up to the cent`, `a rounded down to 2 decimals`."""
    start, left = c.token, parse_additive(c)
    while c.take("rounded"):
        c.count_operator()
        mode = _parse_rounding_mode(c)
        c.expect("to", fix="write `to the cent` or, for example, `to 4 decimals`", code="CL116")
        decimals = None if c.token.text == "the" else parse_decimals(c)
        if decimals is None:
            c.advance()
            c.expect("cent", fix="write `to the cent` or, for example, `to 4 decimals`", code="CL116")
        left = syntax.Rounded(c.span_from(start), left, mode, decimals)
    return left


def _parse_rounding_mode(c: Cursor) -> syntax.RoundingMode:
    if c.take("half"):
        if c.take("up"):
            return "half up"
        if c.take("even"):
            return "half even"
    elif c.take("up"):
        return "up"
    elif c.take("down"):
        return "down"
    fix = "write `rounded half up`, `rounded half even`, `rounded up` or `rounded down`"
    return c.fail_here(
        "CL116", "rounding says which way", label="expected `half up`, `half even`, `up` or `down`", fix=fix
    )


def parse_additive(c: Cursor) -> Expr:
    """`a + b - c`."""
    start, left = c.token, parse_multiplicative(c)
    while (operator := c.token.text) in ("+", "-"):
        c.advance()
        c.count_operator()
        right = parse_multiplicative(c)
        left = syntax.Arithmetic(c.span_from(start), operator, left, right)
    return left


def parse_multiplicative(c: Cursor) -> Expr:
    """`a * b / c`."""
    start, left = c.token, parse_unary(c)
    while (operator := c.token.text) in ("*", "/"):
        c.advance()
        c.count_operator()
        right = parse_unary(c)
        left = syntax.Arithmetic(c.span_from(start), operator, left, right)
    return left


def parse_unary(c: Cursor) -> Expr:
    """`-a`."""
    if c.token.text != "-":
        return parse_postfix(c)
    start = c.advance()
    c.enter()
    operand = parse_unary(c)
    c.leave()
    return syntax.Negate(c.span_from(start), operand)


def parse_postfix(c: Cursor) -> Expr:
    """A value and its fields: `claim.lines`."""
    start, value = c.token, parse_primary(c)
    while c.token.text == ".":
        c.advance()
        c.count_operator()
        name = c.expect_kind("NAME", "the name of a field").text
        value = syntax.Field(c.span_from(start), value, name)
    return value


def parse_primary(c: Cursor) -> Expr:
    """What stands alone: a literal, a name, a call, a search, or anything in parentheses."""
    token = c.token
    parse = _primaries().get(token.text if token.kind == "OPERATOR" else token.kind)
    if parse is None:
        fail_value(c)
    c.enter()
    value = parse(c)
    c.leave()
    return value


def fail_value(c: Cursor) -> NoReturn:
    """No value begins here."""
    token = c.token
    fix = ""
    if token.kind == "TYPE":
        fix = f"write `{token.text.lower()}`" if token.text in ("True", "False") else "a type is not a value"
        fix = "test with `is present` or `is absent`" if token.text == "None" else fix
    c.fail_here("CL103", f"expected a value, found {describe(token)}", label="expected a value", fix=fix)


@cache
def _primaries() -> dict[str, Callable[[Cursor], Expr]]:
    from claimwright.clause.parse_primaries import PRIMARIES

    return PRIMARIES
