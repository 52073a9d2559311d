"""Stages, guards, the order of lines, faults, and the three levels of recording."""

from __future__ import annotations

import datetime as dt
import traceback

import pytest

from claimwright.clause.values import ClauseFault
from clause.running import LEVELS, WORDS, claim, decisions, engine, line, rows, run, said, staged


def two_stages(body: str, first: str, second: str, guard: str = "") -> str:
    stages = f"\npipeline all (claim: Claim, line in claim.lines)\n  stage first\n    {first}\n  stage second{guard}\n    {second}\n"
    return WORDS + "\n" + body.strip("\n") + "\n" + stages


MARK = """
clause deny_small (line: Line)
  when line.charge is less than $50.00
    deny CO-45
      because "small"

clause pend_urgent (line: Line)
  when line.urgent
    pend review
      because "urgent"

clause mark (line: Line)
  set tally to 1

clause whole (claim: Claim)
  when claim.note is present
    pend claim_note
      because "{claim.note}"

clause note_claim (claim: Claim)
  set seen to "yes"
"""


class TestStages:
    @pytest.mark.parametrize(
        ("guard", "marked"),
        [("", [1, 2, 3]), (" unless denied", [1, 3]), (" unless pended", [1, 2]), (" unless denied or pended", [1])],
    )
    def test_a_guard_keeps_lines_out(self, guard: str, marked: list[int]) -> None:
        text = two_stages(MARK, "deny_small\n    pend_urgent", "mark", guard)
        full = run(text, claim(line(1), line(2, charge=100), line(3, urgent=True)))
        assert full.__dict__["r_tally"] == {f"line:{n}": 1 for n in marked}

    def test_a_claim_that_is_pended_keeps_every_line_out(self) -> None:
        text = two_stages(MARK, "whole", "mark", " unless pended")
        assert run(text, claim(line(1), line(2), note="wait")).__dict__["r_tally"] == {}
        assert len(run(text, claim(line(1), line(2))).__dict__["r_tally"]) == 2

    def test_a_claim_that_is_pended_keeps_its_own_rules_out(self) -> None:
        text = two_stages(MARK, "whole", "note_claim", " unless pended")
        assert run(text, claim(note="wait")).__dict__["r_seen"] == {}
        assert run(text, claim()).__dict__["r_seen"] == {"claim": "yes"}

    def test_the_guard_is_asked_again_after_each_decision(self) -> None:
        text = two_stages(MARK, "note_claim", "deny_small\n    mark", " unless denied")
        full = run(text, claim(line(1), line(2, charge=100)))
        assert full.__dict__["r_tally"] == {"line:1": 1}

    def test_a_guard_is_traced_with_its_values(self) -> None:
        text = two_stages(MARK, "deny_small", "mark", " unless denied or pended")
        full = run(text, claim(line(1), line(2, charge=100)))
        assert [values for _, values in rows(full, text, "item")][-2:] == [("line:1", False, False), ("line:2", True, False)]  # fmt: skip

    def test_all_rules_of_a_stage_without_guard_run(self) -> None:
        body = MARK + '\nclause again (line: Line)\n  deny CO-46\n    because "again"\n'
        full = run(staged(body, "deny_small", "again", "mark"), claim(line(1, charge=100)))
        assert said(full) == ["deny CO-45 line:1", "deny CO-46 line:1"]
        assert full.__dict__["r_tally"] == {"line:1": 1}

    def test_a_stage_takes_line_after_line_and_the_claim_where_it_stands(self) -> None:
        body = """
clause one (line: Line)
  set tally to line.number

clause two (line: Line, claim: Claim)
  set noted to "{sum of tally of l for l in claim.lines}"

clause between (claim: Claim)
  set seen to "{count of l in claim.lines where tally of l is more than 0}"
"""
        full = run(staged(body, "one", "two"), claim(line(1), line(2), line(3)))
        assert full.__dict__["r_noted"] == {"line:1": "1", "line:2": "3", "line:3": "6"}
        full = run(staged(body, "one", "between", "two"), claim(line(1), line(2), line(3)))
        assert full.__dict__["r_seen"] == {"claim": "3"}
        assert full.__dict__["r_noted"] == {"line:1": "6", "line:2": "6", "line:3": "6"}

    def test_denials_are_seen_by_later_lines_and_stages(self) -> None:
        body = """
clause first_only (line: Line, claim: Claim)
  when any other in claim.lines where other.number is less than line.number and other is not denied
    deny CO-45
      because "another line before it is not denied"

clause count_denied (line: Line, claim: Claim)
  set tally to count of other in claim.lines where other is denied
"""
        full = run(staged(body, "first_only", "count_denied"), claim(line(1), line(2), line(3)))
        assert said(full) == ["deny CO-45 line:2", "deny CO-45 line:3"]
        assert full.__dict__["r_tally"] == {"line:1": 0, "line:2": 1, "line:3": 2}

    def test_a_line_of_history_is_never_denied(self) -> None:
        body = 'clause rule (line: Line)\n  when line is not denied and line is not pended\n    deny CO-45\n      because "x"'
        full = run(staged(body, "rule", "rule"))
        assert said(full) == ["deny CO-45 line:1"]


