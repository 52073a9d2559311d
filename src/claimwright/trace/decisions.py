"""What decided a subject: the first denial, else what holds it up, else the reductions and results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Tree

State = Literal["denied", "pended", "adjusted", "undecided"]


@dataclass(frozen=True, slots=True)
class Deciding:
    """The rows that decide a subject, and those that would have too."""

    subject: str
    state: State
    rows: tuple[int, ...]
    """`denied`: the first denial; `pended`: all that hold it up; else the reductions and last results."""
    also: tuple[int, ...] = ()
    """Later denials (`would also deny`), and pends of a denied subject."""


def deciding(tree: Tree, subject: str) -> Deciding:
    """What decided this subject. The first denial carries the money; later ones are kept in `also`."""
    denials = _rows(tree, subject, "deny")
    holds = sorted(_rows(tree, subject, "pend") + _rows(tree, subject, "error"))
    if denials:
        return Deciding(subject, "denied", (denials[0],), tuple(sorted(denials[1:] + holds)))
    if holds:
        return Deciding(subject, "pended", tuple(holds))
    rows = sorted(_rows(tree, subject, "reduce") + _last_sets(tree, subject))
    return Deciding(subject, "adjusted" if rows else "undecided", tuple(rows))


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
    return list({tree.site(row).name: row for row in _rows(tree, subject, "set")}.values())
