"""Why a rule did nothing to a subject: each time it was judged, and what stopped it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimwright.trace.decisions import failed_frame
from claimwright.trace.find import RULES, check_rule, rule_matches
from claimwright.trace.outcomes import is_taken, raised_guards
from claimwright.trace.sentences import describe
from claimwright.trace.subjects import resolve_subject, subject_of, subjects, whole_subject
from claimwright.trace.tree import Node, Tree

Verdict = Literal[
    "decided",
    "set a result",
    "gave a value",
    "passed",
    "stopped",
    "failed",
    "not in force",
    "stage skipped",
    "stage left",
    "not reached",
]

_ENDING = frozenset({"deny", "pend", "error"})
_DECIDED = frozenset({"deny", "reduce", "pend"})
_GATES = frozenset({"branch", "case", "for"})


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One time that the rule was, or would have been, judged for the subject."""

    verdict: Verdict
    node: Node | None
    """The rule's frame; else the version row, or the item that its stage skipped; None if not reached."""
    blockers: tuple[Node, ...] = ()
    """What stopped it, in order: branches and steps not taken, searches that found nothing, exceptions."""
    decisions: tuple[Node, ...] = ()
    """What it decided or set, if anything."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer to `why not`."""

    rule: str
    subject: str
    evaluations: tuple[Evaluation, ...]


def why_not(tree: Tree, rule: str, subject: str) -> WhyNot:
    """Every evaluation of a rule for a subject, or why there was none.

    Raises `NotFoundError` for a rule (TRACE-9) or subject (TRACE-6) that the program or trace does not know.
    """
    check_rule(tree, rule)
    about = resolve_subject(tree, subject)
    ran = sorted(tree.by_kind.get("clause", []) + tree.by_kind.get("call", []))
    frames = [number for number in ran if rule_matches(tree.site(number), rule)]
    is_whole = about == whole_subject(tree)
    own = [number for number in frames if is_whole or subject_of(tree, number) == about]
    found = [_evaluate(tree, frame) for frame in own or _of_the_claim(tree, frames)]
    found += _out_of_force(tree, rule, about)
    name = next(site.rule for site in tree.sites if site.kind in RULES and rule_matches(site, rule))
    return WhyNot(name, about, tuple(found or _never_ran(tree, name, about, frames)))


def render_why_not(tree: Tree, answer: WhyNot) -> str:
    """The answer as text."""
    lines = [f"{answer.rule} for {answer.subject}"]
    for number, evaluation in enumerate(answer.evaluations, 1):
        where = f" n{evaluation.node.id} {describe(tree, evaluation.node)}" if evaluation.node else ""
        lines.append(f"{number}. {evaluation.verdict}{':' if where else ''}{where}")
        lines += [f"   did     n{node.id} {describe(tree, node)}" for node in evaluation.decisions]
        lines += [f"   stopped n{node.id} {describe(tree, node)}" for node in evaluation.blockers]
    return "\n".join(lines)


def _of_the_claim(tree: Tree, frames: list[int]) -> list[int]:
    """A rule that runs once for the claim is judged for every line of it."""
    return [number for number in frames if not any(tree.site(up).kind == "item" for up in tree.ancestors(number))]


def _evaluate(tree: Tree, frame: int) -> Evaluation:
    within = [number for number in tree.within(frame) if tree.frames[number] == frame]
    did = [number for number in within if tree.site(number).kind in _DECIDED | {"set", "give"}]
    passed = [number for number in within if tree.site(number).kind == "pass"]
    errors = [number for number in tree.by_kind.get("error", []) if failed_frame(tree, number) == frame]
    blockers = [number for number in within if _blocks(tree, number)]
    verdict = _verdict(tree, did, passed, errors)
    kept = {"stopped": blockers, "failed": errors, "passed": blockers}.get(verdict, [])
    nodes = (tuple(map(tree.node, numbers)) for numbers in (kept, did + passed))
    return Evaluation(verdict, tree.node(frame), *nodes)


def _verdict(tree: Tree, did: list[int], passed: list[int], errors: list[int]) -> Verdict:
    if errors:
        return "failed"
    if any(tree.site(number).kind in _DECIDED for number in did):
        return "decided"
    if did:
        return "set a result" if any(tree.site(number).kind == "set" for number in did) else "gave a value"
    return "passed" if passed else "stopped"


def _blocks(tree: Tree, number: int) -> bool:
    site = tree.site(number)
    if site.kind == "exception":
        return is_taken(site, tree.rows[number][2:]) is True
    if site.kind in _GATES:
        return is_taken(site, tree.rows[number][2:]) is False
    return site.kind in {"find", "choose"} and tree.node(number).outcome in {"not found", "none chosen"}


def _out_of_force(tree: Tree, rule: str, subject: str) -> list[Evaluation]:
    rows = [number for number in tree.by_kind.get("version", []) if rule_matches(tree.site(number), rule)]
    nodes = [tree.node(number) for number in rows if subject_of(tree, number) == subject]
    return [Evaluation("not in force", node, (node,)) for node in nodes if node.outcome == "none in force"]


def _never_ran(tree: Tree, rule: str, subject: str, frames: list[int]) -> list[Evaluation]:
    """The rule's stage skipped the subject, or was left before the rule's turn.

    Where the rule's stage is not known, every stage that skipped the subject is named.
    """
    stages = {stage for frame in frames for stage in _stages(tree, frame)} | _stages_with(tree, rule)
    about = {subject} if subject != whole_subject(tree) else set(subjects(tree))
    items = [number for number in tree.by_kind.get("item", []) if subject_of(tree, number) in about]
    own = [item for item in items if not stages or stages & set(tree.ancestors(item))]
    found = [each for item in own for each in _kept_out(tree, item, is_stage_known=bool(stages))]
    errors = tuple(map(tree.node, tree.by_kind.get("error", [])))
    return found or [Evaluation("not reached", None, errors)]


def _kept_out(tree: Tree, item: int, *, is_stage_known: bool) -> list[Evaluation]:
    """Why no rule, or no further rule, of a stage was judged for an item."""
    node = tree.node(item)
    if raised_guards(tree.site(item), tree.rows[item][2:]):
        return [Evaluation("stage skipped", node, (node,))]
    ending = [number for number in tree.within(item) if tree.site(number).kind in _ENDING]
    return [Evaluation("stage left", node, tuple(map(tree.node, ending)))] if ending and is_stage_known else []


def _stages(tree: Tree, number: int) -> list[int]:
    return [up for up in tree.ancestors(number) if tree.site(up).kind == "stage"]


def _stages_with(tree: Tree, rule: str) -> set[int]:
    """Stages that list the rule among their clauses."""
    name = rule.rpartition(".")[2]
    stages = tree.by_kind.get("stage", [])
    return {number for number in stages if name in (tree.site(number).attributes.get("clauses") or ())}
