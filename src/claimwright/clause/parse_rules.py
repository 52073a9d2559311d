"""Parsing of rules: `define` and `clause`, their parameters and exceptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from claimwright.clause import syntax
from claimwright.clause.parse_blocks import end_header, parse_block
from claimwright.clause.parse_cursor import Cursor
from claimwright.clause.parse_data import Header, at_header_line, parse_header_line
from claimwright.clause.parse_expressions import parse_expression, parse_postfix
from claimwright.clause.parse_statements import parse_body, parse_statement
from claimwright.clause.parse_types import parse_type
from claimwright.clause.syntax import NO_TRIVIA, Declaration, Parameter, Statement, Trivia

_T = TypeVar("_T")


def parse_parameters(c: Cursor) -> tuple[Parameter, ...]:
    """`(claim: Claim, line in claim.lines)`."""
    c.expect("(", where="before the parameters", fix="write the inputs in parentheses: `(line: Line)`")
    parameters: list[Parameter] = []
    while c.token.text != ")":
        parameters.append(_parse_parameter(c))
        if not c.take(","):
            break
    c.expect(")", where="after the parameters", fix="separate parameters with `,` and close with `)`")
    return tuple(parameters)


def _parse_parameter(c: Cursor) -> Parameter:
    start = c.expect_name("a parameter", fix="write `name: Type`")
    if c.take("in"):
        source = parse_postfix(c)
        return Parameter(c.span_from(start), start.text, None, source)
    c.expect(
        ":",
        where=f"after the parameter `{start.text}`",
        fix=f"write `{start.text}:` and its type",
        code="CL107",
    )
    kind = parse_type(c)
    return Parameter(c.span_from(start), start.text, kind)


def parse_define(c: Cursor) -> Declaration:
    """`define f (x: T) -> U` with its statements."""
    index, start = c.index, c.advance()

    def parse_head() -> tuple[str, tuple[Parameter, ...], syntax.TypeExpr, Trivia]:
        name = c.expect_name("the name of a function").text
        parameters = parse_parameters(c)
        c.expect("->", where="after the parameters", fix="say what it gives: `-> Money`")
        return name, parameters, parse_type(c), end_header(c, index, documented=True)

    missing = syntax.NamedType(start.span, "")
    name, parameters, returns, trivia = c.attempt(parse_head) or ("", (), missing, NO_TRIVIA)
    header = Header()
    body = parse_block(c, "`define`", lambda c: parse_rule_line(c, header, parse_statement))
    return syntax.Define(
        c.span_from(start), header.hoist(trivia), name, parameters, returns, header.dating,
        tuple(header.cites), body, c.doc_at(index),
    )  # fmt: skip


def parse_rule_line(c: Cursor, header: Header, parse: Callable[[Cursor], _T | None]) -> _T | None:
    if at_header_line(c):
        parse_header_line(c, header)
        return None
    return parse(c)


def parse_clause(c: Cursor) -> Declaration:
    """`clause name (line: Line)` with its statements and exceptions."""
    index, start = c.index, c.advance()

    def parse_head() -> tuple[str, tuple[Parameter, ...], Trivia]:
        name = c.expect_name("the name of a clause").text
        parameters = parse_parameters(c)
        if c.token.text == "->":
            c.fail_here("CL113", "a clause has no type: it decides", fix="remove it, or write `define` for a value")
        return name, parameters, end_header(c, index, documented=True)

    name, parameters, trivia = c.attempt(parse_head) or ("", (), NO_TRIVIA)
    header = Header()
    exceptions: list[syntax.ExceptionRule] = []

    def parse_line(c: Cursor) -> Statement | None:
        if c.token.text == "exception":
            exceptions.append(_parse_exception(c))
            return None
        if exceptions and not at_header_line(c):
            fix = "move it above the exceptions"
            c.report("CL111", "a statement cannot follow an exception", c.token.span, fix=fix)
        return parse_statement(c)

    body = parse_block(c, "`clause`", lambda c: parse_rule_line(c, header, parse_line))
    return syntax.Clause(
        c.span_from(start), header.hoist(trivia), name, parameters, header.dating, tuple(header.cites), body,
        tuple(exceptions), c.doc_at(index),
    )  # fmt: skip


def _parse_exception(c: Cursor) -> syntax.ExceptionRule:
    """`exception label to parent when c` with its statements."""
    index, start = c.index, c.advance()

    def parse_head() -> tuple[str, str, syntax.Expr, Trivia]:
        label = c.expect_name("a label", fix="give the exception a short name: `exception urgent when ...`").text
        parent = c.expect_name("the label of another exception").text if c.take("to") else ""
        c.expect("when", where="before the condition", fix=f"write `exception {label} when` and the condition")
        return label, parent, parse_expression(c), end_header(c, index)

    missing = syntax.Name(start.span, "")
    label, parent, condition, trivia = c.attempt(parse_head) or ("", "", missing, NO_TRIVIA)
    body = parse_body(c, "`exception`")
    return syntax.ExceptionRule(c.span_from(start), trivia, label, parent, condition, body)
