"""Tests inside packs: what they are given, what they expect, how they fail, and the branches that they take."""

from __future__ import annotations

import pytest

from claimwright.clause import TestReport, check_source, run_tests
from claimwright.clause.program import check_sources
from clause.running import WORDS

RULES = (
    WORDS
    + """
record Plan written as plan
  copay: Money
  product: Text?

result plan_of of Line: Plan

plan silver "Silver"
  in force from 2024-01-01
  copay: $30.00

table fees "Fees"
  key procedure: Procedure
  amount: Money

define doubled (amount: Money) -> Money
  give amount + amount

clause price (line: Line)
  find fee in fees where procedure is line.procedure
  when fee is absent
    deny CO-147 with N65
      because "no fee for {line.procedure}"
  otherwise when fee.amount is $0.00
    pend price_by_hand
      because "{line.procedure} is priced by hand"
      needs "a price"
  set allowed to fee.amount

clause share (line: Line)
  let plan be plan_of of line
  when plan is absent
    pass
      because "no plan"
  reduce PR-3 by plan.copay
    because "the copay of {plan.title} is {plan.copay}"

pipeline all (claim: Claim, line in claim.lines)
  stage one
    price
  stage two unless denied or pended
    share
"""
)
GIVEN = """
  given claim: Claim
    lines:
      line
        number: 1
        procedure: 99213
        charge: $100.00
        from_date: 2024-07-10
      line
        number: 2
        procedure: 99214
        from_date: 2024-07-10
  given table fees from 2024-07-01 until 2024-09-30
    row
      procedure: 99213
      amount: $80.00
"""


def report(*tests: str, only: str = "") -> TestReport:
    text = RULES + "".join(f'\ntest "{n}"{body}' for n, body in enumerate(tests, 1))
    checked, findings = check_sources({"rules.clause": text})
    assert [d for d in findings if d.is_error] == [], findings
    return run_tests(checked, only=only)


def failures(body: str) -> list[str]:
    """The failures of one test over the usual inputs."""
    (result,) = report(GIVEN + body).results
    return list(result.failures)


@pytest.mark.parametrize(
    "body",
    [
        "  run price\n  expect deny CO-147 with N65 on line 2\n    because \"no fee for 99214\"\n  expect no decision on line 1\n  expect allowed of line 1 else $0.00 is $80.00\n",
        "  run price on line 1\n  expect no decision\n",
        "  run price on line 2\n  expect deny CO-147\n",
        "  run all\n  expect deny CO-147 on line 2\n  expect no decision on line 1\n",
        "  given plan_of of line 1 is silver\n  run all\n  expect reduce PR-3 by $30.00 on line 1\n    because \"Silver is $30.00\"\n",
        "  given gold: Plan\n    copay: $5.00\n  given plan_of of line 1 is gold\n  run share on line 1\n  expect reduce PR-3 by $5.00\n  expect count of p in plans is 2\n",
        "  run share on line 1\n  expect pass on line 1\n    because \"no plan\"\n  expect no decision\n",
        "  given allowed of line 1 is $50.00\n  run share\n  expect doubled (allowed of line 1 else $0.00) is $100.00\n",
        "  run all\n  expect any l in claim.lines where l is denied\n  expect (count of l in claim.lines where l is not denied) is 1\n",
        "  run price\n  run share\n  expect line 2 is denied\n",
    ],
)  # fmt: skip
def test_what_holds_is_no_failure(body: str) -> None:
    assert failures(body) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("  run price\n  expect deny CO-148 on line 2\n", "expected deny CO-148, got deny CO-147 with N65 because 'no fee for 99214'"),
        ("  run price\n  expect deny CO-147 with N66 on line 2\n", "expected deny CO-147 with N66, got"),
        ("  run price\n  expect deny CO-147 on line 1\n", "expected deny CO-147, got no decision"),
        ("  run price\n  expect no decision\n", "expected no decision, got deny CO-147 with N65"),
        ("  run price\n  expect deny CO-147 on line 2\n    because \"else\"\n", "because ...'else'..., got"),
        ("  run price\n  expect pend price_by_hand on line 2\n", "expected pend price_by_hand, got deny CO-147"),
        ("  given plan_of of line 1 is silver\n  run share on line 1\n  expect reduce PR-3 by $31.00\n", "expected reduce PR-3 by $31.00, got reduce PR-3 by $30.00"),
        ("  run price\n  expect allowed of line 1 else $0.00 is $81.00\n", "expected allowed of line 1 else $0.00 is $81.00; allowed of line 1 else $0.00 is $80.00"),
        ("  run price\n  expect pass on line 1\n", "expected pass, got no decision"),
        ("  run share on line 1\n  expect line 1 is denied\n", "expected line 1 is denied"),
    ],
)  # fmt: skip
def test_what_does_not_hold_says_what_was_found(body: str, message: str) -> None:
    (failure,) = failures(body)
    assert message in failure
    assert failure.startswith("line ")


