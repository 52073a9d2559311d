"""The skeleton of a trace: what ran and what called what, without values, short enough for a prompt.

Frames of the same shape are folded over lines (`procedure_to_procedure x5 [n12 88 ...]`); the ids can be
opened. Where the text is too long, it is folded harder: first frames of one name whatever their shape, then
without searches and results, then without calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from claimwright.core.tokens import WordPieces, count_tokens
from claimwright.trace.outcomes import is_taken, raised_guards
from claimwright.trace.sites import Site
from claimwright.trace.subjects import subjects
from claimwright.trace.tree import Tree

MOST_TOKENS = 4_000
MOST_BYTES = 10_000
"""Used without a tokenizer: ids and names take up to 0.4 word pieces a byte (docs/trace.md)."""

_FRAMES = frozenset({"clause", "error", "deny", "reduce", "pend"})
_CALLS = _FRAMES | {"call", "exception", "version"}
_SEARCHES = _CALLS | {"find", "find_all", "choose", "set"}


class _Level(NamedTuple):
    """How hard to fold: kinds that stay, whether frames of other shape stay apart, ids shown a group."""

    kinds: frozenset[str]
    by_shape: bool
    ids: int


_LEVELS = (
    _Level(_SEARCHES, True, 6),
    _Level(_SEARCHES, False, 6),
    _Level(_CALLS, False, 6),
    _Level(_FRAMES, False, 4),
    _Level(_FRAMES, False, 1),
)


@dataclass(slots=True)
class _Group:
    """Frames that are written as one."""

    label: str
    ids: list[int] = field(default_factory=list[int])
    groups: list[_Group] = field(default_factory=list["_Group"])

    def shape(self) -> tuple[object, ...]:
        return (self.label, *(group.shape() for group in self.groups))


def render_skeleton(tree: Tree, *, tokenizer: WordPieces | None = None, budget: int = MOST_TOKENS) -> str:
    """The skeleton, folded until it fits `budget` tokens; what still does not fit is cut, and says so."""
    text = ""
    for level in _LEVELS:
        text = "\n".join(_write(tree, level))
        if _fits(text, tokenizer, budget):
            return text
    return _cut(text, tokenizer, budget)


def _fits(text: str, tokenizer: WordPieces | None, budget: int) -> bool:
    most = MOST_BYTES * budget // MOST_TOKENS
    if tokenizer is None:
        return len(text.encode("utf-8", "surrogatepass")) <= most
    return count_tokens(text, tokenizer) <= budget


def _cut(text: str, tokenizer: WordPieces | None, budget: int) -> str:
    lines = text.splitlines()
    kept, whole = len(lines), len(lines)
    while kept > 1:
        kept = kept * 4 // 5
        shorter = "\n".join([*lines[:kept], f"... {whole - kept} more lines; open a node to see below it"])
        if _fits(shorter, tokenizer, budget):
            return shorter
    return f"{whole} lines do not fit; open n0"


def _write(tree: Tree, level: _Level) -> Iterator[str]:
    about = subjects(tree)
    if about:
        shown = " ".join(about[:20]) + (f" ... {len(about) - 20} more" if len(about) > 20 else "")
        yield f"about: {shown}"
    names = _Names(tree)
    for root in tree.roots:
        yield from _write_top(tree, root, level, names, 0)


def _write_top(tree: Tree, number: int, level: _Level, names: _Names, depth: int) -> Iterator[str]:
    """Runs and stages one by one, what is below them folded."""
    site, children = tree.site(number), tree.children[number]
    if site.kind not in {"run", "stage"}:
        yield from _write_groups(_fold(_groups(tree, [number], level, names), level), level, depth)
        return
    items = [child for child in children if tree.site(child).kind == "item"]
    yield f"{' ' * depth}{site.kind} {site.name} [n{number}]{_write_items(tree, items, level)}"
    inner = [child for child in children if tree.site(child).kind in {"run", "stage"}]
    for child in inner:
        yield from _write_top(tree, child, level, names, depth + 1)
    rest = [child for child in children if child not in inner]
    yield from _write_groups(_fold(_groups(tree, rest, level, names), level), level, depth + 1)


def _write_items(tree: Tree, items: list[int], level: _Level) -> str:
    if not items:
        return ""
    skipped = [item for item in items if raised_guards(tree.site(item), tree.rows[item][2:])]
    ran = [item for item in items if item not in skipped]
    parts = [f" {tree.site(items[0]).name} {_ids(ran, level.ids)}"] if ran else []
    return ":" + "".join([*parts, f" skipped {_ids(skipped, level.ids)}" if skipped else ""])


def _groups(tree: Tree, numbers: Iterable[int], level: _Level, names: _Names) -> list[_Group]:
    """Each node that stays, with what stays below it; others are passed through."""
    found: list[_Group] = []
    for number in numbers:
        site = tree.site(number)
        below = _groups(tree, tree.children[number], level, names)
        if site.kind in level.kinds and _is_told(site, tree.rows[number]):
            found.append(_Group(names.label(site), [number], _fold(below, level)))
        else:
            found += below
    return found


def _is_told(site: Site, row: list[object]) -> bool:
    """Exceptions that apply and versions not in force; all else of the kept kinds."""
    if site.kind == "exception":
        return is_taken(site, row[2:]) is True
    return site.kind != "version" or (len(row) > 2 and row[2] == -1)


def _fold(groups: list[_Group], level: _Level) -> list[_Group]:
    folded: dict[object, _Group] = {}
    for group in groups:
        key = group.shape() if level.by_shape else group.label
        into = folded.setdefault(key, _Group(group.label))
        into.ids += group.ids
        into.groups = _fold(into.groups + group.groups, level)
    return list(folded.values())


def _write_groups(groups: list[_Group], level: _Level, depth: int) -> Iterator[str]:
    for group in groups:
        times = f" x{len(group.ids)}" if len(group.ids) > 1 else ""
        yield f"{' ' * depth}{group.label}{times} {_ids(sorted(group.ids), level.ids)}"
        yield from _write_groups(group.groups, level, depth + 1)


def _ids(numbers: list[int], most: int) -> str:
    """Node ids; the letter stands once, because each costs a token."""
    shown = " ".join(str(number) for number in numbers[:most])
    return f"[n{shown} ...]" if len(numbers) > most else f"[n{shown}]"


class _Names:
    """Labels of frames: a clause's own name, with its pack only where two packs share it."""

    def __init__(self, tree: Tree) -> None:
        owners: dict[str, set[str]] = {}
        for site in tree.sites:
            if site.kind == "clause":
                owners.setdefault(site.name, set()).add(site.rule)
        self._shared = {name for name, rules in owners.items() if len(rules) > 1}

    def label(self, site: Site) -> str:
        if site.kind == "clause":
            return site.rule if site.name in self._shared else site.name
        if site.kind == "call":
            return f"{site.name.rpartition('.')[2]}()"
        if site.kind in {"find", "find_all"}:
            return f"find {site.attributes.get('table', site.name)}"
        return site.kind if site.name == site.kind else f"{site.kind} {site.name}"
