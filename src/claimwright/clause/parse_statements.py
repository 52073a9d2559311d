"""Parsing of statements. An error in one is kept, and parsing goes on with the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, cast

from claimwright.clause import syntax
from claimwright.clause.diagnostics import did_you_mean
from claimwright.clause.parse_blocks import end_header, parse_block
from claimwright.clause.parse_cursor import Cursor, describe
from claimwright.clause.parse_decisions import parse_decide
from claimwright.clause.parse_expressions import parse_expression, parse_operand, parse_sum
from claimwright.clause.parse_primaries import parse_text
from claimwright.clause.syntax import NO_TRIVIA, Statement, Trivia

FOREIGN_WORDS = {
    "if": "when", "elif": "otherwise when", "elseif": "otherwise when", "elsif": "otherwise when",
    "else": "otherwise", "return": "give", "switch": "case", "match": "case", "foreach": "for", "var": "let",
    "unless": "when not", "reject": "deny", "approve": "pass", "allow": "pass", "suspend": "pend",
}  # fmt: skip
_Order = Literal["highest", "lowest"]
_ARMS = {"otherwise", "else", "elif", "elseif", "elsif"}


def parse_body(c: Cursor, owner: str) -> tuple[Statement, ...]:
    """A block of statements."""
    return parse_block(c, owner, parse_statement)


# --- one statement -------------------------------------------------------------------------------------


def parse_statement(c: Cursor) -> Statement | None:
    """The statement that begins here."""
    token = c.token
    parse = _STATEMENTS.get(token.text) if token.kind == "NAME" else None
    if parse is not None:
        return parse(c)
    if token.text in FOREIGN_WORDS and c.peek().text not in (".", "(", "of"):
        return _parse_foreign(c)
    fail_statement(c)
    return None


def _parse_foreign(c: Cursor) -> Statement | None:
    token = c.token
    meant = FOREIGN_WORDS[token.text]
    c.report("CL104", f"`{token.text}` is not a word of Clause", token.span, fix=f"write `{meant}`")
    words = meant.split()
    c.tokens[c.index] = c.token = token._replace(text=words[0])
    if words[0] == "otherwise":
        _skip_arm(c)
        return None
    return _STATEMENTS[words[0]](c)


def fail_statement(c: Cursor) -> None:
    """No statement begins here: say what is likely meant."""
    token = c.token
    if token.text == "otherwise":
        fix = "write it directly below a `when` block, indented like the `when`"
        c.report("CL111", "this `otherwise` belongs to no `when`", token.span, label="no `when` before it", fix=fix)
        _skip_arm(c)
        return
    if token.text in ("because", "needs", "cites"):
        fix = "indent it below the `deny`, `reduce`, `pend` or `pass` that it belongs to"
        c.fail_here("CL118", f"`{token.text}` belongs below a decision", fix=fix)
    if token.text == "exception":
        fix = "write it directly under the clause, after its other statements"
        c.fail_here("CL111", "an exception cannot stand inside another block", fix=fix)
    if token.text == "is":
        c.fail_here("CL111", "this `is` belongs to no `case`", fix="indent it below its `case`")
    if token.text in ("require", "prefer"):
        c.fail_here("CL111", f"`{token.text}` belongs below a `choose`", fix="indent it below its `choose`")
    fix = did_you_mean(token.text, _STATEMENTS) if token.kind == "NAME" else ""
    known = "a statement begins with " + ", ".join(f"`{word}`" for word in _STATEMENTS)
    c.fail_here(
        "CL124",
        f"expected a statement, found {describe(token)}",
        label="expected a statement",
        fix=fix or known,
    )


def _skip_arm(c: Cursor) -> None:
    """Over a misplaced `otherwise` with its block, whose own errors are still reported."""
    c.advance()
    if c.take("when"):
        c.attempt(lambda: parse_expression(c))
    c.attempt(lambda: c.end_line(c.index))
    if c.token.kind == "INDENT":
        parse_body(c, "`otherwise`")


def parse_let(c: Cursor) -> Statement:
    """`let x be e`."""
    index, start = c.index, c.advance()
    name = c.expect_name("a variable").text
    _expect_be(c, name)
    value = parse_expression(c)
    return syntax.Let(c.span_from(start), c.end_line(index), name, value)


def _expect_be(c: Cursor, name: str) -> None:
    if c.token.text in ("is", "to"):
        c.report("CL103", f"expected `be`, found `{c.token.text}`", c.token.span, fix=f"write `let {name} be ...`")
        c.advance()
        return
    c.expect("be", where=f"after `let {name}`", fix=f"write `let {name} be` and the value")


def parse_find(c: Cursor) -> Statement:
    """`find r in t where a is x and b is y as of d`, `find all rs in t where ...`."""
    index, start = c.index, c.advance()
    every = c.token.text == "all" and c.peek(2).text == "in"
    if every:
        c.advance()
    name = c.expect_name("a variable").text
    c.expect("in", where=f"after `find {name}`", fix="name the table: `find row in table where column is value`")
    table = c.expect_name("the name of a table").text
    keys: list[syntax.KeyMatch] = []
    if c.take("where"):
        keys.append(_parse_key(c))
        while c.take("and"):
            keys.append(_parse_key(c))
    as_of = None
    if c.take("as"):
        c.expect("of", where="after `as`", fix="write `as of` and a date")
        as_of = parse_operand(c)
    return syntax.Find(c.span_from(start), c.end_line(index), name, table, tuple(keys), as_of, every)


def _parse_key(c: Cursor) -> syntax.KeyMatch:
    start = c.expect_kind("NAME", "a key column", fix="write `column is value`")
    c.expect(
        "is",
        where=f"after the key column `{start.text}`",
        fix="a `find` matches keys exactly: `column is value`",
    )
    value = parse_operand(c)
    return syntax.KeyMatch(c.span_from(start), start.text, value)


def parse_choose(c: Cursor) -> Statement:
    """`choose x among xs` with `require` and `prefer` below it."""
    index, start = c.index, c.advance()
    name = c.expect_name("a variable").text
    c.expect("among", where=f"after `choose {name}`", fix=f"write `choose {name} among` and the list of candidates")
    source = parse_expression(c)
    trivia = c.end_line(index)
    criteria = parse_block(c, "`choose`", _parse_criterion)
    return syntax.Choose(c.span_from(start), trivia, name, source, criteria)


def _parse_criterion(c: Cursor) -> syntax.Require | syntax.Prefer:
    index, start = c.index, c.token
    if c.take("require"):
        condition = parse_expression(c)
        c.expect(
            "because",
            where="after the condition",
            fix='say why a candidate loses: `require ... because "..."`',
        )
        because = parse_text(c)
        return syntax.Require(c.span_from(start), c.end_line(index), condition, because)
    if c.take("prefer"):
        value = parse_expression(c)
        order = c.token.text
        if not (c.take("highest") or c.take("lowest")):
            c.expect("highest", fix="write `highest` or `lowest` at the end of the line")
        ordered = cast(_Order, order)
        return syntax.Prefer(c.span_from(start), c.end_line(index), value, ordered)
    fix = 'write `require ... because "..."` or `prefer ... highest`'
    return c.fail_here("CL124", f"expected `require` or `prefer`, found {describe(c.token)}", fix=fix)


# --- branches ------------------------------------------------------------------------------------------


def _parse_when(c: Cursor) -> Statement:
    """`when c`, `otherwise when d`, `otherwise`."""
    start = c.token
    branches = [_parse_branch(c, True, 1)]
    while c.token.text in _ARMS and c.token.kind == "NAME":
        if branches[-1].condition is None:
            c.report("CL111", "`otherwise` is the last of a `when`", c.token.span, fix="remove it, or move it up")
            _skip_arm(c)
            continue
        branches.append(_parse_branch(c, *_parse_arm_words(c)))
    return syntax.When(c.span_from(start), tuple(branches))


def _parse_arm_words(c: Cursor) -> tuple[bool, int]:
    """Whether the arm has a condition, and how many words begin it; words of other languages are reported."""
    token, following = c.token, c.peek()
    if token.text == "otherwise" and following.text != "if":
        return (True, 2) if following.text == "when" else (False, 1)
    words = 2 if following.text in ("if", "when") else 1
    conditional = words == 2 or token.text != "else"
    fix = "write `otherwise when`" if conditional else "write `otherwise`"
    written = f"{token.text} {following.text}" if words == 2 else token.text
    c.report("CL104", f"`{written}` does not begin a branch in Clause", token.span, fix=fix)
    return conditional, words


def _parse_branch(c: Cursor, condition: bool, words: int) -> syntax.Branch:
    index, start = c.index, c.token
    for _ in range(words):
        c.advance()
    owner = "`when`" if start.text == "when" else "`otherwise when`" if condition else "`otherwise`"

    def parse_header() -> tuple[syntax.Expr | None, Trivia]:
        value = parse_expression(c) if condition else None
        return value, end_header(c, index)

    value, trivia = c.attempt(parse_header) or (None, NO_TRIVIA)
    return syntax.Branch(c.span_from(start), trivia, value, parse_body(c, owner))


def _parse_case(c: Cursor) -> Statement:
    """`case e` with `is a, b` and `otherwise` below it."""
    index, start = c.index, c.advance()
    header = c.attempt(lambda: (parse_expression(c), end_header(c, index)))
    cases = parse_block(c, "`case`", _parse_arm)
    value, trivia = header or (syntax.Name(start.span, ""), NO_TRIVIA)
    return syntax.CaseOf(c.span_from(start), trivia, value, cases)


def _parse_arm(c: Cursor) -> syntax.Case:
    index, start = c.index, c.token
    if start.text not in ("is", "otherwise"):
        fix = "write `is` and the members that the arm covers, or `otherwise`"
        c.fail_here("CL111", f"expected `is` or `otherwise`, found {describe(start)}", fix=fix)
    c.advance()
    header = c.attempt(lambda: (_parse_members(c) if start.text == "is" else (), end_header(c, index)))
    members, trivia = header or ((), NO_TRIVIA)
    return syntax.Case(c.span_from(start), trivia, members, parse_body(c, f"`{start.text}`"))


def _parse_members(c: Cursor) -> tuple[syntax.Name, ...]:
    members = [_parse_member(c)]
    while c.take(","):
        members.append(_parse_member(c))
    if c.token.text in ("or", "and"):
        c.fail_here("CL113", f"`{c.token.text}` does not separate members", fix="separate them with `,`")
    return tuple(members)


def _parse_member(c: Cursor) -> syntax.Name:
    token = c.expect_name("a member of the enumeration")
    return syntax.Name(token.span, token.text)


def _parse_for(c: Cursor) -> Statement:
    """`for x in xs where c`."""
    index, start = c.index, c.advance()

    def parse_header() -> tuple[str, syntax.Expr, syntax.Expr | None, Trivia]:
        if c.token.text == "each":
            c.report("CL104", "`each` is not a word of Clause", c.token.span, fix="remove it")
            c.advance()
        variable = c.expect_name("a variable").text
        c.expect("in", where=f"after `for {variable}`", fix=f"write `for {variable} in` and a list")
        source = parse_sum(c)
        condition = parse_expression(c) if c.take("where") else None
        return variable, source, condition, end_header(c, index)

    header = c.attempt(parse_header)
    body = parse_body(c, "`for`")
    variable, source, condition, trivia = header or ("", syntax.Name(start.span, ""), None, NO_TRIVIA)
    return syntax.For(c.span_from(start), trivia, variable, source, condition, body)


# --- results ----------------------------------------------------------------------------------------


def _parse_set(c: Cursor) -> Statement:
    """`set allowed to e`."""
    index, start = c.index, c.advance()
    name = c.expect_name("the name of a result").text
    if c.token.text == "of":
        fix = f"remove it: `set {name} to ...` sets the result of the clause's own subject"
        c.fail_here("CL113", "`of` does not belong here", fix=fix)
    c.expect("to", where=f"after `set {name}`", fix=f"write `set {name} to` and the value")
    value = parse_expression(c)
    return syntax.SetResult(c.span_from(start), c.end_line(index), name, value)


def _parse_give(c: Cursor) -> Statement:
    """`give e`."""
    index, start = c.index, c.advance()
    value = parse_expression(c)
    return syntax.Give(c.span_from(start), c.end_line(index), value)


_STATEMENTS: dict[str, Callable[[Cursor], Statement]] = {
    "let": parse_let,
    "find": parse_find,
    "choose": parse_choose,
    "when": _parse_when,
    "case": _parse_case,
    "for": _parse_for,
    **dict.fromkeys(("deny", "reduce", "pend", "pass"), parse_decide),
    "set": _parse_set,
    "give": _parse_give,
}
