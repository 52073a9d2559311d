"""Printing of declarations, data and tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from claimwright.clause import syntax
from claimwright.clause.format_expressions import PRIMARY, format_expression, format_text, format_type, quote
from claimwright.clause.format_layout import INDENT, WIDTH, Chain, Doc, row
from claimwright.clause.format_statements import format_body, format_decision_words, format_statement
from claimwright.clause.format_writer import Writer
from claimwright.clause.syntax import NO_TRIVIA, DataField, DataItem, Dating, Declaration, Pack


def format_pack_line(writer: Writer, pack: Pack) -> None:
    """`pack name "Title"` and `uses`."""
    writer.line(_titled(f"pack {pack.name}", pack.title), pack.trivia, pack.doc)
    if pack.uses:
        writer.indent()
        writer.line(row("uses ", Chain(tuple(each.name for each in pack.uses), ",", fill=True)), NO_TRIVIA)
        writer.dedent()
    writer.fresh_block = True


def format_declaration(writer: Writer, declaration: Declaration) -> None:
    """One declaration with its block."""
    _PRINTERS[type(declaration)](writer, declaration)


def _titled(head: str, title: str) -> str:
    return f"{head} {quote(title)}" if title else head


# --- words and types ---------------------------------------------------------------------------------------------


def _code_system(writer: Writer, node: syntax.CodeSystem) -> None:
    writer.line(f"code system {node.name}", node.trivia, node.doc)


def _enumeration(writer: Writer, node: syntax.Enumeration) -> None:
    members = Chain(tuple(each.name for each in node.members), ",", fill=True)
    writer.line(row(f"enumeration {node.name} is ", members), node.trivia, node.doc)


def _record(writer: Writer, node: syntax.Record) -> None:
    written = f" written as {node.written_as}" if node.written_as else ""
    dated = f" dated by {node.dated_by}" if node.dated_by else ""
    writer.line(f"record {node.name}{written}{dated}", node.trivia, node.doc)
    _fields(writer, node.fields)


def _table(writer: Writer, node: syntax.Table) -> None:
    writer.line(_titled(f"table {node.name}", node.title), node.trivia, node.doc)
    _fields(writer, node.columns)


def _fields(writer: Writer, fields: Sequence[syntax.FieldDecl]) -> None:
    writer.indent()
    for each in fields:
        text = f"{'key ' if each.key else ''}{each.name}: {format_type(each.type)}"
        if _doc_fits(writer, text, each):
            writer.line(f"{text}  --- {each.doc[0]}", each.trivia)
        else:
            writer.line(text, each.trivia, each.doc)
    writer.dedent()


def _doc_fits(writer: Writer, text: str, field: syntax.FieldDecl) -> bool:
    """Whether a field's documentation is one line with room behind the field."""
    if len(field.doc) != 1 or field.trivia.behind or not field.doc[0]:
        return False
    return writer.level * INDENT + len(text) + len("  --- ") + len(field.doc[0]) <= WIDTH


def _result(writer: Writer, node: syntax.Result) -> None:
    head: Doc = f"result {node.name} of {node.subject}: {format_type(node.type)}"
    if node.start is not None:
        head = row(head, " starts at ", format_expression(node.start))
    writer.line(head, node.trivia, node.doc)


# --- rules -------------------------------------------------------------------------------------------------------


def _parameters(parameters: Sequence[syntax.Parameter]) -> Doc:
    return Chain(tuple(map(_parameter, parameters)), ",", "(", ")", fill=True)


def _parameter(node: syntax.Parameter) -> Doc:
    if node.type is not None:
        return f"{node.name}: {format_type(node.type)}"
    assert node.source is not None, "a parameter has a type or a source"
    return row(f"{node.name} in ", format_expression(node.source, PRIMARY))


def _head_lines(writer: Writer, dating: Dating | None, cites: Sequence[syntax.TextLiteral]) -> None:
    """Dates and citations, the first lines of a block; a blank line may follow."""
    if dating is not None and (dating.start or dating.end):
        writer.line(f"in force {_period(dating)}", NO_TRIVIA)
    if dating is not None and dating.known:
        writer.line(f"known from {dating.known}", NO_TRIVIA)
    for each in cites:
        writer.line(f"cites {format_text(each)}", NO_TRIVIA)


def _period(dating: Dating) -> str:
    start = f"from {dating.start}" if dating.start else ""
    end = f"until {dating.end}" if dating.end else ""
    return " ".join(filter(None, [start, end]))


def _define(writer: Writer, node: syntax.Define) -> None:
    head = row(f"define {node.name} ", _parameters(node.parameters), f" -> {format_type(node.returns)}")
    writer.line(head, node.trivia, node.doc)
    writer.indent()
    _head_lines(writer, node.dating, node.cites)
    for statement in node.body:
        format_statement(writer, statement)
    writer.dedent()


