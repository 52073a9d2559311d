"""What search works with: provisions, filters, hits, and the contracts that legs and derived indexes meet.

A provision is what the store numbers and the legs rank: one processed record, or a piece of one where the record is
long. Offsets are in code points.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

Ranking = Sequence[tuple[int, float]]
"""Provision ids with scores, best first; equal scores in order of id."""

Fuse = Callable[[Mapping[str, Ranking]], list[tuple[int, float]]]
"""Joins the rankings of several legs, given by the leg's key, into one (`claimwright.corpus.index.fusion`)."""


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What may be found at all; applied before ranking. Empty fields do not filter.

    A provision carries every one of `tags` and is of one of `jurisdiction`. `in_force` keeps what was in force on that
    day, and what does not say when it was. `kb` keeps only what carries, or does not carry, the tag `kb`.
    """

    tags: tuple[str, ...] = ()
    jurisdiction: tuple[str, ...] = ()
    in_force: dt.date | None = None
    kb: bool | None = None


class Provision(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of law, rule or policy that can be cited.

    `citation` is canonical, or empty where the source has none; `parent` is the citation that encloses it. `heading`
    is the heading path, outermost first. `stored[start:end] == text`, where `stored` is the text beside the processed
    file; both are None where the processor gave none. A long record is kept in `parts` pieces that share its
    citation and `ordinal`, the record's place in the document; `part` counts from 1, and the pieces' texts joined are
    the record's. `effective_to` is the last day in force. `page` counts from 1.
    """

    id: int
    citation: str
    heading: tuple[str, ...]
    text: str
    document: int
    path: str
    title: str = ""
    ordinal: int = 0
    part: int = 1
    parts: int = 1
    start: int | None = None
    end: int | None = None
    parent: str = ""
    url: str = ""
    tags: tuple[str, ...] = ()
    jurisdiction: str = ""
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    date_accessed: str = ""
    page: int | None = None

    @property
    def period_known(self) -> bool:
        """Whether it says from or until when it is in force."""
        return self.effective_from is not None or self.effective_to is not None


class Snippet(msgspec.Struct, frozen=True):
    """A stretch of a provision: `provision.text[start:start + len(text)] == text`; `marks` are (start, end) of the
    matched words within `text`."""

    text: str
    start: int
    marks: tuple[tuple[int, int], ...] = ()


class LegScore(msgspec.Struct, frozen=True):
    """Where one leg ranked a hit (from 1), and its score there."""

    rank: int
    score: float


class Hit(msgspec.Struct, frozen=True):
    """A provision that was found. `legs` says by which legs; the leg `citation` means that the query cites it."""

    provision: Provision
    snippet: Snippet
    score: float
    legs: dict[str, LegScore]


class Allowed(Protocol):
    """What the filters leave: the filters themselves, for a leg that can apply them, and the ids, for one that cannot."""

    @property
    def filters(self) -> Filters: ...

    @property
    def only(self) -> tuple[int, ...] | None:
        """Where set, a few ids beside the filters, as when a query cites a section; `ids` has them already."""
        ...

    def ids(self) -> NDArray[np.int64] | None:
        """Ids in ascending order, found once; None where everything is allowed."""
        ...


class Leg(Protocol):
    """One way of ranking. `query` is untrusted text, never a query language; equal inputs give equal rankings."""

    @property
    def key(self) -> str:
        """`lexical`, `dense`."""
        ...

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """At most `limit` of the allowed provisions, best first, ties by id; nothing where no word is known."""
        ...


class Changes(msgspec.Struct, frozen=True):
    """What the store changed since some generation: ids to drop, then ids to add; now at `generation`."""

    generation: int
    removed: tuple[int, ...]
    added: tuple[int, ...]


class Feed(Protocol):
    """The store as a derived index sees it."""

    @property
    def identity(self) -> str:
        """Drawn anew when a store is built afresh; an index made for another one starts again."""
        ...

    @property
    def generation(self) -> int:
        """Grows with every batch of documents that is committed."""
        ...

    def changes(self, since: int) -> Changes: ...

    def provisions(self, ids: Iterable[int]) -> Iterator[Provision]:
        """In ascending order of id, read in batches; unknown ids are left out."""
        ...
