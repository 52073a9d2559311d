"""Where a value came from: the origins that the code knows, joined with the rows of one trace."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from claimwright.trace.sites import Origin
from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Tree
from claimwright.trace.values import as_found

SourceKind = Literal[
    "input", "table", "node", "call", "search", "candidate", "result", "start", "state", "data"
]  # fmt: skip

_PASSED_BY = frozenset({"call", "search", "version"})
_STEPS = frozenset({"for", "search", "candidate"})
_BINDERS = frozenset({"run", "item", "clause", "call", "for", "let", "find", "choose"})
_OWN_BINDERS = _STEPS | {"item"}
_HOLDS = ("pend", "error")
_STATES = {"deny": "denied", "pend": "pended"}
_STATE_KINDS = {"denied": ("deny",), "deny": ("deny",), "pended": _HOLDS, "pend": _HOLDS}


@dataclass(frozen=True, slots=True)
class Source:
    """One place that a value came from.

    - `input`: a field (`path`) of an input record, `reference`; `node` is where the reference was bound.
    - `table`: a column (`path`) of the row that the find `node` found in table `name`.
    - `node`: the value `slot` of an earlier node: an argument, a named value, a loop's item, a chosen record.
    - `call`, `search`, `candidate`: an earlier call, step of a search, or candidate of a choice.
    - `result`: the `set` node that last set `name`; `start`: nothing had set it, so its starting value.
    - `state`: an earlier decision (`name`) on the subject `reference`; `node` -1 where there was none.
    - `data`: a constant record `name` of the packs, then `path`.
    """

    kind: SourceKind
    node: int = -1
    slot: int = -1
    name: str = ""
    reference: str = ""
    path: tuple[str, ...] = ()
    row: int = -1
    """Of `table`: the row's number in the table."""

    def __str__(self) -> str:
        return _WRITERS[self.kind](self) + (f" (n{self.node})" if self.node >= 0 else "")