def _clause(writer: Writer, node: syntax.Clause) -> None:
    writer.line(row(f"clause {node.name} ", _parameters(node.parameters)), node.trivia, node.doc)
    writer.indent()
    _head_lines(writer, node.dating, node.cites)
    for statement in node.body:
        format_statement(writer, statement)
    for exception in node.exceptions:
        _exception(writer, exception)
    writer.dedent()


def _exception(writer: Writer, node: syntax.ExceptionRule) -> None:
    parent = f" to {node.parent}" if node.parent else ""
    head = row(f"exception {node.label}{parent} when ", format_expression(node.condition))
    writer.line(head, node.trivia)
    format_body(writer, node.body)


def _pipeline(writer: Writer, node: syntax.Pipeline) -> None:
    writer.line(row(f"pipeline {node.name} ", _parameters(node.parameters)), node.trivia, node.doc)
    writer.indent()
    for stage in node.stages:
        unless = f" unless {' or '.join(stage.unless)}" if stage.unless else ""
        writer.line(f"stage {stage.name}{unless}", stage.trivia)
        writer.indent()
        for entry in stage.entries:
            writer.line(entry.clause, entry.trivia)
        writer.dedent()
    writer.dedent()


# --- data --------------------------------------------------------------------------------------------------------


def _data(writer: Writer, node: syntax.Data) -> None:
    writer.line(_titled(f"{node.word} {node.name}", node.title), node.trivia, node.doc)
    writer.indent()
    _head_lines(writer, node.dating, ())
    for each in node.fields:
        _data_field(writer, each)
    writer.dedent()


def _data_fields(writer: Writer, fields: Sequence[DataField]) -> None:
    writer.indent()
    for each in fields:
        _data_field(writer, each)
    writer.dedent()


def _data_field(writer: Writer, node: DataField) -> None:
    head: Doc = f"{node.name}:"
    if node.values:
        values = Chain(tuple(format_expression(each) for each in node.values), ",", fill=True)
        head = row(f"{node.name}: ", values)
    writer.line(head, node.trivia)
    _data_fields(writer, node.fields)
    _data_items(writer, node.items)


def _data_items(writer: Writer, items: Sequence[DataItem]) -> None:
    writer.indent()
    for item in items:
        head = f"{item.word} {item.name}" if item.name else item.word
        writer.line(_titled(head, item.title), item.trivia)
        _data_fields(writer, item.fields)
    writer.dedent()


# --- tests -------------------------------------------------------------------------------------------------------


def _test(writer: Writer, node: syntax.Test) -> None:
    writer.line(f"test {quote(node.title)}", node.trivia)
    writer.indent()
    if node.known_on is not None:
        writer.line(f"known on {node.known_on}", NO_TRIVIA)
    for step in node.steps:
        _STEPS[type(step)](writer, step)
    writer.dedent()


def _given_record(writer: Writer, node: syntax.GivenRecord) -> None:
    writer.line(f"given {node.name}: {node.type}", node.trivia)
    _data_fields(writer, node.fields)


def _given_table(writer: Writer, node: syntax.GivenTable) -> None:
    dates = f" {_period(node.dating)}" if node.dating is not None else ""
    writer.line(f"given table {node.table}{dates}", node.trivia)
    _data_items(writer, node.rows)


def _given_result(writer: Writer, node: syntax.GivenResult) -> None:
    subject = format_expression(node.subject)
    value = format_expression(node.value)
    writer.line(row(f"given {node.result} of ", subject, " is ", value), node.trivia)


def _run(writer: Writer, node: syntax.Run) -> None:
    writer.line(f"run {node.target}{_on(node)}", node.trivia)


def _on(node: syntax.Run | syntax.ExpectDecision) -> str:
    return f" on {node.item_name} {node.item}" if node.item else ""


def _expect_decision(writer: Writer, node: syntax.ExpectDecision) -> None:
    words = format_decision_words(node.kind, node.reason, node.label, node.remarks, node.amount)
    writer.line(row("expect ", words, _on(node)), node.trivia)
    if node.because:
        writer.indent()
        writer.line(f"because {quote(node.because)}", NO_TRIVIA)
        writer.dedent()


def _expect_value(writer: Writer, node: syntax.ExpectValue) -> None:
    writer.line(row("expect ", format_expression(node.value)), node.trivia)


_STEPS: dict[type, Callable[[Writer, Any], None]] = {
    syntax.GivenRecord: _given_record,
    syntax.GivenTable: _given_table,
    syntax.GivenResult: _given_result,
    syntax.Run: _run,
    syntax.ExpectDecision: _expect_decision,
    syntax.ExpectValue: _expect_value,
}
_PRINTERS: dict[type, Callable[[Writer, Any], None]] = {
    syntax.CodeSystem: _code_system,
    syntax.Enumeration: _enumeration,
    syntax.Record: _record,
    syntax.Table: _table,
    syntax.Result: _result,
    syntax.Define: _define,
    syntax.Clause: _clause,
    syntax.Pipeline: _pipeline,
    syntax.Data: _data,
    syntax.Test: _test,
}
