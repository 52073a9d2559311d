"""Parsing of declarations: what a pack consists of."""

from __future__ import annotations

from collections.abc import Callable

from claimwright.clause import syntax
from claimwright.clause.diagnostics import closest
from claimwright.clause.parse_blocks import end_header, parse_block
from claimwright.clause.parse_cursor import STATEMENT_WORDS, Cursor, describe
from claimwright.clause.parse_data import Header, check_no_items, parse_data_line
from claimwright.clause.parse_expressions import parse_expression
from claimwright.clause.parse_rules import parse_clause, parse_define, parse_parameters, parse_rule_line
from claimwright.clause.parse_tests import parse_test
from claimwright.clause.parse_types import parse_type
from claimwright.clause.syntax import NO_TRIVIA, Declaration, Parameter, Trivia

_FORMS_WITH_OF = {"count", "sum", "lesser", "greater", "list", "set", "row"}
_FOREIGN = {"def": "define", "function": "define", "func": "define", "fn": "define", "enum": "enumeration",
            "class": "record", "struct": "record", "type": "record", "import": "uses"}  # fmt: skip


def parse_declaration(c: Cursor) -> Declaration | None:
    """The declaration that begins here; None where it is broken, with its errors kept."""
    token = c.token
    if token.text == "code" and c.peek().text == "system":
        return _parse_code_system(c)
    parse = _DECLARATIONS.get(token.text) if token.kind == "NAME" else None
    if parse is not None:
        return parse(c)
    _check_declaration_word(c)
    return _parse_data(c)


def _check_declaration_word(c: Cursor) -> None:
    token, following = c.token, c.peek()
    word = token.text
    if word in STATEMENT_WORDS or word in ("exception", "otherwise", "stage", "expect", "given", "run"):
        fix = "indent it like the lines that it belongs to"
        c.fail_here("CL102", f"`{word}` cannot stand at the left margin", label="not a declaration", fix=fix)
    if word in ("pack", "uses"):
        _fail_pack_word(c, word)
    if word in _FOREIGN:
        c.fail_here("CL104", f"`{word}` is not a word of Clause", fix=f"write `{_FOREIGN[word]}`")
    near = closest(word, _WORDS) if token.kind == "NAME" and len(word) > 3 else ""
    shaped = token.kind == "NAME" and following.kind == "NAME" and c.peek(2).kind in ("NEWLINE", "TEXT", "END")
    if shaped and (not near or abs(len(near) - len(word)) > 1 or near[0] != word[0]):
        return
    fix = f"did you mean `{near}`?" if near else f"a declaration begins with {_LISTED}, or with a record's own word"
    c.fail_here("CL102", f"expected a declaration, found {describe(token)}", label="not a declaration", fix=fix)


def _fail_pack_word(c: Cursor, word: str) -> None:
    if word == "pack":
        c.fail_here("CL101", "a file holds one pack", label="a second pack", fix="move it to a file of its own")
    c.fail_here("CL101", "`uses` belongs to the pack line", fix="indent it directly below the `pack` line")


# --- words and types -----------------------------------------------------------------------------------


def _parse_code_system(c: Cursor) -> Declaration:
    """`code system Procedure`."""
    index, start = c.index, c.advance()
    c.advance()
    name = c.expect_type_name("the name of a code system").text
    trivia = c.end_line(index, documented=True)
    return syntax.CodeSystem(c.span_from(start), trivia, name, c.doc_at(index))


def _parse_enumeration(c: Cursor) -> Declaration:
    """`enumeration NetworkStatus is participating, out_of_network`."""
    index, start = c.index, c.advance()
    name = c.expect_type_name("the name of an enumeration").text
    c.expect("is", where=f"after `enumeration {name}`", fix=f"write `enumeration {name} is` and its members")
    members = _parse_names(c, "a member of the enumeration")
    trivia = c.end_line(index, documented=True, fix="separate the members with `,`")
    return syntax.Enumeration(c.span_from(start), trivia, name, members, c.doc_at(index))


