"""One claim through the rules: receipt, faults, and what a claim leaves for the next one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from harbor_runs import HARBOR, adjudicator, book, harbor, harbor_claims, run
from msgspec.structs import replace as changed

from claimwright.claims.adjudicate import Adjudicator, RuleEngine, decode_inputs, encode_inputs, sources_of
from claimwright.claims.book import LoadedBook
from claimwright.claims.book.slices import slice_for
from claimwright.claims.records import Claim
from claimwright.clause.diagnostics import ClauseError
from claimwright.clause.program import Program
from claimwright.core.errors import InputError
from claimwright.trace.codec import decode, decompress


def claim(claim_id: str) -> Claim:
    return next(each for each in harbor_claims() if each.claim_id == claim_id)


def with_rules(text: str, stage: str, clause: str, path: Path) -> LoadedBook:
    """The book with one more rule at the end of a stage."""
    pack = path / "own.clause"
    pack.write_text(f'pack own "Own rules"\n  uses vocabulary\n\n{text}', encoding="utf-8")
    packs = [p for p in book().packs if p.name != "professional.clause"]
    whole = next(p for p in book().packs if p.name == "professional.clause").read_text(encoding="utf-8")
    pipeline = path / "professional.clause"
    head = f"  stage {stage}"
    start = whole.index(head)
    end = whole.find("\n\n", start) if whole.find("\n\n", start) >= 0 else len(whole.rstrip("\n"))
    text = whole[:end] + f"\n    {clause}" + whole[end:]
    pipeline.write_text(text.replace("  uses ", "  uses own, ", 1), encoding="utf-8")
    return replace(book(), packs=(*packs, pipeline, pack))


class TestReceipt:
    def test_the_run_id_is_of_rules_tables_and_inputs(self) -> None:
        one, other = harbor()["H-4001"], harbor()["H-4002"]
        assert len(one.header.run) == 16 and one.header.run != other.header.run
        again = adjudicator().rules.judge(one.claim, one.book)
        assert again.header == one.header
        assert adjudicator("outcome").rules.judge(one.claim, one.book).header.run != one.header.run

    def test_inputs_come_back_as_they_were(self) -> None:
        for result in harbor().values():
            assert decode_inputs(encode_inputs(result.claim, result.book)) == (result.claim, result.book)

    def test_the_trace_is_kept_as_it_was_written(self) -> None:
        result = harbor()["H-1001"]
        assert decompress(result.compressed()) == result.trace
        trace = decode(result.trace)
        assert trace.header == result.header and len(trace.rows) == len(result.rows)

    def test_packs_have_names_that_no_place_changes(self) -> None:
        names = list(sources_of(book()))
        assert {"packs/plans.clause", "packs/contracts.clause", "packs/ncci_ptp.clause"} <= set(names)
        assert not any(name.startswith("/") for name in names)

    def test_a_pack_named_like_a_bundled_one_is_refused(self, tmp_path: Path) -> None:
        own = tmp_path / "packs" / "pricing.clause"
        own.parent.mkdir()
        own.write_text('pack own "Own"\n', encoding="utf-8")
        with pytest.raises(InputError, match=r"packs/pricing\.clause has the name of a pack"):
            sources_of(replace(book(), path=tmp_path, packs=(*book().packs, own)))


class TestLedger:
    def test_the_next_claim_sees_history_and_entries(self) -> None:
        found = {claim.claim_id: result for claim, result in run([claim("H-4009"), claim("H-4010")])}
        first, second = found["H-4009"], found["H-4010"]
        assert [line.claim_id for line in second.book.history][-2:] == ["H-4009", "H-4009"]
        assert {entry.ref for entry in first.posting.entries} <= {entry.ref for entry in second.book.accumulators}
        assert second.outcome.member_share == 0

    def test_alone_it_does_not(self) -> None:
        ((_, alone),) = run([claim("H-4010")])
        assert alone.outcome.member_share > 0

    def test_lines_become_history_with_their_outcome(self) -> None:
        for result in harbor().values():
            for line, outcome in zip(result.posting.lines, result.outcome.lines, strict=False):
                final = result.outcome.status != "pended"
                assert line.status == (outcome.status if final or outcome.status == "pended" else "pended")
                assert (line.paid, line.allowed) == (outcome.paid, outcome.allowed)
                assert line.processed_date == result.claim.received_date and line.member_id

    def test_a_line_that_waits_with_its_claim_counts_for_nothing(self) -> None:
        for result in harbor().values():
            if result.outcome.status == "pended":
                assert (result.posting.entries, result.posting.used) == ((), ())

    def test_units_of_an_authorization_are_used_up(self) -> None:
        one = claim("H-3003")
        again = changed(one, claim_id="H-3003B", ref="claim:H-3003B", lines=tuple(
            changed(line, claim_id="H-3003B", ref=line.ref.replace("H-3003", "H-3003B"), from_date=line.from_date + dt.timedelta(days=1), to_date=line.to_date + dt.timedelta(days=1))
            for line in one.lines))  # fmt: skip
        first, second = (result for _, result in run([one, again]))
        assert first.posting.used and first.outcome.lines[0].status == "paid"
        assert [a.carc for a in second.outcome.lines[0].adjustments] == ["198"]
        used = dict(first.posting.used)
        before = {a.ref: a.units_left for a in first.book.authorizations}
        assert {a.ref: a.units_left for a in second.book.authorizations} == {ref: left - used.get(ref, 0) for ref, left in before.items()}  # fmt: skip

    def test_a_stranger_leaves_nothing(self) -> None:
        posting = harbor()["H-2012"].posting
        assert (posting.lines, posting.entries, posting.used) == ((), (), ())

    def test_the_book_itself_is_never_written(self) -> None:
        before = slice_for(claim("H-4010"), book().directory)
        run([claim("H-4009"), claim("H-4010")])
        assert slice_for(claim("H-4010"), book().directory) == before


class TestFaults:
    def test_a_rule_that_fails_pends_its_line_and_nothing_else(self, tmp_path: Path) -> None:
        text = """clause divides (line: Line)
  when line.charge / (line.number - 2) rounded down to the cent is more than $1,000,000.00
    deny CO-45
      because "never"