class TestDecisions:
    def test_the_first_ends_the_clause(self) -> None:
        body = """
clause rule (line: Line)
  when line.number is 1
    deny CO-45 with N362, M15
      because "{line.charge} of {line.procedure} on {line.from_date}"
      cites "CLM104 ch. 23"
      cites "second"
  set tally to 1
  reduce PR-1 by line.charge - $1.00
    because "rest"
"""
        full = run(staged(body, "rule"), claim(line(1), line(2)))
        deny, reduce = full.decisions
        assert (deny.because, deny.remarks, deny.cites) == ("$100.00 of 99213 on 2024-07-10", ("N362", "M15"), ("CLM104 ch. 23", "second"))  # fmt: skip
        assert (reduce.amount, reduce.subject, reduce.rule) == (9900, "line:2", "rules.rule")
        assert full.__dict__["r_tally"] == {"line:2": 1}

    def test_a_pass_ends_the_clause_and_moves_nothing(self) -> None:
        body = """
clause rule (line: Line)
  when line.urgent
    pass
      because "urgent"
  deny CO-45
    because "not urgent"
"""
        text = staged(body, "rule")
        full = run(text, claim(line(1, urgent=True), line(2)))
        assert said(full) == ["deny CO-45 line:2"]
        ((_, values),) = rows(full, text, "pass")
        assert values[2] == "urgent"

    def test_a_decision_knows_its_node(self) -> None:
        text = staged(MARK, "deny_small")
        full = run(text, claim(line(1, charge=1), line(2), line(3, charge=1)))
        sites = engine(text).program.sites.sites
        assert [(sites[full.rows[d.node][0]].kind, full.rows[d.node][2]) for d in full.decisions] == [("deny", "line:1"), ("deny", "line:3")]  # fmt: skip


