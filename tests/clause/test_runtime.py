"""What the constructs of the language mean, by small packs run end to end at every level."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from clause.running import DAY, claim, given, holds, line, rows, run, said, staged, value

JANUARY = dt.date(2024, 1, 31)


def three(**values: Any) -> Any:
    """Three lines of a claim, numbered, the second with a cap."""
    return claim(line(1, charge=10000), line(2, charge=2500, cap=300), line(3, charge=700, urgent=True), **values)


class TestDates:
    @pytest.mark.parametrize(
        ("expression", "day"),
        [("line.from_date + 30 days", "2024-03-01"), ("line.from_date + 1 months", "2024-02-29"), ("line.from_date - 2 weeks", "2024-01-17"),
         ("line.from_date + 1 years - 1 days", "2025-01-30"), ("lesser of line.from_date and 2024-01-02", "2024-01-02"),
         ("line.until else line.from_date + 1 days", "2024-02-01")],
    )  # fmt: skip
    def test_arithmetic(self, expression: str, day: str) -> None:
        assert value(expression, claim(line(from_date=JANUARY)), result="on_day") == dt.date.fromisoformat(day)

    @pytest.mark.parametrize(
        ("expression", "number"),
        [("days from line.from_date to 2024-03-01", 30), ("days from 2024-03-01 to line.from_date", -30), ("weeks from line.from_date to 2024-03-01", 4),
         ("months from line.from_date to 2024-03-30", 1), ("months from line.from_date to 2024-03-31", 2), ("years from line.from_date to 2026-01-30", 1)],
    )  # fmt: skip
    def test_distances(self, expression: str, number: int) -> None:
        assert value(expression, claim(line(from_date=JANUARY))) == number

    @pytest.mark.parametrize(
        ("condition", "truth"),
        [("line.from_date is before 2024-02-01", True), ("line.from_date is before 2024-01-31", False), ("line.from_date is on or before 2024-01-31", True),
         ("line.from_date is after 2024-01-30", True), ("line.from_date is on or after 2024-02-01", False), ("line.from_date is in [2024-01-31]", True)],
    )  # fmt: skip
    def test_order(self, condition: str, truth: bool) -> None:
        assert holds(condition, claim(line(from_date=JANUARY))) is truth

    def test_a_day_beyond_the_calendar_is_a_fault(self) -> None:
        full = run(given("", "line.from_date + 9000 years", "on_day"))
        assert said(full) == ["pend rule failed line:1"]
        assert "outside the calendar" in full.decisions[0].because


class TestConditions:
    @pytest.mark.parametrize(
        ("condition", "truth"),
        [("line.procedure is 99213", True), ("line.procedure is in [99202 to 99215, G0463]", True), ("line.procedure is not in [99213]", False),
         ("line.procedure is at least 99212 and line.procedure is at most 99213", True), ("line.modifiers is empty", False),
         ("LT is in line.modifiers", True), ("LT is not in line.modifiers", False), ("claim.network is emergency or claim.network is participating", True),
         ("claim.network is in [emergency, out_of_network]", False), ("line.note is absent", True), ("not line.urgent", True),
         ("line.units is 1.5", True), ("line.units is in [1, 1.5]", True), ("line.share is 20%", True), ("line.note else \"none\" is \"none\"", True),
         ("claim.note is present and claim.note is \"x\"", True), ("claim.note is absent or claim.note is \"y\"", False),
         ("not (line.urgent or line.number is more than 1)", True), ("line.number is 2 or line.number is 1 and line.urgent", False)],
    )  # fmt: skip
    def test_a_condition(self, condition: str, truth: bool) -> None:
        only = claim(line(modifiers=("25", "LT"), units=1500), note="x")
        assert holds(condition, only) is truth

    def test_what_may_be_absent_is_narrowed_by_asking(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  when line.cap is absent
    set noted to "no cap"
    pass
  when line.until is present or line.cap is $3.00
    set noted to "{line.cap}"
  otherwise
    set noted to "{line.cap}, no end"
"""
        full = run(staged(body, "rule"), claim(line(1), line(2, cap=300), line(3, cap=500)))
        assert full.__dict__["r_noted"] == {"line:1": "no cap", "line:2": "$3.00", "line:3": "$5.00, no end"}

    def test_a_default_is_asked_for_only_where_it_is_needed(self) -> None:
        body = """
define costly (line: Line) -> Money
  give line.charge / line.number rounded up to the cent

clause rule (line: Line)
  set allowed to line.cap else costly (line)
"""
        full = run(staged(body, "rule"), claim(line(cap=250, number=0, ref="line:1")))
        assert full.__dict__["r_allowed"] == {"line:1": 250}
        assert not full.decisions

    def test_the_rest_of_an_and_is_not_asked_after_a_no(self) -> None:
        body = """
clause rule (line: Line)
  when line.number is more than 0 and line.charge / line.number rounded down to the cent is more than $1.00
    deny CO-45
      because "dear"
"""
        full = run(staged(body, "rule"), claim(line(ref="line:1", number=0), line(2)))
        assert said(full) == ["deny CO-45 line:2"]

    def test_a_case_takes_the_arm_of_the_member(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  case claim.network
    is participating
      set tally to 1
    is out_of_network, emergency
      set tally to 2
"""
        for network, number in (("participating", 1), ("out_of_network", 2), ("emergency", 2)):
            assert run(staged(body, "rule"), claim(network=network)).__dict__["r_tally"] == {"line:1": number}

    def test_a_case_with_one_arm_for_all(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  case claim.network
    otherwise
      set tally to 3
"""
        assert run(staged(body, "rule")).__dict__["r_tally"] == {"line:1": 3}


class TestSearches:
    @pytest.mark.parametrize(
        ("expression", "number"),
        [("count of l in claim.lines", 3), ("count of l in claim.lines where l.charge is less than $30.00", 2),
         ("sum of l.number for l in claim.lines", 6), ("sum of l.number for l in claim.lines where l.urgent", 3),
         ("sum of l.number for l in claim.lines where l.number is more than 9", 0),
         ("count of l in (all m in claim.lines where m.number is not 2) where l.number is more than 1", 1),
         ("count of l in claim.lines where any m in claim.lines where m.number is more than l.number", 2),
         ("sum of count of m in claim.lines where m.number is at most l.number for l in claim.lines", 6)],
    )  # fmt: skip
    def test_counts_and_sums(self, expression: str, number: int) -> None:
        assert value(expression, three()) == number

    @pytest.mark.parametrize(
        ("condition", "truth"),
        [("any l in claim.lines where l.urgent", True), ("no l in claim.lines where l.urgent", False), ("no l in claim.lines where l.number is 4", True),
         ("every l in claim.lines satisfies l.number is more than 0", True), ("every l in claim.lines satisfies l.urgent", False),
         ("any l in claim.lines where l.cap is present and l.cap is more than $2.00", True),
         ("every l in claim.lines satisfies any m in claim.lines where m.number is l.number", True),
         ("(first l in claim.lines where l.urgent) is present", True), ("(first l in claim.lines where l.number is 9) is absent", True),
         ("any m in line.modifiers where m is 25", False)],
    )  # fmt: skip
    def test_any_no_every_first(self, condition: str, truth: bool) -> None:
        assert holds(condition, three()) is truth

    def test_first_is_the_first_in_order(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  let found be first l in claim.lines where l.number is more than line.number
  when found is present
    set tally to found.number
"""
        full = run(staged(body, "rule"), three())
        assert full.__dict__["r_tally"] == {"line:1": 2, "line:2": 3}

    def test_a_search_of_nothing(self) -> None:
        assert holds("every m in line.modifiers satisfies m is 25") is True
        assert holds("any m in line.modifiers where m is 25") is False
        assert value("count of m in line.modifiers") == 0

    def test_a_search_says_why_in_full(self) -> None:
        text = given("", "count of l in claim.lines where l.urgent")
        found = rows(run(text, three()), text, "search")
        assert [(values[0], values[1]) for _, values in found[:3]] == [("line:1", False), ("line:2", False), ("line:3", True)]  # fmt: skip

    def test_for_goes_on_until_a_decision(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  for other in claim.lines where other.number is less than line.number
    when other.charge is less than $50.00
      deny CO-45
        because "after {other.number}"
  set tally to line.number
"""
        full = run(staged(body, "rule"), three())
        assert [(d.subject, d.because) for d in full.decisions] == [("line:3", "after 2")]
        assert full.__dict__["r_tally"] == {"line:1": 1, "line:2": 2}


class TestChoose:
    BODY = """
clause rule (line: Line, claim: Claim)
  choose best among claim.lines
    require best.number is not line.number because "it is line {line.number} itself"
    require best.cap is present because "{best.number} of {count of l in claim.lines} has no cap"
    prefer best.cap highest
    prefer best.from_date lowest
  when best is absent
    pend review
      because "nothing to choose"
  set tally to best.number
"""

    def test_the_best_that_meets_every_requirement(self) -> None:
        lines = [line(1, cap=100), line(2, cap=300), line(3), line(4, cap=300, from_date=DAY - dt.timedelta(days=1))]
        full = run(staged(self.BODY, "rule"), claim(*lines))
        assert full.__dict__["r_tally"] == {"line:1": 4, "line:2": 4, "line:3": 4, "line:4": 2}

    def test_losers_say_why(self) -> None:
        text = staged(self.BODY, "rule")
        full = run(text, claim(line(1, cap=100), line(2), line(3, cap=50)))
        first = [values for _, values in rows(full, text, "candidate")][:3]
        assert [(values[0], values[1], values[2]) for values in first] == [
            ("line:1", 0, "it is line 1 itself"), ("line:2", 1, "2 of 3 has no cap"), ("line:3", -1, "")]  # fmt: skip
        assert first[2][3] == (50, DAY)

    def test_no_candidate_is_absent(self) -> None:
        assert said(run(staged(self.BODY, "rule"), claim(line(1)))) == ["pend review line:1"]

    def test_a_tie_names_both(self) -> None:
        full = run(staged(self.BODY, "rule"), claim(line(1), line(2, cap=300), line(3, cap=300)))
        assert said(full)[0] == "pend rule failed line:1"
        assert "`choose best` leaves 2 candidates that nothing prefers: line:2 and line:3" in full.decisions[0].because


TABLES = """
table fees "Fees"
  key procedure: Procedure
  key modifier: Modifier
  amount: Money
  since: Date?

table schedule "Schedule of one key"
  key procedure: Procedure
  amount: Money
"""
FEES = [("99213", "26", 4000, None), ("99213", "TC", 6000, dt.date(2024, 1, 1)), ("99214", "26", 5000, None)]


class TestTables:
    def test_find_gives_the_row_or_nothing(self) -> None:
        body = (
            TABLES
            + """
clause rule (line: Line)
  find fee in fees where modifier is 26 and procedure is line.procedure
  when fee is absent
    deny CO-147
      because "no fee for {line.procedure}"
  set allowed to fee.amount
"""
        )
        text = staged(body, "rule")
        full = run(text, claim(line(1), line(2, procedure="99215")), tables={"fees": (FEES,)})
        assert full.__dict__["r_allowed"] == {"line:1": 4000}
        assert said(full) == ["deny CO-147 line:2"]
        (site, found), (_, missing) = rows(full, text, "find")
        assert site.attributes["table"] == "fees"
        assert found[:3] == ("99213", "26", DAY) and found[3][:3] == ("99213", "26", 4000)
        assert missing[3] is None

    def test_find_all_takes_the_first_keys(self) -> None:
        body = (
            TABLES
            + """
clause rule (line: Line)
  find all priced in fees where procedure is line.procedure
  set allowed to sum of fee.amount for fee in priced where fee.since is absent or fee.since is before 2024-06-01
  set tally to count of fee in priced
"""
        )
        full = run(staged(body, "rule"), claim(line(1), line(2, procedure="99215")), tables={"fees": (FEES,)})
        assert full.__dict__["r_allowed"] == {"line:1": 10000, "line:2": 0}
        assert full.__dict__["r_tally"] == {"line:1": 2, "line:2": 0}

    def test_outside_the_dates_of_a_table_the_line_waits(self) -> None:
        body = (
            TABLES
            + """
clause rule (line: Line)
  find fee in schedule where procedure is line.procedure
  when fee is absent
    deny CO-147
      because "no fee"

clause after (line: Line)
  set tally to 1
"""
        )
        text = staged(body, "rule", "after")
        rows_and_dates = ([("99213", 4000)], dt.date(2024, 7, 1), dt.date(2024, 9, 30))
        early = line(2, from_date=dt.date(2024, 6, 30))
        full = run(text, claim(line(1), early), tables={"schedule": rows_and_dates})
        (pend,) = full.decisions
        assert (pend.kind, pend.label, pend.subject) == ("pend", "no data", "line:2")
        assert pend.because == "no data: table schedule covers 2024-07-01 to 2024-09-30, not 2024-06-30"
        assert pend.needs == "an edition of schedule that covers 2024-06-30"
        assert full.__dict__["r_tally"] == {"line:1": 1, "line:2": 1}
        ((_, error),) = rows(full, text, "error")
        assert error[:2] == ("line:2", "CL905")

    def test_as_of_names_another_day(self) -> None:
        body = (
            TABLES
            + """
clause rule (line: Line, claim: Claim)
  find fee in schedule where procedure is line.procedure as of claim.received
  when fee is present
    set allowed to fee.amount
"""
        )
        rows_and_dates = ([("99213", 4000)], dt.date(2024, 7, 1), dt.date(2024, 9, 30))
        early = line(from_date=dt.date(2023, 6, 30))
        full = run(staged(body, "rule"), claim(early), tables={"schedule": rows_and_dates})
        assert full.__dict__["r_allowed"] == {"line:1": 4000}


class TestDating:
    BODY = """
clause rule (line: Line)
  in force until 2023-12-31
  set tally to 2023

clause rule (line: Line)
  in force from 2024-01-01 until 2024-12-31
  set tally to 2024

clause rule (line: Line)
  in force from 2024-07-01 until 2024-12-31
  known from 2024-08-01
  set tally to 2408
"""

    @pytest.mark.parametrize(
        ("day", "known_on", "chosen"),
        [("2023-12-31", dt.date.max, 2023), ("2024-01-01", dt.date.max, 2024), ("2024-06-30", dt.date.max, 2024), ("2024-07-01", dt.date.max, 2408),
         ("2024-12-31", dt.date.max, 2408), ("2025-01-01", dt.date.max, None), ("2024-07-01", dt.date(2024, 7, 31), 2024), ("2024-07-01", dt.date(2024, 8, 1), 2408)],
    )  # fmt: skip
    def test_the_version_in_force_that_was_known_last(self, day: str, known_on: dt.date, chosen: int | None) -> None:
        only = claim(line(from_date=dt.date.fromisoformat(day)))
        full = run(staged(self.BODY, "rule"), only, known_on=known_on)
        assert full.__dict__["r_tally"].get("line:1") == chosen

    def test_versions_that_lost_say_why(self) -> None:
        text = staged(self.BODY, "rule")
        ((site, (chosen, on, lost)),) = rows(run(text), text, "version")
        assert site.attributes["versions"][chosen] == "from 2024-07-01 until 2024-12-31 known from 2024-08-01"
        assert on == DAY
        assert sorted(why for _, why in lost) == [
            "a later version was known (this one: always)", "in force 0001-01-01 to 2023-12-31, not on 2024-07-10"]  # fmt: skip

    def test_functions_have_versions_too(self) -> None:
        body = """
define limit () -> Integer
  in force until 2024-06-30
  give 1

define limit () -> Integer
  in force from 2024-07-01 until 2024-12-31
  give 2

clause rule (line: Line)
  set tally to limit ()
"""
        days = [dt.date(2024, 6, 30), dt.date(2024, 7, 1), dt.date(2025, 1, 1)]
        full = run(staged(body, "rule"), claim(*(line(n, from_date=day) for n, day in enumerate(days, 1))))
        assert full.__dict__["r_tally"] == {"line:1": 1, "line:2": 2}
        assert said(full) == ["pend rule failed line:3"]
        assert "no version of `limit` is in force on 2025-01-01" in full.decisions[0].because

    def test_data_that_was_not_yet_known_is_not_seen(self) -> None:
        words = """
record Plan written as plan
  copay: Money

plan silver "Silver"
  in force from 2024-01-01 until 2024-12-31
  copay: $30.00

plan silver "Silver"
  in force from 2024-07-01
  known from 2024-08-01
  copay: $35.00
"""
        body = words + '\nclause rule (line: Line)\n  set tally to count of p in plans where p.name is "silver"\n'
        text = staged(body, "rule")
        assert run(text, known_on=dt.date(2024, 7, 31)).__dict__["r_tally"] == {"line:1": 1}
        assert run(text).__dict__["r_tally"] == {"line:1": 2}


class TestExceptions:
    BODY = """
clause rule (line: Line, claim: Claim)
  let twice be line.charge + line.charge
  deny CO-45
    because "generally {twice}"
  exception small when line.charge is less than $50.00
    set tally to 1
    set noted to "small"
    when tally of line is 1
      reduce CO-45 by $1.00
        because "small, {twice}, {noted of line else "nothing"}"
  exception urgent to small when line.urgent
    pass
      because "urgent and small"
  exception afar to small when claim.network is out_of_network
    deny CO-242
      because "afar and small"
  exception large when line.charge is more than $1,000.00
    pend review
      because "large, {twice}"
"""

    @pytest.mark.parametrize(
        ("values", "network", "wanted"),
        [({}, "participating", ["deny CO-45 line:1"]), ({"charge": 4000}, "participating", ["reduce CO-45 line:1"]),
         ({"charge": 4000, "urgent": True}, "participating", []), ({"charge": 4000}, "out_of_network", ["deny CO-242 line:1"]),
         ({"charge": 200000}, "participating", ["pend review line:1"]), ({"urgent": True}, "out_of_network", ["deny CO-45 line:1"])],
    )  # fmt: skip
    def test_the_most_specific_that_applies_wins(self, values: dict[str, Any], network: str, wanted: list[str]) -> None:
        assert said(run(staged(self.BODY, "rule"), claim(line(**values), network=network))) == wanted

    def test_results_set_by_an_exception_are_read_by_it(self) -> None:
        full = run(staged(self.BODY, "rule"), claim(line(charge=4000)))
        assert full.decisions[0].because == "small, $80.00, small"
        assert full.__dict__["r_tally"] == {"line:1": 1}

    def test_two_that_disagree_name_both(self) -> None:
        text = staged(self.BODY, "rule")
        full = run(text, claim(line(charge=4000, urgent=True), network="out_of_network"))
        assert said(full) == ["pend rule failed line:1"]
        assert "exceptions `urgent` and `afar` of rule both apply and disagree: no decision against deny CO-242" in full.decisions[0].because  # fmt: skip
        ((_, error),) = rows(full, text, "error")
        assert error[:2] == ("line:1", "CL903")

    def test_what_two_that_disagree_set_is_not_kept(self) -> None:
        body = """
clause rule (line: Line)
  exception one when line.number is 1
    set tally to 5
  exception two when line.charge is $100.00
    set tally to tally of line + 7
"""
        full = run(staged(body, "rule"))
        assert said(full) == ["pend rule failed line:1"]
        assert full.__dict__["r_tally"] == {}

    def test_two_that_agree_are_one(self) -> None:
        body = """
clause rule (line: Line)
  exception one when line.number is 1
    set tally to tally of line + 5
    deny CO-45 with N1
      because "one"
  exception two when line.charge is $100.00
    set tally to tally of line + 5
    deny CO-45 with N1
      because "two"
"""
        full = run(staged(body, "rule"))
        assert [(d.because, d.remarks) for d in full.decisions] == [("one", ("N1",))]
        assert full.__dict__["r_tally"] == {"line:1": 5}

    @pytest.mark.parametrize("other", ["deny CO-45 with N2", "deny PR-45 with N1", "deny CO-46 with N1", "reduce CO-45 by $1.00 with N1", "pend review"])  # fmt: skip
    def test_a_difference_in_any_code_is_a_disagreement(self, other: str) -> None:
        body = f"""
clause rule (line: Line)
  exception one when line.number is 1
    deny CO-45 with N1
      because "same"
  exception two when line.charge is $100.00
    {other}
      because "same"
"""
        full = run(staged(body, "rule"))
        assert "both apply and disagree" in full.decisions[0].because
