"""Parsing of names, calls and the forms that begin with a word: `any x in list`, `lesser of a and b`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NoReturn, cast

from claimwright.clause import syntax
from claimwright.clause.parse_cursor import RESERVED, Cursor, describe
from claimwright.clause.parse_expressions import parse_additive, parse_else, parse_or, parse_postfix
from claimwright.clause.parse_tokens import Token
from claimwright.clause.syntax import Expr

UNITS: dict[str, syntax.Unit] = {
    "days": "days", "weeks": "weeks", "months": "months", "years": "years",
    "day": "days", "week": "weeks", "month": "months", "year": "years",
}  # fmt: skip
_Which = Literal["lesser", "greater"]
_Search = Literal["any", "no", "every", "first", "all", "count", "sum"]
_NO_VALUE = {"null", "nil", "undefined", "nothing"}


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
    return syntax.Extreme(c.span_from(start), cast(_Which, start.text), left, right)


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
    kind = cast(_Search, start.text)
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
