"""Provenance, slices, why and why not."""

from __future__ import annotations

import pytest
from builder import Program, Recorder, header, slot
from hypothesis import given
from random_traces import traces
from story import Facts, build

from claimwright.core.errors import NotFoundError
from claimwright.trace.provenance import Provenance
from claimwright.trace.sites import SiteTable, Trace
from claimwright.trace.slices import Slicer
from claimwright.trace.subjects import subjects
from claimwright.trace.tree import Tree
from claimwright.trace.why import render_why, why
from claimwright.trace.why_not import render_why_not, why_not


def sources(tree: Tree, number: int, name: str) -> list[str]:
    slots = tree.site(number).slots
    slot = next(index for index, each in enumerate(slots) if each.name == name)
    return [str(source) for source in Provenance(tree).sources(number, slot)]


@given(traces())
def test_a_slice_is_closed_ordered_and_says_why_each_node_is_in(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    slicer = Slicer(tree)
    for start in range(0, len(tree), 7):
        steps = slicer.of_node(start)
        inside = [step.node for step in steps]
        assert inside == sorted(set(inside))
        assert start in inside
        for step in steps:
            assert set(tree.ancestors(step.node)) <= set(inside)
            assert step.reason == "start" if step.node == start else step.needed_by in inside
            alone = {each.node for each in slicer.of_node(step.node)}
            assert alone - {start} <= set(inside)


@given(traces())
def test_every_subject_of_any_trace_has_an_answer(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    for subject in subjects(tree):
        answer = why(tree, subject)
        assert render_why(tree, answer).startswith(subject)
        for rule in ("pack.rule0", "pack.rule1"):
            assert why_not(tree, rule, subject).evaluations


def test_a_value_is_traced_to_inputs_rows_results_calls_and_constants(tree: Tree) -> None:
    assert sources(tree, 7, "column_one") == ["input H9/line/1.procedure (n6)"]
    assert sources(tree, 9, "pair.modifier_indicator") == ["ncci_ptp row 812, modifier_indicator (n7)"]
    assert sources(tree, 13, "bypasses (line, other)") == ["call bypasses (n10)"]
    assert sources(tree, 12, "value") == ["search any (n11)"]
    assert sources(tree, 31, "rate") == ["data harbor.rate"]
    assert sources(tree, 32, "full") == ["fees row 77, amount (n30)", "rate (n31)"]
    assert sources(tree, 35, "gap") == ["input C1/line/2.charge (n34)", "result allowed of C1/line/2 (n33)"]
    assert sources(tree, 29, "term") == ["candidate (n27)", "candidate (n28)"]
    assert sources(tree, 5, "other.from_date") == ["input H8/line/1.from_date (n5)"]


def test_inputs_of_the_run_are_inputs(tree: Tree) -> None:
    assert sources(tree, 0, "book") == ["input book"]


def test_arguments_and_guards_are_traced_without_named_sites(tree: Tree) -> None:
    assert sources(tree, 3, "line") == ["line (n2)"]
    assert sources(tree, 3, "book") == ["book (n0)"]
    assert sources(tree, 10, "other") == ["other (n6)"]
    assert sources(tree, 24, "denied") == ["C1/line/1 is denied (n15)"]
    assert sources(tree, 25, "denied") == ["C1/line/2 was not denied"]


def test_the_slice_of_the_denial_holds_the_pair_and_the_other_claim_and_nothing_of_other_lines(tree: Tree) -> None:
    steps = {step.node: step for step in Slicer(tree).of_subject("C1/line/1")}
    assert {7, 8, 9, 10, 11, 12, 13, 14, 15} <= set(steps)
    assert 5 not in steps
    assert not any(16 <= number < 39 for number in steps)
    assert (steps[9].reason, steps[9].needed_by) == ("control", 14)
    assert (steps[7].reason, steps[7].needed_by) == ("data", 8)
    assert steps[4].reason == "control"


def test_the_slice_of_an_amount_follows_results_through_rules(tree: Tree) -> None:
    inside = {step.node for step in Slicer(tree).of_node(37)}
    assert {30, 31, 32, 33, 35, 36} <= inside
    assert 29 not in inside


def test_a_search_that_ended_early_needs_only_the_step_that_ended_it() -> None:
    tree = build(Facts(bypass=True))
    steps = list(tree.by_kind["search"])
    inside = {step.node for step in Slicer(tree).of_node(tree.by_kind["pass"][0])}
    assert len(steps) == 2
    assert inside & set(steps) == {steps[1]}


def test_why_tells_the_first_denial_and_its_slice(tree: Tree) -> None:
    answer = why(tree, "1")
    assert (answer.subject, answer.state, len(answer.causes)) == ("C1/line/1", "denied", 1)
    assert answer.causes[0].node.id == 15
    assert answer.outcome is not None and answer.outcome.id == 39
    text = render_why(tree, answer)
    assert "deny CO-236 N20 -> C1/line/1: 99212 with 99202 on claim H9" in text
    assert "find pair in ncci_ptp" in text and "row 812" in text


def test_why_of_a_paid_line_tells_results_and_reductions(tree: Tree) -> None:
    answer = why(tree, "2")
    assert answer.state == "adjusted"
    assert [cause.node.kind for cause in answer.causes] == ["set", "reduce"]


def test_why_of_a_failed_line_ends_in_the_error() -> None:
    tree = build(Facts(fails=True))
    answer = why(tree, "2")
    assert (answer.state, answer.causes[0].node.kind) == ("pended", "error")
    inside = {step.node for step in answer.causes[0].slice}
    frame = next(n for n in tree.by_kind["clause"] if tree.site(n).name == "deductible")
    assert frame in inside


@pytest.mark.parametrize(
    ("rule", "subject", "verdict", "said"),
    [
        ("procedure_to_procedure", "2", "stopped", "when pair is present -> not taken"),
        ("procedure_to_procedure", "1", "decided", "deny CO-236"),
        ("pricing.allowed_amount", "1", "stage skipped", "line C1/line/1 -> skipped: denied"),
        ("allowed_amount", "2", "set a result", "set allowed"),
    ],
)
def test_why_not_names_what_stopped_a_rule(tree: Tree, rule: str, subject: str, verdict: str, said: str) -> None:
    answer = why_not(tree, rule, subject)
    assert [evaluation.verdict for evaluation in answer.evaluations] == [verdict]
    assert said in render_why_not(tree, answer)


def test_why_not_shows_the_exception_that_replaced_the_rule() -> None:
    tree = build(Facts(emergency=True))
    answer = why_not(tree, "procedure_to_procedure", "1")
    assert answer.evaluations[0].verdict == "passed"
    assert [node.name for node in answer.evaluations[0].blockers] == ["emergency"]


def test_why_not_shows_the_decision_at_which_a_stage_was_left() -> None:
    tree = build(Facts(fails=True))
    cut = Tree(Trace(tree.trace.header, without_rule(tree, "deductible")), tree.table)
    evaluation = why_not(cut, "deductible", "2").evaluations[0]
    assert (evaluation.verdict, [node.kind for node in evaluation.blockers]) == ("stage left", ["error"])


def without_rule(tree: Tree, name: str) -> list[list[object]]:
    """The rows without the one frame of a rule, which has nothing below it."""
    (frame,) = (number for number in tree.by_kind["clause"] if tree.site(number).name == name)
    rows = [row for number, row in enumerate(tree.rows) if number != frame]
    return [[row[0], row[1] - (row[1] > frame), *row[2:]] for row in rows]


def test_why_not_shows_a_failure() -> None:
    answer = why_not(build(Facts(fails=True)), "deductible", "2")
    assert answer.evaluations[0].verdict == "failed"
    assert "division by zero" in answer.evaluations[0].blockers[0].values[-1].text


def dated(chosen: int) -> Tree:
    """A line whose rule has two versions."""
    program, rows = Program(), Recorder()
    run = program.site("run", "p", slot("claim", "argument", "record"))
    item = program.site("item", "line", slot("line", "argument", "record"))
    slots = (slot("chosen", "index", "integer"), slot("judged on", "date", "date"), slot("lost", "rows", "list:text"))
    version = program.site("version", "ncci.rule", *slots, rule="main.p")
    clause = program.site("clause", "rule", slot("line", "argument", "record"), rule="ncci.rule")
    deny = program.site("deny", "CO-236", slot("subject", "subject", "record"), rule="ncci.rule")
    at = rows.add(item, rows.add(run, -1, "C1"), "C1/line/1")
    lost = [[each, "in force 2024-01-01 to 2024-06-30, not on 2023-05-01"] for each in (0, 1) if each != chosen]
    rows.add(version, at, chosen, "2023-05-01", lost)
    if chosen >= 0:
        rows.add(deny, rows.add(clause, at, "C1/line/1"), "C1/line/1")
    table = program.table()
    return Tree(Trace(header(table), rows.rows), table)


def test_why_not_shows_that_no_version_was_in_force() -> None:
    tree = dated(-1)
    answer = why_not(tree, "rule", "1")
    assert [evaluation.verdict for evaluation in answer.evaluations] == ["not in force"]
    text = render_why_not(tree, answer)
    assert "version of ncci.rule on 2023-05-01 -> none in force: version 1 lost: in force 2024-01-01" in text


def test_the_version_chosen_is_part_of_what_a_decision_depends_on() -> None:
    tree = dated(1)
    assert [step.node for step in Slicer(tree).of_node(4)] == [0, 1, 2, 3, 4]
    assert tree.node(2).outcome == "version 2 in force"


def test_an_unknown_rule_is_refused_with_the_closest_name(tree: Tree) -> None:
    with pytest.raises(NotFoundError, match="no rule") as caught:
        why_not(tree, "procedure_to_procedur", "1")
    assert "ncci.procedure_to_procedure" in caught.value.fix
