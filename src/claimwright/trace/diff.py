"""What changed between two traces: outcomes and decisions first, then results, branches that turned, and values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from claimwright.trace.align import Alignment, align
from claimwright.trace.receipt import ReceiptChange, compare_receipts
from claimwright.trace.sentences import describe
from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Node, Tree, Value

ChangeKind = Literal["outcome", "decision", "result", "branch", "value", "row"]
_ORDER: tuple[ChangeKind, ...] = ("outcome", "decision", "result", "branch", "value", "row")

_DECISIONS = frozenset({"deny", "reduce", "pend", "error"})
_STEPS = frozenset({"for", "search", "candidate"})
_CONDITIONS = _STEPS | {"branch", "case", "exception", "item", "version", "find", "choose"}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. A side without the row has node -1 and empty text."""

    kind: ChangeKind
    rule: str
    subject: str
    name: str
    """The value, result, condition or decision that changed."""
    before: str
    after: str
    before_node: int
    after_node: int
    below: int = 0
    """Of a row that stands on one side only: how many rows stand below it."""


@dataclass(frozen=True, slots=True)
class Diff:
    """All differences; `changes` in order of weight, then of execution."""

    receipt: tuple[ReceiptChange, ...]
    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        return not self.receipt and not self.changes


def diff(before: Tree, after: Tree) -> Diff:
    """Compare two traces of the same claim, or of two; the programs may differ."""
    aligned = align(before, after)
    found = [*_changed(before, after, aligned), *_one_sided(before, after, aligned)]
    found.sort(key=lambda change: (_ORDER.index(change.kind), max(change.before_node, change.after_node)))
    return Diff(compare_receipts(before.trace.header, after.trace.header), tuple(found))


def render_diff(found: Diff) -> str:
    """The differences as text."""
    if found.is_empty:
        return "no difference"
    lines = [f"receipt  {change}" for change in found.receipt]
    return "\n".join([*lines, *map(_line, found.changes)])


def _line(change: Change) -> str:
    nodes = " ".join(f"{mark}n{number}" for mark, number in _sides(change) if number >= 0)
    head = f"{change.kind:<8} {change.subject} {change.rule}".rstrip()
    if not change.before or not change.after:
        sign, text = ("-", change.before) if change.before else ("+", change.after)
        below = f" (and {change.below} below)" if change.below else ""
        return f"{head}: {sign} {text}{below} [{nodes}]"
    return f"{head}: {change.name}: {change.before} -> {change.after} [{nodes}]"


def _sides(change: Change) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("-", change.before_node), ("+", change.after_node)


def _changed(before: Tree, after: Tree, aligned: Alignment) -> Iterator[Change]:
    for left, right in aligned.pairs:
        if before.rows[left][2:] == after.rows[right][2:] and before.site(left) == after.site(right):
            continue
        yield from _compare(before, after, before.node(left), after.node(right))


def _compare(before: Tree, after: Tree, left: Node, right: Node) -> Iterator[Change]:
    subject = subject_of(after, right.id)

    def change(kind: ChangeKind, name: str, old: str, new: str) -> Change:
        return Change(kind, right.rule, subject, name, old, new, left.id, right.id)

    if left.text != right.text and left.kind in {"branch", "case", "exception"}:
        yield change("row", "condition", left.text, right.text)
    is_turned = left.outcome != right.outcome and left.kind in _CONDITIONS
    if is_turned:
        yield change("branch", right.text or right.name, left.outcome or "ran", right.outcome or "ran")
    for value, old, new in _values(left, right):
        if not (is_turned and value.role == "test"):
            yield change(_weight(right), value.name, old, new)


def _values(left: Node, right: Node) -> Iterator[tuple[Value, str, str]]:
    """Values of both by name and occurrence, where what they hold differs."""
    mine, theirs = _by_name(left), _by_name(right)
    for key, value in theirs.items():
        old = mine.get(key)
        is_told = value.role == "outcome" and right.kind != "outcome"
        if old is None or is_told or (old.raw == value.raw and old.text == value.text):
            continue
        yield value, old.text or "nothing", value.text or "nothing"


def _by_name(node: Node) -> dict[tuple[str, int], Value]:
    seen: Counter[str] = Counter()
    found: dict[tuple[str, int], Value] = {}
    for value in node.values:
        found[value.name, seen[value.name]] = value
        seen[value.name] += 1
    return found


def _weight(node: Node) -> ChangeKind:
    if node.kind == "outcome":
        return "outcome"
    if node.kind in _DECISIONS:
        return "decision"
    return "result" if node.kind == "set" else "value"


def _one_sided(before: Tree, after: Tree, aligned: Alignment) -> Iterator[Change]:
    for number in aligned.removed:
        yield from _lonely(before, number, is_before=True)
    for number in aligned.added:
        yield from _lonely(after, number, is_before=False)


def _lonely(tree: Tree, number: int, *, is_before: bool) -> Iterator[Change]:
    """A row on one side only, and the decisions and results below it, which count for themselves."""
    below = list(tree.within(number))
    for each in (number, *below):
        node = tree.node(each)
        kind = _weight(node)
        if each != number and kind == "value":
            continue
        text, rows = describe(tree, node), len(below) if each == number else 0
        texts = (text, "") if is_before else ("", text)
        nodes = (each, -1) if is_before else (-1, each)
        shown: ChangeKind = "row" if kind == "value" else kind
        yield Change(shown, node.rule, subject_of(tree, each), node.name, *texts, *nodes, below=rows)