class Provenance:
    """Answers `where did this come from` for the nodes of one tree."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def sources(self, number: int, slot: int) -> tuple[Source, ...]:
        """The sources of one value of a node, in the order in which the rule uses them; each once."""
        site = self.tree.site(number)
        found = [source for origin in self._origins(number, slot) for source in self._resolve(origin, number, slot)]
        if site.kind == "run" and not found:
            value = self.tree.rows[number][slot + 2]
            return (Source("input", reference=value),) if isinstance(value, str) else ()
        if site.kind == "choose" and slot == 0:
            found += [Source("candidate", candidate, 0) for candidate in self.candidates(number)]
        return tuple(dict.fromkeys(found))

    def _origins(self, number: int, slot: int) -> tuple[Origin, ...]:
        """A slot's origins; a stage's guard without one is the state of its item."""
        site = self.tree.site(number)
        if slot >= len(site.slots):
            return ()
        given = site.slots[slot]
        if site.kind == "item" and given.type == "boolean" and not given.origins:
            return (Origin("state", given.name.rpartition(" ")[2]),)
        return given.origins

    def candidates(self, choose: int) -> list[int]:
        """The candidates that a `choose` node weighed, in order."""
        own: int = self.tree.rows[choose][0]
        earlier = self._earlier_siblings(choose)
        return [number for number in earlier if self.tree.site(number).chain == own]

    def expression_rows(self, number: int) -> list[int]:
        """The calls and search steps of a node's own expressions, back to the previous statement."""
        found: list[int] = []
        own = self.tree.rows[number][0]
        for sibling in reversed(self._earlier_siblings(number)):
            if self.tree.site(sibling).kind not in _PASSED_BY or self.tree.rows[sibling][0] == own:
                break
            found.append(sibling)
        return found[::-1]

    def _resolve(self, origin: Origin, number: int, slot: int) -> list[Source]:
        resolvers: dict[str, Callable[[Origin, int, int], list[Source]]] = {
            "variable": self._variable,
            "result": self._result,
            "state": self._state,
            "call": self._call,
            "search": self._search,
            "data": self._data,
        }
        return resolvers[origin.kind](origin, number, slot)

    def _variable(self, origin: Origin, number: int, slot: int) -> list[Source]:
        target = self._target(origin, number, slot)
        if target is None:
            return []
        row = self.tree.rows[target]
        index = origin.slot if origin.sites else self._slot_index(target, origin.name)
        value = row[index + 2] if index + 2 < len(row) else None
        return (
            [self._of_path(origin.path, target, index, value)]
            if origin.path
            else [Source("node", target, index, name=self._slot_name(target, index))]
        )

    def _of_path(self, path: tuple[str, ...], target: int, index: int, value: Any) -> Source:
        """A field of a record that stands in the inputs, or a column of a row found."""
        site = self.tree.site(target)
        kind = site.slots[index].type if index < len(site.slots) else ""
        if kind.startswith("row:"):
            found = as_found(value)
            number = found.number if found is not None else value if isinstance(value, int) else -1
            return Source("table", target, index, name=kind.removeprefix("row:"), path=path, row=number)
        reference = value if isinstance(value, str) else ""
        return Source("input", target, index, reference=reference, path=path)

    def _target(self, origin: Origin, number: int, slot: int) -> int | None:
        """The row that binds a variable, as seen from a row: itself, its frame, or the latest earlier row."""
        if not origin.sites:
            return self._named(origin, number, slot)
        own = self.tree.rows[number][0]
        if own in origin.sites and self.tree.site(number).kind in _OWN_BINDERS and slot != origin.slot:
            return number
        frame = self.tree.frames[number]
        if frame >= 0 and self.tree.rows[frame][0] in origin.sites:
            return frame
        bound = [self._nearest(frame, site, number) for site in origin.sites]
        return max((target for target in bound if target is not None), default=None)

    def _named(self, origin: Origin, number: int, slot: int) -> int | None:
        """Arguments are known by name only: the enclosing row with a value of this name.

        The arguments of a call are named by the function, not by its caller: there the value must be equal too.
        """
        is_call = self.tree.site(number).kind == "call"
        given = self.tree.rows[number][slot + 2] if is_call else None
        for row in self._in_scope(number):
            index = self._slot_index(row, origin.name)
            if index >= 0 and (row, index) != (number, slot) and given in (None, self.tree.rows[row][index + 2]):
                return row
        return None

    def _in_scope(self, number: int) -> Iterator[int]:
        """The rows that may bind a name here: this one, those around it, then earlier ones of its frame."""
        yield number
        yield from self.tree.ancestors(number)
        frame = self.tree.frames[number]
        own = (row for row in range(number - 1, max(frame, 0), -1) if self.tree.frames[row] == frame)
        yield from (row for row in own if self.tree.site(row).kind in {"let", "find", "choose"})

    def _slot_index(self, number: int, name: str) -> int:
        site, row = self.tree.site(number), self.tree.rows[number]
        if site.kind not in _BINDERS:
            return -1
        return next((at for at, slot in enumerate(site.slots) if slot.name == name and at + 2 < len(row)), -1)

    def _nearest(self, frame: int, site: int, number: int) -> int | None:
        occurrences = self._occurrences.get((frame, site), [])
        place = bisect_left(occurrences, number)
        if self._is_ahead(site, number) and place < len(occurrences):
            ahead = occurrences[place]
            if self.tree.rows[ahead][1] == self.tree.rows[number][1]:
                return ahead
        return occurrences[place - 1] if place else None

    def _is_ahead(self, site: int, number: int) -> bool:
        """A call or search inside a step's condition stands before the step's own row, as its sibling."""
        return self.tree.sites[site].kind in _STEPS and self.tree.site(number).kind in {"call", "search"}

    def _result(self, origin: Origin, number: int, slot: int) -> list[Source]:
        subject = self._subject(origin, number, slot)
        earlier = [row for row in self._sets.get((origin.name, subject), []) if row < number]
        if not earlier:
            return [Source("start", name=origin.name, reference=subject)]
        return [Source("result", earlier[-1], 1, name=origin.name, reference=subject)]

    def _state(self, origin: Origin, number: int, slot: int) -> list[Source]:
        subject = self._subject(origin, number, slot)
        kinds = _STATE_KINDS.get(origin.name, ("deny",))
        decided = self._decided(kinds, subject, number)
        if not decided and self.tree.site(number).kind == "item":
            decided = sorted(row for whole in self._wholes for row in self._decided(kinds, whole, number))
        found = [Source("state", row, name=origin.name, reference=subject) for row in decided]
        return found or [Source("state", name=origin.name, reference=subject)]

    def _decided(self, kinds: tuple[str, ...], subject: str, before: int) -> list[int]:
        rows = (row for kind in kinds for row in self._decisions.get((kind, subject), []))
        return sorted(row for row in rows if row < before)

    @cached_property
    def _wholes(self) -> tuple[str, ...]:
        """The inputs of the run: what is decided of the whole holds for each item."""
        runs = (self.tree.rows[number][2:] for number in self.tree.by_kind.get("run", []))
        return tuple(value for values in runs for value in values if isinstance(value, str))

    def _subject(self, origin: Origin, number: int, slot: int) -> str:
        if origin.subject is None:
            return subject_of(self.tree, number)
        target = self._target(origin.subject, number, slot) if origin.subject.kind == "variable" else None
        if target is None or origin.subject.path:
            return ""
        by_name = self._slot_index(target, origin.subject.name)
        index = (origin.subject.slot if origin.subject.sites else by_name) + 2
        value = self.tree.rows[target][index] if index < len(self.tree.rows[target]) else None
        return value if isinstance(value, str) else ""

    def _call(self, origin: Origin, number: int, slot: int) -> list[Source]:
        names = (
            row
            for row in self.expression_rows(number)
            if self.tree.site(row).kind == "call" and self.tree.site(row).name == origin.name
        )
        return [Source("call", row, name=origin.name) for row in names]

    def _search(self, origin: Origin, number: int, slot: int) -> list[Source]:
        rows = [row for row in self.expression_rows(number) if self.tree.rows[row][0] in origin.sites]
        return [Source("search", row, 0, name=self.tree.site(row).name) for row in rows]

    def _data(self, origin: Origin, number: int, slot: int) -> list[Source]:
        return [Source("data", name=origin.name, path=origin.path)]

    def _slot_name(self, number: int, slot: int) -> str:
        slots = self.tree.site(number).slots
        return slots[slot].name if slot < len(slots) else self.tree.site(number).name

    def _earlier_siblings(self, number: int) -> list[int]:
        siblings = self.tree.siblings(number)
        return siblings[: bisect_left(siblings, number)]

    @cached_property
    def _occurrences(self) -> dict[tuple[int, int], list[int]]:
        found: dict[tuple[int, int], list[int]] = defaultdict(list)
        for number, row in enumerate(self.tree.rows):
            found[self.tree.frames[number], row[0]].append(number)
        return dict(found)

    @cached_property
    def _sets(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number in self.tree.by_kind.get("set", []):
            found[self.tree.site(number).name, subject_of(self.tree, number)].append(number)
        return dict(found)

    @cached_property
    def _decisions(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for kind in ("deny", "pend", "error"):
            for number in self.tree.by_kind.get(kind, []):
                found[kind, subject_of(self.tree, number)].append(number)
        return dict(found)


def _dotted(source: Source) -> str:
    return "".join(f".{part}" for part in source.path)


def _write_state(source: Source) -> str:
    said = _STATES.get(source.name, source.name)
    return f"{source.reference} {'is' if source.node >= 0 else 'was not'} {said}"


_WRITERS: dict[SourceKind, Callable[[Source], str]] = {
    "input": lambda s: f"input {s.reference or 'record'}{_dotted(s)}",
    "table": lambda s: f"{s.name} row {s.row}, {'.'.join(s.path)}",
    "node": lambda s: s.name,
    "call": lambda s: f"call {s.name}",
    "search": lambda s: f"search {s.name}",
    "candidate": lambda s: "candidate",
    "result": lambda s: f"result {s.name} of {s.reference}",
    "start": lambda s: f"starting value of {s.name} of {s.reference}",
    "state": _write_state,
    "data": lambda s: f"data {s.name}{_dotted(s)}",
}
