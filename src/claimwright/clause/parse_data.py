"""Parsing of records written as data: plans, contracts, the inputs of tests."""

from __future__ import annotations

from claimwright.clause import syntax
from claimwright.clause.parse_blocks import parse_block
from claimwright.clause.parse_cursor import Cursor, describe, hoist
from claimwright.clause.parse_primaries import parse_list_item, parse_text
from claimwright.clause.parse_tokens import Token
from claimwright.clause.syntax import DataField, DataItem, Dating, Expr, Trivia


class Header:
    """The lines below a declaration's first: dates and citations, in any order, before everything else."""

    def __init__(self) -> None:
        self.start: Dating | None = None
        self.known: Dating | None = None
        self.cites: list[syntax.TextLiteral] = []
        self.trivia: list[Trivia] = []

    @property
    def dating(self) -> Dating | None:
        """Both kinds of dates as one."""
        if self.start is None or self.known is None:
            return self.start or self.known
        first, last = sorted((self.start, self.known), key=lambda each: each.span.line)
        span = syntax.Span(first.span.line, first.span.column, last.span.end_line, last.span.end_column)
        return Dating(span, self.start.start, self.start.end, self.known.known)

    def hoist(self, trivia: Trivia) -> Trivia:
        """The declaration's comments and those of these lines."""
        return hoist(trivia, *self.trivia)


def at_header_line(c: Cursor) -> bool:
    """Whether `in force ...`, `known from ...` or `cites "..."` is next."""
    text, following = c.token.text, c.peek()
    if text == "cites":
        return following.text != ":"
    return (text == "in" and following.text == "force") or (text == "known" and following.text in ("from", "on"))


def parse_header_line(c: Cursor, header: Header) -> None:
    """One of the lines of a declaration's head."""
    index, start = c.index, c.advance()
    if start.text == "cites":
        header.cites.append(parse_text(c))
    elif start.text == "in":
        c.advance()
        _check_once(c, start, header.start)
        header.start = _parse_in_force(c, start)
    else:
        _check_once(c, start, header.known)
        if c.token.text == "on":
            c.fail_here("CL122", "`known on` stands only in tests", fix="write `known from` and a date")
        c.advance()
        header.known = Dating(c.span_from(start), known=parse_date_value(c))
    header.trivia.append(c.end_line(index))


def _check_once(c: Cursor, start: Token, earlier: Dating | None) -> None:
    if earlier is not None:
        fix = "keep one; another period of time is another version of the declaration"
        words = "in force" if start.text == "in" else "known from"
        c.report("CL122", f"`{words}` stands twice", start.span, fix=fix)


def _parse_in_force(c: Cursor, start: Token) -> Dating:
    first, last = parse_period(c, fix="write `in force from 2024-01-01 until 2024-12-31`")
    return Dating(c.span_from(start), first, last)


def parse_period(c: Cursor, *, fix: str) -> tuple[syntax.dt.date | None, syntax.dt.date | None]:
    """`from a until b`, of which one may be missing."""
    first = parse_date_value(c) if c.take("from") else None
    if c.token.text == "to":
        c.fail_here("CL122", "expected `until`, found `to`", fix="write `until`; the last day is included")
    last = parse_date_value(c) if c.take("until") else None
    if first is None and last is None:
        c.fail_here("CL122", f"expected `from` or `until`, found {describe(c.token)}", fix=fix)
    if first and last and last < first:
        message = f"the period ends on {last}, before it begins on {first}"
        c.fail("CL122", message, c.tokens[c.index - 1].span, fix="exchange the dates")
    return first, last


def parse_date_value(c: Cursor) -> syntax.dt.date:
    """A date as written."""
    token = c.expect_kind("DATE", "a date", fix="write year-month-day: `2024-07-01`", code="CL122")
    value: syntax.dt.date = token.value
    return value


# --- fields and items ----------------------------------------------------------------------------------


