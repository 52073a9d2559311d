"""Carriers: a lexicon with aliases, Blue plans of a state, and names by form field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from claimwright.intake.recognisers.base import Hit, Recogniser, Taken
from claimwright.intake.recognisers.states import STATES
from claimwright.intake.view import View, Word

_FILE = Path(__file__).with_name("carriers.txt")
_SKIP = frozenset({"-", "&", "."})
_BLUE = frozenset({"blue", "bluecross", "bcbs", "blueshield", "bcbs of", "bc", "blu"})
_CONTEXT = re.compile(
    r"insur|\bins\b|plan|cover|member|\bid\b|policy|ppo|hmo|epo|hdhp|\bpos\b|carrier|payer|payor"
    r"|group|grp|network|accept|\btake\b|copay|deductible|auth|claim|card|gold|silver|bronze"
    r"|medicaid|medicare|referral|primary|secondary|benefit"
)
_FIELD = re.compile(
    r"(?:insurance(?: (?:company|carrier|plan|name|provider))?|insurer|carrier|payer|payor|health "
    r"plan|ins(?: co)?|primary(?: ins\w{0,8})?|secondary(?: ins\w{0,8})?|plan name)\W{1,3}\Z"
)


_INSIDE = re.compile(r"\d|[-_/][A-Za-z]{0,6}\d")
"""What follows where a carrier's letters open an identifier: `UMR77-0912`."""


class Found(NamedTuple):
    """A carrier's place in a text, its canonical name, and whether the name is also a common word."""

    start: int
    end: int
    name: str
    common: bool


@cache
def lexicon() -> dict[str, list[tuple[tuple[str, ...], str, bool]]]:
    """Aliases by first word, longest first: words, canonical name, whether a common word (`~`)."""
    table: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for line in _FILE.read_text("utf-8").splitlines():
        names = [part.strip() for part in line.split("|")] if line and not line.startswith("#") else []
        for alias in names:
            words = tuple(_WORDS.findall(alias.lstrip("~").lower()))
            table.setdefault(words[0], []).append((words, names[0].lstrip("~"), alias.startswith("~")))
    for aliases in table.values():
        aliases.sort(key=lambda item: -len(item[0]))
    return table


_WORDS = re.compile(r"[^\W_]++(?:['’][^\W_]++)?+|&|-")
_STATE_WORDS: dict[tuple[str, ...], str] = (
    {tuple(name.lower().split()): code for code, name in STATES.items()}
    | {(code.lower(),): code for code in STATES}
    | {
        ("kansas", "city"): "KC",
        ("kc",): "KC",
        ("western", "new", "york"): "NY",
        ("tenn",): "TN",
        ("mass",): "MA",
        ("mich",): "MI",
        ("minn",): "MN",
        ("penn",): "PA",
        ("wash",): "WA",
        ("calif",): "CA",
        ("fla",): "FL",
        ("wisc",): "WI",
        ("la",): "LA",
    }
)


def spans(view: View) -> list[Found]:
    """Every carrier name of the text, longest first at each place, disjoint."""
    if "carriers" not in view.memo:
        view.memo["carriers"] = list(_spans(view))
    return view.memo["carriers"]


def _spans(view: View) -> Iterator[Found]:
    words, index, table = view.words, 0, lexicon()
    while index < len(words):
        aliases = table.get(words[index].text)
        best = _longest(words, index, aliases) if aliases else None
        if best is None:
            index += 1
            continue
        length, name, common = best
        length = _with_state(view, index, length, name)
        last = words[index + length - 1]
        if not _INSIDE.match(view.text, last.end):
            yield Found(words[index].start, last.end, name, common)
        index += length


def _longest(
    words: tuple[Word, ...], index: int, aliases: list[tuple[tuple[str, ...], str, bool]]
) -> tuple[int, str, bool] | None:
    for alias, name, common in aliases:
        window = words[index : index + len(alias)]
        if len(window) == len(alias) and all(w.text == a for w, a in zip(window, alias, strict=True)) and _near(window):
            return len(alias), name, common
    return None


