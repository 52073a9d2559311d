"""A cited place, whole: its provisions in order, put together from what is stored; and what is near where it is not."""

from __future__ import annotations

import datetime as dt
import difflib
import re

import msgspec

from claimwright.core.errors import InputError, NotFoundError
from claimwright.corpus.citations import Citation, parse_citation
from claimwright.corpus.index.records import Provision
from claimwright.corpus.index.store import Store

NEAR = 6
"""Near matches that are offered."""


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A section, or a part of one. `asked` is the citation as asked; where it is finer than what is stored,
    `citation` is the enclosing place. `heading` is the path that all its provisions share. `elsewhere` lists other
    documents that hold the same citation, `below` the sections numbered next below it (40.1 and 40.2 below 40)."""

    asked: str
    citation: str
    heading: tuple[str, ...]
    text: str
    url: str
    date_accessed: str
    path: str
    jurisdiction: str
    tags: tuple[str, ...]
    effective_from: dt.date | None
    effective_to: dt.date | None
    page: int | None
    provisions: tuple[Provision, ...]
    elsewhere: tuple[str, ...] = ()
    below: tuple[str, ...] = ()


def show(store: Store, text: str) -> Section:
    """The place that a text cites. Raises `InputError` where it is no citation, `NotFoundError` with near matches
    where nothing is stored there."""
    citation = parse_citation(text)
    if citation is None:
        raise InputError(
            "this is not a citation that can be read",
            fix="write it like 42 USC 300gg-19(a), 29 CFR 2560.503-1 or CLM104 ch. 12 s. 40; or search with words",
            code="CORPUS-CITATION",
        )
    found = locate(store, citation)
    if found is None:
        near = ", ".join(near_matches(store, citation))
        raise NotFoundError(
            f"{citation} is not in this corpus",
            fix=f"near it: {near}" if near else "see `claimwright corpus stats` for what is there",
            code="CORPUS-NOT-FOUND",
        )
    return found


def locate(store: Store, citation: Citation) -> Section | None:
    """The cited place, or the closest one that encloses it; None where its section is not stored."""
    place: Citation | None = citation
    while place is not None:
        found = store.within(place)
        if found:
            return _section(str(citation), str(place), found, _below(store, place))
        place = place.parent
    return None


def near_matches(store: Store, citation: Citation) -> list[str]:
    """Citations of sections that stand next to where this one would, or are spelled alike; works, where the work is not
    there."""
    sections = store.sections(citation.work)
    if not sections:
        return difflib.get_close_matches(citation.work, store.works(), n=NEAR, cutoff=0.6)
    ordered = sorted(sections, key=_natural)
    at = sum(_natural(each) < _natural(citation.section) for each in ordered)
    beside = ordered[max(0, at - NEAR // 3) : at + NEAR // 3]
    alike = difflib.get_close_matches(citation.section, ordered, n=NEAR, cutoff=0.75)
    return [str(Citation(citation.work, each)) for each in dict.fromkeys((*beside, *alike))][:NEAR]


def _natural(section: str) -> list[tuple[int, str]]:
    """Numbers in a section's name by size, letters by alphabet."""
    return [(int(part), "") if part.isdigit() else (-1, part.lower()) for part in re.findall(r"\d+|[A-Za-z]+", section)]


def _section(asked: str, citation: str, found: list[Provision], below: tuple[str, ...]) -> Section:
    first = found[0]
    own = [each for each in found if each.document == first.document]
    elsewhere = dict.fromkeys(each.path for each in found if each.document != first.document)
    heading = _shared([each.heading for each in own])
    return Section(
        asked=asked,
        citation=citation,
        heading=heading,
        text=assemble(own, len(heading)),
        url=first.url,
        date_accessed=first.date_accessed,
        path=first.path,
        jurisdiction=first.jurisdiction,
        tags=first.tags,
        effective_from=first.effective_from,
        effective_to=first.effective_to,
        page=first.page,
        provisions=tuple(own),
        elsewhere=tuple(elsewhere),
        below=below,
    )


def _below(store: Store, place: Citation) -> tuple[str, ...]:
    """Sections of a manual whose number goes on from this one's by one step."""
    if " ch. " not in place.work or not place.section or place.path:
        return ()
    step = re.compile(re.escape(place.section) + r"\.\d+")
    found = (section for section in store.sections(place.work) if step.fullmatch(section))
    return tuple(str(Citation(place.work, section)) for section in sorted(found, key=_natural))


def _shared(paths: list[tuple[str, ...]]) -> tuple[str, ...]:
    """The beginning that all the heading paths have in common."""
    shortest = min(paths, key=len)
    same = next((at for at, title in enumerate(shortest) if any(path[at] != title for path in paths)), len(shortest))
    return shortest[:same]


def assemble(found: list[Provision], depth: int) -> str:
    """The stored text of provisions in their order. Pieces of a record are joined as they were; a heading deeper than
    `depth` stands once, before the first provision under it, unless that begins with it."""
    parts: list[str] = []
    above: tuple[str, ...] = ()
    for each in found:
        if each.part > 1:
            parts[-1] += each.text
            continue
        parts += [title for title in _new_headings(above, each.heading, depth) if not each.text.startswith(title)]
        parts.append(each.text)
        above = each.heading
    return "\n\n".join(part.strip("\n") for part in parts)


def _new_headings(above: tuple[str, ...], heading: tuple[str, ...], depth: int) -> list[str]:
    same = next(
        (at for at, (one, two) in enumerate(zip(above, heading, strict=False)) if one != two),
        min(len(above), len(heading)),
    )
    return list(heading[max(depth, same) :])
