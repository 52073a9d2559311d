"""Parsing of what stands alone: literals, texts, lists and anything in parentheses."""

from __future__ import annotations

from collections.abc import Callable

from claimwright.clause import syntax
from claimwright.clause.parse_cursor import Cursor, ParseError, describe
from claimwright.clause.parse_expressions import parse_or
from claimwright.clause.parse_tokens import Token
from claimwright.clause.parse_words import UNITS, parse_word
from claimwright.clause.syntax import Expr

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


PRIMARIES: dict[str, Callable[[Cursor], Expr]] = {
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
