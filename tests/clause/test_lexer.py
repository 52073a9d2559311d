"""Tokens, places, indentation, comments."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.clause.lexer import lex
from claimwright.clause.parse_tokens import Comment, Leading, LineEnd


def words(source: str) -> list[tuple[str, str]]:
    lexed = lex(source, "x.clause")
    assert not lexed.diagnostics
    return [(token.kind, token.text) for token in lexed.tokens if token.kind not in ("NEWLINE", "END")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rendering_npi", "NAME"), ("x2", "NAME"), ("Line", "TYPE"), ("NetworkStatus", "TYPE"), ("X12File", "TYPE"),
        ("G0463", "CODE"), ("E11.9", "CODE"), ("LT", "CODE"), ("A", "CODE"), ("0001U", "CODE"), ("Z00.00", "CODE"),
        ("CO-236", "REASON"), ("PR-1", "REASON"), ("PI-B13", "REASON"), ("99202", "NUMBER"), ("1.50", "NUMBER"),
        ("00100", "NUMBER"), ("$1,234.50", "MONEY"), ("$0", "MONEY"), ("$1234", "MONEY"), ("62.5%", "RATE"),
        ("100%", "RATE"), ("2024-07-01", "DATE"), ('"text"', "TEXT"), ('""', "TEXT"), ("->", "OPERATOR"),
    ],
)  # fmt: skip
def test_kinds(text: str, kind: str) -> None:
    assert words(text) == [(kind, text)]


def test_values_of_dates_and_texts() -> None:
    tokens = lex('2024-07-01 "a\\"b\\\\c {{d}} {line.id} e"', "x").tokens
    assert tokens[0].value == dt.date(2024, 7, 1)
    first, inner, last = tokens[1].value
    assert (first, last) == ('a"b\\c {d} ', " e")
    assert [token.text for token in inner] == ["line", ".", "id", "}"]


def test_places_count_code_points_from_one() -> None:
    tokens = lex('let 名 be "é" x', "x").tokens
    assert [(t.text, t.column) for t in tokens if t.kind == "NAME"] == [("let", 1), ("名", 5), ("be", 7), ("x", 14)]


def test_a_field_of_an_item_is_no_decimal() -> None:
    assert words("line 1.units") == [("NAME", "line"), ("NUMBER", "1"), ("OPERATOR", "."), ("NAME", "units")]


def test_blocks() -> None:
    source = "a\n  b\n    c\n\n  -- note\n  d\ne\n"
    kinds = [token.kind for token in lex(source, "x").tokens]
    assert kinds == [
        "NAME", "NEWLINE", "INDENT", "NAME", "NEWLINE", "INDENT", "NAME", "NEWLINE", "DEDENT", "NAME", "NEWLINE",
        "DEDENT", "NAME", "NEWLINE", "END",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "a (b,\n  c)", "a (\n  b, c\n)", "a [b,\n\n  -- note\n  c]", "a and\n  b", "a +\n    b", "a,\n  b",
        "a\n  and b", "a\n  where b", "a\n  as of b", "a is\n  b", "require a\n  because b",
    ],
)  # fmt: skip
def test_lines_that_go_on(source: str) -> None:
    kinds = [token.kind for token in lex(source, "x").tokens]
    assert "INDENT" not in kinds
    assert kinds.count("NEWLINE") == 1


@pytest.mark.parametrize("source", ["a and\nb", "x.from\n  b", "else\n  b", "a\n  because b", "a\n  where: b"])
def test_lines_that_do_not_go_on(source: str) -> None:
    assert [token.kind for token in lex(source, "x").tokens].count("NEWLINE") == 2


def test_comments_are_kept_with_the_lines_that_they_stand_at() -> None:
    lexed = lex("-- one\n\n--- doc\na  -- behind\nb (  -- inner\n  c)\n-- tail\n", "x")
    assert lexed.leading_at(0) == Leading((Comment("one", False, False), Comment("doc", True, True)), False)
    ends = [token.value for token in lexed.tokens if token.kind == "NEWLINE"]
    assert ends == [
        LineEnd((), Comment("behind", False, False)),
        LineEnd((Comment("inner", False, False),), None),
    ]
    assert lexed.leading_at(len(lexed.tokens) - 1).comments == (Comment("tail", False, False),)


def test_line_ends_of_other_systems() -> None:
    assert words("a\r\n  b\r\n") == [("NAME", "a"), ("INDENT", ""), ("NAME", "b"), ("DEDENT", "")]


def test_operators_of_other_languages_are_reported_and_replaced() -> None:
    lexed = lex("a >= b", "x")
    assert [token.text for token in lexed.tokens[:5]] == ["a", "is", "at", "least", "b"]
    assert [each.code for each in lexed.diagnostics] == ["CL104"]


def test_tabs_are_reported_once() -> None:
    found = lex("a\n\tb\n\tc\n\td\n", "x").diagnostics
    assert [(each.code, each.span.line, each.label) for each in found] == [("CL001", 2, "and in 2 more lines")]


@given(st.text(st.sampled_from('ab A1.,:"{}()[]-$%\n \t\\=<>é#') | st.characters(), max_size=60))
def test_any_text_gives_tokens_that_end(source: str) -> None:
    lexed = lex(source, "x")
    kinds = [token.kind for token in lexed.tokens]
    assert kinds[-1] == "END"
    assert kinds.count("INDENT") == kinds.count("DEDENT")
    assert all(each.span.line >= 1 and each.span.column >= 1 for each in lexed.diagnostics)
