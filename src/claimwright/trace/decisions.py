"""What decided a subject: what holds it up, else the first denial, else the reductions and results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimwright.trace.subjects import subject_of, subjects, whole_subject
from claimwright.trace.tree import Tree

State = Literal["denied", "pended", "adjusted", "undecided"]


_PRECEDENCE: tuple[State, ...] = ("pended", "adjusted", "denied", "undecided")


@dataclass(frozen=True, slots=True)
class Deciding:
    """The rows that decide a subject, and those that would have too."""

    subject: str
    state: State
    rows: tuple[int, ...]
    """`pended`: all that hold it up; `denied`: the first denial; else the reductions and last results."""
    also: tuple[int, ...] = ()
    """Denials that did not carry the money: `would also deny`."""


def deciding(tree: Tree, subject: str) -> Deciding:
    """What decided this subject: a pend before a denial before the money.

    The first denial carries the money; later ones are kept in `also`. The claim as a whole is pended where anything
    on it is, and denied where every line is.
    """
    whole = whole_subject(tree)
    items = [item for item in subjects(tree) if item != whole]
    if subject == whole and items:
        return _whole(tree, subject, [deciding(tree, item) for item in items])
    holds = _holds(tree, subject) + (_holds(tree, whole) if subject != whole else [])
    return _one(tree, subject, sorted(holds))


def _one(tree: Tree, subject: str, holds: list[int]) -> Deciding:
    denials = _rows(tree, subject, "deny")
    if holds:
        return Deciding(subject, "pended", tuple(holds), tuple(denials))
    if denials:
        return Deciding(subject, "denied", (denials[0],), tuple(denials[1:]))
    rows = sorted(_rows(tree, subject, "reduce") + _last_sets(tree, subject))
    return Deciding(subject, "adjusted" if rows else "undecided", tuple(rows))


def _whole(tree: Tree, subject: str, parts: list[Deciding]) -> Deciding:
    states: set[State] = {part.state for part in parts}
    state: State = "denied" if states == {"denied"} else _first_of(states)
    rows = {row for part in parts if part.state == state for row in part.rows} | set(_holds(tree, subject))
    if state in {"adjusted", "undecided"}:
        rows |= {row for part in parts for row in part.rows} | set(_one(tree, subject, []).rows)
    also = {row for part in parts for row in part.also if row not in rows}
    return Deciding(subject, state, tuple(sorted(rows)), tuple(sorted(also)))


def _first_of(states: set[State]) -> State:
    found: list[State] = [state for state in _PRECEDENCE if state in states]
    return found[0]


def _holds(tree: Tree, subject: str) -> list[int]:
    return _rows(tree, subject, "pend") + _rows(tree, subject, "error")


def outcome_row(tree: Tree, subject: str) -> int | None:
    """The subject's `outcome` row, if the host wrote one."""
    rows = _rows(tree, subject, "outcome")
    return rows[-1] if rows else None


def failed_frame(tree: Tree, error: int) -> int | None:
    """The frame of the rule that ended in this error: the clause before it, or the one around it."""
    earlier = [row for row in tree.siblings(error) if row < error and tree.site(row).kind == "clause"]
    if earlier and tree.site(earlier[-1]).rule == tree.site(error).name:
        return earlier[-1]
    parent: int = tree.rows[error][1]
    return parent if parent >= 0 and tree.site(parent).kind == "clause" else None


def _rows(tree: Tree, subject: str, kind: str) -> list[int]:
    return [row for row in tree.by_kind.get(kind, []) if subject_of(tree, row) == subject]


def _last_sets(tree: Tree, subject: str) -> list[int]:
    """The last setting of each result, where the outcome shows figures only of those it names."""
    last = {tree.site(row).name: row for row in _rows(tree, subject, "set")}
    row = outcome_row(tree, subject)
    figures = {slot.name for slot in tree.site(row).slots} if row is not None else set[str]()
    return [row for name, row in last.items() if name in figures] or list(last.values())
