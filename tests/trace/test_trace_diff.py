"""Differences between traces, and replay."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from facts_engine import FactsEngine, keep
from hypothesis import given
from random_traces import traces
from story import Facts, build

from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.archive import Archive
from claimwright.trace.diff import diff, render_diff
from claimwright.trace.replay import check, parse_patch, render_check, what_if
from claimwright.trace.sites import Site, SiteTable, Trace
from claimwright.trace.tree import Tree


@given(traces())
def test_a_trace_does_not_differ_from_itself(made: tuple[Trace, SiteTable]) -> None:
    assert diff(Tree(*made), Tree(*made)).is_empty


@given(traces(), traces())
def test_any_two_traces_can_be_compared(one: tuple[Trace, SiteTable], two: tuple[Trace, SiteTable]) -> None:
    found = diff(Tree(*one), Tree(*two))
    assert len(render_diff(found).splitlines()) >= 1
    forward = {(change.before_node, change.after_node) for change in found.changes}
    backward = {(change.after_node, change.before_node) for change in diff(Tree(*two), Tree(*one)).changes}
    assert forward == backward


def test_a_denial_that_goes_away_comes_first_with_its_outcome() -> None:
    found = diff(build(), build(Facts(bypass=True)))
    assert [(change.kind, change.name, change.before, change.after) for change in found.changes[:2]] == [
        ("outcome", "state", "denied", "paid"),
        ("outcome", "allowed", "$0.00", "$57.04"),
    ]
    decisions = [change for change in found.changes if change.kind == "decision"]
    assert decisions[0].before.startswith("deny CO-236") and decisions[0].after == ""
    turned = {(change.name, change.before, change.after) for change in found.changes if change.kind == "branch"}
    assert ("bypasses (line, other)", "not taken", "taken") in turned
    assert ("line", "skipped: denied", "ran") in turned


def test_a_changed_fee_changes_values_results_and_reductions() -> None:
    found = diff(build(), build(Facts(fee=9000)))
    told = [(change.kind, change.name, change.before, change.after) for change in found.changes]
    assert ("outcome", "allowed", "$19.01", "$25.00") in told
    assert ("result", "allowed", "$19.01", "$25.00") in told
    assert ("value", "full", "$19.01", "$31.50") in told
    assert any(
        kind == "decision" and before.startswith("reduce CO-45") and not after for kind, _, before, after in told
    )


def test_rules_that_moved_or_changed_their_words_are_still_paired() -> None:
    before = build()
    sites = tuple(reworded(site) for site in before.sites)
    header = msgspec.structs.replace(before.trace.header, program="b" * 64)
    after = Tree(Trace(header, before.rows), SiteTable("b" * 64, sites))
    found = diff(before, after)
    assert [change.what for change in found.receipt] == ["program"]
    assert {(change.kind, change.name, change.before, change.after) for change in found.changes} == {
        ("row", "condition", "gap is more than $0.00", "gap is more than $1.00")
    }


def reworded(site: Site) -> Site:
    return msgspec.structs.replace(site, text=site.text.replace("$0.00", "$1.00"), line=site.line + 3)


def test_replay_is_identical_bit_for_bit(tmp_path: Path) -> None:
    keep(tmp_path, Facts())
    found = check(FactsEngine(), Archive(tmp_path), "C1")
    assert found.identical and found.first is None and found.receipt == ()
    assert render_check(found) == "C1 00000000000000aa: identical"


def test_a_replay_under_another_receipt_names_what_differs(tmp_path: Path) -> None:
    keep(tmp_path, Facts())
    later = FactsEngine(engine="0.2.0", tables=(("fees", "1" * 64), ("ncci_mue", "2" * 64)))
    found = check(later, Archive(tmp_path), "C1")
    assert not found.identical and found.first is None
    assert [change.what for change in found.receipt] == ["engine", "table fees", "table ncci_ptp", "table ncci_mue"]
    assert "table ncci_ptp: removed" in render_check(found)


def test_a_replay_that_runs_otherwise_names_the_first_row(tmp_path: Path) -> None:
    class Careless(FactsEngine):
        def rerun(self, *given: object):  # type: ignore[no-untyped-def, override]
            return super().rerun(*given[:3], {"indicator": "0"})  # type: ignore[arg-type]

    keep(tmp_path, Facts())
    found = check(Careless(), Archive(tmp_path), "C1")
    assert found.first is not None and found.first.node == 7
    assert "first at n7" in render_check(found)


def test_a_replay_with_a_change_gives_a_new_trace_and_the_difference(tmp_path: Path) -> None:
    keep(tmp_path, Facts())
    after, found = what_if(FactsEngine(), Archive(tmp_path), "C1", parse_patch(["bypass=true"]))
    assert "deny" not in after.by_kind
    assert found.changes[0].kind == "outcome"
    with pytest.raises(NotFoundError, match="no field 'colour'"):
        what_if(FactsEngine(), Archive(tmp_path), "C1", {"colour": "red"})


def test_a_change_is_written_as_field_and_value() -> None:
    assert parse_patch(["lines.1.modifiers=25", "note= a=b "]) == {"lines.1.modifiers": "25", "note": "a=b"}
    with pytest.raises(InputError, match="is no change"):
        parse_patch(["modifiers 25"])
