"""Nodes, values and the views for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from random_traces import traces
from story import Facts, build, tell

from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.render import View, render_node, render_text, render_tree
from claimwright.trace.sites import SiteTable, Trace
from claimwright.trace.subjects import resolve_subject, subject_of, subjects
from claimwright.trace.tree import Tree
from claimwright.trace.values import render_value


@given(traces())
def test_every_node_is_reached_once_from_the_roots(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    reached = [number for root in tree.roots for number in (root, *tree.within(root))]
    assert sorted(reached) == list(range(len(tree)))
    assert all(child > node.id for node in tree for child in node.children)


@given(traces())
def test_every_view_shows_every_node_and_never_fails(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    assert len(render_tree(tree).splitlines()) == len(tree)
    assert len(render_text(tree).splitlines()) == len(tree)
    assert all(f"n{node.id} " in render_node(tree, node) for node in tree)
    for view in (View(depth=1), View(hide_passes=True), View(rule="rule0"), View(depth=2, rule="rule1")):
        lines = render_tree(tree, view).splitlines()
        folded = sum(int(line.rpartition("  +")[2]) for line in lines if "  +" in line)
        assert len(lines) + folded == (len(tree) if lines else 0)


def test_a_node_tells_its_values_types_and_outcome(tree: Tree) -> None:
    pair = tree.node(7)
    assert (pair.kind, pair.name, pair.outcome, pair.parent) == ("find", "pair", "found", 6)
    assert [value.text for value in pair.values[:3]] == ["99202", "99212", "2024-07-10"]
    assert "modifier_indicator 1" in pair.values[3].text
    assert str(pair.source) == "ncci.clause:8:5"
    assert tree.node(4).values[2].evaluated is False
    assert tree.node(15).value("because").text == "99212 with 99202 on claim H9"  # type: ignore[union-attr]
    assert tree.node(15).value("subject").raw == "C1/line/1"  # type: ignore[union-attr]


def test_the_tree_view_shows_branches_not_taken_with_the_values_compared(tree: Tree) -> None:
    text = render_tree(tree)
    assert "when pair.modifier_indicator is 0 -> not taken: pair.modifier_indicator 1" in text
    assert "line.place_of_service not evaluated" in text
    assert "candidate book/term/1 -> lost: the contract starts later" in text
    assert "line C1/line/1 -> skipped: denied" in text
    assert "1 other version lost" in text


def test_the_text_view_has_the_source_place_in_the_margin(tree: Tree) -> None:
    line = next(line for line in render_text(tree).splitlines() if "deny CO-236" in line)
    assert line.split()[:4] == ["ncci.clause:15", "|", "n15", "deny"]


def test_views_can_be_narrowed(tree: Tree) -> None:
    assert "C1/line/2" not in render_tree(tree, View(subject="1"))
    assert "procedure_to_procedure" not in render_tree(tree, View(rule="allowed_amount"))
    short = render_tree(tree, View(hide_passes=True))
    assert "not taken" not in short and "deny CO-236" in short and "deductible" not in short


def test_a_node_in_full_shows_the_source_line_and_the_columns(tree: Tree) -> None:
    text = render_node(tree, tree.node(7))
    assert "find pair in ncci_ptp where column_one is other.procedure" in text
    assert "            modifier_indicator: 1" in text


def test_subjects_are_found_by_reference_end_or_number(tree: Tree) -> None:
    assert subjects(tree) == ("C1/line/1", "C1/line/2")
    assert {resolve_subject(tree, text) for text in ("C1/line/2", "line/2", "2")} == {"C1/line/2"}
    assert subject_of(tree, 12) == "C1/line/1"
    assert subject_of(tree, 0) == "C1"
    with pytest.raises(NotFoundError, match="no subject") as caught:
        resolve_subject(tree, "C1/line/3")
    assert "C1/line/1" in caught.value.fix


def test_an_unknown_node_is_refused_with_the_range(tree: Tree) -> None:
    with pytest.raises(NotFoundError, match="n0 to n40"):
        tree.node(99)


def test_a_trace_cannot_be_read_with_another_programs_sites() -> None:
    trace, table = tell(Facts())
    with pytest.raises(InputError, match="of program"):
        Tree(trace, SiteTable("0" * 64, table.sites))
    with pytest.raises(InputError, match="names site"):
        Tree(trace, SiteTable(table.program, table.sites[:3]))


def test_a_trace_that_ends_in_an_error_is_shown(tree: Tree) -> None:
    broken = build(Facts(fails=True))
    assert "error RUN-DIV -> C1/line/2: division by zero: book.years is 0" in render_tree(broken)


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (123450, "money", "$1,234.50"),
        (6250, "rate", "62.5%"),
        (-50, "rate", "-0.5%"),
        (1500, "quantity", "1.5"),
        (2000, "quantity", "2"),
        (93, "number:2", "0.93"),
        (7, "integer", "7"),
        (True, "boolean", "true"),
        (None, "money?", "absent"),
        ("E119", "code:Diagnosis", "E119"),
        (["LT", "59"], "list:code:Modifier", "[LT, 59]"),
        ([90, "days"], "period", "90 days"),
        (["99202", 5, 812, []], "row:ncci_ptp", "ncci_ptp row 812 (99202, 5)"),
        ([["99202", 5], 812, []], "row:ncci_ptp", "ncci_ptp row 812 (99202, 5)"),
        (list(range(15)), "list:integer", "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ... 3 more]"),
    ],
)
def test_values_are_written_by_type(value: object, kind: str, text: str) -> None:
    assert render_value(value, kind) == text
