"""Every pattern runs in linear time on any input.

Structure: a pattern whose match has a greatest width can look at no more than that many characters from each place, so
it is linear in the text; one without must end in possessive repeats, which never give back. Scale: every recogniser
answers on 100,000 characters of text made to make it back-track, and asks no more of a text four times as long.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import pytest

from claimwright.intake import merge, recognisers, trim, view
from claimwright.intake.recognisers.registry import load
from claimwright.intake.view import View

WIDEST = 700
MODULES: list[ModuleType] = [view, trim, merge] + [
    importlib.import_module(f"{recognisers.__name__}.{info.name}")
    for info in pkgutil.iter_modules(recognisers.__path__)
]


def patterns() -> dict[str, re.Pattern[str]]:
    named = {
        f"{module.__name__.rsplit('.', 1)[-1]}.{name}": value
        for module in MODULES
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    declared = {f"{r.name}#{i}": pattern for r in load() for i, pattern in enumerate(r.patterns)}
    return named | declared


def give_back_without_end(tree: Any, *, last: bool = True) -> bool:
    """Whether some repeat without upper bound may give characters back, or stand where a later part may fail."""
    items = list(tree)
    for index, (op, argument) in enumerate(items):
        final = last and index == len(items) - 1
        if op in (constants.MAX_REPEAT, constants.MIN_REPEAT, constants.POSSESSIVE_REPEAT):
            _, high, body = argument
            if high is constants.MAXREPEAT and (
                op is not constants.POSSESSIVE_REPEAT or not (final or _optional(items[index + 1 :]))
            ):
                return True
            if give_back_without_end(body, last=final):
                return True
        for inner in _inside(op, argument):
            if give_back_without_end(inner, last=final):
                return True
    return False


def _optional(items: list[Any]) -> bool:
    """Whether everything that follows may match nothing, so that it cannot fail."""
    return all(op is constants.POSSESSIVE_REPEAT and argument[0] == 0 for op, argument in items)


def _inside(op: Any, argument: Any) -> list[Any]:
    if op is constants.SUBPATTERN:
        return [argument[3]]
    if op is constants.BRANCH:
        return list(argument[1])
    if op is constants.ATOMIC_GROUP:
        return [argument]
    if op in (constants.ASSERT, constants.ASSERT_NOT):
        return [argument[1]]
    return []


@pytest.mark.parametrize("name", sorted(patterns()))
def test_a_pattern_is_linear_by_its_structure(name: str) -> None:
    pattern = patterns()[name]
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    assert tree.getwidth()[1] <= WIDEST or not give_back_without_end(tree)


def test_the_structural_check_sees_what_is_not_linear() -> None:
    for bad in (r"a+b", r"(?:a+)+", r"x(?:[a-z]*)*y", r"a++b"):
        tree = parser.parse(bad)
        assert tree.getwidth()[1] > WIDEST and give_back_without_end(tree), bad


def nested_choices(tree: Any) -> int:
    """The most ways in which one place can be tried: products of the choices of repeats that may give back."""
    ways = 1
    for op, argument in tree:
        if op in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            low, high, body = argument
            inner = nested_choices(body)
            span = min(int(high), 1000) - low + 1
            ways *= span if inner == 1 else min(10**9, inner ** min(int(high), 9)) * span
        elif op is not constants.POSSESSIVE_REPEAT:
            inner = [nested_choices(each) for each in _inside(op, argument)]
            ways *= sum(inner) if op is constants.BRANCH else max(inner, default=1)
        ways = min(ways, 10**9)
    return ways


SHARDS = (
    "a", "A b", "Abc ", "1", "1 ", "1-", "a.", "www.", "five ", "Mary Anne ", "$1,", "a@", ":", "a:", "(", " ", "\n",
    "double ", "member id number is ", "copay ", "blue cross of ", "1 A ", "a dot ", "x-", "Ab", "é", "😀",
    "12 Main ", "fax ", "555-555-0100 ", "I am the ", "to ", "ninety ", "May ", "http://", "A1 ", "1,", "12/", "a_",
    "Dr. ", "subscriber: ", "St, ", "nineteen ", "P.O. Box 1 ", "son of ", "1.", "A-A-", "fe80:", "e\u0301", "İ",
)  # fmt: skip


class _Counted(View):
    """A view that counts how many characters its windows were asked for."""

    def left(self, offset: int, width: int = 48) -> str:
        self.memo["asked"] = self.memo.get("asked", 0) + width
        return super().left(offset, width)

    def right(self, offset: int, width: int = 32) -> str:
        self.memo["asked"] = self.memo.get("asked", 0) + width
        return super().right(offset, width)


def work(text: str) -> int:
    """Characters read in windows, and hits, of every recogniser."""
    seen = _Counted(text)
    hits = sum(1 for recogniser in load() for _ in recogniser.find(seen))
    return seen.memo.get("asked", 0) + 100 * hits


@pytest.mark.parametrize("shard", SHARDS, ids=[repr(s) for s in SHARDS])
def test_four_times_the_text_is_at_most_five_times_the_work(shard: str) -> None:
    short, long = work(shard * (1_000 // len(shard))), work(shard * (4_000 // len(shard)))
    assert long <= 5 * short + 20_000


@pytest.mark.parametrize("shard", SHARDS[::6], ids=[repr(s) for s in SHARDS[::6]])
def test_a_hundred_thousand_characters_are_answered(shard: str) -> None:
    seen = View(shard * (100_000 // len(shard)))
    for recogniser in load():
        assert all(0 <= hit.start < hit.end <= len(seen.text) for hit in recogniser.find(seen))


def test_offsets_survive_letters_whose_lower_case_is_longer() -> None:
    text = "İİİ fax 614-555-0101"
    assert len(View(text).lower) == len(text)
    assert sys.maxunicode == 0x10FFFF
