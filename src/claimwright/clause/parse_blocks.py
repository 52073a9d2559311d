"""Parsing of indented blocks. An error in one item is kept, and parsing goes on with the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from claimwright.clause.parse_cursor import MAX_DEPTH, Cursor
from claimwright.clause.syntax import Trivia

_T = TypeVar("_T")


def parse_block(c: Cursor, owner: str, parse_item: Callable[[Cursor], _T | None]) -> tuple[_T, ...]:
    """The indented lines below a header; `owner` names the header in messages. None items are left out."""
    if not _check_block(c, owner):
        return ()
    c.advance()
    c.blocks += 1
    items: list[_T] = []
    surplus = 0
    while True:
        kind = c.token.kind
        if kind == "INDENT":
            report_indent(c)
            c.advance()
            surplus += 1
        elif kind == "DEDENT" and surplus:
            c.advance()
            surplus -= 1
        elif kind in ("DEDENT", "END"):
            break
        else:
            _parse_block_item(c, parse_item, items)
    c.blocks -= 1
    if c.token.kind == "DEDENT":
        c.advance()
    return tuple(items)


def _check_block(c: Cursor, owner: str) -> bool:
    if c.token.kind != "INDENT":
        place = c.behind()
        if not c.diagnostics or c.diagnostics[-1].span.line != place.line:
            fix = "write the lines that belong to it below, indented by two more spaces"
            c.report("CL105", f"{owner} has no indented lines", place, label="expected a block below", fix=fix)
        return False
    if c.blocks < MAX_DEPTH:
        return True
    fix = "move the inner part to a `define`"
    c.report("CL112", f"this is nested more than {MAX_DEPTH} levels deep", c.peek().span, fix=fix)
    c.skip_block()
    return False


def _parse_block_item(c: Cursor, parse_item: Callable[[Cursor], _T | None], items: list[_T]) -> None:
    index = c.index
    failed = len(c.diagnostics)
    item = c.attempt(lambda: parse_item(c))
    if item is not None:
        items.append(item)
    elif len(c.diagnostics) > failed:
        c.skip_block()
    assert c.index > index or c.token.kind in ("INDENT", "DEDENT", "END"), "an item takes a token"


def report_indent(c: Cursor) -> None:
    """A line that is deeper than the one before without belonging to it."""
    fix = "indent it like the line before"
    c.report("CL106", "this line is indented deeper for no reason", c.peek().span, label="too deep", fix=fix)


def end_header(c: Cursor, index: int, *, documented: bool = False) -> Trivia:
    """The end of a line that begins a block; a colon there is reported and passed over."""
    if c.token.text == ":" and c.peek().kind == "NEWLINE":
        c.report("CL113", "`:` does not belong here", c.token.span, fix="remove it; blocks begin without a colon")
        c.advance()
    elif c.token.text == "then":
        c.report(
            "CL104",
            "`then` is not a word of Clause",
            c.token.span,
            fix="remove it; what follows goes on the next line",
        )
        c.advance()
    return c.end_line(index, documented=documented)
