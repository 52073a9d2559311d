"""The formatter says what the source says, keeps every comment, and leaves its own output alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimwright.clause import syntax
from claimwright.clause.diagnostics import ClauseError, render_all
from claimwright.clause.format import format_pack, format_source, strip_positions
from claimwright.clause.parser import parse
from clause import strategies

_SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=80)


def parsed(source: str) -> syntax.Pack:
    pack, found = parse(source, "x.clause")
    assert pack is not None, f"{render_all(found, source)}\n\n{source}"
    return pack


def packed(*declarations: syntax.Declaration) -> syntax.Pack:
    return syntax.Pack(strategies.NOWHERE, syntax.NO_TRIVIA, "", "", "p", "", (), declarations, ())


def giving(value: syntax.Expr) -> syntax.Pack:
    """A pack with a function that gives the value."""
    give = syntax.Give(strategies.NOWHERE, syntax.NO_TRIVIA, value)
    money = syntax.NamedType(strategies.NOWHERE, "Money")
    return packed(syntax.Define(strategies.NOWHERE, syntax.NO_TRIVIA, "f", (), money, None, (), (give,), ()))


@_SETTINGS
@given(strategies.packs)
def test_printed_trees_parse_to_themselves_and_print_the_same(tree: syntax.Pack) -> None:
    text = format_pack(tree)
    assert strip_positions(parsed(text)) == strip_positions(tree)
    assert format_pack(parsed(text)) == text


@settings(_SETTINGS, max_examples=250)
@given(strategies.expressions)
def test_parentheses_stand_wherever_they_are_needed(value: syntax.Expr) -> None:
    tree = giving(value)
    assert strip_positions(parsed(format_pack(tree))) == tree


WIDE = st.lists(strategies.expressions, min_size=6, max_size=12)


@_SETTINGS
@given(WIDE, st.sampled_from(["and", "or", "list", "call"]))
def test_long_lines_are_broken_and_say_the_same(values: list[syntax.Expr], form: str) -> None:
    value: syntax.Expr = syntax.ListLiteral(strategies.NOWHERE, tuple(values))
    if form == "call":
        value = syntax.Call(strategies.NOWHERE, "f", tuple(values))
    elif form != "list":
        value = syntax.Logical(strategies.NOWHERE, form, tuple(values))  # type: ignore[arg-type]
    text = format_pack(giving(value))
    assert strip_positions(parsed(text)) == giving(value)
    assert format_pack(parsed(text)) == text


def comments_in(source: str) -> list[str]:
    """What the comments say, in the order of the source; the sources of these tests have no dashes in texts."""
    return [text.strip().lstrip("-").strip() for text in re.findall(r"--.*", source)]


@_SETTINGS
@given(st.data())
def test_comments_put_anywhere_are_kept(data: st.DataObject) -> None:
    lines = EXAMPLE.splitlines()
    places = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=6, unique=True))
    for number, place in enumerate(sorted(places, reverse=True)):
        text = f"{data.draw(st.sampled_from(['--', '---']))} note {number}"
        if data.draw(st.booleans()):
            lines[place] += f"  {text}"
        else:
            indent = data.draw(st.integers(0, 6))
            blanks = [""] * data.draw(st.integers(0, 2))
            lines[place:place] = [*blanks, " " * indent + text, *([""] * data.draw(st.integers(0, 1)))]
    source = "\n".join(lines)
    text = format_source(source, "x.clause")
    assert sorted(comments_in(text)) == sorted(comments_in(source))
    assert format_source(text, "x.clause") == text
    bare, commented = parsed(EXAMPLE), parsed(text)
    assert strip_docs(commented) == strip_docs(bare)


def strip_docs(pack: syntax.Pack) -> str:
    """The tree in print without positions and documentation (an added `---` line may document something)."""
    return re.sub(r"doc=\([^)]*\)", "doc=()", repr(strip_positions(pack)))


EXAMPLE = """\
pack example "Example"
  uses vocabulary,
      plans

code system Procedure
enumeration Network is inside, outside

record Line dated by from_date
  number: Integer
  procedure: Procedure

define double (amount: Money) -> Money
  give amount * 2 rounded half up to the cent

