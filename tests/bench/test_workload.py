"""The benchmark's claims: the same for a seed, five lines each, and most of them paid."""

from __future__ import annotations

from collections import Counter

from claimwright.bench.claims_packs import pack_bars
from claimwright.bench.claims_speed import GROUP, Timing, time_rounds
from claimwright.bench.claims_trace import trace_bars
from claimwright.bench.claims_work import Bench
from claimwright.bench.workload import cases
from claimwright.claims.tables import MappedTable


def test_a_seed_gives_the_same_claims() -> None:
    assert list(cases(20)) == list(cases(20))
    assert list(cases(20)) != list(cases(20, seed=1))
    assert [case.claim for case in cases(3)] == [case.claim for case in cases(20)][:3]


def test_claims_have_five_lines_and_mostly_pay(bench: Bench) -> None:
    adjudicator = bench.fresh("off")
    outcomes = [adjudicator.adjudicate(claim).outcome for claim in bench.claims]
    lines = Counter(line.status for outcome in outcomes for line in outcome.lines)
    assert {len(claim.lines) for claim in bench.claims} == {5}
    assert lines["paid"] > 0.7 * lines.total()
    assert lines["denied"] and lines["pended"]
    denied = {f"{a.group}-{a.carc}" for outcome in outcomes for line in outcome.lines if line.status == "denied" for a in line.adjustments}  # fmt: skip
    assert {"CO-236", "CO-151", "PR-27", "OA-18"} <= denied


def test_every_table_is_mapped(bench: Bench) -> None:
    assert all(isinstance(table, MappedTable) for table in bench.book.tables.values())


def test_bars_that_do_not_depend_on_the_machine_are_met(bench: Bench) -> None:
    bars = trace_bars(bench)
    assert [bar.name for bar in bars] == ["trace, nodes", "trace, compressed", "skeleton", "replay, bit-identical"]
    assert all(bar.ok for bar in bars), bars


def test_every_kind_of_work_is_timed(bench: Bench) -> None:
    timing = time_rounds(bench, 2)
    assert set(timing.seconds) == {"rules", "by hand", "off", "recorded", "outcome", "full"}
    assert timing.rounds == 2
    assert {len(groups) for groups in timing.seconds.values()} == {2 * len(bench.claims) // GROUP}
    assert all(seconds > 0 for groups in timing.seconds.values() for seconds in groups)
    assert timing.ratio("off", "off") == 1
    assert timing.difference("off", "off") == 0
    assert timing.undisturbed("off") <= max(timing.seconds["off"])


def test_the_best_round_of_each_group_is_undisturbed() -> None:
    timing = Timing({"off": [5.0, 7.0, 3.0, 9.0, 4.0, 6.0]}, rounds=3)
    assert timing.undisturbed("off") == (3.0 + 6.0) / 2


def test_packs_are_timed_with_what_was_read() -> None:
    (bar,) = pack_bars(1)
    assert bar.figure is not None
    assert "13 packs" in bar.note
