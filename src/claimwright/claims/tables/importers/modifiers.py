"""CPT and HCPCS modifiers with the category that CMS puts them in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from claimwright.claims.tables.importers.base import Importer, Paths
from claimwright.claims.tables.importers.upstream import records
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Column, Edition, Schema

_COLUMNS = (Column("code", "code", key=True), Column("category", "text"))


def _rows(paths: Paths) -> Iterator[TextRow]:
    """A modifier that stands in several rows gets the categories of all, in order."""
    categories: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    for path in paths:
        for line, (code, category) in records(path, ("code", "category")):
            lines.setdefault(code, line)
            known = categories.setdefault(code, [])
            if category and category not in known:
                known.append(category)
    for code, known in categories.items():
        yield lines[code], [code, ", ".join(known)]


def _dates(paths: Paths) -> Edition:
    """The list bears no date; it is taken with the files of 2024."""
    return Edition(dt.date(2024, 1, 1), dt.date(2024, 12, 31))


IMPORTERS = (Importer("modifiers", "CPT and HCPCS modifiers", Schema("modifiers", _COLUMNS), _rows, _dates),)
