"""Every recogniser of this package, and what they see in a text."""

from __future__ import annotations

import importlib
import json
import pkgutil
from functools import cache
from pathlib import Path

from claimwright.intake import recognisers
from claimwright.intake.recognisers.base import IMPLIED, PRIOR, PRIOR_WEIGHT, Hit, Recogniser, layer_of
from claimwright.intake.records import Candidate
from claimwright.intake.view import View

WORTH = 0.3
"""A bucket whose score is lower proposes nothing."""
SCORES = Path(__file__).with_name("scores.json")


@cache
def load() -> tuple[Recogniser, ...]:
    """All recognisers, in alphabetical order of their files. A file defines `RECOGNISER` or a tuple `RECOGNISERS`."""
    found: list[Recogniser] = []
    for info in sorted(pkgutil.iter_modules(recognisers.__path__), key=lambda item: item.name):
        module = importlib.import_module(f"{recognisers.__name__}.{info.name}")
        found += getattr(module, "RECOGNISERS", ())
        if hasattr(module, "RECOGNISER"):
            found.append(module.RECOGNISER)
    return tuple(found)


@cache
def counts() -> dict[str, tuple[int, int]]:
    """Right and all hits of every bucket on the training messages (`recogniser.rule.LABEL`)."""
    return {key: (right, total) for key, (right, total) in json.loads(SCORES.read_text("utf-8")).items()}


def score(recogniser: str, hit: Hit, label: str) -> float:
    """Measured precision of the hit's bucket, shrunk towards that of its recogniser and label, and that towards 0.7."""
    return _score(recogniser, hit.rule, hit.validator, label)


@cache
def _score(recogniser: str, rule: str, validator: str, label: str) -> float:
    key = bucket(recogniser, Hit(0, 0, rule, validator), label)
    return _shrunk(counts().get(key, (0, 0)), _usual(recogniser, label))


@cache
def _usual(recogniser: str, label: str) -> float:
    """The precision of all buckets of a recogniser and label together."""
    mine = [c for key, c in counts().items() if key.startswith(f"{recogniser}.") and key.endswith(f".{label}")]
    return _shrunk((sum(right for right, _ in mine), sum(total for _, total in mine)), PRIOR)


def _shrunk(count: tuple[int, int], towards: float) -> float:
    """A share pulled towards a value by two pseudo-observations."""
    right, total = count
    return (right + towards * PRIOR_WEIGHT) / (total + PRIOR_WEIGHT)


def bucket(recogniser: str, hit: Hit, label: str) -> str:
    """The calibration bucket of a hit: recogniser, rule, validator's verdict, label."""
    return ".".join(filter(None, (recogniser, hit.rule, hit.validator, label)))


def candidates(view: View) -> list[Candidate]:
    """What all recognisers propose for a text, implied PHI labels included, uncut and unmerged."""
    found: list[Candidate] = []
    for recogniser in load():
        for hit in recogniser.find(view):
            found += _both_layers(recogniser, hit)
    return found


def _both_layers(recogniser: Recogniser, hit: Hit) -> list[Candidate]:
    label = hit.label or recogniser.labels[0]
    sure = score(recogniser.name, hit, label)
    if sure < WORTH:
        return []
    labels = [label, IMPLIED[label]] if label in IMPLIED else [label]
    return [
        Candidate(layer_of(each), hit.start, hit.end, each, sure, recogniser.name, hit.rule, hit.validator)
        for each in labels
    ]
