"""An identifier directly beside a carrier's name (`Aetna W2217 09`, `Medicare 1EG4-TE5-MK73`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from claimwright.intake.recognisers.base import Hit, Recogniser
from claimwright.intake.recognisers.carrier import spans
from claimwright.intake.recognisers.identifiers import cued
from claimwright.intake.recognisers.values import identifiers
from claimwright.intake.view import View

_BETWEEN = re.compile(r"[ ,:/(-]{1,3}(?:(?:ppo|hmo|epo|pos|hdhp|gold|silver|bronze)[ ,:/(-]{1,3})?+\Z")
_FAMILIES = (
    ("aetna", re.compile(r"(?:MEB|W|AET)[A-Z0-9]{8,10}\Z")),
    ("humana", re.compile(r"H\d{8}\Z")),
    ("cigna", re.compile(r"U\d{8,10}\Z")),
    ("kaiser", re.compile(r"\d{8,10}\Z")),
    ("uhc", re.compile(r"\d{9}(?:00|01|02)?\Z")),
    ("blue", re.compile(r"[A-Z]{3}[A-Z0-9]?\d{8,12}\Z")),
)


def known_shape(value: str) -> str | None:
    """The carrier family whose usual member-number shape the value has, or None."""
    packed = re.sub(r"[ ./-]", "", value).upper()
    return next((name for name, shape in _FAMILIES if shape.match(packed)), None)


def _find(view: View) -> Iterator[Hit]:
    if not view.has_digit:
        return
    taken = {value.start for value, _ in cued(view)}
    ends = [span.end for span in spans(view)]
    for value in identifiers(view):
        if value.start in taken or value.end - value.start < 5:
            continue
        for end in ends[bisect_left(ends, value.start - 20) : bisect_left(ends, value.start)]:
            if _BETWEEN.match(view.lower[end : value.start]):
                family = known_shape(view.text[value.start : value.end])
                yield Hit(value.start, value.end, f"beside.{value.shape}", "family" if family else "")


RECOGNISER = Recogniser("carrier_ids", ("MEMBER_ID",), _find, (_BETWEEN, *(shape for _, shape in _FAMILIES)))