class TestFaults:
    BODY = """
clause divides (line: Line)
  let each be line.charge / line.number rounded half up to the cent
  set allowed to each

clause after (line: Line)
  set tally to 1
"""

    def test_a_fault_pends_its_line_and_everything_else_goes_on(self) -> None:
        text = staged(self.BODY, "divides", "after")
        full = run(text, claim(line(1), line(ref="line:0", number=0), line(3)))
        assert said(full) == ["pend rule failed line:0"]
        assert full.__dict__["r_allowed"] == {"line:1": 10000, "line:3": 3333}
        assert set(full.__dict__["r_tally"]) == {"line:1", "line:0", "line:3"}

    def test_the_trace_ends_in_an_error_node_with_the_place(self) -> None:
        text = staged(self.BODY, "divides")
        full = run(text, claim(line(ref="line:0", number=0)))
        number = next(n for n, words in enumerate(text.split("\n"), 1) if "let each" in words)
        ((site, values),) = rows(full, text, "error")
        assert values == ("line:0", "CL901", f"division by zero (rules.clause:{number})")
        assert site.rule.endswith("all")
        assert full.decisions[0].node == len(full.rows) - 1

    def test_a_failure_of_another_kind_is_a_fault_too(self) -> None:
        broken = line(2)
        del broken.charge
        text = staged(self.BODY, "divides", "after")
        full = run(text, claim(line(1), broken, line(3)))
        ((_, values),) = rows(full, text, "error")
        assert values[:2] == ("line:2", "CL999")
        assert "AttributeError" in values[2] and "rules.clause:" in values[2]
        assert set(full.__dict__["r_tally"]) == {"line:1", "line:2", "line:3"}

    def test_a_reason_to_lose_may_fail_at_every_level_alike(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  choose best among claim.lines
    require best.number is more than 0 because "{best.charge / best.number rounded down to the cent}"
  when best is present
    set tally to best.number
"""
        assert said(run(staged(body, "rule"), claim(line(ref="line:0", number=0)))) == ["pend rule failed line:0"]

    def test_a_failed_rule_of_the_claim_pends_the_claim(self) -> None:
        body = """
clause whole (claim: Claim)
  set seen to "{sum of l.charge for l in claim.lines / count of l in claim.lines where l.urgent rounded down to the cent}"
"""
        body = body.replace("sum of l.charge for l in claim.lines / count of l in claim.lines where l.urgent", "$1.00 / (count of l in claim.lines where l.urgent)")  # fmt: skip
        full = run(staged(body, "whole"), claim(line(1)))
        assert said(full) == ["pend rule failed claim"]

    def test_a_traceback_points_into_the_rule(self) -> None:
        body = """
define per_unit (line: Line) -> Money
  give line.charge / line.number
    rounded half up to the cent

clause rule (line: Line)
  set allowed to per_unit (line)
"""
        text = staged(body.replace("line.number\n    rounded", "line.number rounded"), "rule")
        for level in LEVELS:
            made = engine(text, level)
            found = made.start()
            head = [found] if level == "off" else [found, found.rows, 0]
            with pytest.raises(ClauseFault) as raised:
                made.namespace["r_rule_0"](*head, line(number=0))
            frames = [(f.filename, text.split("\n")[(f.lineno or 1) - 1].strip()) for f in traceback.extract_tb(raised.value.__traceback__) if f.filename == "rules.clause"]  # fmt: skip
            assert ("rules.clause", "set allowed to per_unit (line)") in frames
            assert ("rules.clause", "give line.charge / line.number rounded half up to the cent") in frames


class TestLevels:
    BODY = TestFaults.BODY + MARK

    def test_outcome_rows_are_of_few_kinds(self) -> None:
        text = staged(self.BODY, "divides", "deny_small", "pend_urgent", "mark", "whole")
        lines = [line(1, charge=10), line(ref="line:0", number=0), line(3, urgent=True)]
        made = engine(text, "outcome")
        found = made.run(claim(*lines, note="wait"))
        kinds = [made.program.sites.sites[row[0]].kind for row in found.rows]
        assert set(kinds) == {"run", "set", "deny", "pend", "error"}
        assert all(row[1] == 0 for row in found.rows[1:])

    def test_outcome_rows_say_what_full_rows_say(self) -> None:
        text = staged(self.BODY, "divides", "deny_small", "pend_urgent", "mark")
        lines = [line(1, charge=10), line(ref="line:0", number=0), line(3, urgent=True)]
        told: list[list[object]] = []
        for level in ("outcome", "full"):
            made = engine(text, level)
            sites = made.program.sites.sites
            found = made.run(claim(*lines))
            told.append([(sites[row[0]].kind, sites[row[0]].name, row[2:4]) for row in found.rows if sites[row[0]].kind in ("set", "deny", "pend", "error")])  # fmt: skip
        assert told[0] == told[1]

    def test_full_has_a_frame_for_each_rule_and_line(self) -> None:
        text = staged(self.BODY, "divides", "mark")
        full = run(text, claim(line(1), line(2)))
        frames = [(site.name, values[0]) for site, values in rows(full, text, "clause")]
        assert frames == [("divides", "line:1"), ("mark", "line:1"), ("divides", "line:2"), ("mark", "line:2")]

    def test_parents_stand_before_their_children(self) -> None:
        text = staged(self.BODY, "divides", "deny_small", "mark")
        full = run(text, claim(line(1), line(2, charge=5)))
        assert all(-1 <= row[1] < number for number, row in enumerate(full.rows))

    def test_the_same_run_twice_is_the_same(self) -> None:
        made = engine(staged(self.BODY, "divides", "deny_small", "mark"))
        one, other = made.run(claim(line(1), line(2))), made.run(claim(line(1), line(2)))
        assert one.rows == other.rows and decisions(one) == decisions(other)


def test_a_rule_not_in_force_is_silent() -> None:
    body = 'clause rule (line: Line)\n  in force from 2025-01-01\n  deny CO-45\n    because "x"'
    text = staged(body, "rule")
    full = run(text, claim(line(1), line(2, from_date=dt.date(2025, 1, 1))))
    assert said(full) == ["deny CO-45 line:2"]
    assert [values[:2] for _, values in rows(full, text, "version")] == [(-1, dt.date(2024, 7, 10))]


def test_a_rule_that_nobody_knew_yet_is_silent() -> None:
    body = 'clause rule (line: Line)\n  known from 2024-08-01\n  deny CO-45\n    because "x"'
    text = staged(body, "rule")
    assert said(run(text, known_on=dt.date(2024, 7, 31))) == []
    assert said(run(text, known_on=dt.date(2024, 8, 1))) == ["deny CO-45 line:1"]