def _near(window: tuple[Word, ...]) -> bool:
    return all(b.start - a.end <= 1 for a, b in pairwise(window))


def _with_state(view: View, index: int, length: int, name: str) -> int:
    """`of <state>` or the state alone after a Blue plan or a plan that is sold by state belongs to the name."""
    words, after = view.words, index + length
    if not name.startswith(
        ("Blue Cross", "Blue Shield", "Delta Dental", "Anthem Blue", "BCBS", "Medical Mutual", "Regence", "Kaiser")
    ):
        return length
    of = after < len(words) and words[after].text in ("of", "for")
    for size in (3, 2, 1):
        place = tuple(w.text for w in words[after + of : after + of + size])
        code = len(place) == 1 and len(place[0]) == 2
        if place not in _STATE_WORDS or not _near(words[after - 1 : after + of + size]):
            continue
        written = view.text[words[after + of].start : words[after + of].end]
        if of or (
            name.startswith(("Blue", "BCBS"))
            and (
                not code or written.isupper() or place[0] not in ("in", "or", "me", "hi", "ok", "oh", "id", "la", "pa")
            )
        ):
            return length + of + len(place)
    return length


def _find(view: View) -> Iterator[Hit]:
    for found in spans(view):
        near = _CONTEXT.search(view.left(found.start, 40)) or _CONTEXT.search(view.right(found.end, 30))
        rule = _rule(view, found, bool(near))
        if not found.common or rule == "field" or (near and _capital(view, found)):
            yield Hit(found.start, found.end, rule)
        elif near and _TAKEN.search(view.left(found.start, 24)):
            yield Hit(found.start, found.end, "common.taken")


def _capital(view: View, found: Found) -> bool:
    """A capital where a common word has none: inside a sentence, or at its start with cue words after it."""
    if not view.text[found.start].isupper():
        return False
    before = view.text[max(0, found.start - 4) : found.start].rstrip(" \"'(")[-1:]
    return before not in ("", ".", "!", "?", "\n") or _CONTEXT.search(view.right(found.end, 24)) is not None


def _rule(view: View, found: Found, near: bool) -> str:
    if _FIELD.search(view.left(found.start, 30)):
        return "field"
    kind = "common" if found.common else "name"
    return f"{kind}.context" if near else kind


_TAKEN = re.compile(
    r"\b(?:takes?|taking|accepts?|accepting|have|got|has|with|through|under|switched to|new "
    r"ins(?:urance)?(?: is)?)[ ](?:my |any )?\Z"
)
_SHAPE = re.compile(
    r"(?<![\w-])[A-Z][\w'’&-]{1,20}(?: (?:[A-Z][\w'’&-]{1,20}|of|and|&)){0,4} (?:Health ?[Pp]lans?"
    r"|Health Insurance|HealthCare Plan|HealthShare|Healthshare|Benefit Plan|Health Cooperative"
    r"|Health Alliance)(?!\w)"
)
_OPEN = re.compile(
    r"\A(?:My|Our|The|Your|Is|Does|Do|Have|Hi|Hello|Insurance|With|From|Under|New|And|I|Medicare"
    r"|In|Primary|Secondary|For|Which|What|Any|State)\b"
)


def _shape(view: View) -> Iterator[Hit]:
    taken = Taken(len(view.text))
    for found in spans(view):
        taken.take(found.start, found.end)
    for match in _SHAPE.finditer(view.text):
        if taken.free(*match.span()) and not _OPEN.match(match[0]):
            yield Hit(match.start(), match.end(), "shape")


RECOGNISERS: tuple[Recogniser, ...] = (
    Recogniser("carrier", ("CARRIER",), _find, (_CONTEXT, _FIELD, _WORDS, _TAKEN)),
    Recogniser("carrier_shape", ("CARRIER",), _shape, (_SHAPE, _OPEN)),
)
