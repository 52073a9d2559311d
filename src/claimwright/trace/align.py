"""Which row of one trace answers to which row of another, even where the rules differ.

Clauses are paired by rule, subject and ordinal, wherever they stand; what is below them by kind, name, source text,
the record it is about, and ordinal. Conditions left over under the same row are paired in order: their text changed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Tree

_ABOUT_AN_ITEM = frozenset({"item", "for", "search", "candidate", "set", "outcome", "deny", "reduce", "pend", "error"})
_BY_TEXT = frozenset({"branch", "case", "exception"})

_Key: TypeAlias = tuple[Any, ...]


@dataclass(slots=True)
class Alignment:
    """Pairs of rows, and the topmost rows that stand in one trace only."""

    pairs: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    removed: list[int] = field(default_factory=list[int])
    added: list[int] = field(default_factory=list[int])


def align(before: Tree, after: Tree) -> Alignment:
    """Pair the rows of two traces."""
    found = Alignment()
    waiting = [(_heads(before), _heads(after))]
    while waiting:
        lefts, rights = waiting.pop()
        for left, right in _match(before, after, lefts, rights, found):
            found.pairs.append((left, right))
            waiting.append((_below(before, left), _below(after, right)))
    return found


def _heads(tree: Tree) -> list[int]:
    return sorted({*tree.roots, *tree.by_kind.get("clause", [])})


def _below(tree: Tree, number: int) -> list[int]:
    return [child for child in tree.children[number] if tree.site(child).kind != "clause"]


def _match(before: Tree, after: Tree, lefts: list[int], rights: list[int], found: Alignment) -> list[tuple[int, int]]:
    left, right = _keyed(before, lefts), _keyed(after, rights)
    pairs = [(number, right[key]) for key, number in left.items() if key in right]
    rest_left = [number for key, number in left.items() if key not in right]
    rest_right = [number for key, number in right.items() if key not in left]
    changed = _pair_in_order(before, after, rest_left, rest_right)
    found.removed += [number for number in rest_left if number not in {a for a, _ in changed}]
    found.added += [number for number in rest_right if number not in {b for _, b in changed}]
    return pairs + changed


def _keyed(tree: Tree, numbers: list[int]) -> dict[_Key, int]:
    seen: dict[_Key, int] = defaultdict(int)
    keyed: dict[_Key, int] = {}
    for number in numbers:
        key = _key(tree, number)
        keyed[*key, seen[key]] = number
        seen[key] += 1
    return keyed


def _key(tree: Tree, number: int) -> _Key:
    site, row = tree.site(number), tree.rows[number]
    if site.kind == "clause":
        return site.kind, site.rule, subject_of(tree, number)
    about = row[2] if site.kind in _ABOUT_AN_ITEM and len(row) > 2 and isinstance(row[2], str) else ""
    return site.kind, site.name, site.text if site.kind in _BY_TEXT else "", about


def _pair_in_order(before: Tree, after: Tree, lefts: list[int], rights: list[int]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for kind in _BY_TEXT:
        left = [number for number in lefts if before.site(number).kind == kind]
        right = [number for number in rights if after.site(number).kind == kind]
        pairs += zip(left, right, strict=False)
    return pairs