def _parse_names(c: Cursor, what: str) -> tuple[syntax.Name, ...]:
    names: list[syntax.Name] = []
    while True:
        token = c.expect_name(what)
        names.append(syntax.Name(token.span, token.text))
        if not c.take(","):
            return tuple(names)


def _parse_record(c: Cursor) -> Declaration:
    """`record Plan written as plan dated by from_date` with its fields."""
    index, start = c.index, c.advance()
    words = {"written": "", "dated": ""}

    def parse_header() -> tuple[str, Trivia]:
        name = c.expect_type_name("the name of a record").text
        while c.token.text in words:
            word = c.advance().text
            c.expect("as" if word == "written" else "by", where=f"after `{word}`")
            words[word] = c.expect_name("a name").text
        return name, end_header(c, index, documented=True)

    name, trivia = c.attempt(parse_header) or ("", NO_TRIVIA)
    fields = parse_block(c, "`record`", _parse_field)
    return syntax.Record(c.span_from(start), trivia, name, words["written"], words["dated"], fields, c.doc_at(index))


def _parse_field(c: Cursor) -> syntax.FieldDecl:
    """`name: Type`."""
    return _parse_field_or_column(c, key=False)


def _parse_column(c: Cursor) -> syntax.FieldDecl:
    """`key name: Type`, or without `key`."""
    key = c.token.text == "key" and c.peek().kind == "NAME"
    return _parse_field_or_column(c, key=key)


def _parse_field_or_column(c: Cursor, *, key: bool) -> syntax.FieldDecl:
    index, start = c.index, c.token
    if key:
        c.advance()
    elif start.text == "key" and c.peek().kind == "NAME":
        c.fail_here("CL103", "only tables have key columns", fix="remove `key`")
    name = c.expect_kind("NAME", "the name of a field").text
    c.expect(":", where=f"after the field `{name}`", fix=f"write `{name}:` and its type", code="CL107")
    kind = parse_type(c)
    behind = c.token.value.behind if c.token.kind == "NEWLINE" and c.token.value else None
    trivia = c.end_line(index, documented=True)
    doc = c.doc_at(index)
    if behind is not None and behind.doc:
        doc = (*doc, behind.text)
        trivia = Trivia(trivia.before, "", trivia.blank_before, trivia.blanks)
    return syntax.FieldDecl(c.span_from(start), trivia, name, kind, key, doc)


def _parse_table(c: Cursor) -> Declaration:
    """`table ncci_ptp "..."` with its columns."""
    index, start = c.index, c.advance()

    def parse_header() -> tuple[str, str, Trivia]:
        name = c.expect_name("the name of a table").text
        return name, parse_title(c), end_header(c, index, documented=True)

    name, title, trivia = c.attempt(parse_header) or ("", "", NO_TRIVIA)
    columns = parse_block(c, "`table`", _parse_column)
    return syntax.Table(c.span_from(start), trivia, name, title, columns, c.doc_at(index))


def parse_title(c: Cursor) -> str:
    """A title in quotes, or nothing."""
    return c.expect_text("a title")[1] if c.token.kind == "TEXT" else ""


def _parse_result(c: Cursor) -> Declaration:
    """`result allowed of Line: Money starts at $0.00`."""
    index, start = c.index, c.advance()
    if c.token.text in _FORMS_WITH_OF:
        fix = f"choose another name, such as `{c.token.text}_value`"
        c.fail_here("CL108", f"`{c.token.text} of` means something else and cannot be a result", fix=fix)
    name = c.expect_name("the name of a result").text
    c.expect("of", where=f"after `result {name}`", fix=f"say what it is of: `result {name} of Line: Money`")
    subject = c.expect_type_name("a record").text
    c.expect(":", where=f"after `{subject}`", fix="write `:` and the type", code="CL107")
    kind = parse_type(c)
    value = None
    if c.take("starts"):
        c.expect("at", where="after `starts`", fix="write `starts at` and the value")
        value = parse_expression(c)
    trivia = c.end_line(index, documented=True)
    return syntax.Result(c.span_from(start), trivia, name, subject, kind, value, c.doc_at(index))


