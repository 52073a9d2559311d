"""The backward slice: of all that ran, what a node depends on.

A node needs the rows that its values came from (data), and the rows that let it run (control): those around
it, the branches before it that were not taken but would have ended the rule or stood before it in its `when`,
the exceptions evaluated, and the version chosen. Steps of a loop that came to nothing before a later step are
not part of a slice: each step stands for itself. This is a dynamic slice with the potential dependences of
branches (Agrawal, Horgan, Krauser, London: Incremental regression testing, 1993).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimwright.trace.decisions import deciding, failed_frame, outcome_row
from claimwright.trace.outcomes import is_taken
from claimwright.trace.provenance import Provenance, Source
from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Tree
from claimwright.trace.values import is_evaluated

Reason = Literal["start", "data", "control"]

_SILENT = frozenset({"run", "stage", "clause", "call"})
"""Rows whose values matter only where something below names them."""

_ALL = -1

_ENDED_BY = {"any": True, "no": True, "first": True, "every": False}


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a slice: why it is in, and the node that needed it (-1 for the start)."""

    node: int
    reason: Reason
    needed_by: int = -1


class Slicer:
    """Slices of one tree; keeps the joined provenance between calls."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.provenance = tree, Provenance(tree)

    def of_node(self, number: int, *, near: bool = False) -> tuple[Step, ...]:
        """What the node depends on, itself included, in order of execution.

        With `near`, results that other rules set are given but not followed: ask for their own slice.
        """
        self.tree.row(number)
        return self._close([number], near=near)

    def of_subject(self, subject: str, *, near: bool = False) -> tuple[Step, ...]:
        """What the subject's outcome depends on: its outcome row, or the rows that decided it."""
        row = outcome_row(self.tree, subject)
        starts = [row] if row is not None else list(deciding(self.tree, subject).rows)
        return self._close(starts, near=near)

    def _close(self, starts: list[int], *, near: bool) -> tuple[Step, ...]:
        steps = {number: Step(number, "start") for number in starts}
        demands = deque((number, _ALL) for number in starts)
        seen: set[tuple[int, int]] = set()
        while demands:
            number, slot = demands.popleft()
            kind = self.tree.site(number).kind
            demand = (number, slot if kind in _SILENT else _ALL)
            if demand in seen:
                continue
            seen.add(demand)
            if near and kind == "set" and number not in starts:
                self._enclose(number, steps)
                continue
            for step, needed in self._needs(*demand):
                steps.setdefault(step.node, step)
                demands.append((step.node, needed))
        return tuple(steps[number] for number in sorted(steps))

    def _enclose(self, number: int, steps: dict[int, Step]) -> None:
        for row in self.tree.ancestors(number):
            steps.setdefault(row, Step(row, "control", number))

    def _needs(self, number: int, slot: int) -> Iterator[tuple[Step, int]]:
        for needed, slot_needed in self._data(number, slot):
            yield Step(needed, "data", number), slot_needed
        for needed in self._control(number):
            yield Step(needed, "control", number), _ALL

    def _data(self, number: int, slot: int) -> Iterator[tuple[int, int]]:
        site = self.tree.site(number)
        is_silent = site.kind in _SILENT
        slots = self._evaluated(number) if not is_silent else [slot] if slot >= 0 else []
        for index in slots:
            for source in _needed(self.tree, self.provenance.sources(number, index)):
                if source.node != number:
                    yield source.node, source.slot
        if site.kind == "call":
            yield from ((row, _ALL) for row in self._given(number))
        if site.kind == "error":
            yield from ((row, _ALL) for row in self._failed(number))
        if site.kind == "outcome":
            yield from ((row, _ALL) for row in deciding(self.tree, subject_of(self.tree, number)).rows)

    def _evaluated(self, number: int) -> list[int]:
        """The slots that count: those computed, and of a condition its operands rather than the whole of it."""
        site, values = self.tree.site(number), self.tree.rows[number][2:]
        pairs = zip(site.slots, values, strict=False)
        computed = [index for index, (_, value) in enumerate(pairs) if is_evaluated(value)]
        parts = [index for index in computed if site.slots[index].role in {"operand", "test"}]
        is_told = any(site.slots[index].origins for index in parts)
        return [index for index in computed if not (is_told and site.slots[index].role == "outcome")]

    def _given(self, call: int) -> Iterator[int]:
        """The value of a call, or the error that it ended in."""
        for row in self.tree.within(call):
            if self.tree.frames[row] == call and self.tree.site(row).kind in {"give", "error"}:
                yield row

    def _failed(self, error: int) -> Iterator[int]:
        """The frame that failed, and the last row that it wrote before."""
        frame = failed_frame(self.tree, error)
        if frame is not None:
            yield frame
            yield from (row for row in (error - 1,) if frame in self.tree.ancestors(row))

    def _control(self, number: int) -> Iterator[int]:
        """What encloses the row, and what before it could have kept it from running; theirs follow in turn."""
        parent: int = self.tree.rows[number][1]
        if parent >= 0:
            yield parent
        yield from self._gates(number)

    def _gates(self, row: int) -> Iterator[int]:
        """Earlier siblings that would have kept this row from running."""
        siblings = self.tree.siblings(row)
        is_exception = self.tree.site(row).kind == "exception"
        for sibling in siblings[: bisect_left(siblings, row)]:
            yield from self._gate(sibling, row)
        if is_exception:
            yield from (each for each in siblings if each > row and self.tree.site(each).kind == "exception")

    def _gate(self, sibling: int, row: int) -> Iterator[int]:
        site, own = self.tree.site(sibling), self.tree.site(row)
        is_version = site.kind == "version" and own.kind == "clause" and own.rule == site.name
        if site.kind in {"branch", "case"}:
            yield from self._branch_gate(sibling, row)
        elif is_version or site.kind == "exception":
            yield sibling

    def _branch_gate(self, sibling: int, row: int) -> Iterator[int]:
        site, own = self.tree.site(sibling), self.tree.site(row)
        if is_taken(site, self.tree.rows[sibling][2:]):
            yield from self._inner_gates(sibling)
        elif site.ends or (own.kind == site.kind and own.chain == site.chain >= 0):
            yield sibling

    def _inner_gates(self, branch: int) -> Iterator[int]:
        """In a branch that was taken and left again: the branches that would have ended the rule."""
        for child in self.tree.children[branch]:
            site = self.tree.site(child)
            if site.kind not in {"branch", "case"}:
                continue
            if is_taken(site, self.tree.rows[child][2:]):
                yield from self._inner_gates(child)
            elif site.ends:
                yield child


def _needed(tree: Tree, sources: tuple[Source, ...]) -> Iterator[Source]:
    """The sources that matter: one decision settles a state, one step may settle a search."""
    settled = _settling_steps(tree, [source.node for source in sources if source.kind == "search"])
    is_decided = False
    for source in sources:
        is_spare = source.kind == "state" and is_decided
        if source.node < 0 or is_spare or (source.kind == "search" and source.node not in settled):
            continue
        is_decided = is_decided or source.kind == "state"
        yield source


def _settling_steps(tree: Tree, steps: list[int]) -> set[int]:
    """The steps of one or more searches that fixed their values.

    A step that ends its search settles it: one kept by `any`, `no` and `first`, one passed over by `every`.
    Else the kept steps do, and where none was kept, all.
    """
    settling: set[int] = set()
    for site in {tree.rows[step][0] for step in steps}:
        own = [step for step in steps if tree.rows[step][0] == site]
        search, last = tree.site(own[-1]), is_taken(tree.site(own[-1]), tree.rows[own[-1]][2:])
        if last is not None and last is _ENDED_BY.get(search.name):
            settling.add(own[-1])
            continue
        settling.update([step for step in own if is_taken(search, tree.rows[step][2:])] or own)
    return settling
