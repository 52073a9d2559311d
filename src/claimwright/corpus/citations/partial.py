"""Section numbers without the name of their work, as people in the field write them: `1128J(d)`, `2719A`, `300gg-19`,
`2560.503-1`. Only for queries: in running text such a number may be anything."""

from __future__ import annotations

import re

from claimwright.corpus.citations.equivalents import PHSA, SSA, usc_of
from claimwright.corpus.citations.pieces import START, plain, steps
from claimwright.corpus.citations.records import Citation, FoundCitation

_ENUMERATORS = r"(?P<path>(?:\([A-Za-z0-9]{1,7}\)){0,9})(?![A-Za-z0-9])"
_ACT = re.compile(START + r"(?P<section>(?:11|18|19|21|27)\d\d[A-Z]{0,2}(?:-\d{1,3})?)" + _ENUMERATORS)
_SERIES = re.compile(
    START + r"(?P<section>(?:300gg|300bb|1320[a-z]|139[5-7][a-z])[a-z]{0,2}(?:-\d{1,3}[a-z]?){0,2})" + _ENUMERATORS,
    re.IGNORECASE,
)
_RULE = re.compile(START + r"(?P<section>(?P<part>\d{3,4})\.\d{1,4}(?:-\d{1,4}[A-Z]?)?)" + _ENUMERATORS)
_PARTS = {
    29: (2510, 2520, 2550, 2560, 2570, 2575, 2580, 2590),
    42: (400, 401, 403, 405, 410, 411, 412, 414, 419, 422, 423, 424, 425, 426, 430, 431,
          433, 435, 438, 440, 447, 455, 456, 457, 489, 498, 1001, 1003),
    45: (144, 146, 147, 148, 149, 150, 153, 154, 155, 156, 158, 160, 162, 164),
}  # fmt: skip
"""Parts of the Code of Federal Regulations that bear on health coverage, by title; no part number
is listed for two titles."""
_TITLES = {part: title for title, parts in _PARTS.items() for part in parts}


def find_partial(text: str) -> list[FoundCitation]:
    """The section numbers in a query that can mean one place only, in order."""
    flat = plain(text)
    found = [
        FoundCitation(citation, match.start(), match.end())
        for pattern in (_ACT, _SERIES, _RULE)
        for match in pattern.finditer(flat)
        if (citation := _read(pattern, match))
    ]
    return sorted(found, key=lambda each: each.start)


def _read(pattern: re.Pattern[str], match: re.Match[str]) -> Citation | None:
    path = steps(match["path"])
    if pattern is _SERIES:
        return Citation("42 USC", match["section"], path)
    if pattern is _RULE:
        title = _TITLES.get(int(match["part"]))
        return Citation(f"{title} CFR", match["section"], path) if title else None
    return _act(match["section"], path)


def _act(section: str, path: tuple[str, ...]) -> Citation | None:
    """A number of the Social Security or Public Health Service Act; a plain one could be a year or an amount."""
    if section.isdigit() and not path:
        return None
    found = usc_of(PHSA if section.startswith("27") else SSA, section)
    return Citation(*found, path) if found else None
