"""Which branches of the rules the tests took, read from their traces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claimwright.clause.check import Checked
from claimwright.clause.program import Program
from claimwright.trace.sites import Site

Points = dict[tuple[str, int, str], bool]
"""Rule, line and what could happen there, to whether it did."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Branches of a rule: how many there are, and those that no test took, as (line, what)."""

    rule: str
    path: str
    branches: int
    missed: tuple[tuple[int, str], ...]


def _outcomes(site: Site) -> tuple[str, ...]:
    if site.kind == "branch":
        return ("taken",) if site.name == "otherwise" else ("taken", "not taken")
    if site.kind == "exception":
        return ("taken", "not taken")
    return ("reached",) if site.kind in ("case", "deny", "reduce", "pend", "pass") else ()


def _key(site: Site, outcome: str) -> tuple[str, int, str]:
    return site.rule, site.line, f"{site.kind} {site.text}: {outcome}"


def points(program: Program, covered: Points) -> None:
    for site in program.sites.sites:
        for outcome in _outcomes(site):
            covered.setdefault(_key(site, outcome), False)


def mark(program: Program, rows: Iterable[tuple[Any, ...]], covered: Points) -> None:
    sites = program.sites.sites
    for row in rows:
        number: int = row[0]
        site = sites[number]
        for outcome in _outcomes(site):
            if outcome == "reached" or (outcome == "taken") == bool(row[2]):
                covered[_key(site, outcome)] = True


def coverage_of(checked: Checked, covered: Points, wanted: set[str]) -> list[Coverage]:
    paths = {f"{pack.name}": pack.path for pack in checked.packs}
    rules = dict.fromkeys(rule for rule, _, _ in covered if rule.split(".")[0] in wanted)
    result: list[Coverage] = []
    for rule in rules:
        points = [(line, what, hit) for (own, line, what), hit in covered.items() if own == rule]
        missed = tuple((line, what) for line, what, hit in points if not hit)
        result.append(Coverage(rule, paths[rule.split(".")[0]], len(points), missed))
    return result
