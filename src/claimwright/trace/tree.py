"""A trace joined with its sites: nodes with names, types and children, built when someone looks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from claimwright.core.errors import InputError, Location, NotFoundError
from claimwright.trace.outcomes import outcome_of
from claimwright.trace.sites import Origin, Role, Site, SiteKind, SiteTable, Slot, Trace
from claimwright.trace.values import Column, Tables, is_evaluated, render_value

FRAMES: frozenset[str] = frozenset({"run", "clause", "call"})
"""Kinds whose rows hold the variables of what stands below them."""

DECISIONS: frozenset[str] = frozenset({"deny", "reduce", "pend", "pass"})


def rule_of(site: Site) -> str:
    """The rule that a site belongs to; a pipeline writes version and error rows about the rule they name."""
    return site.name if site.kind in {"version", "error"} else site.rule or site.name


_UNKNOWN = Slot("value", "value", "text")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a node."""

    name: str
    role: Role
    type: str
    raw: Any
    text: str
    """The value as people write it; `not evaluated` or `absent` where there is none."""
    origins: tuple[Origin, ...] = ()

    @property
    def evaluated(self) -> bool:
        return is_evaluated(self.raw)


@dataclass(frozen=True, slots=True)
class Node:
    """A row of a trace, readable."""

    id: int
    site: int
    kind: SiteKind
    name: str
    rule: str
    parent: int
    values: tuple[Value, ...]
    outcome: str
    """What came of it, in a word or two: `taken`, `not taken`, `found`, `CO-236`; empty where nothing can."""
    children: tuple[int, ...]
    text: str
    """The source text of the condition or expression."""
    source: Location
    attributes: dict[str, Any]

    def value(self, name_or_role: str) -> Value | None:
        """The first value with this name, else with this role."""
        named = (value for value in self.values if value.name == name_or_role)
        return next(named, None) or next((value for value in self.values if value.role == name_or_role), None)


class Tree:
    """The nodes of one trace. Cheap to make; nodes are built one at a time.

    Raises `InputError` (TRACE-4) where the site table is not the one of the trace's program.
    """

    def __init__(self, trace: Trace, table: SiteTable) -> None:
        if trace.header.program != table.program:
            what = f"the trace is of program {trace.header.program[:12]}, the sites of {table.program[:12]}"
            raise InputError(what, fix="open the trace from the run folder that it was written to", code="TRACE-4")
        self.trace, self.table = trace, table
        self.rows: list[list[Any]] = trace.rows
        self.sites: tuple[Site, ...] = table.sites
        self._check_sites()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Node]:
        return (self.node(number) for number in range(len(self.rows)))

    @cached_property
    def children(self) -> list[list[int]]:
        """The children of each node, in order of execution."""
        found: list[list[int]] = [[] for _ in self.rows]
        for number, row in enumerate(self.rows):
            parent: int = row[1]
            if parent >= 0:
                found[parent].append(number)
        return found

    @cached_property
    def roots(self) -> list[int]:
        """Nodes without a parent; one, unless the trace was cut."""
        return [number for number, row in enumerate(self.rows) if row[1] < 0]

    @cached_property
    def frames(self) -> list[int]:
        """For each node the nearest enclosing run, clause or call, itself excluded; -1 for none."""
        found: list[int] = []
        for row in self.rows:
            parent: int = row[1]
            is_frame = parent >= 0 and self.site(parent).kind in FRAMES
            found.append(parent if is_frame or parent < 0 else found[parent])
        return found

    @cached_property
    def by_kind(self) -> dict[str, list[int]]:
        """Node ids by kind, in order."""
        found: dict[str, list[int]] = defaultdict(list)
        for number in range(len(self.rows)):
            found[self.site(number).kind].append(number)
        return dict(found)

    @cached_property
    def tables(self) -> Tables:
        """The columns of every table that a `find` of the program searches."""
        found: dict[str, tuple[Column, ...]] = {}
        for site in self.sites:
            names = site.attributes.get("columns")
            if site.kind in {"find", "find_all"} and names:
                types = site.attributes.get("column_types") or ["text"] * len(names)
                found[site.attributes.get("table", site.name)] = tuple(map(Column, names, types))
        return found

    def node(self, number: int) -> Node:
        """The node of this id. Raises `NotFoundError` (TRACE-5)."""
        row = self.row(number)
        site = self.site(number)
        values = tuple(self._value(site, index, raw) for index, raw in enumerate(row[2:]))
        return Node(
            id=number,
            site=row[0],
            kind=site.kind,
            name=site.name,
            rule=rule_of(site),
            parent=row[1],
            values=values,
            outcome=outcome_of(site, row[2:]),
            children=tuple(self.children[number]),
            text=site.text,
            source=Location(site.file, site.line, site.column),
            attributes=site.attributes,
        )

    def row(self, number: int) -> list[Any]:
        """The raw row of this id. Raises `NotFoundError` (TRACE-5)."""
        if not 0 <= number < len(self.rows):
            what = f"there is no node n{number}; this trace has n0 to n{len(self.rows) - 1}"
            raise NotFoundError(what, fix="take an id from `trace skeleton`", code="TRACE-5")
        return self.rows[number]

    def site(self, number: int) -> Site:
        """The site of a node."""
        index: int = self.row(number)[0]
        return self.sites[index]

    def ancestors(self, number: int) -> Iterator[int]:
        """The enclosing nodes, nearest first."""
        parent: int = self.row(number)[1]
        while parent >= 0:
            yield parent
            parent = self.rows[parent][1]

    def siblings(self, number: int) -> list[int]:
        """The nodes with the same parent, itself included, in order."""
        parent: int = self.row(number)[1]
        return self.children[parent] if parent >= 0 else self.roots

    def within(self, number: int) -> Iterator[int]:
        """The nodes below, in order of execution."""
        waiting = [iter(self.children[number])]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                continue
            yield child
            waiting.append(iter(self.children[child]))

    def slot(self, number: int, role: str) -> Any:
        """The raw value of the first slot with this role, or None."""
        row = self.rows[number]
        for index, slot in enumerate(self.site(number).slots):
            if slot.role == role and index + 2 < len(row):
                return row[index + 2]
        return None

    def _value(self, site: Site, index: int, raw: Any) -> Value:
        slot = site.slots[index] if index < len(site.slots) else _UNKNOWN
        kind = f"list:{slot.type}" if slot.role == "rows" and not slot.type.startswith("list:") else slot.type
        return Value(slot.name, slot.role, kind, raw, render_value(raw, kind, tables=self.tables), slot.origins)

    def _check_sites(self) -> None:
        wrong = next((n for n, row in enumerate(self.rows) if row[0] >= len(self.sites)), None)
        if wrong is not None:
            what = f"row {wrong} names site {self.rows[wrong][0]}; the program has {len(self.sites)}"
            raise InputError(what, fix="the trace or the site table is damaged; adjudicate again", code="TRACE-4")
