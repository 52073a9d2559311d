"""Parsing of decisions: `deny`, `reduce`, `pend` and `pass`, with the lines below them."""

from __future__ import annotations

from typing import cast

from claimwright.clause import syntax
from claimwright.clause.parse_blocks import parse_block
from claimwright.clause.parse_cursor import STATEMENT_WORDS, Cursor, describe, hoist
from claimwright.clause.parse_expressions import parse_operand
from claimwright.clause.parse_primaries import parse_reason, parse_text
from claimwright.clause.parse_tokens import Token
from claimwright.clause.syntax import NO_TRIVIA, Statement, Trivia


def parse_decide(c: Cursor) -> Statement:
    """`deny REASON`, `reduce REASON by e`, `pend label`, `pass`, and the lines below."""
    index, start = c.index, c.advance()
    header = c.attempt(lambda: (*parse_decision_words(c, start), c.end_line(index)))
    lines = _DecisionLines()
    if c.token.kind == "INDENT":
        parse_block(c, f"`{start.text}`", lambda c: _parse_decision_line(c, lines))
    reason, label, remarks, amount, trivia = header or (None, "", (), None, NO_TRIVIA)
    kind = cast(syntax.DecisionKind, start.text)
    return syntax.Decide(
        c.span_from(start), hoist(trivia, *lines.trivia), kind, reason, label, remarks, amount,
        lines.because, lines.needs, tuple(lines.cites),
    )  # fmt: skip


_DecisionWords = tuple[syntax.ReasonLiteral | None, str, tuple[syntax.CodeLiteral, ...], syntax.Expr | None]


def parse_decision_words(c: Cursor, start: Token, *, in_expect: bool = False) -> _DecisionWords:
    """Reason, label, remarks and amount behind `deny`, `reduce`, `pend`, `pass`; an `expect` may omit them."""
    reason, label, amount = None, "", None
    remarks: tuple[syntax.CodeLiteral, ...] = ()
    bare = in_expect and (c.token.kind in ("NEWLINE", "END") or c.token.text == "on")
    if start.text in ("deny", "reduce") and not bare:
        reason = parse_reason(c)
        if start.text == "reduce" and not (in_expect and c.token.text != "by"):
            c.expect("by", where="after the reason", fix="say by how much: `reduce CO-45 by $10.00`", code="CL117")
            amount = parse_operand(c)
        remarks = _parse_remarks(c)
    elif start.text == "pend" and not bare:
        label = c.expect_name("a label for what is pended", fix="write a short name, such as `pend review`").text
    return reason, label, remarks, amount


def _parse_remarks(c: Cursor) -> tuple[syntax.CodeLiteral, ...]:
    remarks: list[syntax.CodeLiteral] = []
    if c.take("with"):
        remarks.append(_parse_remark(c))
        while c.take(","):
            remarks.append(_parse_remark(c))
    return tuple(remarks)


def _parse_remark(c: Cursor) -> syntax.CodeLiteral:
    token = c.expect_kind("CODE", "a remark code", fix="write a code such as `N362`", code="CL117")
    return syntax.CodeLiteral(token.span, token.text)


class _DecisionLines:
    """What stands below a decision."""

    def __init__(self) -> None:
        self.because: syntax.TextLiteral | None = None
        self.needs: syntax.TextLiteral | None = None
        self.cites: list[syntax.TextLiteral] = []
        self.trivia: list[Trivia] = []


def _parse_decision_line(c: Cursor, lines: _DecisionLines) -> None:
    index, start = c.index, c.token
    if start.text not in ("because", "needs", "cites"):
        if start.text in STATEMENT_WORDS:
            fix = "write statements before the decision, or in another branch"
            c.fail_here("CL118", f"`{start.text}` cannot follow: a decision ends the clause", fix=fix)
        fix = "only `because`, `needs` and `cites` stand below a decision"
        c.fail_here("CL118", f"expected `because`, `needs` or `cites`, found {describe(start)}", fix=fix)
    c.advance()
    text = parse_text(c)
    if start.text == "cites":
        lines.cites.append(text)
    elif getattr(lines, start.text) is not None:
        c.report("CL118", f"`{start.text}` stands twice", start.span, fix="join the two texts into one")
    else:
        setattr(lines, start.text, text)
    lines.trivia.append(c.end_line(index))
