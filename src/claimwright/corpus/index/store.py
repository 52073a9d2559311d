"""The canonical store, read: provisions by id, citation and filter, and what changed since a generation."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimwright.corpus.citations import Citation
from claimwright.corpus.index import rows, schema
from claimwright.corpus.index.records import Changes, Filters, Provision

_BATCH = 500


class Store:
    """A store opened for reading; one connection a thread. Implements `Feed`."""

    def __init__(self, path: Path) -> None:
        """Raises `NotFoundError` where there is no store, `ConfigError` where it is of another version."""
        schema.require(path)
        self.path = path
        self._local = threading.local()

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = schema.connect(self.path)
        return self._local.connection

    def close(self) -> None:
        """Close this thread's connection."""
        if hasattr(self._local, "connection"):
            self._local.connection.close()
            del self._local.connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first value of the first row, or None."""
        row = self._connection.execute(sql, values).fetchone()
        return row[0] if row else None

    @property
    def identity(self) -> str:
        """Drawn anew when a store is built afresh."""
        return self.one("SELECT value FROM meta WHERE key = 'identity'")

    @property
    def generation(self) -> int:
        """Grows with every batch of documents that is committed."""
        return int(self.one("SELECT value FROM meta WHERE key = 'generation'"))

    def __len__(self) -> int:
        """The number of provisions."""
        return self.one("SELECT count(*) FROM provisions")

    def facets(self) -> rows.Facets:
        """Tags and jurisdiction by facet."""
        found = self.rows("SELECT id, tags, jurisdiction FROM facets ORDER BY id")
        return {number: (frozenset(json.loads(tags)), place) for number, tags, place in found}

    def facet_of(self, ids: Iterable[int]) -> dict[int, int]:
        """The facet of each provision."""
        return dict(self._by_ids("SELECT p.id, p.facet FROM provisions p", ids))

    def changes(self, since: int) -> Changes:
        """What to drop and what to add to come from a generation to the present one."""
        connection = self._connection
        connection.execute("BEGIN")
        try:
            removed = self.rows("SELECT id FROM removed WHERE generation > ? ORDER BY id", (since,))
            added = self.rows("SELECT id FROM provisions WHERE generation > ? ORDER BY id", (since,))
            return Changes(self.generation, tuple(row[0] for row in removed), tuple(row[0] for row in added))
        finally:
            connection.execute("COMMIT")

    def provisions(self, ids: Iterable[int]) -> Iterator[Provision]:
        """In ascending order of id, read in batches; unknown ids are left out."""
        yield from map(rows.provision, self._by_ids(rows.SELECT, ids))

    def _by_ids(self, select: str, ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        ordered = iter(sorted(set(ids)))
        while batch := list(islice(ordered, _BATCH)):
            marks = ",".join("?" * len(batch))
            yield from self.rows(f"{select} WHERE p.id IN ({marks}) ORDER BY p.id", batch)

    def allowed(self, filters: Filters) -> NDArray[np.int64] | None:
        """Ids of the provisions that pass, ascending; None where all do."""
        condition, values = rows.where(self.facets(), filters)
        if condition == "1":
            return None
        found = self._connection.execute(f"SELECT p.id FROM provisions p WHERE {condition} ORDER BY p.id", values)
        return np.fromiter((row[0] for row in found), dtype=np.int64)

    def within(self, citation: Citation, filters: Filters | None = None) -> list[Provision]:
        """Every provision of a cited place, in document order; documents accessed last come first.

        Letters of work and section may be of either case, and of the path too where its own case is not there.
        """
        condition, values = rows.where(self.facets(), filters or Filters())
        place, names = _place(citation)
        condition, values = f"{place} AND {condition}", [*names, *values]
        steps = self.rows(f"SELECT p.id, p.steps FROM provisions p WHERE {condition}", values)
        found = _under(steps, "/".join(citation.path)) or _under(steps, "/".join(citation.path), fold=True)
        return sorted(self.provisions(found), key=_reading_order)

    def works(self) -> list[str]:
        """Every work that is cited, in order."""
        return [
            row[0] for row in self.rows("SELECT DISTINCT work FROM provisions WHERE work IS NOT NULL ORDER BY work")
        ]

    def sections(self, work: str) -> list[str]:
        """The sections of a work, as they are kept."""
        return [row[0] for row in self.rows("SELECT DISTINCT section FROM provisions WHERE work = ?", (work,))]


def _place(citation: Citation) -> tuple[str, list[str]]:
    """A work and section as a condition. A part of the Code of Federal Regulations is all of its sections."""
    if not citation.section:
        return "p.work = ?", [citation.work]
    part = citation.section.removeprefix("part ")
    if part != citation.section:
        return "p.work = ? AND p.section LIKE ?", [citation.work, f"{part}.%"]
    return "p.work = ? AND p.section = ?", [citation.work, citation.section]


def _under(found: list[tuple[Any, ...]], path: str, *, fold: bool = False) -> list[int]:
    """Ids whose steps are the path or lie below it."""
    wanted = path.casefold() if fold else path
    return [key for key, steps in found if _lies(steps.casefold() if fold else steps, wanted)]


def _lies(steps: str, wanted: str) -> bool:
    return not wanted or steps == wanted or steps.startswith(wanted + "/")


def _reading_order(each: Provision) -> tuple[Any, ...]:
    newest_first = tuple(-ord(sign) for sign in each.date_accessed)
    return newest_first, each.document, each.ordinal, each.part
