"""Why a subject came out as it did: the rows that decided it, each with its slice."""

from __future__ import annotations

from dataclasses import dataclass

from claimwright.trace.decisions import State, deciding, outcome_row
from claimwright.trace.sentences import describe
from claimwright.trace.slices import Slicer, Step
from claimwright.trace.subjects import resolve_subject
from claimwright.trace.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Cause:
    """A row that decided, and what it depends on."""

    node: Node
    slice: tuple[Step, ...]
    """All of it, or with `near` only what stands between it and the results of other rules."""


@dataclass(frozen=True, slots=True)
class Why:
    """The answer to `why`: state, deciding rows, and what would have decided the same way anyway."""

    subject: str
    state: State
    causes: tuple[Cause, ...]
    also: tuple[Node, ...]
    outcome: Node | None


def why(tree: Tree, subject: str, *, near: bool = False, slicer: Slicer | None = None) -> Why:
    """The deciding rows of a line or claim, with slices. Raises `NotFoundError` (TRACE-6)."""
    about = resolve_subject(tree, subject)
    found, slices = deciding(tree, about), slicer or Slicer(tree)
    causes = tuple(Cause(tree.node(row), slices.of_node(row, near=near)) for row in found.rows)
    row = outcome_row(tree, about)
    also = tuple(tree.node(other) for other in found.also)
    return Why(about, found.state, causes, also, tree.node(row) if row is not None else None)


def render_why(tree: Tree, answer: Why) -> str:
    """The answer as text: state, each cause with its slice in order, and what would have decided too."""
    lines = [f"{answer.subject}: {answer.state}"]
    if answer.outcome is not None:
        lines.append(f"  n{answer.outcome.id} {describe(tree, answer.outcome)}")
    for cause in answer.causes:
        lines += [
            "",
            f"because of n{cause.node.id} {describe(tree, cause.node)}",
            *render_slice(tree, cause.slice),
        ]
    if answer.also:
        lines += ["", "would also have decided:"]
        lines += [f"  n{node.id} {describe(tree, node)}" for node in answer.also]
    return "\n".join(lines)


def render_slice(tree: Tree, steps: tuple[Step, ...]) -> list[str]:
    """A slice as lines: id, reason, what it is, and for which node it is needed."""
    width = max((len(str(step.node)) for step in steps), default=1) + 1
    return [_step_line(tree, step, width) for step in steps]


def _step_line(tree: Tree, step: Step, width: int) -> str:
    node = tree.node(step.node)
    needed = f"  for n{step.needed_by}" if step.needed_by >= 0 else ""
    return f"  {f'n{step.node}':<{width}} {step.reason:<7} {describe(tree, node)}{needed}"
