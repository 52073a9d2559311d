"""Identifiers by cue: one walk over a text's values serves every recogniser that only declares its cue phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimwright.intake.recognisers.base import Hit, Recogniser
from claimwright.intake.recognisers.cues import Cue, cue_after, cue_before, list_before
from claimwright.intake.recognisers.values import Value, identifiers
from claimwright.intake.view import View

_NUMBER = re.compile(r"\+?1?[ .-]?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\Z")
_PHRASES: dict[str, str] = {}


def by_cue(name: str, labels: tuple[str, ...], phrases: str, *, source: str = "") -> Recogniser:
    """A recogniser of identifiers that stand beside one of `phrases` (separated by `|`)."""
    for phrase in phrases.split("|"):
        owner = _PHRASES.setdefault(phrase.strip(), name)
        if owner != name:
            raise ValueError(f"cue {phrase!r} belongs to {owner!r} already")

    def find(view: View) -> Iterator[Hit]:
        for value, cue in cued(view):
            if cue.owner == name:
                yield Hit(value.start, value.end, f"{cue.strength}.{value.shape}")

    return Recogniser(name, labels, find, (), source)


def cue_phrases() -> Mapping[str, str]:
    """Every cue phrase and the recogniser that owns it."""
    return _PHRASES


def cued(view: View) -> tuple[tuple[Value, Cue], ...]:
    """Every identifier-shaped value of the text that a cue introduces, with its cue."""
    if "cued" not in view.memo:
        view.memo["cued"] = _cued(view)
    return view.memo["cued"]


def _is_zip(view: View, value: Value, cue: Cue) -> bool:
    """`Boise, ID 83704`: the state of Idaho, and no cue."""
    text = view.text
    return cue.phrase == "id" and value.end - value.start == 5 and text[value.start - 5 : value.start] == ", ID "


def _cued(view: View) -> tuple[tuple[Value, Cue], ...]:
    found: list[tuple[Value, Cue]] = []
    previous: tuple[Value, Cue | None] | None = None
    for value in identifiers(view):
        floor = previous[0].end if previous else 0
        cue = cue_before(view, value.start, _PHRASES, floor)
        if cue is None and previous and previous[1] and list_before(view, value.start, previous[0].end):
            cue = Cue(previous[1].owner, "list", previous[1].phrase)
        cue = cue or cue_after(view, value.end, _PHRASES)
        previous = (value, cue)
        if (
            cue is not None
            and not _is_zip(view, value, cue)
            and not (cue.owner == "confirmation" and _NUMBER.match(view.text, value.start, value.end))
        ):
            found.append((value, cue))
    return tuple(found)
