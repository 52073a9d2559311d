"""How findings are shown."""

from __future__ import annotations

import pytest

from claimwright.clause.diagnostics import (
    ClauseError,
    Diagnostic,
    Note,
    Severity,
    closest,
    did_you_mean,
    render,
    render_all,
    render_summary,
    to_json,
)
from claimwright.clause.syntax import Span
from claimwright.core.errors import ClaimwrightError

SOURCE = 'pack a "A"\n\nclause x (line: Line)\n  if line.emergency\n    pass\n'


def finding(span: Span, **changes: object) -> Diagnostic:
    values: dict[str, object] = {"label": "here", "fix": "write `when`"} | changes
    return Diagnostic("CL104", "`if` is not a word of Clause", "a.clause", span, **values)  # type: ignore[arg-type]


def test_an_error_shows_place_excerpt_caret_label_and_fix() -> None:
    assert render(finding(Span(4, 3, 4, 5)), SOURCE) == (
        "a.clause:4:3: error CL104: `if` is not a word of Clause\n"
        "  |\n"
        "4 |   if line.emergency\n"
        "  |   ^^ here\n"
        "  fix: write `when`"
    )


def test_a_span_of_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    assert render(finding(Span(3, 8, 5, 9)), SOURCE).splitlines()[3] == "  |        ^^^^^^^^^^^^^^ here"


def test_an_empty_span_at_the_end_of_a_line_still_has_a_caret() -> None:
    assert render(finding(Span(1, 11, 1, 11)), SOURCE).splitlines()[3] == "  |           ^ here"


@pytest.mark.parametrize(
    ("line", "column", "end", "under"),
    [
        ("\t\tx", 3, 4, " " * 8 + "^"),
        ("日本 x", 4, 5, " " * 5 + "^"),
        ("e\u0301e x", 5, 6, " " * 3 + "^"),
        ("日本", 1, 3, "^^^^"),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, end: int, under: str) -> None:
    shown = render(finding(Span(1, column, 1, end), label=""), line).splitlines()[3]
    assert shown == f"  | {under}"


def test_a_very_long_line_is_cut_around_the_span() -> None:
    line = "a" * 5000 + "B" + "c" * 5000
    shown = render(finding(Span(1, 5001, 1, 5002), label=""), line).splitlines()
    assert len(shown[2]) < 200
    assert shown[2][shown[3].index("^")] == "B"


def test_notes_have_their_own_excerpt_where_the_source_is_at_hand() -> None:
    note = Note("the other one", "b.clause", Span(1, 1, 1, 5))
    shown = render(finding(Span(4, 3, 4, 5), notes=(note,)), {"a.clause": SOURCE, "b.clause": 'pack b "B"'})
    assert shown.endswith('  note: the other one (b.clause:1:1)\n  |\n1 | pack b "B"\n  | ----')
    assert render(finding(Span(4, 3, 4, 5), notes=(note,)), SOURCE).endswith("(b.clause:1:1)")


def test_a_place_beyond_the_source_is_named_without_excerpt() -> None:
    assert render(finding(Span(99, 1, 99, 2), fix=""), SOURCE).count("\n") == 0


def test_json_has_every_part() -> None:
    note = Note("n", "b.clause", Span(2, 1, 2, 5))
    value = to_json(finding(Span(4, 3, 4, 5), notes=(note,), severity=Severity.WARNING))
    assert value == {
        "code": "CL104", "severity": "warning", "message": "`if` is not a word of Clause", "path": "a.clause",
        "line": 4, "column": 3, "end_line": 4, "end_column": 5, "label": "here", "fix": "write `when`",
        "notes": [
            {"message": "n", "path": "b.clause", "line": 2, "column": 1, "end_line": 2, "end_column": 5},
        ],
    }  # fmt: skip


def test_clause_error_carries_all_findings() -> None:
    first, second = finding(Span(4, 3, 4, 5)), finding(Span(5, 5, 5, 9))
    error = ClauseError([first, second], SOURCE)
    assert isinstance(error, ClaimwrightError)
    assert error.diagnostics == (first, second)
    assert (str(error.where), error.code) == ("a.clause:4:3", "CL104")
    assert str(error) == render_all((first, second), SOURCE)


def test_summary_counts_by_severity() -> None:
    error, warning = finding(Span(1, 1, 1, 2)), finding(Span(1, 1, 1, 2), severity=Severity.WARNING)
    assert render_summary([error, warning, error]) == "2 errors, 1 warning"
    assert render_summary([]) == ""


@pytest.mark.parametrize(
    ("name", "found"),
    [("chrage", "charge"), ("renderingNpi", "rendering_npi"), ("clam", "claim"), ("zzz", "")],
)
def test_closest_name(name: str, found: str) -> None:
    assert closest(name, ["charge", "rendering_npi", "claim", "units"]) == found


def test_did_you_mean_is_a_sentence_or_nothing() -> None:
    assert did_you_mean("clam", ["claim"]) == "did you mean `claim`?"
    assert did_you_mean("zzz", ["claim"]) == ""
