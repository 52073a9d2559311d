"""Printing of statements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimwright.clause import syntax
from claimwright.clause.format_expressions import (
    ELSE,
    format_expression,
    format_key_value,
    format_reason,
    format_source,
    format_text,
)
from claimwright.clause.format_layout import Chain, Doc, row
from claimwright.clause.format_writer import Writer
from claimwright.clause.syntax import NO_TRIVIA, Statement


def format_body(writer: Writer, statements: Sequence[Statement]) -> None:
    """An indented block of statements."""
    writer.indent()
    for statement in statements:
        format_statement(writer, statement)
    writer.dedent()


def format_statement(writer: Writer, statement: Statement) -> None:
    """One statement with what is indented below it."""
    _PRINTERS[type(statement)](writer, statement)


def _let(writer: Writer, node: syntax.Let) -> None:
    writer.line(row(f"let {node.name} be ", format_expression(node.value)), node.trivia)


def _find(writer: Writer, node: syntax.Find) -> None:
    parts: list[Doc] = [f"find {'all ' if node.every else ''}{node.name} in {node.table}"]
    if node.keys:
        keys = tuple(row(f"{key.column} is ", format_key_value(key.value)) for key in node.keys)
        parts.append(row("where ", Chain(keys, " and")))
    if node.as_of is not None:
        parts.append(row("as of ", format_expression(node.as_of, ELSE)))
    writer.line(Chain(tuple(parts)), node.trivia)


def _choose(writer: Writer, node: syntax.Choose) -> None:
    writer.line(row(f"choose {node.name} among ", format_expression(node.source)), node.trivia)
    writer.indent()
    for criterion in node.criteria:
        if isinstance(criterion, syntax.Require):
            condition = row("require ", format_expression(criterion.condition))
            doc: Doc = Chain((condition, f"because {format_text(criterion.because)}"))
        else:
            doc = row("prefer ", format_expression(criterion.value), f" {criterion.order}")
        writer.line(doc, criterion.trivia)
    writer.dedent()


def _when(writer: Writer, node: syntax.When) -> None:
    for number, branch in enumerate(node.branches):
        head: Doc = "otherwise"
        if branch.condition is not None:
            words = "otherwise when " if number else "when "
            head = row(words, format_expression(branch.condition))
        writer.line(head, branch.trivia)
        format_body(writer, branch.body)


def _case(writer: Writer, node: syntax.CaseOf) -> None:
    writer.line(row("case ", format_expression(node.value)), node.trivia)
    writer.indent()
    for case in node.cases:
        members = Chain(tuple(each.name for each in case.members), ",", fill=True)
        writer.line(row("is ", members) if case.members else "otherwise", case.trivia)
        format_body(writer, case.body)
    writer.dedent()


def _for(writer: Writer, node: syntax.For) -> None:
    head = row(f"for {node.variable} in ", format_source(node.source))
    if node.condition is not None:
        head = Chain((head, row("where ", format_expression(node.condition))))
    writer.line(head, node.trivia)
    format_body(writer, node.body)


def format_decision_words(
    kind: str,
    reason: syntax.ReasonLiteral | None,
    label: str,
    remarks: tuple[syntax.CodeLiteral, ...],
    amount: syntax.Expr | None,
) -> Doc:
    """`deny CO-236 with N362`, `reduce CO-45 by $10.00`, `pend review`."""
    head: Doc = " ".join(filter(None, [kind, format_reason(reason) if reason else "", label]))
    if amount is not None:
        head = row(head, " by ", format_expression(amount, ELSE))
    if remarks:
        codes = Chain(tuple(each.code for each in remarks), ",", fill=True)
        head = Chain((head, row("with ", codes)), fill=True)
    return head


def _decide(writer: Writer, node: syntax.Decide) -> None:
    head = format_decision_words(node.kind, node.reason, node.label, node.remarks, node.amount)
    writer.line(head, node.trivia)
    writer.indent()
    for word, text in (("because", node.because), ("needs", node.needs), *(("cites", each) for each in node.cites)):
        if text is not None:
            writer.line(f"{word} {format_text(text)}", NO_TRIVIA)
    writer.dedent()


def _set(writer: Writer, node: syntax.SetResult) -> None:
    writer.line(row(f"set {node.result} to ", format_expression(node.value)), node.trivia)


def _give(writer: Writer, node: syntax.Give) -> None:
    writer.line(row("give ", format_expression(node.value)), node.trivia)


_PRINTERS: dict[type, Callable[[Writer, Any], None]] = {
    syntax.Let: _let,
    syntax.Find: _find,
    syntax.Choose: _choose,
    syntax.When: _when,
    syntax.CaseOf: _case,
    syntax.For: _for,
    syntax.Decide: _decide,
    syntax.SetResult: _set,
    syntax.Give: _give,
}
