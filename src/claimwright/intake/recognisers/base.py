"""What a recogniser is: a name, its labels, its patterns and a function from a view to hits.

A hit carries the bucket it fell in (`rule`); the bucket's score is its precision measured on the training messages
(`scores.json`, written by `claimwright.intake.recognisers.calibrate`), shrunk towards a prior where counts are small.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from claimwright.intake.labels import INSURANCE, Layer
from claimwright.intake.view import View

PRIOR, PRIOR_WEIGHT = 0.7, 2.0


class Hit(NamedTuple):
    """A place where a recogniser sees its label."""

    start: int
    end: int
    rule: str
    validator: str = ""
    label: str = ""


Finder = Callable[[View], Iterable[Hit]]
Validator = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Recogniser:
    """One kind of structured evidence.

    `labels` are what it may propose, the first being the default of a hit without label; `find` yields hits;
    `patterns` are all regular expressions it runs, so that their cost can be bounded by test; `rules` those that it is
    made of, where it is; `source` names the regulation or standard that fixes the format.
    """

    name: str
    labels: tuple[str, ...]
    find: Finder
    patterns: tuple[re.Pattern[str], ...] = ()
    source: str = ""
    rules: tuple[Rule, ...] = ()


IMPLIED: dict[str, str] = {
    "MEMBER_ID": "HEALTH_PLAN_ID",
    "GROUP_NUMBER": "HEALTH_PLAN_ID",
    "POLICY_NUMBER": "HEALTH_PLAN_ID",
    "CLAIM_ID": "OTHER_ID",
    "AUTH_NUMBER": "OTHER_ID",
    "SUBSCRIBER_NAME": "NAME",
}
"""PHI label that stands in the same place as an insurance label (annotation guide, sections on both layers)."""


def layer_of(label: str) -> Layer:
    """The layer that a label belongs to."""
    return "insurance" if label in INSURANCE else "phi"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its context. The span is group `v` where the pattern has one, else the whole match.

    `before` must be found in the 48 characters before the span, `after` in the 32 after it, `unless` in neither.
    `check` returns the validator's verdict, or None to refuse the hit.

    The rest only saves time, and says what every match needs anyway. `hint`: lower-case pieces of which the text must
    hold one; `words`: words of which it must hold one; `openings`: the same by a word's first three letters; `needs`:
    a pattern that is found fast and without which there is no match; `at`: a pattern that matches wherever a match can
    begin.
    """

    name: str
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    check: Validator | None = None
    hint: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    needs: re.Pattern[str] | None = None
    at: re.Pattern[str] | None = None

    def hits(self, view: View) -> list[Hit]:
        """Every place where pattern, context and validator agree."""
        found: list[Hit] = []
        if not self._worth_trying(view):
            return found
        group = "v" if "v" in self.pattern.groupindex else 0
        for match in view.matches(self.pattern, self.at):
            start, end = match.span(group)
            if not self._context_fits(view, start, end):
                continue
            verdict = self.check(view.text[start:end]) if self.check else ""
            if verdict is not None:
                found.append(Hit(start, end, self.name, verdict))
        return found

    def _worth_trying(self, view: View) -> bool:
        if self.words and self.words.isdisjoint(view.vocabulary):
            return False
        if self.openings and self.openings.isdisjoint(view.openings):
            return False
        if self.hint and not _holds(view.lower, self.hint):
            return False
        return self.needs is None or self.needs.search(view.text) is not None

    def _context_fits(self, view: View, start: int, end: int) -> bool:
        if self.before is not None and not self.before.search(view.left(start)):
            return False
        if self.after is not None and not self.after.search(view.right(end)):
            return False
        return self.unless is None or not (self.unless.search(view.left(start)) or self.unless.search(view.right(end)))

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        every = (self.pattern, self.before, self.after, self.unless, self.needs, self.at)
        return tuple(p for p in every if p is not None)


def _holds(text: str, pieces: tuple[str, ...]) -> bool:
    for piece in pieces:  # noqa: SIM110 - twice as fast as any() with a generator
        if piece in text:
            return True
    return False


class Taken:
    """Which code points of a text are spoken for; asking and taking cost no more than the span is long."""

    def __init__(self, length: int) -> None:
        self._mask = bytearray(length)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing in the span is taken."""
        return self._mask.find(1, start, end) < 0

    def take(self, start: int, end: int) -> bool:
        """Take the span if it is free; says whether it was."""
        if not self.free(start, end):
            return False
        self._mask[start:end] = b"\1" * (end - start)
        return True


def by_rules(
    name: str, labels: tuple[str, ...], rules: tuple[Rule, ...], *, hint: str = "", source: str = ""
) -> Recogniser:
    """A recogniser made of rules, tried in order; a place taken by an earlier rule is not proposed again.

    `hint`: skip the text unless it holds one of these characters or, for `digit`, any digit.
    """

    def find(view: View) -> Iterator[Hit]:
        if hint == "digit" and not view.has_digit:
            return
        if hint and hint != "digit" and not any(c in view.text for c in hint):
            return
        taken = Taken(len(view.text))
        for rule in rules:
            for hit in rule.hits(view):
                if taken.take(hit.start, hit.end):
                    yield hit

    return Recogniser(name, labels, find, tuple(p for rule in rules for p in rule.patterns), source, rules)
