"""Which paragraph of the Code of Federal Regulations is part of which: the reading of (a)(1)(i)(A)(*1*)(*i*).

The XML has flat paragraphs that start with enumerators. The order of levels is the drafting handbook's: letter, number,
roman, capital, italic number, italic roman (Office of the Federal Register, Document Drafting Handbook, ch. 1). A bare
`(i)` may be the letter after (h) or the roman one; of all readings of a section, the one that breaks the sequence least is
taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claimwright.corpus.process._provisions import Provision
from claimwright.corpus.process._xml import ITALIC, ROMAN, plain

_WIDTH = 12
"""Readings kept while a section is read, the best of those with the same levels open; few come near the best."""

_MARKER = re.compile(f"[{ITALIC}{ROMAN}\\s]*\\(([{ITALIC}]?)([A-Za-z]{{1,6}}|\\d{{1,3}})[{ROMAN}]?\\)[{ROMAN}]?")
_HEADING = re.compile(f"\\s*{ITALIC}([^{ITALIC}{ROMAN}]+){ROMAN}[\\s.:—–-]*(?=[{ITALIC}]?\\()")
_TITLE = re.compile(f"\\s*{ITALIC}([^{ITALIC}{ROMAN}]+){ROMAN}")
_NUMERAL = re.compile(r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_FIRST = frozenset({"1", "i", "A", "a"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a section, with italics marked. A `flush` one belongs to what encloses the provision before it; one that
    is `apart` (a table's row, an extract, a heading) starts with no enumerator, whatever it looks like."""

    text: str
    flush: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """An enumerator as it stands. `body` is the text from it up to the next; `chained` follows another in one paragraph;
    `leads` is true where the words before it announce a list."""

    label: str
    italic: bool
    body: str
    chained: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Reading:
    """A way to read the markers so far: the open levels with their ordinals, the level of each marker, and how badly it
    breaks the sequence."""

    cost: float
    open: tuple[tuple[int, int], ...]
    levels: tuple[int, ...]


def arrange(section: Provision, paragraphs: list[Paragraph]) -> None:
    """Put paragraphs into a section as provisions.

    Where the first enumerator is not (a), the section is one whole: lists within definitions are not provisions.
    """
    before = ["", *(paragraph.text for paragraph in paragraphs)]
    found = [
        [] if each.apart else list(_markers(each.text, last)) for each, last in zip(paragraphs, before, strict=False)
    ]
    markers = [marker for each in found for marker in each]
    if not markers or markers[0].label != "a":
        section.parts.extend(plain(paragraph.text) for paragraph in paragraphs)
        return
    section.divided = True
    levels = iter(_levels(markers))
    stack: list[tuple[int, Provision]] = [(-1, section)]
    for paragraph, each in zip(paragraphs, found, strict=True):
        if not each:
            _holder(stack, flush=paragraph.flush).parts.append(plain(paragraph.text))
        for marker in each:
            _open(stack, next(levels), marker)


def _holder(stack: list[tuple[int, Provision]], *, flush: bool) -> Provision:
    """Where a paragraph without enumerator belongs: to the last provision, or if flush to what encloses that."""
    return stack[-2 if flush and len(stack) > 1 else -1][1]


def _open(stack: list[tuple[int, Provision]], level: int, marker: Marker) -> None:
    while stack[-1][0] >= level:
        stack.pop()
    made = Provision(step=marker.label, title=_title(marker), parts=[plain(marker.body)])
    stack[-1][1].parts.append(made)
    stack.append((level, made))


def _title(marker: Marker) -> str:
    """`(a) Scope and definitions`: the label and the italic words after it."""
    found = _MARKER.match(marker.body)
    heading = _TITLE.match(marker.body, found.end()) if found else None
    return f"({marker.label}) {heading[1].strip(' .:—–-')}" if heading else ""


def _markers(text: str, before: str) -> Iterator[Marker]:
    """The enumerators at the start of a paragraph: `(a)`, `(a)(1)`, `(a) Heading—(1)`."""
    starts: list[tuple[int, re.Match[str]]] = []
    found = _marker(text, 0)
    while found and len(starts) < 4:
        starts.append((found.start(), found))
        heading = _HEADING.match(text, found.end())
        after = _marker(text, heading.end() if heading else found.end())
        found = after if after and (not heading or after[2] in _FIRST) else None
    for number, (start, match) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(text)
        leads = number > 0 or plain(before).endswith((":", "—", "–", "-"))
        italic = bool(match[1]) or ITALIC in match[0][: match[0].index("(")]
        yield Marker(match[2], italic, text[start:end], number > 0, leads)


def _marker(text: str, at: int) -> re.Match[str] | None:
    """An enumerator at that place; `(see)` and the like are none."""
    found = _MARKER.match(text, at)
    return found if found and (found[2].isdigit() or _letter(found[2]) or _roman(found[2])) else None


def _levels(markers: list[Marker]) -> tuple[int, ...]:
    readings = [_Reading(0, (), ())]
    for marker in markers:
        best: dict[tuple[tuple[int, int], ...], _Reading] = {}
        for reading, choice in product(readings, _choices(marker)):
            step = _step(reading, marker, *choice)
            if step.open not in best or step.cost < best[step.open].cost:
                best[step.open] = step
        readings = sorted(best.values(), key=lambda reading: reading.cost)[:_WIDTH]
    return readings[0].levels


def _choices(marker: Marker) -> list[tuple[int, int, float]]:
    """The levels that an enumerator may have, with its ordinal there and what the reading costs before its place."""
    label, lean = marker.label, marker.italic
    if label.isdigit():
        return [(1, int(label), 3.0 * lean), (4, int(label), 2.0 * (not lean))]
    if label.isupper():
        return [(3, _letter(label), 0.0)]
    choices: list[tuple[int, int, float]] = []
    if ordinal := _letter(label):
        choices.append((0, ordinal, 3.0 * lean))
    if ordinal := _roman(label):
        choices += [(2, ordinal, 3.0 * lean), (5, ordinal, 2.0 * (not lean))]
    return choices


def _step(reading: _Reading, marker: Marker, level: int, ordinal: int, cost: float) -> _Reading:
    kept = tuple(entry for entry in reading.open if entry[0] < level)
    sibling = next((last for at, last in reading.open if at == level), 0)
    parent = kept[-1][0] if kept else -1
    cost += 2.0 * (level - parent - 1) + _break(sibling, ordinal, marker)
    if marker.chained and reading.levels and level <= reading.levels[-1]:
        cost += 10.0
    return _Reading(reading.cost + cost, (*kept, (level, ordinal)), (*reading.levels, level))


def _break(sibling: int, ordinal: int, marker: Marker) -> float:
    """What it costs that an enumerator is not the one after its sibling, or not the first of its list."""
    if sibling:
        return 0.0 if ordinal == sibling + 1 else 1.5 if ordinal > sibling else 4.0
    if ordinal != 1:
        return 3.0
    return 0.0 if marker.leads else 0.3


def _letter(label: str) -> int:
    """1 for a, 27 for aa, 0 for what is no letter enumerator."""
    if len(set(label)) != 1 or not label.isalpha():
        return 0
    return ord(label[0].lower()) - 96 + 26 * (len(label) - 1)


def _roman(label: str) -> int:
    if not _NUMERAL.fullmatch(label) or not label:
        return 0
    values = [_VALUES[sign] for sign in label]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))