def test_a_day_outside_the_table_waits_in_tests_too() -> None:
    body = (
        GIVEN.replace("2024-07-10", "2024-10-10")
        + '  run price on line 1\n  expect pend no_data\n    because "covers 2024-07-01"\n'
    )
    (result,) = report(body).results
    assert result.failures == ()


def test_a_table_that_is_not_given_is_empty() -> None:
    body = "\n  given claim: Claim\n    lines:\n      line\n        procedure: 99213\n        from_date: 2024-07-10\n  run price\n  expect deny CO-147\n"
    assert report(body).failed == 0


def test_a_value_that_is_not_given_says_which() -> None:
    pack = (
        WORDS
        + """
clause rule (line: Line, claim: Claim)
  when line.until is absent and claim.received is before line.from_date
    deny CO-45
      because "early"

test "no dates"
  given claim: Claim
    lines:
      line
        number: 1
  run rule
  expect deny CO-45

pipeline all (claim: Claim, line in claim.lines)
  stage one
    rule
"""
    )
    checked, _ = check_sources({"rules.clause": pack})
    (result,) = run_tests(checked).results
    assert "the test gives no `received` of Claim" in result.failures[0]


def test_an_input_that_is_not_given_says_which() -> None:
    pack = (
        WORDS
        + """
clause rule (line: Line, claim: Claim)
  when claim.network is participating
    deny CO-45
      because "{line.charge}"

test "no claim"
  given line: Line
    number: 1
  run rule
  expect deny CO-45
"""
    )
    checked, _ = check_sources({"rules.clause": pack})
    (result,) = run_tests(checked).results
    assert result.failures[0] == "the test gives no `claim`"


def test_a_knowledge_date_chooses_the_version() -> None:
    pack = (
        WORDS
        + """
clause rule (line: Line)
  in force from 2024-01-01
  set tally to 1

clause rule (line: Line)
  in force from 2024-01-01
  known from 2024-08-01
  set tally to 2

pipeline all (claim: Claim, line in claim.lines)
  stage one
    rule

test "before it was known"
  known on 2024-07-31
  given claim: Claim
    lines:
      line
        from_date: 2024-07-10
  run rule
  expect tally of line 1 is 1

test "after"
  given claim: Claim
    lines:
      line
        from_date: 2024-07-10
  run rule
  expect tally of line 1 is 2
"""
    )
    checked, _ = check_sources({"rules.clause": pack})
    assert [result.failures for result in run_tests(checked).results] == [(), ()]


class TestCoverage:
    ALL = GIVEN + "  run all\n  expect deny CO-147 on line 2\n"

    def test_branches_that_no_test_took_are_told_with_their_lines(self) -> None:
        found = report(self.ALL)
        missed = {(each.rule, what) for each in found.coverage for _, what in each.missed}
        assert ("rules.price", "pend pend price_by_hand: reached") in missed
        assert ("rules.price", "branch fee.amount is $0.00: taken") in missed
        assert not any("fee is absent" in what for _, what in missed)
        lines = RULES.split("\n")
        for each in found.coverage:
            for line, what in each.missed:
                assert what.split(" ")[1].rstrip(":") in lines[line - 1]
        assert 0 < found.share < 1

    def test_every_branch_taken_is_all(self) -> None:
        by_hand = (
            GIVEN.replace("amount: $80.00", "amount: $0.00") + "  run price\n  expect pend price_by_hand on line 1\n"
        )
        shared = GIVEN + "  given plan_of of line 1 is silver\n  run share on line 1\n  expect reduce PR-3 by $30.00\n"
        found = report(self.ALL, by_hand, shared)
        assert (found.failed, found.share) == (0, 1.0)
        assert all(each.missed == () for each in found.coverage)

    def test_no_test_is_no_coverage(self) -> None:
        assert report().share == 0 and report().results == []

    def test_tests_are_chosen_by_title(self) -> None:
        assert [result.title for result in report(self.ALL, self.ALL, only="2").results] == ["2"]

    def test_a_test_keeps_its_trace(self) -> None:
        (result,) = report(self.ALL).results
        assert len(result.rows) > 10 and (result.pack, result.path) == ("rules", "rules.clause")
        text = RULES.split("\n")
        assert result.line == len(text) + 1


def test_what_is_wrong_in_a_test_is_found_by_the_checker() -> None:
    text = RULES + '\ntest "x"\n  given claim: Claim\n    line_s: 3\n  run pric\n'
    found = [each.code for each in check_source(text, "rules.clause") if each.is_error]
    assert found == ["CL201", "CL201"]
