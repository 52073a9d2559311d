"""Parsing of tests: `given`, `run` and `expect` lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from claimwright.clause import syntax
from claimwright.clause.diagnostics import did_you_mean
from claimwright.clause.parse_blocks import parse_block
from claimwright.clause.parse_cursor import Cursor, describe, hoist
from claimwright.clause.parse_data import check_no_items, parse_data_block, parse_date_value, parse_period
from claimwright.clause.parse_decisions import parse_decision_words
from claimwright.clause.parse_expressions import parse_expression
from claimwright.clause.parse_words import parse_item_number
from claimwright.clause.syntax import NO_TRIVIA, Dating, Test, Trivia

_Kind = syntax.DecisionKind | Literal["no decision"]
Step = (
    syntax.GivenRecord | syntax.GivenTable | syntax.GivenResult | syntax.Run
    | syntax.ExpectDecision | syntax.ExpectValue
)  # fmt: skip


def parse_test(c: Cursor) -> Test:
    """`test "..."` and its steps."""
    index, start = c.index, c.advance()
    header = c.attempt(lambda: (c.expect_text("the title of the test")[1], c.end_line(index)))
    title, trivia = header or ("", NO_TRIVIA)
    known: list[tuple[syntax.dt.date, Trivia]] = []
    steps: list[Step] = []

    def parse_line(c: Cursor) -> None:
        if c.at("known", "on"):
            known.append(_parse_known_on(c))
        else:
            steps.append(_parse_step(c))

    c.in_test = True
    parse_block(c, "`test`", parse_line)
    c.in_test = False
    if len(known) > 1:
        c.report("CL122", "`known on` stands twice in this test", start.span, fix="keep one")
    trivia = hoist(trivia, *(each for _, each in known))
    return Test(c.span_from(start), trivia, title, known[0][0] if known else None, tuple(steps))


def _parse_known_on(c: Cursor) -> tuple[syntax.dt.date, Trivia]:
    index = c.index
    c.advance()
    c.advance()
    return parse_date_value(c), c.end_line(index)


def _parse_step(c: Cursor) -> Step:
    parse = _STEPS.get(c.token.text)
    if parse is None:
        fix = (
            did_you_mean(c.token.text, _STEPS) or "a line of a test begins with `known on`, `given`, `run` or `expect`"
        )
        c.fail_here("CL121", f"expected a line of a test, found {describe(c.token)}", fix=fix)
    return parse(c)


# --- given ---------------------------------------------------------------------------------------------


def _parse_given(c: Cursor) -> Step:
    if c.peek().text == "table" and c.peek(2).kind == "NAME":
        return _parse_given_table(c)
    if c.peek(2).text == "of":
        return _parse_given_result(c)
    return _parse_given_record(c)


def _parse_given_record(c: Cursor) -> Step:
    """`given claim: Claim` with fields."""
    index, start = c.index, c.advance()

    def parse_header() -> tuple[str, str, Trivia]:
        name = c.expect_name("the name of an input").text
        fix = f"write `given {name}: Type`"
        c.expect(":", where=f"after `given {name}`", fix=fix, code="CL107")
        return name, c.expect_type_name("a record").text, c.end_line(index)

    name, kind, trivia = c.attempt(parse_header) or ("", "", NO_TRIVIA)
    fields: tuple[syntax.DataField, ...] = ()
    if c.token.kind == "INDENT":
        fields, items = parse_data_block(c, "`given`")
        check_no_items(c, items)
    return syntax.GivenRecord(c.span_from(start), trivia, name, kind, fields)


def _parse_given_table(c: Cursor) -> Step:
    """`given table ncci_ptp from 2024-07-01 until 2024-09-30` with rows."""
    index, start = c.index, c.advance()
    c.advance()

    def parse_header() -> tuple[str, Dating | None, Trivia]:
        name = c.expect_name("the name of a table").text
        first, dating = c.token, None
        if first.text in ("from", "until", "in"):
            dates = parse_period(c, fix=f"write `given table {name} from 2024-01-01 until 2024-12-31`")
            dating = Dating(c.span_from(first), *dates)
        return name, dating, c.end_line(index)

    name, dating, trivia = c.attempt(parse_header) or ("", None, NO_TRIVIA)
    rows: tuple[syntax.DataItem, ...] = ()
    if c.token.kind == "INDENT":
        fields, rows = parse_data_block(c, "`given table`")
        _check_rows(c, fields, rows)
    return syntax.GivenTable(c.span_from(start), trivia, name, dating, rows)


def _check_rows(c: Cursor, fields: tuple[syntax.DataField, ...], rows: tuple[syntax.DataItem, ...]) -> None:
    if fields:
        fix = "write `row` above the columns and indent them below it"
        c.report("CL120", "the columns of a row stand below `row`", fields[0].span, fix=fix)
    for row in rows:
        if row.word != "row":
            c.report("CL120", f"expected `row`, found `{row.word}`", row.span, fix="write `row`")


def _parse_given_result(c: Cursor) -> Step:
    """`given allowed of line 1 is $50.00`."""
    index, start = c.index, c.advance()
    result = c.expect_name("the name of a result").text
    c.advance()
    subject = _parse_subject(c)
    c.expect("is", where=f"after `given {result} of ...`", fix=f"write `given {result} of line 1 is` and the value")
    value = parse_expression(c)
    return syntax.GivenResult(c.span_from(start), c.end_line(index), result, subject, value)


def _parse_subject(c: Cursor) -> syntax.Item | syntax.Name:
    name = c.expect_name("an input of the test, such as `line 1`")
    if c.token.kind != "NUMBER":
        return syntax.Name(name.span, name.text)
    number = parse_item_number(c, c.token)
    c.advance()
    return syntax.Item(c.span_from(name), name.text, number)


# --- run and expect ------------------------------------------------------------------------------------


def _parse_run(c: Cursor) -> Step:
    """`run name on line 2`."""
    index, start = c.index, c.advance()
    target = c.expect_name("the name of a clause or pipeline").text
    name, item = _parse_on(c)
    return syntax.Run(c.span_from(start), c.end_line(index), target, item, name)


def _parse_on(c: Cursor) -> tuple[str, int]:
    """`on line 2`; the number is 0 where it is missing."""
    if not c.take("on"):
        return "line", 0
    name = c.expect_name("an item, such as `line 1`").text
    token = c.expect_kind("NUMBER", f"the number of the {name}", fix=f"write for example `on {name} 1`")
    return name, parse_item_number(c, token)


def _parse_expect(c: Cursor) -> Step:
    """`expect deny ...`, `expect no decision`, or `expect` and a condition."""
    index, start = c.index, c.advance()
    word = c.token
    if word.text not in ("deny", "reduce", "pend", "pass") and not (c.at("no", "decision") and c.peek(2).text != "in"):
        value = parse_expression(c)
        return syntax.ExpectValue(c.span_from(start), c.end_line(index), value)
    c.advance()
    kind = "no decision" if word.text == "no" else word.text
    if word.text == "no":
        c.advance()
    reason, label, remarks, amount = parse_decision_words(c, word, in_expect=True)
    name, item = _parse_on(c)
    trivia = c.end_line(index)
    because = _parse_because(c) if c.token.kind == "INDENT" else []
    return syntax.ExpectDecision(
        c.span_from(start), hoist(trivia, *(each for _, each in because)),
        cast(_Kind, kind), reason, label, remarks, amount,
        because[0][0] if because else "", item, name,
    )  # fmt: skip


def _parse_because(c: Cursor) -> list[tuple[str, Trivia]]:
    lines = parse_block(c, "`expect`", _parse_because_line)
    if len(lines) > 1:
        c.report("CL118", "`because` stands twice", c.place(), fix="keep one, or write a second `expect`")
    return list(lines)


def _parse_because_line(c: Cursor) -> tuple[str, Trivia]:
    index = c.index
    fix = "only `because` stands below an `expect`"
    c.expect("because", fix=fix, code="CL118")
    return c.expect_text("the text that the sentence must hold")[1], c.end_line(index)


_STEPS: dict[str, Callable[[Cursor], Step]] = {
    "given": _parse_given,
    "run": _parse_run,
    "expect": _parse_expect,
}
