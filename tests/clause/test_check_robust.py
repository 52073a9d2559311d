"""The checker never fails, whatever stands in a pack: lines lost, doubled and words exchanged at random."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

import pytest

from claimwright.claims.packs import bundled
from claimwright.clause.program import Program, check_sources

GOLDEN = Path(__file__).parent / "golden" / "check"
WORD = re.compile(r"[A-Za-z_]\w*|\$?\d[\d.,-]*%?")


@cache
def packs() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in bundled()}


@cache
def small() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(GOLDEN.glob("*.clause"))}


def bent(text: str, chance: random.Random) -> str:
    """The text with one line lost or doubled, or one word exchanged for another of the same text."""
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            return "\n".join([*lines[:at], *lines[at + 1 :]])
        case 1:
            return "\n".join([*lines[:at], chance.choice(lines), *lines[at:]])
        case _:
            words = list(WORD.finditer(text))
            here, other = chance.choice(words), chance.choice(words)
            return text[: here.start()] + other[0] + text[here.end() :]


@pytest.mark.parametrize("seed", range(40))
def test_bent_packs_are_told_of_and_never_crash(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(4):
        sources = dict(small()) if seed % 2 else dict(packs())
        name = chance.choice(sorted(sources))
        for _ in range(chance.randint(1, 3)):
            sources[name] = bent(sources[name], chance)
        if seed % 2:
            sources = {name: sources[name]}
        elif name != "vocabulary.clause":
            sources = {"vocabulary.clause": sources["vocabulary.clause"], name: sources[name]}
        checked, findings = check_sources(sources)
        assert all(1 <= d.span.line <= sources[d.path].count("\n") + 2 for d in findings)
        if not any(d.is_error for d in findings):
            Program(checked, pipeline="", level=chance.choice(("off", "outcome", "full")))
