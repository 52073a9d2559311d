"""From source to tree: what the tree holds, and that nothing makes the parser fall over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.clause import syntax
from claimwright.clause.diagnostics import render_all
from claimwright.clause.format import strip_positions
from claimwright.clause.parser import parse, parse_file
from claimwright.clause.syntax import Span, Trivia
from clause.test_format import EXAMPLE


def parsed(source: str) -> syntax.Pack:
    pack, found = parse(source, "x.clause")
    assert pack is not None, render_all(found, source)
    return pack


def codes(source: str) -> list[str]:
    return [each.code for each in parse(source, "x.clause")[1]]


def value(text: str) -> syntax.Expr:
    define = parsed(f"pack p\n\ndefine f () -> Money\n  give {text}\n").declarations[0]
    assert isinstance(define, syntax.Define)
    give = define.body[0]
    assert isinstance(give, syntax.Give)
    return give.value


def same(left: str, right: str) -> bool:
    return strip_positions(value(left)) == strip_positions(value(right))


@pytest.mark.parametrize(
    ("loose", "explicit"),
    [
        ("a or b and c", "a or (b and c)"),
        ("not a and b", "(not a) and b"),
        ("not a is b", "not (a is b)"),
        ("a is b else c", "a is (b else c)"),
        ("a else b else c", "(a else b) else c"),
        ("a else b rounded up to the cent", "a else (b rounded up to the cent)"),
        ("a + b rounded up to the cent", "(a + b) rounded up to the cent"),
        ("a - b - c", "(a - b) - c"),
        ("a + b * c", "a + (b * c)"),
        ("a / b * c", "(a / b) * c"),
        ("-a * b", "(-a) * b"),
        ("-a.b", "-(a.b)"),
        ("allowed of line.other", "allowed of (line.other)"),
        ("allowed of line else $0.00", "(allowed of line) else $0.00"),
        ("any x in xs where a and b", "any x in xs where (a and b)"),
        ("any x in xs + ys where a", "any x in (xs + ys) where a"),
        ("count of x in xs is 3", "(count of x in xs) is 3"),
        ("sum of a else b for x in xs", "sum of (a else b) for x in xs"),
        ("lesser of a + 1 and b + 2 is c", "(lesser of (a + 1) and (b + 2)) is c"),
        ("days from a to b + c is 3", "(days from a to (b + c)) is 3"),
        ("not not a", "not (not a)"),
    ],
)
def test_how_tightly_forms_bind(loose: str, explicit: str) -> None:
    assert same(loose, explicit)


def test_literals() -> None:
    assert strip_positions(value("$1,234.5")) == syntax.MoneyLiteral(Span(0, 0, 0, 0), 123450)
    rate, number = value("62.5%"), value("007.50")
    assert isinstance(rate, syntax.RateLiteral)
    assert isinstance(number, syntax.NumberLiteral)
    assert (rate.digits, rate.scale, rate.text) == (625, 3, "62.5%")
    assert (number.digits, number.scale, number.text) == (750, 2, "007.50")
    assert strip_positions(value("1 week")) == syntax.PeriodLiteral(Span(0, 0, 0, 0), 1, "weeks")


@pytest.mark.parametrize("word", ["first", "count", "days", "before", "least_one", "line", "table", "lesser", "no"])
def test_words_of_the_language_that_are_free_as_names(word: str) -> None:
    assert strip_positions(value(f"{word} + {word}.{word}")) is not None


@pytest.mark.parametrize("word", ["from", "in", "first", "where", "is", "deny", "count", "because"])
def test_any_word_is_free_as_a_field(word: str) -> None:
    record = parsed(f"pack p\n\nrecord R\n  {word}: Date\n  other: Date\n").declarations[0]
    assert isinstance(record, syntax.Record)
    assert record.fields[0].name == word
    assert isinstance(value(f"x.{word} is y"), syntax.Comparison)
    when = parsed(f"pack p\n\nclause c (x: R)\n  when x.{word}\n    pass\n").declarations[0]
    assert isinstance(when, syntax.Clause)
    assert isinstance(when.body[0], syntax.When)
    data = parsed(f"pack p\n\nplan q\n  {word}: 1\n").declarations[0]
    assert isinstance(data, syntax.Data)
    assert data.fields[0].name == word


def test_spans_run_from_the_first_token_to_the_last() -> None:
    pack = parsed('pack p\n\nclause c (x: R)\n  when x.a and\n      x.b\n    deny CO-45\n      because "z"\n')
    clause = pack.declarations[0]
    assert isinstance(clause, syntax.Clause)
    assert clause.span == Span(3, 1, 7, 18)
    when = clause.body[0]
    assert isinstance(when, syntax.When)
    condition = when.branches[0].condition
    assert condition is not None
    assert condition.span == Span(4, 8, 5, 10)


def test_trivia_of_lines() -> None:
    pack = parsed("pack p\n\n-- one\n\n-- two\n--- doc\ncode system A  -- three\n\n-- last\n")
    system = pack.declarations[0]
    assert isinstance(system, syntax.CodeSystem)
    assert system.trivia == Trivia(("one", "two"), "three", blank_before=True, blanks=(0,))
    assert system.doc == ("doc",)
    assert pack.tail == ("last",)


def test_head_lines_in_any_order() -> None:
    source = 'pack p\n\nclause c (x: R)\n  cites "a"\n  known from 2024-01-02\n  in force until 2024-12-31\n  cites "b"\n  pass\n'
    clause = parsed(source).declarations[0]
    assert isinstance(clause, syntax.Clause)
    assert clause.dating == syntax.Dating(Span(5, 3, 6, 28), None, dt.date(2024, 12, 31), dt.date(2024, 1, 2))
    assert [each.parts for each in clause.cites] == [("a",), ("b",)]


def test_given_and_expect_name_items() -> None:
    test = next(each for each in parsed(EXAMPLE).declarations if isinstance(each, syntax.Test))
    runs = [step for step in test.steps if isinstance(step, syntax.Run)]
    assert [(step.target, step.item, step.item_name) for step in runs] == [("first_rule", 1, "line")]
    decisions = [step for step in test.steps if isinstance(step, syntax.ExpectDecision)]
    assert [(step.kind, step.item, step.because) for step in decisions] == [("deny", 1, "text"), ("no decision", 2, "")]
    assert test.known_on == dt.date(2024, 2, 1)


def test_one_file_gives_all_its_errors() -> None:
    source = "pack p\n\nrecord R\n  a Money\n  b: Date\n\nclause c (x: R)\n  let y = 3\n  if y\n    pas\n\ncase\n"
    found = parse(source, "x.clause")[1]
    assert [(each.code, each.span.line) for each in found] == [
        ("CL107", 4), ("CL104", 8), ("CL104", 9), ("CL124", 10), ("CL102", 12),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("(", ")"), ("[", "]"), ("not ", ""), ("- ", ""), ("f (", ")"), ("lesser of ", ""), ("a of (", ")"),
        ("any x in xs where ", ""), ("x.a + (", ")"), ("days from ", ""),
    ],
)  # fmt: skip
def test_deep_nesting_is_an_error_and_no_crash(opening: str, closing: str) -> None:
    source = f"pack p\n\ndefine f () -> Money\n  give {opening * 5000}1{closing * 5000}\n"
    assert codes(source) == ["CL112"]


@pytest.mark.parametrize("operator", [" + ", " else ", " * ", "."])
def test_long_chains_are_an_error_and_no_crash(operator: str) -> None:
    assert "CL112" in codes(f"pack p\n\ndefine f () -> Money\n  give {operator.join(['a'] * 5000)}\n")


def test_deep_blocks_types_and_data_are_an_error_and_no_crash() -> None:
    blocks = "".join("  " * n + "when a\n" for n in range(1, 200))
    assert "CL112" in codes(f"pack p\n\nclause c (x: R)\n{blocks}{'  ' * 200}pass\n")
    assert "CL112" in codes(f"pack p\n\nrecord R\n  a: {'list of ' * 500}Date\n")
    data = "".join("  " * n + "a:\n" for n in range(1, 200))
    assert "CL112" in codes(f"pack p\n\nplan q\n{data}")


def test_long_lists_are_fine() -> None:
    assert not codes(f"pack p\n\ndefine f () -> Money\n  give x is in [{', '.join(['99202'] * 5000)}]\n")


def test_files(tmp_path: Path) -> None:
    good, bad, missing = tmp_path / "good.clause", tmp_path / "bad.clause", tmp_path / "missing.clause"
    good.write_bytes(b"\xef\xbb\xbfpack p\r\n")
    bad.write_bytes(b"pack p\n\xff\n")
    assert parse_file(good)[0] is not None
    for path, line in ((bad, 2), (missing, 1)):
        pack, (found,) = parse_file(path)
        assert pack is None
        assert (found.code, found.path, found.span.line) == ("CL012", str(path), line)


_LINES = EXAMPLE.splitlines()


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_broken_sources_give_errors_and_never_crash(data: st.DataObject) -> None:
    lines = list(_LINES)
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(lines) - 1))
        action = data.draw(st.sampled_from(["drop", "cut", "double", "indent", "dedent", "swap", "insert"]))
        line = lines[place]
        at = data.draw(st.integers(0, len(line)))
        lines[place : place + 1] = {
            "drop": [],
            "cut": [line[:at]],
            "double": [line, line],
            "indent": [f"  {line}"],
            "dedent": [line.removeprefix("  ")],
            "swap": [line[at:] + line[:at]],
            "insert": [
                line[:at] + data.draw(st.sampled_from(['"', "(", "]", "{", " is ", " of ", "$", ":", "--"])) + line[at:]
            ],
        }[action]
        lines = lines or [""]
    pack, found = parse("\n".join(lines), "x.clause")
    assert (pack is None) == bool(found)
    assert render_all(found, "\n".join(lines)) or not found
    assert len({(each.span.line, each.span.column) for each in found}) == len(found)


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from('abc A1.,:"{}()[]-$%\n  \\=<>é\t'), max_size=120))
def test_any_text_is_read_to_its_end(source: str) -> None:
    pack, found = parse(f"pack p\n\nclause c (line: Line)\n  {source}", "x.clause")
    assert (pack is None) == bool(found)
