"""Small packs, run end to end: every run goes over the three levels, which must agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from claimwright.clause import Checked, Engine, Level, Program
from claimwright.clause.diagnostics import render_all
from claimwright.clause.fixtures import FixtureTable
from claimwright.clause.program import LATEST, check_sources
from claimwright.clause.runtime import Runtime

LEVELS: tuple[Level, ...] = ("off", "outcome", "full")
DAY = dt.date(2024, 7, 10)

WORDS = """pack rules "Rules"

code system Procedure
code system Modifier
enumeration Network is participating, out_of_network, emergency

record Line dated by from_date
  number: Integer
  procedure: Procedure
  modifiers: list of Modifier
  units: Quantity
  charge: Money
  share: Rate
  factor: Number with 5 decimals
  from_date: Date
  until: Date?
  cap: Money?
  note: Text?
  urgent: Boolean

record Claim dated by received
  lines: list of Line
  network: Network
  note: Text?
  received: Date

result allowed of Line: Money
result tally of Line: Integer starts at 0
result noted of Line: Text
result on_day of Line: Date
result seen of Claim: Text
"""

PIPELINE = """
pipeline all (claim: Claim, line in claim.lines)
  stage one
    {clauses}
"""


def line(number: int = 1, **values: Any) -> SimpleNamespace:
    """A line; money in cents, numbers scaled."""
    standard: dict[str, Any] = {
        "ref": f"line:{number}", "number": number, "procedure": "99213", "modifiers": (), "units": 1000, "charge": 10000,
        "share": 2000, "factor": 100000, "from_date": DAY, "until": None, "cap": None, "note": None, "urgent": False,
    }  # fmt: skip
    return SimpleNamespace(**{**standard, **values})


def claim(*lines: SimpleNamespace, **values: Any) -> SimpleNamespace:
    """A claim with these lines, one if none is given."""
    standard: dict[str, Any] = {"ref": "claim", "network": "participating", "note": None, "received": DAY}
    return SimpleNamespace(**{**standard, "lines": lines or (line(),), **values})


def staged(body: str, *clauses: str) -> str:
    """A whole pack: the words, rules, and a pipeline of one stage with the clauses named."""
    return WORDS + "\n" + body.strip("\n") + "\n" + PIPELINE.format(clauses="\n    ".join(clauses))


@lru_cache(maxsize=16)
def checked(text: str) -> Checked:
    """The pack, without any error."""
    found, findings = check_sources({"rules.clause": text})
    errors = [each for each in findings if each.is_error]
    assert not errors, render_all(errors, text)
    return found


@lru_cache(maxsize=64)
def program(text: str, level: Level, known_on: dt.date = LATEST) -> Program:
    return Program(checked(text), pipeline="all", level=level, known_on=known_on)


def engine(text: str, level: Level = "full", known_on: dt.date = LATEST, tables: Mapping[str, Any] | None = None) -> Engine:  # fmt: skip
    made = program(text, level, known_on)
    infos = made.checked.symbols.tables
    given = {name: FixtureTable(infos[name], *rows) for name, rows in (tables or {}).items()}
    return made.bind(given)


def results(run: Runtime) -> dict[str, dict[str, Any]]:
    """Every result by name and subject."""
    return {name: values for name, values in vars(run).items() if name.startswith("r_")}


def decisions(run: Runtime) -> list[Any]:
    """The decisions, without the trace node that a level may lack."""
    return [decision._replace(node=0) for decision in run.decisions]


def run(text: str, *inputs: Any, known_on: dt.date = LATEST, tables: Mapping[str, Any] | None = None) -> Runtime:
    """Run at every level; the full run, after comparing the others with it."""
    runs = [engine(text, level, known_on, tables).run(*(inputs or (claim(),))) for level in LEVELS]
    full = runs[-1]
    for other in runs[:-1]:
        assert decisions(other) == decisions(full)
        assert results(other) == results(full)
        assert (other.denied, other.pended) == (full.denied, full.pended)
    assert runs[0].rows == []
    return full


def kinds(full: Runtime, text: str) -> list[str]:
    """The kinds of a full run's rows, in order."""
    sites = program(text, "full").sites.sites
    return [sites[row[0]].kind for row in full.rows]


def rows(full: Runtime, text: str, kind: str, known_on: dt.date = LATEST) -> list[tuple[Any, tuple[Any, ...]]]:
    """Site and values of the rows of a kind."""
    sites = program(text, "full", known_on).sites.sites
    return [(sites[row[0]], row[2:]) for row in full.rows if sites[row[0]].kind == kind]


def said(full: Runtime) -> list[str]:
    """The decisions in short: `deny CO-45 line:1`."""
    return [f"{d.kind} {d.group}-{d.reason} {d.subject}" if d.reason else f"{d.kind} {d.label} {d.subject}" for d in full.decisions]  # fmt: skip


def given(text: str, expression: str, result: str = "tally") -> str:
    """A pack whose one clause sets a result to an expression."""
    body = f"{text}\nclause rule (line: Line, claim: Claim)\n  set {result} to {expression}"
    return staged(body, "rule")


def value(expression: str, *inputs: Any, result: str = "tally", before: str = "", tables: Mapping[str, Any] | None = None) -> Any:  # fmt: skip
    """What an expression is for line 1, at every level."""
    full = run(given(before, expression, result), *inputs, tables=tables)
    assert not full.decisions, full.decisions
    return getattr(full, f"r_{result}")["line:1"]


def holds(condition: str, *inputs: Any, before: str = "", tables: Mapping[str, Any] | None = None) -> bool:
    """Whether a condition holds for line 1, at every level."""
    body = f"{before}\nclause rule (line: Line, claim: Claim)\n  when {condition}\n    set tally to 1\n  otherwise\n    set tally to 2"
    full = run(staged(body, "rule"), *inputs, tables=tables)
    assert not full.decisions, full.decisions
    return full.__dict__["r_tally"]["line:1"] == 1


def lines_of(found: Iterable[Any]) -> list[int]:
    return [each.number for each in found]
