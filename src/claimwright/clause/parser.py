"""From source text to the syntax tree, or to all syntax errors of the file.

A hand-written recursive descent: one `parse_<construct>` for each construct, in `parse_declarations`,
`parse_statements`, `parse_expressions`, `parse_types`, `parse_data` and `parse_tests`.
"""

from __future__ import annotations

from pathlib import Path

from claimwright.clause.diagnostics import Diagnostic
from claimwright.clause.lexer import lex
from claimwright.clause.parse_blocks import parse_block, report_indent
from claimwright.clause.parse_cursor import Cursor, describe, hoist
from claimwright.clause.parse_declarations import parse_declaration, parse_title
from claimwright.clause.syntax import NO_TRIVIA, Declaration, Name, Pack, Span, Trivia

Parsed = tuple[Pack | None, tuple[Diagnostic, ...]]


def parse(source: str, path: str) -> Parsed:
    """The pack, or None and every syntax error in the order of the source. Raises nothing."""
    source = source.removeprefix("\ufeff")
    c = Cursor(lex(source, path), path)
    pack = _parse_pack(c, source)
    found = _without_echoes(c.diagnostics)
    return (None if found else pack), found


def _without_echoes(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """In order, each place once, and none behind a broken word on the same line: that one may be its only cause."""
    broken: dict[int, int] = {}
    places: set[tuple[int, int]] = set()
    kept: list[Diagnostic] = []
    for each in sorted(found, key=lambda each: (each.span.line, each.span.column, each.code)):
        line, column = each.span.line, each.span.column
        lexical = each.code.startswith("CL0")
        if (line, column) in places or (not lexical and broken.get(line, column + 1) <= column):
            continue
        if lexical:
            broken.setdefault(line, column)
        places.add((line, column))
        kept.append(each)
    return tuple(kept)


def parse_file(path: Path | str) -> Parsed:
    """Parse a file; one that cannot be read or is not UTF-8 gives a diagnostic as well."""
    path = Path(path)
    try:
        data = path.read_bytes()
        return parse(data.decode(), str(path))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1  # pyright: ignore[reportPossiblyUnboundVariable]
        what, fix, span = "the file is not UTF-8 text", "save it as UTF-8", Span(line, 1, line, 2)
    except OSError as error:
        what, fix, span = (
            f"the file cannot be read: {error.strerror}",
            "check its name and rights",
            Span(1, 1, 1, 2),
        )
    return None, (Diagnostic("CL012", what, str(path), span, fix=fix),)


def _parse_pack(c: Cursor, source: str) -> Pack:
    index, start = c.index, c.token
    doc = c.doc_at(index)
    name, title, trivia = c.attempt(lambda: _parse_pack_line(c)) or ("", "", NO_TRIVIA)
    span = c.span_from(start)
    uses: list[Name] = []
    extra: list[Trivia] = []
    if c.token.kind == "INDENT" and name:
        parse_block(c, "`pack`", lambda c: extra.append(_parse_uses(c, uses)))
    declarations = _parse_declarations(c)
    tail = tuple(each.text for each in c.lexed.leading_at(len(c.tokens) - 1).comments)
    return Pack(span, hoist(trivia, *extra), c.path, source, name, title, tuple(uses), declarations, doc, tail)


def _parse_pack_line(c: Cursor) -> tuple[str, str, Trivia]:
    index = c.index
    if c.token.text != "pack":
        example = 'write `pack name "Title"` as the first line'
        message = f"a file begins with its pack, found {describe(c.token)}"
        span = c.token.span
        c.report("CL101", message, span if c.token.text else Span(1, 1, 1, 2), label="expected `pack`", fix=example)
        return "", "", NO_TRIVIA
    c.advance()
    name = c.expect_name("the name of the pack", fix='write `pack name "Title"`').text
    return name, parse_title(c), c.end_line(index, documented=True)


def _parse_uses(c: Cursor, uses: list[Name]) -> Trivia:
    index = c.index
    c.expect("uses", fix="only `uses` stands below the pack line; declarations begin at the left margin")
    while True:
        token = c.expect_name("the name of a pack")
        uses.append(Name(token.span, token.text))
        if not c.take(","):
            return c.end_line(index, fix="separate the packs with `,`")


def _parse_declarations(c: Cursor) -> tuple[Declaration, ...]:
    declarations: list[Declaration] = []
    while c.token.kind != "END":
        if c.token.kind == "INDENT":
            report_indent(c)
            c.skip_block()
        elif c.token.kind in ("DEDENT", "NEWLINE"):
            c.advance()
        else:
            _parse_one(c, declarations)
    return tuple(declarations)


def _parse_one(c: Cursor, declarations: list[Declaration]) -> None:
    declaration = c.attempt(lambda: parse_declaration(c))
    if declaration is not None:
        declarations.append(declaration)
    else:
        c.skip_block()