"""
        rules = Adjudicator(with_rules(text, "validity", "divides", tmp_path))
        result = rules.adjudicate(claim("H-4003"))
        assert [line.status for line in result.outcome.lines] == ["paid", "pended", "paid", "paid", "paid"]
        (pend,) = result.outcome.pends
        assert (pend.label, pend.subject, pend.rule) == ("rule failed", "claim:H-4003/line:2", "own.divides")
        assert "division by zero (packs/own.clause:5)" in pend.because
        site = rules.rules.sites.sites[result.rows[pend.node][0]]  # type: ignore[call-overload]
        assert (site.kind, result.rows[pend.node][3]) == ("error", "CL901")
        other = rules.adjudicate(claim("H-4001"))
        assert other.outcome.status == "paid"

    def test_money_that_does_not_add_up_waits_and_the_trace_says_why(self, tmp_path: Path) -> None:
        text = """clause takes_all (line: Line)
  reduce CO-45 by line.charge
    because "all of {line.charge}"
"""
        for level in ("off", "outcome", "full"):
            rules = Adjudicator(with_rules(text, "pricing", "takes_all", tmp_path), level=level)
            result = rules.adjudicate(claim("H-4001"))
            (pend,) = result.outcome.pends
            assert (result.outcome.status, pend.label) == ("pended", "out of balance")
            assert pend == result.outcome.lines[0].pends[0]
            if level == "off":
                assert pend.node == -1
                continue
            row = result.rows[pend.node]
            site = rules.rules.sites.sites[row[0]]  # type: ignore[call-overload]
            assert (site.kind, site.rule, row[2:]) == ("error", "settlement", (pend.subject, "SETTLE-1", pend.because))

    def test_rules_with_errors_are_refused_with_all_of_them(self, tmp_path: Path) -> None:
        with pytest.raises(ClauseError) as raised:
            Adjudicator(with_rules("clause bad (line: Line)\n  deny CO-45 with lin.x\n", "pricing", "bad", tmp_path))
        assert "packs/own.clause" in str(raised.value)


def test_an_engine_serves_many_claims_in_any_order() -> None:
    program = Program.from_sources(sources_of(book()), pipeline="professional", known_on=book().known_on or dt.date.max)
    rules = RuleEngine(program, book().tables)
    slices = [(each, slice_for(each, book().directory)) for each in harbor_claims()[:12]]
    forward = [rules.judge(*each).trace for each in slices]
    back = [rules.judge(*each).trace for each in slices[::-1]]
    assert forward == back[::-1]


def test_the_example_stands_where_it_should() -> None:
    assert HARBOR.is_dir() and len(harbor()) >= 40
