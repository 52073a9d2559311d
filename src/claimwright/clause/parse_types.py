"""Parsing of types: `Money`, `Date?`, `list of Line`, `row of ncci_ptp`, `Number with 4 decimals`."""

from __future__ import annotations

from claimwright.clause.parse_cursor import Cursor, describe
from claimwright.clause.syntax import ListType, NamedType, OptionalType, SetType, TypeExpr

_ELSEWHERE = {
    "string": "Text", "str": "Text", "int": "Integer", "bool": "Boolean", "float": "Number with 2 decimals",
    "decimal": "Number with 2 decimals", "number": "Number with 2 decimals",
}  # fmt: skip


def parse_type(c: Cursor) -> TypeExpr:
    """A type, with `?` behind it where the value may be absent."""
    start = c.token
    c.enter()
    kind = _parse_plain_type(c)
    if c.take("?"):
        kind = OptionalType(c.span_from(start), kind)
        if c.token.text == "?":
            c.fail_here("CL114", "a type is optional or not; `?` stands once", fix="remove the second `?`")
    c.leave()
    return kind


def _parse_plain_type(c: Cursor) -> TypeExpr:
    start = c.token
    if start.text in ("list", "set") and c.peek().text == "of":
        c.advance()
        c.advance()
        item = parse_type(c)
        return (ListType if start.text == "list" else SetType)(c.span_from(start), item)
    if start.text == "row" and c.peek().text == "of":
        c.advance()
        c.advance()
        name = c.expect_name("the name of a table").text
        return NamedType(c.span_from(start), name, table=True)
    if c.take("("):
        kind = parse_type(c)
        c.expect(")", where="after the type")
        return kind
    return _parse_named_type(c)


def _parse_named_type(c: Cursor) -> NamedType:
    token = c.token
    if token.kind == "NAME":
        _fail_lower_case(c)
    name = c.expect_type_name("a type").text
    if name != "Number":
        return NamedType(token.span, name)
    if not c.take("with"):
        fix = "write `Number with 2 decimals`, or `Integer` for none"
        c.fail_here("CL114", "a `Number` says how many decimals it has", label="expected `with N decimals`", fix=fix)
    decimals = parse_decimals(c)
    return NamedType(c.span_from(token), name, decimals)


def parse_decimals(c: Cursor) -> int:
    """`4 decimals`, at most 9."""
    token = c.expect_kind("NUMBER", "a number of decimals", fix="write for example `4 decimals`")
    if not token.text.isdigit() or int(token.text) > 9:
        c.fail(
            "CL114",
            f"`{token.text}` is not a number of decimals",
            token.span,
            fix="write a whole number from 0 to 9",
        )
    if not (c.take("decimals") or c.take("decimal")):
        c.expect("decimals", fix=f"write `{token.text} decimals`")
    return int(token.text)


def _fail_lower_case(c: Cursor) -> None:
    text = c.token.text
    if text in ("list", "set", "row"):
        what = "a table" if text == "row" else "a type"
        c.fail_here("CL114", f"`{text}` says what it holds", label=f"expected `{text} of` and {what}",
                    fix=f"write `{text} of` and {what}")  # fmt: skip
    likely = _ELSEWHERE.get(text) or "".join(part.capitalize() for part in text.split("_"))
    c.fail_here("CL114", f"expected a type, found {describe(c.token)}", fix=f"write `{likely}`")
