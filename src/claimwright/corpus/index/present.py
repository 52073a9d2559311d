"""Hits and sections as people and scripts get them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from claimwright.corpus.index.records import Filters, Hit, Provision, Snippet
from claimwright.corpus.index.sections import Section

_DEEPEST = 3
"""Headings shown of a path."""


def hit_json(hit: Hit, filters: Filters) -> dict[str, Any]:
    """One hit as a JSON object. With a day asked for, `in_force` is `yes`, or `unknown` where the provision does not
    say when it is."""
    each = hit.provision
    return {
        "citation": each.citation,
        "heading": each.heading,
        "snippet": hit.snippet,
        "score": hit.score,
        "legs": hit.legs,
        "url": each.url,
        "date_accessed": each.date_accessed,
        "title": each.title,
        "tags": each.tags,
        "jurisdiction": each.jurisdiction,
        "effective_from": each.effective_from,
        "effective_to": each.effective_to,
        **({"in_force": "yes" if each.period_known else "unknown"} if filters.in_force else {}),
        "page": each.page,
        "document": each.path,
        "start": each.start,
        "end": each.end,
        "parent": each.parent,
        "id": each.id,
    }


def hit_lines(number: int, hit: Hit, filters: Filters, marks: tuple[str, str] = ("", "")) -> Iterator[str]:
    """One hit for people; `marks` stand around the words that the query asks for."""
    each = hit.provision
    yield f"{number}. {each.citation or each.title or each.path}  {heading_line(each.heading)}".rstrip()
    yield f"   {marked(hit.snippet, marks)}"
    yield f"   {legs_line(hit)}; {source_line(each)}{_force(each, filters)}"


def heading_line(heading: tuple[str, ...]) -> str:
    """The innermost headings, outermost of them first."""
    return " > ".join(heading[-_DEEPEST:])


def marked(found: Snippet, marks: tuple[str, str]) -> str:
    """The snippet in one line with its marks."""
    parts: list[str] = []
    at = 0
    for start, end in found.marks:
        parts += [found.text[at:start], marks[0], found.text[start:end], marks[1]]
        at = end
    return " ".join("".join((*parts, found.text[at:])).split())


def legs_line(hit: Hit) -> str:
    """`citation 1, lexical 3 (41.2)`."""
    return ", ".join(
        f"{leg} {place.rank}" + ("" if leg == "citation" else f" ({place.score:.4g})")
        for leg, place in hit.legs.items()
    )


def source_line(each: Provision | Section) -> str:
    """Where it is from and when it was fetched."""
    date = f"accessed {each.date_accessed}" if each.date_accessed else ""
    page = f"page {each.page}" if each.page else ""
    return ", ".join(part for part in (each.url or each.path, page, date) if part)


def _force(each: Provision, filters: Filters) -> str:
    return "; in force: unknown" if filters.in_force and not each.period_known else ""


def section_lines(found: Section) -> Iterator[str]:
    """A whole section for people."""
    yield found.citation
    if found.citation != found.asked:
        yield f"({found.asked} is not kept by itself; this is what encloses it)"
    yield from (f"{'  ' * depth}{title}" for depth, title in enumerate(found.heading))
    yield f"{source_line(found)}{_period(found)}"
    yield from (f"also in {path}" for path in found.elsewhere)
    if found.below:
        yield f"below it: {', '.join(found.below)}"
    yield ""
    yield found.text


def _period(found: Section) -> str:
    since = f"from {found.effective_from}" if found.effective_from else ""
    until = f"to {found.effective_to}" if found.effective_to else ""
    return f"; in force {since} {until}".rstrip() if since or until else ""
