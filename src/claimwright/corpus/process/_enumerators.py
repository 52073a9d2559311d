"""Enumerators of law, `(a)(1)(A)(i)(I)(aa)(AA)`, read in sequence.

`(i)` may be the ninth subsection or the first clause, `(C)` the third subparagraph or a hundred. Which one is not
guessed from the sign: of all readings of a section the cheapest is taken, where it costs nothing to go on with a list or
to open the next level at its first sign, and something to leave a gap, to skip a level, to come back to one that was
skipped, to repeat a number, to go on in capitals by a misprint of the law, or to end a list after one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

KINDS = "a1AiIuUx"
"""Levels from the outside in: subsection, paragraph, subparagraph, clause, subclause, item (aa), subitem (AA), (aaa)."""

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_LABEL = re.compile(r"\(([0-9]{1,3}[A-Za-z]{0,2}|[A-Za-z]{1,8})\)")
_NOTE = r"(?:\s+[0-9]{1,2}\s+(?=\())?"
"""The number of a footnote between two enumerators, `(C) 7 (i)`."""
_LEADING = re.compile(
    rf"\[?((?:\([0-9A-Za-z]{{1,8}}\){_NOTE})+)(?:( ?, ?| to | and )\(([0-9A-Za-z]{{1,8}})\))?(?=[\s\]\"“‘'.,;:$(\[]|$)"
)
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})|xl(?:ix|iv|v?i{0,3})|l")
_BEAM, _REACH = 8, 4.5
"""Readings kept at once, and how much dearer than the cheapest one may be."""

_GAP, _SKIP, _BACK, _BETWEEN, _LATE, _LONE, _TEXT, _MISPRINT = 2.0, 1.0, 3.0, 2.0, 4.0, 0.6, 5.0, 3.5


@dataclass(frozen=True, slots=True)
class Label:
    """Enumerators at the start of a paragraph, outermost first; `last` ends a range such as `(13), (14)`.

    `outermost` marks one that the source sets as a subsection's heading.
    """

    signs: tuple[str, ...]
    last: str = ""
    outermost: bool = False


class _Level(NamedTuple):
    kind: str
    sign: str
    value: float
    first: float


class _Reading(NamedTuple):
    """A stack of open levels, what it cost to get here, and the paths given so far (newest first, as a linked list)."""

    stack: tuple[_Level, ...]
    cost: float
    given: tuple[object, ...] | None


def label_of(paragraph: str, *, outermost: bool = False) -> Label | None:
    """The enumerators with which a paragraph starts, if it does."""
    found = _LEADING.match(paragraph)
    if not found:
        return None
    signs = tuple(_LABEL.findall(found[1]))
    if not signs or not all(values(sign) for sign in signs):
        return None
    return Label(signs, found[3] if found[3] and values(found[3]) else "", outermost)


def paths(labels: Sequence[Label | None]) -> list[tuple[str, ...] | None]:
    """The path of each label of one section, in order; None for what is no label, or better read as text."""
    headed = any(label.outermost for label in labels if label)
    beam = [_Reading((), 0.0, None)]
    for label in labels:
        beam = _advance(beam, label, headed) if label else [_note(one, None) for one in beam]
    return _collect(min(beam, key=lambda one: one.cost))


@lru_cache(4096)
def values(sign: str) -> tuple[tuple[str, float], ...]:
    """What a sign may be: its kinds, each with its place in the sequence."""
    if sign[0].isdigit():
        digits = re.match(r"\d+", sign)
        number = int(digits[0]) if digits else 0
        return (("1", number + sum(_letter(char) for char in sign[len(str(number)) :].lower()) / 100),)
    lower, found = sign.lower(), list[tuple[str, float]]()
    if sign not in (lower, sign.upper()):
        return ()
    upper = sign != lower
    if lower == lower[0] * len(lower) and len(lower) <= 3:
        found.append(("A" if upper else "a", _letter(lower[0]) + 26 * (len(lower) - 1)))
    if len(lower) in (2, 3) and lower == lower[0] * len(lower):
        deep = ("U" if upper else "u") if len(lower) == 2 else ("" if upper else "x")
        found.extend([(deep, float(_letter(lower[0])))] if deep else [])
    if _ROMAN.fullmatch(lower):
        found.append(("I" if upper else "i", float(_roman(lower))))
    return tuple(found)


def _letter(char: str) -> int:
    return ord(char) - ord("a") + 1


def _roman(text: str) -> int:
    worth = [{"i": 1, "v": 5, "x": 10, "l": 50}[char] for char in text]
    return sum(-one if one < after else one for one, after in zip(worth, [*worth[1:], 0], strict=True))


def _advance(beam: list[_Reading], label: Label, headed: bool) -> list[_Reading]:
    """Every way to read on, the cheapest few kept; readings that stand at the same place are one."""
    best: dict[tuple[_Level, ...], _Reading] = {}
    for reading in beam:
        for stack, cost in _read(reading.stack, label, headed):
            path = tuple(level.sign for level in stack) if cost < _TEXT or stack != reading.stack else None
            after = _Reading(stack, reading.cost + cost, (path, reading.given))
            if stack not in best or best[stack].cost > after.cost:
                best[stack] = after
    cheapest = min(one.cost for one in best.values())
    near = (one for one in best.values() if one.cost <= cheapest + _REACH)
    return sorted(near, key=lambda one: one.cost)[:_BEAM]


def _read(stack: tuple[_Level, ...], label: Label, headed: bool) -> Iterator[tuple[tuple[_Level, ...], float]]:
    """Stacks after a label, with what each costs; reading it as text leaves the stack and costs most."""
    yield stack, _TEXT + 20 * label.outermost
    ways = [(stack, 0.0)]
    for place, sign in enumerate(label.signs):
        inner = place > 0
        ways = [
            (after, cost + more)
            for before, cost in ways
            for after, more in _steps(before, sign, inner=inner)
            if not (label.outermost and not inner and len(after) > 1)
        ]
    for after, cost in ways:
        outer = after[: len(after) - len(label.signs) + 1]
        beside = 1.0 if headed and not label.outermost and [level.kind for level in outer] == ["a"] else 0.0
        yield _ranged(after, label.last), cost + beside


def _steps(stack: tuple[_Level, ...], sign: str, *, inner: bool) -> Iterator[tuple[tuple[_Level, ...], float]]:
    for kind, value in values(sign):
        yield from _open(stack, kind, sign, value)
        if not inner:
            yield from _go_on(stack, kind, sign, value)
            yield from _open((), kind, sign, value, extra=_BACK) if stack else ()
            yield from _open_skipped(stack, kind, sign, value)


def _open(
    stack: tuple[_Level, ...], kind: str, sign: str, value: float, extra: float = 0.0
) -> Iterator[tuple[tuple[_Level, ...], float]]:
    """Open a level below the innermost."""
    above = _RANK[stack[-1].kind] if stack else -1
    step = _RANK[kind] - above
    cost = extra + (0.0 if value == 1 else _LATE + min(value, 5) / 5)
    cost += _SKIP * (step - 1) if step > 0 else _BACK
    if not stack and kind == "1":
        cost = extra + (0.0 if value == 1 else _LATE)
    yield (*stack, _Level(kind, sign, value, value)), cost


def _open_skipped(
    stack: tuple[_Level, ...], kind: str, sign: str, value: float
) -> Iterator[tuple[tuple[_Level, ...], float]]:
    """Open a level that what is open has skipped, ending what stands below its place: `(6) (i) (ii) (C)`."""
    cost = _BETWEEN + (0.0 if value == 1 else _LATE + min(value, 5) / 5)
    for depth in range(1, len(stack)):
        if _RANK[stack[depth - 1].kind] < _RANK[kind] < _RANK[stack[depth].kind]:
            yield (*stack[:depth], _Level(kind, sign, value, value)), cost


def _go_on(stack: tuple[_Level, ...], kind: str, sign: str, value: float) -> Iterator[tuple[tuple[_Level, ...], float]]:
    """Go on with an open list, ending those within it."""
    lone = 0.0
    for depth in range(len(stack) - 1, -1, -1):
        level = stack[depth]
        if level.kind == kind:
            yield (*stack[:depth], _Level(kind, sign, value, level.first)), lone + _jump(value - level.value)
        elif level.kind.swapcase() == kind and value == level.value + 1:
            yield (*stack[:depth], _Level(kind, sign, value, level.first)), lone + _MISPRINT
        lone += _LONE if level.value == level.first else 0.0


def _jump(delta: float) -> float:
    if 0 < delta <= 1:
        return 0.0
    if delta <= 0:
        return _BACK + (1.0 if delta < 0 else 0.0) + min(-delta, 5) / 5
    return _GAP + min(delta, 10) / 5


def _ranged(stack: tuple[_Level, ...], last: str) -> tuple[_Level, ...]:
    """The stack as if the last of a range had been read, for what follows."""
    level = stack[-1]
    ends = [value for kind, value in values(last) if kind == level.kind and value > level.value] if last else []
    return (*stack[:-1], _Level(level.kind, level.sign, ends[0], level.first)) if ends else stack


def _note(reading: _Reading, path: tuple[str, ...] | None) -> _Reading:
    return _Reading(reading.stack, reading.cost, (path, reading.given))


def _collect(reading: _Reading) -> list[tuple[str, ...] | None]:
    found: list[tuple[str, ...] | None] = []
    node = reading.given
    while node is not None:
        path, node = node  # type: ignore[misc]
        found.append(path)  # type: ignore[arg-type]
    return found[::-1]