clause first_rule (line: Line)
  in force from 2024-01-01
  known from 2023-12-01
  cites "manual"

  let total be line.charge + (
      line.other)
  find row in fees
      where procedure is line.procedure and
        place is line.place
      as of line.from_date
  when row is present and
      total is more than $1.00
    case line.network
      is inside
        pass
      otherwise
        deny CO-45 with N1,
            N2
          because "text"
          cites "there"
  otherwise
    choose best among [99202,
        99203]
      require best.good
          because "not good"
      prefer best.rate highest

  exception other when line.emergency
    pend review
      needs "records"

pipeline main (claim: Claim, line in claim.lines)
  stage one unless denied
    first_rule

plan silver "Silver"
  in force from 2024-01-01
  codes: 99202 to 99215,
      G0463
  benefits:
    benefit visit "Visit"
      copay: $30.00
  address:
    city: "Harbor"

test "a test"
  known on 2024-02-01
  given line: Line
    number: 1
  given table fees from 2024-01-01
    row
      procedure: 99202
  run first_rule on line 1
  expect deny CO-45 with N1 on line 1
    because "text"
  expect no decision on line 2
"""


def test_the_example_is_in_the_one_style_but_for_its_broken_lines() -> None:
    text = format_source(EXAMPLE, "x.clause")
    assert "  uses vocabulary, plans\n" in text
    assert "  let total be line.charge + line.other\n" in text
    assert "  codes: 99202 to 99215, G0463\n" in text
    assert format_source(text, "x.clause") == text


@pytest.mark.parametrize(
    ("written", "formatted"),
    [
        ("let  x   be a+b", "let x be a + b"),
        ("let x be (a)", "let x be a"),
        ("let x be $1234.5", "let x be $1,234.50"),
        ("let x be a - (b - c)", "let x be a - (b - c)"),
        ("let x be (a - b) - c", "let x be a - b - c"),
        ("let x be - a", "let x be -a"),
        ("let x be -(-a)", "let x be -(-a)"),
        ("let x be 1 days", "let x be 1 day"),
        ("let x be f(a,b)", "let x be f (a, b)"),
        ("let x be a is b else c", "let x be a is (b else c)"),
        ("let x be a or b and c", "let x be a or (b and c)"),
        ("let x be not (a and b)", "let x be not (a and b)"),
        ("let x be (any y in ys where y) and b", "let x be (any y in ys where y) and b"),
        ("let x be b and any y in ys where y", "let x be b and (any y in ys where y)"),
        ("let x be s is (denied)", "let x be s is (denied)"),
        ('let x be "{{{a}}}"', 'let x be "{{{a}}}"'),
        ("let x be (count of y in ys) + 1", "let x be (count of y in ys) + 1"),
        ("let x be count of y in ys is 1", "let x be count of y in ys is 1"),
        ("let x be [ A1 ,B2, 1 to 9 ]", "let x be [A1, B2, 1 to 9]"),
    ],
)
def test_one_way_to_write_it(written: str, formatted: str) -> None:
    head = 'pack p "P"\n\ndefine f (a: Money) -> Money\n  '
    assert format_source(f"{head}{written}\n", "x.clause") == f"{head}{formatted}\n"


def test_blank_lines_are_normalised() -> None:
    source = (
        "\n\npack p\n\n\ncode system A\n\n\n\ncode system B\ncode system C\n"
        "define f () -> A\n\n  let x be 1\n\n\n  give x\n\n\n"
    )
    assert format_source(source, "x.clause") == (
        "pack p\n\ncode system A\n\ncode system B\ncode system C\n\ndefine f () -> A\n  let x be 1\n\n  give x\n"
    )


def test_comments_keep_their_blank_lines() -> None:
    source = "pack p\n\n-- a section\n\n-- about f\n--- doc\ndefine f () -> A\n  give 1  -- one\n\n-- the end\n"
    assert format_source(source, "x.clause") == source


def test_dashes_of_a_ruler_are_kept() -> None:
    source = "pack p\n\n------ section ------\ncode system A\n\n--\n-- two\ncode system B\n"
    assert format_source(source, "x.clause") == source


def test_errors_are_raised_with_all_findings() -> None:
    with pytest.raises(ClauseError) as caught:
        format_source("pack p\n\nclause x (\n", "x.clause")
    assert caught.value.diagnostics
