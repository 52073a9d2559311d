"""The answers of `why`, `why-not`, `diff` and `replay` as plain JSON values; nodes as in the export."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from claimwright.trace.diff import Diff
from claimwright.trace.export import Exporter, Json, export_steps, plain_value
from claimwright.trace.replay import Check
from claimwright.trace.tree import Tree
from claimwright.trace.why import Why
from claimwright.trace.why_not import WhyNot


def export_why(tree: Tree, answer: Why) -> Json:
    """State, causes with their slices, what else would have decided, and every node named."""
    causes = [{"node": cause.node.id, "slice": export_steps(cause.slice)} for cause in answer.causes]
    steps = (step.node for cause in answer.causes for step in cause.slice)
    outcome = answer.outcome.id if answer.outcome is not None else None
    named = {*steps, *(node.id for node in answer.also)} | ({outcome} if outcome is not None else set[int]())
    return {
        "subject": answer.subject,
        "state": answer.state,
        "outcome": outcome,
        "causes": causes,
        "also": [node.id for node in answer.also],
        "nodes": _nodes(tree, named),
    }


def export_why_not(tree: Tree, answer: WhyNot) -> Json:
    """Each evaluation with what stopped it, and every node named."""
    evaluations = [
        {
            "verdict": evaluation.verdict,
            "node": evaluation.node.id if evaluation.node is not None else None,
            "blockers": [node.id for node in evaluation.blockers],
            "decisions": [node.id for node in evaluation.decisions],
        }
        for evaluation in answer.evaluations
    ]
    named = {node.id for each in answer.evaluations for node in (*each.blockers, *each.decisions)}
    named |= {each.node.id for each in answer.evaluations if each.node is not None}
    return {"rule": answer.rule, "subject": answer.subject, "evaluations": evaluations, "nodes": _nodes(tree, named)}


def export_diff(found: Diff) -> Json:
    """Receipt differences and changes, in order of weight."""
    return {"receipt": msgspec.to_builtins(found.receipt), "changes": msgspec.to_builtins(found.changes)}


def export_check(found: Check) -> Json:
    """What a replay found."""
    first = found.first
    return {
        "subject": found.subject,
        "run": found.run,
        "identical": found.identical,
        "receipt": msgspec.to_builtins(found.receipt),
        "first": first and {"node": first.node, "before": plain_value(first.before), "after": plain_value(first.after)},
    }


def _nodes(tree: Tree, numbers: Iterable[int]) -> list[Json]:
    exporter = Exporter(tree)
    return [exporter.node(tree.node(number)) for number in sorted(numbers)]
