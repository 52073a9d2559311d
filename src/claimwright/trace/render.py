"""Views of a trace for people: a tree, and a text with the source location in the margin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimwright.trace.find import rule_matches
from claimwright.trace.outcomes import is_taken
from claimwright.trace.sentences import describe
from claimwright.trace.subjects import resolve_subject, subject_of
from claimwright.trace.tree import Node, Tree, Value
from claimwright.trace.values import as_found, is_sequence, render_cells, render_value

_DECIDING = frozenset({"deny", "reduce", "pend", "set", "outcome", "error"})
_CONDITIONS = frozenset({"branch", "case", "for", "search", "exception"})


@dataclass(frozen=True, slots=True)
class View:
    """What of a trace to show.

    `depth` levels below each root (None: all), only frames of `rule`, only what is about `subject`, and with
    `hide_passes` without the rules that decided nothing and the steps and branches that were not taken.
    """

    depth: int | None = None
    rule: str = ""
    subject: str = ""
    hide_passes: bool = False


EVERYTHING = View()


def render_tree(tree: Tree, view: View = EVERYTHING) -> str:
    """The trace as an indented tree, one node a line, with ids and `+N` where nodes below are folded away."""
    shown = select(tree, view)
    lines: list[str] = []
    for number, level, last in _walk(tree, shown):
        node = tree.node(number)
        lines.append(f"{_branch_marks(level, last)}n{number} {describe(tree, node)}{_folded(tree, node, shown)}")
    return "\n".join(lines)


def render_text(tree: Tree, view: View = EVERYTHING) -> str:
    """The trace as text in order of execution: source place, id, then what happened, indented by depth."""
    shown = select(tree, view)
    entries = [(tree.node(number), level) for number, level, _ in _walk(tree, shown)]
    width = max((len(place(node)) for node, _ in entries), default=0)
    return "\n".join(
        f"{place(node):<{width}} | n{node.id:<5} {'  ' * level}{describe(tree, node)}" for node, level in entries
    )


def render_node(tree: Tree, node: Node) -> str:
    """One node in full: every value on its own line, the row found with its columns, and the source line."""
    lines = [f"n{node.id} {describe(tree, node)}", f"  rule    {node.rule}"]
    if node.source.file:
        lines.append(f"  source  {node.source}  {_source_line(tree, node)}")
    lines += [
        f"  about   {subject_of(tree, node.id)}",
        f"  parent  {f'n{node.parent}' if node.parent >= 0 else 'none'}",
    ]
    for value in node.values:
        lines += _value_lines(tree, value)
    lines += [f"  {name:<7} {_written(given)}" for name, given in node.attributes.items() if _is_said(name, given)]
    if node.children:
        lines.append("  below   " + " ".join(f"n{child}" for child in node.children))
    return "\n".join(lines)


def place(node: Node) -> str:
    """`file:line`, or nothing for rows that no rule wrote."""
    return f"{node.source.file}:{node.source.line}" if node.source.file else ""


def select(tree: Tree, view: View) -> frozenset[int]:
    """The ids that a view shows, with everything that encloses them."""
    chosen = set(range(len(tree)))
    if view.rule:
        chosen &= _of_rule(tree, view.rule)
    if view.subject:
        subject = resolve_subject(tree, view.subject)
        chosen = {number for number in chosen if subject_of(tree, number) == subject}
    if view.hide_passes:
        chosen &= _without_passes(tree)
    if view.rule or view.subject or view.hide_passes:
        chosen |= {parent for number in tuple(chosen) for parent in tree.ancestors(number)}
    return frozenset(chosen if view.depth is None else _shallow(tree, chosen, view.depth))


def _of_rule(tree: Tree, rule: str) -> set[int]:
    heads = [
        n for n in range(len(tree)) if tree.site(n).kind in {"clause", "call"} and rule_matches(tree.site(n), rule)
    ]
    return {number for head in heads for number in (head, *tree.within(head))}


def _without_passes(tree: Tree) -> set[int]:
    kept: set[int] = set()
    for number in range(len(tree) - 1, -1, -1):
        site = tree.site(number)
        if site.kind in _DECIDING:
            kept.add(number)
            kept.update(tree.ancestors(number))
    return kept | {n for n in range(len(tree)) if _explains(tree, n, kept)}


def _explains(tree: Tree, number: int, kept: set[int]) -> bool:
    site, parent = tree.site(number), tree.rows[number][1]
    if parent not in kept or site.kind in {"clause", "stage", "item", "pass"}:
        return False
    if site.kind == "call":
        return True
    return site.kind not in _CONDITIONS or is_taken(site, tree.rows[number][2:]) is True


def _shallow(tree: Tree, chosen: set[int], depth: int) -> set[int]:
    levels: dict[int, int] = {}
    for number, row in enumerate(tree.rows):
        levels[number] = levels[row[1]] + 1 if row[1] >= 0 else 0
    return {number for number in chosen if levels[number] <= depth}


def _walk(tree: Tree, shown: frozenset[int]) -> Iterator[tuple[int, int, tuple[bool, ...]]]:
    """Each shown node with its level, and for each level whether its branch ends there."""
    roots = [number for number in tree.roots if number in shown]
    waiting = [(number, 0, (number == roots[-1],)) for number in reversed(roots)]
    while waiting:
        number, level, last = waiting.pop()
        yield number, level, last
        children = [child for child in tree.children[number] if child in shown]
        waiting += [(child, level + 1, (*last, child == children[-1])) for child in reversed(children)]


def _branch_marks(level: int, last: tuple[bool, ...]) -> str:
    if level == 0:
        return ""
    rails = "".join("   " if ended else "│  " for ended in last[1:-1])
    return rails + ("└─ " if last[-1] else "├─ ")


def _folded(tree: Tree, node: Node, shown: frozenset[int]) -> str:
    hidden = [child for child in node.children if child not in shown]
    count = sum(1 + sum(1 for _ in tree.within(child)) for child in hidden)
    return f"  +{count}" if count else ""


def _value_lines(tree: Tree, value: Value) -> list[str]:
    head = f"  {value.role:<7} {value.name}: {value.text}"
    found = as_found(value.raw) if value.type.startswith("row:") else None
    if found is None:
        return [head]
    table = value.type.removeprefix("row:").rstrip("?")
    cells = [
        f"            {name or 'column'}: {text}" for name, text in render_cells(found, tree.tables.get(table, ()))
    ]
    lost = [f"            lost: {render_value(entry, 'list:text')[1:-1]}" for entry in found.lost]
    return [f"  {value.role:<7} {value.name}: {table} row {found.number}", *cells, *lost]


def _source_line(tree: Tree, node: Node) -> str:
    lines = tree.table.sources.get(node.source.file, "").splitlines()
    return lines[node.source.line - 1].strip() if 0 < node.source.line <= len(lines) else ""


def _is_said(name: str, given: Any) -> bool:
    return name in {"title", "cites", "label", "in_force", "unless"} and bool(given)


def _written(given: Any) -> str:
    return ", ".join(str(item) for item in given) if is_sequence(given) else str(given)
