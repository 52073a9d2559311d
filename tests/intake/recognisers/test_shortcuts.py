"""What a rule says its matches need (`words`, `openings`, `needs`, `at`) saves time and never a hit."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from claimwright.intake.recognisers.base import Rule
from claimwright.intake.recognisers.registry import load
from claimwright.intake.view import View

RULES = {f"{r.name}.{rule.name}": rule for r in load() for rule in r.rules}
_SPAN = re.compile(r"\{[A-Z_]+(?::\w+)?\|([^}|]*?)(?::strip)?\}")
_SHARDS = (
    "MARCH 5th", "5mar ", "o'may 3 ", "Dr. ", "ſon ", "ſeptember 3 ", "twenty-first ", "'", "_", "²", "İ", "+1 (", "-",
    "xxx-xx-1234 ", "my wife’s plan ", "fe80::1 ", "a.JPG ", "one hundred ", "\n", "12 Main St, Reno, NV 89501 ", "(",
)  # fmt: skip


def texts() -> list[str]:
    """Every case as it is, in capitals, and with something strange put in; always the same."""
    draw = random.Random(3)
    cases = Path(__file__).with_name("cases").glob("*.txt")
    plain = [_SPAN.sub(r"\1", line) for path in sorted(cases) for line in path.read_text("utf-8").splitlines() if line]
    torn = [text[:at] + draw.choice(_SHARDS) + text[at:] for text in plain for at in [draw.randrange(len(text) + 1)]]
    mixed = ["".join(draw.choice(_SHARDS) for _ in range(8)) for _ in range(200)]
    return [*plain, *torn, *mixed, *(text.swapcase() for text in plain[::3])]


TEXTS = texts()


@pytest.mark.parametrize("name", sorted(RULES))
def test_a_shortcut_loses_no_hit(name: str) -> None:
    rule = RULES[name]
    full = Rule(rule.name, rule.pattern, rule.before, rule.after, rule.unless, rule.check, rule.hint)
    for text in TEXTS:
        assert list(rule.hits(View(text))) == list(full.hits(View(text))), text


def test_the_test_sees_a_shortcut_that_loses_hits() -> None:
    rule = replace(RULES["date.named"], words=frozenset({"easter"}))
    assert not list(rule.hits(View("due March 5th"))) and list(RULES["date.named"].hits(View("due March 5th")))
