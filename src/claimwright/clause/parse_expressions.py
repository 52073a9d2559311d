"""Parsing of expressions, one function a level of binding, loosest first:

`or`, `and`, `not`, comparison, `else`, `rounded`, `+ -`, `* /`, unary `-`, and what stands alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NoReturn, cast

from claimwright.clause import syntax
from claimwright.clause.parse_comparisons import MISSING_IS, parse_comparison_words
from claimwright.clause.parse_cursor import RESERVED, Cursor, ParseError, describe
from claimwright.clause.parse_tokens import Token
from claimwright.clause.parse_types import parse_decimals
from claimwright.clause.syntax import Expr

UNITS: dict[str, syntax.Unit] = {
    "days": "days", "weeks": "weeks", "months": "months", "years": "years",
    "day": "days", "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip
_NO_VALUE = {"null", "nil", "undefined", "nothing"}


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
    parse = _PRIMARIES.get(token.text if token.kind == "OPERATOR" else token.kind)
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


# --- literals ------------------------------------------------------------------------------------------


def parse_money(c: Cursor) -> Expr:
    """`$1,234.50`."""
    token = c.advance()
    dollars, _, cents = token.text[1:].replace(",", "").partition(".")
    return syntax.MoneyLiteral(token.span, int(dollars or 0) * 100 + int(f"{cents:0<2}"))


def parse_rate(c: Cursor) -> Expr:
    """`62.5%`."""
    token = c.advance()
    digits, scale = _digits(token.text[:-1])
    return syntax.RateLiteral(token.span, digits, scale + 2, token.text)


def parse_number(c: Cursor) -> Expr:
    """`3`, `1.50`, or a period: `90 days`."""
    token = c.advance()
    if unit := UNITS.get(c.token.text):
        if not token.text.isdigit():
            fix = "write whole days, weeks, months or years"
            c.fail("CL103", f"a period has a whole number of {unit}, found `{token.text}`", token.span, fix=fix)
        c.advance()
        return syntax.PeriodLiteral(c.span_from(token), int(token.text), unit)
    digits, scale = _digits(token.text)
    return syntax.NumberLiteral(token.span, digits, scale, token.text)


def _digits(text: str) -> tuple[int, int]:
    whole, _, decimals = text.partition(".")
    joined = whole + decimals
    return int(joined) if joined.isdigit() else 0, len(decimals)


def parse_date(c: Cursor) -> Expr:
    """`2024-07-01`."""
    token = c.advance()
    return syntax.DateLiteral(token.span, token.value)


def parse_code(c: Cursor) -> Expr:
    """`G0463`."""
    token = c.advance()
    return syntax.CodeLiteral(token.span, token.text)


def parse_reason(c: Cursor) -> syntax.ReasonLiteral:
    """`CO-236`."""
    fix = "write the group code, a hyphen and the reason code, such as `CO-45`"
    token = c.expect_kind("REASON", "a reason", fix=fix, code="CL117")
    group, _, reason = token.text.partition("-")
    return syntax.ReasonLiteral(token.span, group, reason)


def parse_text(c: Cursor) -> syntax.TextLiteral:
    """`"..."` with values in braces."""
    token = c.expect_kind("TEXT", "a text", fix='write it in quotes: `"..."`')
    parts: tuple[str | tuple[Token, ...], ...] = token.value
    parsed = tuple(part if isinstance(part, str) else _parse_value_in_text(c, part) for part in parts)
    return syntax.TextLiteral(token.span, parsed)


def _parse_value_in_text(c: Cursor, tokens: tuple[Token, ...]) -> Expr:
    """A value in braces; an error in it leaves the rest of the text to be read."""
    depth = c.depth
    try:
        return c.inside(tokens, parse_or)
    except ParseError as error:
        c.diagnostics.append(error.diagnostic)
        c.depth = depth
        return syntax.Name(tokens[0].span, "")


def parse_list(c: Cursor) -> Expr:
    """`[a, b]`, ranges of codes included."""
    start = c.advance()
    items: list[Expr] = []
    while c.token.text != "]":
        items.append(parse_list_item(c))
        if not c.take(","):
            break
    c.expect("]", where="after the last value", fix="separate the values with `,` and close the list with `]`")
    return syntax.ListLiteral(c.span_from(start), tuple(items))


def parse_list_item(c: Cursor) -> Expr:
    """A value, or a range of codes: `99202 to 99215`."""
    start = c.token
    if start.kind not in ("NUMBER", "CODE") or c.peek().text != "to":
        return parse_or(c)
    c.advance()
    c.advance()
    last = c.token
    if last.kind not in ("NUMBER", "CODE"):
        c.fail_here("CL103", f"expected the last code of the range, found {describe(last)}", label="expected a code")
    c.advance()
    return syntax.CodeRange(c.span_from(start), start.text, last.text)


def parse_parentheses(c: Cursor) -> Expr:
    """`(a)`."""
    c.advance()
    value = parse_or(c)
    c.expect(")", where="after the value", fix="close the parenthesis")
    return value


# --- names and searches --------------------------------------------------------------------------------


def parse_word(c: Cursor) -> Expr:
    """A form that begins with a word, or a name."""
    token = c.token
    following = c.peek()
    form = _FORMS.get(token.text)
    if form is not None and form[0](c):
        return form[1](c)
    if token.text in RESERVED or token.text in _NO_VALUE:
        _fail_word(c)
    if following.text == "(":
        return _parse_call(c)
    if following.text == "of":
        return _parse_result_of(c)
    c.advance()
    if following.kind == "NUMBER":
        return _parse_item(c, token)
    return syntax.Name(token.span, token.text)


def _fail_word(c: Cursor) -> NoReturn:
    word = c.token.text
    fix = {"otherwise": "write `else` for the value to use where one is absent"}.get(word, "")
    if word in _NO_VALUE:
        fix = "test with `is present` or `is absent`"
    c.fail_here("CL103", f"expected a value, found `{word}`", label="expected a value", fix=fix)


def _parse_call(c: Cursor) -> Expr:
    start = c.advance()
    c.advance()
    arguments: list[Expr] = []
    while c.token.text != ")":
        arguments.append(parse_or(c))
        if not c.take(","):
            break
    c.expect(")", where="after the last argument", fix="separate arguments with `,` and close with `)`")
    return syntax.Call(c.span_from(start), start.text, tuple(arguments))


def _parse_result_of(c: Cursor) -> Expr:
    start = c.advance()
    c.advance()
    if c.token.kind != "NAME" and c.token.text != "(":
        c.fail_here("CL103", f"expected what `{start.text}` is of, found {describe(c.token)}", label="expected a name")
    subject = parse_postfix(c)
    return syntax.ResultOf(c.span_from(start), start.text, subject)


def _parse_item(c: Cursor, name: Token) -> Expr:
    number = c.token
    if not c.in_test:
        fix = f"search the list instead: `first x in claim.{name.text}s where ...`"
        c.fail("CL119", f"`{name.text} {number.text}` can be written only in a test", number.span, fix=fix)
    c.advance()
    return syntax.Item(c.span_from(name), name.text, parse_item_number(c, number))


def parse_item_number(c: Cursor, token: Token) -> int:
    """The number of an item, from 1."""
    if not token.text.isdigit() or int(token.text) < 1:
        c.fail(
            "CL119",
            f"items are counted from 1, found `{token.text}`",
            token.span,
            fix="write a whole number from 1",
        )
    return int(token.text)


def _parse_boolean(c: Cursor) -> Expr:
    token = c.advance()
    return syntax.BooleanLiteral(token.span, token.text == "true")


def _parse_extreme(c: Cursor) -> Expr:
    start = c.advance()
    c.advance()
    left = parse_additive(c)
    c.expect("and", where=f"between the two values of `{start.text} of`", fix=f"write `{start.text} of a and b`")
    right = parse_additive(c)
    return syntax.Extreme(c.span_from(start), cast(Literal["lesser", "greater"], start.text), left, right)


def _parse_between(c: Cursor) -> Expr:
    start = c.advance()
    c.advance()
    first = parse_additive(c)
    c.expect("to", where=f"after the first date of `{start.text} from`", fix=f"write `{start.text} from a to b`")
    last = parse_additive(c)
    return syntax.Between(c.span_from(start), UNITS[start.text], first, last)


def _parse_search(c: Cursor) -> Expr:
    start = c.advance()
    summand = None
    if start.text in ("count", "sum"):
        c.advance()
    if start.text == "sum":
        summand = parse_else(c)
        c.expect("for", where="after what is summed", fix="write `sum of x.amount for x in list`")
    variable = c.expect_name("a variable").text
    c.expect("in", where=f"after `{variable}`", fix="name the list that is searched")
    source = parse_additive(c)
    word = "satisfies" if start.text == "every" else "where"
    _check_other_word(c, start.text, word)
    condition = parse_or(c) if c.take(word) else None
    if condition is None and start.text == "every":
        c.expect(
            "satisfies",
            where="after the list of `every`",
            fix="write `every x in list satisfies` and a condition",
        )
    kind = cast(Literal["any", "no", "every", "first", "all", "count", "sum"], start.text)
    return syntax.Quantifier(c.span_from(start), kind, variable, source, condition, summand)


def _check_other_word(c: Cursor, kind: str, word: str) -> None:
    other = "where" if word == "satisfies" else "satisfies"
    if c.token.text == other and (kind == "every" or other == "satisfies"):
        c.fail_here(
            "CL103",
            f"`{kind}` goes with `{word}`, found `{other}`",
            label=f"expected `{word}`",
            fix=f"write `{word}`",
        )


def _is_search(c: Cursor) -> bool:
    return c.peek().kind == "NAME" and c.peek().text not in RESERVED and c.peek(2).text == "in"


def _is_of(c: Cursor) -> bool:
    return c.peek().text == "of"


def _is_count(c: Cursor) -> bool:
    return c.peek().text == "of" and c.peek(3).text == "in"


def _is_from(c: Cursor) -> bool:
    return c.peek().text == "from"


def _always(c: Cursor) -> bool:
    return True


_Form = tuple[Callable[[Cursor], bool], Callable[[Cursor], Expr]]
_FORMS: dict[str, _Form] = {
    **dict.fromkeys(("any", "no", "every", "first", "all"), (_is_search, _parse_search)),
    "count": (_is_count, _parse_search),
    "sum": (_is_of, _parse_search),
    **dict.fromkeys(("lesser", "greater"), (_is_of, _parse_extreme)),
    **dict.fromkeys(("days", "weeks", "months", "years"), (_is_from, _parse_between)),
    **dict.fromkeys(("true", "false"), (_always, _parse_boolean)),
}
"""Forms by their first word, each with what must follow for the word not to be a name."""

_PRIMARIES: dict[str, Callable[[Cursor], Expr]] = {
    "NAME": parse_word,
    "NUMBER": parse_number,
    "MONEY": parse_money,
    "RATE": parse_rate,
    "DATE": parse_date,
    "CODE": parse_code,
    "REASON": parse_reason,
    "TEXT": parse_text,
    "(": parse_parentheses,
    "[": parse_list,
}