# --- pipelines and data --------------------------------------------------------------------------------


def _parse_pipeline(c: Cursor) -> Declaration:
    """`pipeline professional (claim: Claim, line in claim.lines)` with its stages."""
    index, start = c.index, c.advance()

    def parse_head() -> tuple[str, tuple[Parameter, ...], Trivia]:
        name = c.expect_name("the name of a pipeline").text
        return name, parse_parameters(c), end_header(c, index, documented=True)

    name, parameters, trivia = c.attempt(parse_head) or ("", (), NO_TRIVIA)
    stages = parse_block(c, "`pipeline`", _parse_stage)
    return syntax.Pipeline(c.span_from(start), trivia, name, parameters, stages, c.doc_at(index))


def _parse_stage(c: Cursor) -> syntax.Stage:
    """`stage pricing unless denied or pended` with the names of its clauses."""
    index, start = c.index, c.expect("stage", fix="a pipeline consists of stages: `stage pricing`")

    def parse_head() -> tuple[str, tuple[str, ...], Trivia]:
        name = c.expect_name("the name of a stage").text
        unless = _parse_unless(c) if c.take("unless") else ()
        return name, unless, end_header(c, index)

    name, unless, trivia = c.attempt(parse_head) or ("", (), NO_TRIVIA)
    entries = parse_block(c, "`stage`", _parse_entry)
    return syntax.Stage(c.span_from(start), trivia, name, unless, entries)  # type: ignore[arg-type]


def _parse_unless(c: Cursor) -> tuple[str, ...]:
    states: list[str] = []
    while True:
        if c.token.text not in ("denied", "pended"):
            fix = "write `unless denied`, `unless pended` or `unless denied or pended`"
            c.fail_here("CL103", f"expected `denied` or `pended`, found {describe(c.token)}", fix=fix)
        states.append(c.advance().text)
        if not c.take("or"):
            return tuple(states)


def _parse_entry(c: Cursor) -> syntax.StageEntry:
    index = c.index
    token = c.expect_name("the name of a clause", fix="write one clause a line")
    return syntax.StageEntry(token.span, c.end_line(index, fix="write one clause a line"), token.text)


def _parse_data(c: Cursor) -> Declaration:
    """`plan harbor_silver "Harbor Silver"` with dates and fields."""
    index, start = c.index, c.advance()
    name = c.expect_name("a name").text
    title = parse_title(c)
    trivia = end_header(c, index, documented=True)
    header = Header()
    fields: list[syntax.DataField] = []
    items: list[syntax.DataItem] = []

    def parse_line(c: Cursor) -> None:
        parse_rule_line(c, header, lambda c: parse_data_line(c, fields, items))

    if c.token.kind == "INDENT":
        parse_block(c, f"`{start.text}`", parse_line)
    check_no_items(c, tuple(items))
    if header.cites:
        c.report("CL118", "data have no `cites`", header.cites[0].span, fix="write it as a field or a comment")
    return syntax.Data(
        c.span_from(start), header.hoist(trivia), start.text, name, title, header.dating, tuple(fields),
        c.doc_at(index),
    )  # fmt: skip


def _parse_test(c: Cursor) -> Declaration:
    return parse_test(c)


_DECLARATIONS: dict[str, Callable[[Cursor], Declaration]] = {
    "enumeration": _parse_enumeration,
    "record": _parse_record,
    "table": _parse_table,
    "result": _parse_result,
    "define": parse_define,
    "clause": parse_clause,
    "pipeline": _parse_pipeline,
    "test": _parse_test,
}
_WORDS = [*_DECLARATIONS, "code"]
_LISTED = "`code system`, " + ", ".join(f"`{word}`" for word in _DECLARATIONS)