def parse_data_block(c: Cursor, owner: str) -> tuple[tuple[DataField, ...], tuple[DataItem, ...]]:
    """What stands below a record or field: either fields, or the items of a list."""
    fields: list[DataField] = []
    items: list[DataItem] = []

    def parse_line(c: Cursor) -> None:
        parse_data_line(c, fields, items)

    parse_block(c, owner, parse_line)
    return tuple(fields), tuple(items)


def check_one_kind(c: Cursor, owner: str, fields: tuple[DataField, ...], items: tuple[DataItem, ...]) -> None:
    """Below a field stand either fields or items."""
    if fields and items:
        fix = "write fields as `name: value`, or items below a field of their own"
        c.report("CL120", f"{owner} has both fields and items", items[0].span, fix=fix)


def parse_data_line(c: Cursor, fields: list[DataField], items: list[DataItem]) -> None:
    """One field (`name: value`) or one item (`benefit office_visit "..."`) with what stands below it."""
    start = c.token
    if start.kind != "NAME":
        fix = "write `name: value`; values of a list stand behind the colon, separated by `,`"
        c.fail_here("CL103", f"expected a field, found {describe(start)}", label="expected `name: value`", fix=fix)
    if c.peek().text == ":":
        fields.append(parse_data_field(c))
    elif c.peek().kind in ("NEWLINE", "TEXT", "END") or (c.peek().kind == "NAME" and _ends_item(c)):
        items.append(parse_data_item(c))
    else:
        c.advance()
        _fail_colon(c, start)


def _ends_item(c: Cursor) -> bool:
    return c.peek(2).kind in ("NEWLINE", "TEXT", "END")


def _fail_colon(c: Cursor, name: Token) -> None:
    if c.token.text in ("is", "be", "to") or c.token.text == "=":
        fix = f"write `{name.text}:`"
        message = f"expected `:` after the field `{name.text}`, found `{c.token.text}`"
        c.fail_here("CL107", message, label="expected `:`", fix=fix)
    c.expect(":", where=f"after the field `{name.text}`", fix=f"write `{name.text}:` and the value", code="CL107")


def parse_data_field(c: Cursor) -> DataField:
    """`name: a, b`, or `name:` with fields or items below it."""
    index, start = c.index, c.advance()
    c.advance()
    values = _parse_values(c) if c.token.kind not in ("NEWLINE", "END") else ()
    trivia = c.end_line(index)
    fields: tuple[DataField, ...] = ()
    items: tuple[DataItem, ...] = ()
    if c.token.kind == "INDENT":
        if values:
            fix = f"write the value of `{start.text}` behind the colon, or below, not both"
            c.report("CL120", f"`{start.text}` has a value and lines below it", c.peek().span, fix=fix)
        fields, items = parse_data_block(c, f"`{start.text}`")
        check_one_kind(c, f"`{start.text}`", fields, items)
    return DataField(c.span_from(start), trivia, start.text, values, items, fields)


def _parse_values(c: Cursor) -> tuple[Expr, ...]:
    c.operators = 0
    values = [parse_list_item(c)]
    while c.take(","):
        values.append(parse_list_item(c))
    return tuple(values)


def parse_data_item(c: Cursor) -> DataItem:
    """`benefit office_visit "Office visits"` with its fields."""
    index, start = c.index, c.advance()
    name = c.advance().text if c.token.kind == "NAME" else ""
    title = c.expect_text("a title")[1] if c.token.kind == "TEXT" else ""
    trivia = c.end_line(index)
    fields: tuple[DataField, ...] = ()
    if c.token.kind == "INDENT":
        fields, items = parse_data_block(c, f"`{start.text}`")
        check_no_items(c, items)
    return DataItem(c.span_from(start), trivia, start.text, name, title, fields)


def check_no_items(c: Cursor, items: tuple[DataItem, ...]) -> None:
    """A record has fields, and items only below one of them."""
    if items:
        fix = f"write a field above it, such as `{items[0].word}s:`, and indent the items below"
        c.report("CL120", f"the item `{items[0].word}` belongs to no field", items[0].span, fix=fix)
