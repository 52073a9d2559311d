"""Rows of the store as provisions, and filters as SQL."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from claimwright.corpus.citations import parse_citation
from claimwright.corpus.index.records import Filters, Provision
from claimwright.corpus.tags import KB

SELECT = """
SELECT p.id, p.citation, p.heading, p.text, p.document, d.path, p.title, p.ordinal, p.part, p.parts, p.first, p.last,
       p.url, f.tags, f.jurisdiction, p.effective_from, p.effective_to, d.date_accessed, p.page, d.title, d.url
FROM provisions p JOIN documents d ON d.id = p.document JOIN facets f ON f.id = p.facet
"""


def provision(row: tuple[Any, ...]) -> Provision:
    """One row of `SELECT`."""
    (key, citation, heading, text, document, path, title, ordinal, part, parts, first, last, url, *rest) = row
    tags, jurisdiction, effective_from, effective_to, accessed, page, document_title, document_url = rest
    return Provision(
        id=key,
        citation=citation,
        heading=tuple(json.loads(heading)),
        text=text,
        document=document,
        path=path,
        title=title or document_title,
        ordinal=ordinal,
        part=part,
        parts=parts,
        start=first,
        end=last,
        parent=_parent(citation),
        url=url or document_url,
        tags=tuple(json.loads(tags)),
        jurisdiction=jurisdiction,
        effective_from=_date(effective_from),
        effective_to=_date(effective_to),
        date_accessed=accessed,
        page=page,
    )


def _parent(citation: str) -> str:
    read = parse_citation(citation) if citation.endswith(")") else None
    return str(read.parent) if read and read.parent else ""


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


Facets = dict[int, tuple[frozenset[str], str]]
"""Tags and jurisdiction by facet; a corpus has few of them, so that filters on them become a short list of numbers."""


def facets_allowed(facets: Facets, filters: Filters) -> tuple[int, ...] | None:
    """The facets that pass, in order; None where all do."""
    if not filters.tags and not filters.jurisdiction and filters.kb is None:
        return None
    wanted, places = frozenset(filters.tags), {place.casefold() for place in filters.jurisdiction}
    return tuple(
        number
        for number, (tags, place) in facets.items()
        if wanted <= tags and (not places or place.casefold() in places) and filters.kb in (None, KB in tags)
    )


def where(facets: Facets, filters: Filters) -> tuple[str, list[Any]]:
    """The filters as a condition on `provisions p`, with its values."""
    conditions: list[str] = []
    values: list[Any] = []
    allowed = facets_allowed(facets, filters)
    if allowed is not None:
        conditions.append(f"p.facet IN ({','.join('?' * len(allowed))})")
        values += allowed
    if filters.in_force:
        day = filters.in_force.isoformat()
        conditions.append("(p.effective_from IS NULL OR p.effective_from <= ?)")
        conditions.append("(p.effective_to IS NULL OR p.effective_to >= ?)")
        values += [day, day]
    return " AND ".join(conditions) or "1", values
