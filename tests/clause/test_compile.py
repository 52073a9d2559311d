"""Compiled programs: names that could meet, hashes, what is refused, and sites."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from claimwright.clause import ClauseError, Program
from claimwright.core.errors import ConfigError
from clause.running import LEVELS, WORDS, claim, engine, given, line, program, run, said, staged


class TestNames:
    def test_a_function_may_be_named_like_a_version_of_another(self) -> None:
        body = """
define tier () -> Integer
  in force until 2023-12-31
  give 1

define tier () -> Integer
  in force from 2024-01-01
  give 2

define tier_0 () -> Integer
  give 30

define tier_1 () -> Integer
  give 40

clause rule (line: Line)
  set tally to tier () + tier_0 () + tier_1 ()
"""
        assert run(staged(body, "rule")).__dict__["r_tally"] == {"line:1": 72}

    def test_versions_of_a_function_may_stand_in_two_packs(self) -> None:
        one = "pack one\n\ndefine tier () -> Integer\n  known from 2024-08-01\n  give 1\n"
        two = "pack two\n\ndefine tier () -> Integer\n  give 2\n"
        for known_on, wanted in ((dt.date(2024, 7, 31), 2), (dt.date.max, 1)):
            made = Program.from_sources(
                {"one.clause": one, "two.clause": two}, pipeline="", level="off", known_on=known_on
            )
            assert made.bind({}).namespace["f_tier"](made.bind({}).start()) == wanted

    def test_names_that_python_keeps_are_free_in_rules(self) -> None:
        body = """
record Odd
  class: Integer
  lambda: Text?

table import
  key def: Procedure
  return: Money

define pass_on (none: Integer) -> Integer
  give none + 1

clause try (line: Line)
  find yield in import where def is line.procedure
  when yield is present
    set allowed to yield.return

clause rule (line: Line)
  let while be pass_on (line.number)
  let rt be while + 1
  let t be rt + 1
  let p be t + 1
  for del in line.modifiers
    when del is 25
      deny CO-45
        because "{p}"
  set tally to p
"""
        full = run(staged(body, "try", "rule"), claim(line(1), line(2, modifiers=("25",))), tables={"import": ([("99213", 7)],)})  # fmt: skip
        assert full.__dict__["r_tally"] == {"line:1": 5}
        assert full.__dict__["r_allowed"] == {"line:1": 7, "line:2": 7}
        assert [d.because for d in full.decisions] == ["6"]

    def test_one_name_in_two_branches_and_loops(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  when line.number is 1
    let x be 1
    set tally to x
  otherwise
    let x be "one"
    set noted to x
  for other in claim.lines where other.number is 1
    let y be other.number
    set tally to y + tally of line
  for other in claim.lines where other.number is 2
    let y be other.number
    set tally to y + tally of line
"""
        full = run(staged(body, "rule"), claim(line(1), line(2)))
        assert full.__dict__["r_tally"] == {"line:1": 4, "line:2": 3}
        assert full.__dict__["r_noted"] == {"line:2": "one"}

    def test_columns_named_like_parts_of_a_tuple(self) -> None:
        before = "\ntable odd\n  key code: Procedure\n  count: Integer\n  index: Integer\n"
        body = before + "\nclause rule (line: Line)\n  find r in odd where code is line.procedure\n  when r is present\n    set tally to r.count + r.index\n"  # fmt: skip
        assert run(staged(body, "rule"), tables={"odd": ([("99213", 3, 4)],)}).__dict__["r_tally"] == {"line:1": 7}


class TestPrograms:
    TEXT = given("", "line.number")

    def test_the_hash_is_of_texts_pipeline_level_and_date(self) -> None:
        digests = {program(self.TEXT, level).digest for level in LEVELS}
        digests |= {program(self.TEXT, "full", dt.date(2024, 1, 1)).digest, program(self.TEXT + "\n-- more\n", "full").digest}  # fmt: skip
        assert len(digests) == 5
        again = Program.from_sources({"rules.clause": self.TEXT}, pipeline="all", level="full")
        assert again.digest == program(self.TEXT, "full").digest
        assert again.sites == program(self.TEXT, "full").sites

    def test_errors_are_told_all_together(self) -> None:
        with pytest.raises(ClauseError) as raised:
            Program.from_sources({"rules.clause": staged("clause rule (line: Line)\n  set tally to lin.number\n  set taly to 1", "rule")}, pipeline="all")  # fmt: skip
        assert [d.code for d in raised.value.diagnostics] == ["CL201", "CL201"]
        assert "did you mean `line`?" in str(raised.value) and "rules.clause:" in str(raised.value)

    def test_a_pipeline_that_is_not_there(self) -> None:
        with pytest.raises(ConfigError, match="there is no pipeline 'al'") as raised:
            Program.from_sources({"rules.clause": self.TEXT}, pipeline="al")
        assert raised.value.code == "CL211"

    def test_a_table_that_is_not_given(self) -> None:
        before = "\ntable fees\n  key code: Procedure\n  amount: Money\n"
        text = staged(before + "\nclause rule (line: Line)\n  find r in fees where code is line.procedure\n  when r is present\n    set allowed to r.amount\n", "rule")  # fmt: skip
        with pytest.raises(ConfigError, match="tables that are not given: fees") as raised:
            engine(text)
        assert raised.value.code == "CL505"

    def test_every_site_stands_where_its_source_is(self) -> None:
        body = """
clause rule (line: Line, claim: Claim)
  let many be count of l in claim.lines where l.charge is more than $1.00
  choose best among claim.lines
    require best.number is 1 because "not the first"
  when many is 1
    reduce CO-45 by line.charge - $1.00
      because "{many}"
  set tally to many
"""
        text = staged(body, "rule")
        made = program(text, "full")
        source = text.split("\n")
        run(text)
        for site in (each for each in made.sites.sites[1:] if each.kind not in ("item", "error")):
            assert site.file == "rules.clause" and site.kind and site.name
            assert 1 <= site.line <= len(source)
            first_word = site.text.split(" ")[0]
            assert first_word in " ".join(source[site.line - 1 : site.end_line]), site

    @pytest.mark.parametrize("level", LEVELS)
    def test_engines_of_one_program_do_not_share_state(self, level: Any) -> None:
        one, other = engine(self.TEXT, level), engine(self.TEXT, level)
        first = one.run(claim(line(1)))
        other.run(claim(line(2)))
        assert first.__dict__["r_tally"] == {"line:1": 1}

    def test_a_pack_without_a_pipeline_can_be_compiled(self) -> None:
        made = Program.from_sources({"words.clause": WORDS}, pipeline="")
        assert made.pipeline is None and made.tables == ()


def test_a_walk_of_no_lines_does_nothing() -> None:
    empty = claim()
    empty.lines = ()
    assert said(run(given("", "line.number"), empty)) == []
