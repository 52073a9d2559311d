"""Subjects: what a node is about, a line or the claim, as the reference that the trace uses for it."""

from __future__ import annotations

import re

from claimwright.core.errors import NotFoundError
from claimwright.trace.names import closest
from claimwright.trace.tree import Tree

_LAST_NUMBER = re.compile(r"(\d+)\D*\Z")


def subject_of(tree: Tree, number: int) -> str:
    """The line or claim that a node is about: its own subject, the item's around it, else the claim."""
    own = tree.slot(number, "subject")
    if isinstance(own, str):
        return own
    for row in (number, *tree.ancestors(number)):
        if tree.site(row).kind == "item":
            return _item(tree, row)
    return whole_subject(tree)


def whole_subject(tree: Tree) -> str:
    """The reference of the claim as a whole: the run's first input."""
    for row in tree.by_kind.get("run", [])[:1]:
        values = tree.rows[row][2:]
        if values and isinstance(values[0], str):
            return values[0]
    return tree.trace.header.subject


def subjects(tree: Tree) -> tuple[str, ...]:
    """Every subject in order: items first, then what decisions and outcomes name."""
    found = [_item(tree, number) for number in tree.by_kind.get("item", [])]
    for kind in ("outcome", "deny", "reduce", "pend", "pass", "set", "error"):
        found += [subject_of(tree, number) for number in tree.by_kind.get(kind, [])]
    return tuple(dict.fromkeys(ref for ref in found if ref))


def resolve_subject(tree: Tree, text: str) -> str:
    """The subject that a person means: its reference, its end, or a number (`2` for line 2).

    Raises `NotFoundError` (TRACE-6) with the subjects there are.
    """
    known = subjects(tree)
    if text in known:
        return text
    if text in {tree.trace.header.subject, whole_subject(tree)}:
        return whole_subject(tree)
    matches = [ref for ref in known if ref != whole_subject(tree) and _means(ref, text)]
    if len(matches) == 1:
        return matches[0]
    what = f"{text!r} is {'several subjects' if matches else 'no subject'} of this trace"
    fix = f"name one of: {', '.join(matches or closest(text, known) or known[:8])}"
    raise NotFoundError(what, fix=fix, code="TRACE-6")


def _means(ref: str, text: str) -> bool:
    number = _LAST_NUMBER.search(ref)
    if text.isdigit():
        return number is not None and int(number[1]) == int(text)
    return ref.endswith(text)


def _item(tree: Tree, number: int) -> str:
    row = tree.rows[number]
    return row[2] if len(row) > 2 and isinstance(row[2], str) else ""
