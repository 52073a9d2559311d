"""Off, outcome and full: the same decisions and results; what each records."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from harbor_runs import adjudicator, family_claims, harbor, harbor_claims, run
from hypothesis import HealthCheck, given, settings

from claimwright.claims.adjudicate import Adjudication, decode_inputs
from claimwright.claims.records import Book, Claim
from claimwright.clause.runtime import Level, Runtime

KINDS = {"run", "set", "deny", "reduce", "pend", "error", "outcome"}


def without_nodes(found: Any) -> Any:
    """An outcome with no node numbers and no run id, which depend on the level."""

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: strip(each) for key, each in value.items() if key not in ("node", "run")}
        return [strip(each) for each in value] if isinstance(value, list) else value

    return strip(msgspec.json.decode(msgspec.json.encode(found)))


def raw(level: Level, inputs: tuple[Claim, Book]) -> tuple[list[Any], dict[str, Any]]:
    """The decisions and results of a bare run, addresses in place of records."""
    found: Runtime = adjudicator(level).rules.engine.run(*inputs)
    decisions = [decision._replace(node=0) for decision in found.decisions]
    results = {
        name: {ref: getattr(value, "ref", value) for ref, value in values.items()}
        for name, values in vars(found).items()
        if name.startswith("r_")
    }
    return decisions, results


@pytest.mark.parametrize("level", ["off", "outcome", "full"])
class TestEveryLevel:
    def test_decides_the_same_on_every_claim_of_the_example(self, level: Level) -> None:
        for claim_id, full in harbor("full").items():
            own = harbor(level)[claim_id]
            assert without_nodes(own.outcome) == without_nodes(full.outcome)
            assert own.posting == full.posting and own.inputs == full.inputs
            assert raw(level, decode_inputs(full.inputs)) == raw("full", decode_inputs(full.inputs))

    def test_says_its_level_and_hashes(self, level: Level) -> None:
        header = harbor(level)["H-1001"].header
        assert (header.level, header.format, header.subject) == (level, "claimtrace/1", "H-1001")
        assert header.packs == harbor()["H-1001"].header.packs and header.tables == harbor()["H-1001"].header.tables
        assert all(len(digest) == 64 for _, digest in (*header.packs, *header.tables))

    def test_records_what_it_should(self, level: Level) -> None:
        sites = adjudicator(level).rules.sites.sites
        for result in harbor(level).values():
            kinds = [sites[row[0]].kind for row in result.rows]  # type: ignore[call-overload]
            if level == "off":
                assert result.rows == []
                continue
            assert kinds[0] == "run" and kinds.count("run") == 1
            assert kinds.count("outcome") == len(result.claim.lines) + 1
            assert level == "full" or set(kinds) <= KINDS

    def test_decisions_point_to_their_rows(self, level: Level) -> None:
        sites = adjudicator(level).rules.sites.sites
        for result in harbor(level).values():
            for each in [a for line in result.outcome.lines for a in (*line.adjustments, *line.also)]:
                if level == "off":
                    assert each.node == -1
                    continue
                site: Any = sites[result.rows[each.node][0]]  # type: ignore[call-overload]
                assert (site.attributes["group"], site.attributes["carc"]) == (each.group, each.carc)
                assert site.rule == each.rule


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(family_claims(most=3))
def test_levels_agree_on_generated_claims(claims: list[Claim]) -> None:
    full = run(claims, "full")
    for level in ("off", "outcome"):
        for (_, one), (_, other) in zip(full, run(claims, level), strict=True):
            assert without_nodes(one.outcome) == without_nodes(other.outcome)
            assert one.posting == other.posting
    for claim, result in full:
        check_complete(claim, result)


def check_complete(claim: Claim, result: Adjudication) -> None:
    """Every clause of every stage has a frame, a version row that says why not, or a guard that kept the line out."""
    rules = adjudicator().rules
    sites, pipeline = rules.sites.sites, rules.program.pipeline
    assert pipeline is not None
    rows: list[tuple[Any, ...]] = result.rows  # type: ignore[assignment]
    frames = Counter((sites[row[0]].name, sites[rows[row[1]][0]].kind) for row in rows if sites[row[0]].kind == "clause")  # fmt: skip
    unborn = Counter(sites[row[0]].name.split(".")[-1] for row in rows if sites[row[0]].kind == "version" and row[2] == -1)  # fmt: skip
    per_line = {name for name, versions in rules.program.checked.rules.items() if any(p.name == pipeline.item for p in versions[0].parameters)}  # fmt: skip
    for stage in pipeline.stages:
        for name in stage.clauses:
            found = frames[name, "item"] + frames[name, "stage"] + unborn[name]
            wanted = len(claim.lines) if name in per_line else 1
            assert found == wanted if not stage.unless else found <= wanted, (stage.name, name)


@pytest.mark.parametrize("claim", harbor_claims(), ids=lambda claim: claim.claim_id)
def test_a_full_trace_is_complete(claim: Claim) -> None:
    check_complete(claim, harbor()[claim.claim_id])


def test_lines_that_no_guard_keeps_out_see_every_rule_of_a_guarded_stage() -> None:
    result = harbor()["H-4003"]
    rules = adjudicator().rules
    sites, pipeline = rules.sites.sites, rules.program.pipeline
    assert pipeline is not None and all(line.status == "paid" for line in result.outcome.lines)
    frames = Counter(sites[row[0]].name for row in result.rows if sites[row[0]].kind == "clause")  # type: ignore[call-overload]
    guarded = [name for stage in pipeline.stages if stage.unless for name in stage.clauses]
    assert guarded and {frames[name] for name in guarded} == {len(result.claim.lines)}
