"""Searching: what the query cites first, then what the legs rank, joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimwright.core.errors import ConfigError, InputError
from claimwright.corpus.citations import Citation
from claimwright.corpus.index.query import Query, read_query
from claimwright.corpus.index.records import Filters, Fuse, Hit, Leg, LegScore, Provision, Ranking
from claimwright.corpus.index.selection import Selection
from claimwright.corpus.index.snippet import snippet
from claimwright.corpus.index.store import Store
from claimwright.corpus.index.vocabulary import widened
from claimwright.corpus.index.words import terms

CITATION = "citation"
"""The leg of what the query cites."""
MOST = 1_000
"""Hits of one search."""
PER_SECTION = 3
"""Ranked hits of one section before those of others; what is cited has no such limit."""
DEPTH = 100
"""Provisions that each leg ranks before they are joined; more where more hits are asked for."""
_READ = 20


@dataclass(slots=True)
class Searcher:
    """Search over a store by its legs. `fuse` joins two and more of them; with one, its own ranking stands."""

    store: Store
    legs: Mapping[str, Leg]
    fuse: Fuse | None = None

    def search(
        self, query: str, limit: int = 10, filters: Filters | None = None, legs: Sequence[str] | None = None
    ) -> list[Hit]:
        """The best provisions for a query, no two pieces of one record among them.

        Citations in the query are looked up before anything is ranked: those provisions come first, ordered by the
        rest of the query where it says anything, and carry the leg `citation`. `legs` names the legs to rank by; by
        default all that there are. Raises `InputError` for a query or limit out of bounds, `ConfigError` for a leg
        that has no index.
        """
        if not 1 <= limit <= MOST:
            raise InputError(f"{limit} hits cannot be given", fix=f"ask for 1 to {MOST:,}", code="CORPUS-LIMIT")
        asked = read_query(query)
        chosen = self._chosen(legs)
        everything = Selection(self.store, filters or Filters())
        cited = self._cited(asked, everything, chosen)
        ranked = self._ranked(asked.text if not asked.rest else asked.rest, everything, chosen, limit)
        return self._hits(asked, cited, ranked, limit)

    def _chosen(self, names: Sequence[str] | None) -> dict[str, Leg]:
        if names is None:
            return dict(self.legs)
        missing = [name for name in names if name not in self.legs]
        if missing or not names:
            raise ConfigError(
                f"there is no index for the leg {missing[0]!r}" if missing else "no leg is named",
                fix=f"at hand: {', '.join(self.legs) or 'none'}; `claimwright corpus index --dense` makes dense and subject",
                code="CORPUS-LEG",
            )
        return {name: self.legs[name] for name in names}

    def _cited(self, asked: Query, everything: Selection, legs: Mapping[str, Leg]) -> list[int]:
        """Provisions of the cited places, best first: by rank for the rest of the query, then in reading order."""
        found = [each for citation in asked.citations for each in self._place(citation, everything.filters)]
        ids = list(dict.fromkeys(each.id for each in found))
        if not terms(asked.rest) or len(ids) < 2:
            return ids
        within = Selection(self.store, everything.filters, tuple(ids))
        ranked = [key for key, _ in self._join(self._rankings(asked.rest, within, legs, len(ids)))]
        return list(dict.fromkeys((*ranked, *ids)))

    def _place(self, citation: Citation | None, filters: Filters) -> list[Provision]:
        """What lies at a citation; else the provision that encloses it most closely."""
        while citation is not None:
            found = self.store.within(citation, filters)
            if found:
                return found
            citation = citation.parent
        return []

    def _ranked(self, text: str, selection: Selection, legs: Mapping[str, Leg], limit: int) -> dict[str, Ranking]:
        return self._rankings(text, selection, legs, max(DEPTH, 3 * limit))

    def _rankings(self, text: str, selection: Selection, legs: Mapping[str, Leg], depth: int) -> dict[str, Ranking]:
        return {name: leg.search(text, limit=depth, allowed=selection) for name, leg in legs.items()}

    def _join(self, rankings: Mapping[str, Ranking]) -> list[tuple[int, float]]:
        full = {name: ranking for name, ranking in rankings.items() if ranking}
        if len(full) > 1 and self.fuse:
            return self.fuse(full)
        return list(next(iter(full.values()), ()))

    def _hits(self, asked: Query, cited: list[int], rankings: Mapping[str, Ranking], limit: int) -> list[Hit]:
        places = {
            name: {key: LegScore(rank, score) for rank, (key, score) in enumerate(ranking, start=1)}
            for name, ranking in rankings.items()
        }
        places[CITATION] = {key: LegScore(rank, 1.0) for rank, key in enumerate(cited, start=1)}
        scores = dict(self._join(rankings))
        order = list(dict.fromkeys((*cited, *scores)))
        wanted = widened(asked.rest)
        return [
            Hit(each, snippet(each.text, wanted), scores.get(each.id, 0.0), _legs(places, each.id))
            for each in self._apart(order, len(cited), limit)
        ]

    def _apart(self, order: list[int], cited: int, limit: int) -> list[Provision]:
        """The first provisions of an order whose first ones are cited. Of a record, and of a citation, only the first
        piece comes, and of a section no more than `PER_SECTION` ranked ones, unless nothing else is left."""
        seen: set[tuple[int, int] | str] = set()
        sections: Counter[tuple[int, str]] = Counter()
        found: list[Provision] = []
        held: list[Provision] = []
        for place, each in self._read(order):
            own: set[tuple[int, int] | str] = {(each.document, each.ordinal), each.citation} - {""}
            if own & seen:
                continue
            seen |= own
            section = each.document, each.citation.partition("(")[0]
            sections[section] += place >= cited and bool(each.citation)
            (held if sections[section] > PER_SECTION else found).append(each)
            if len(found) == limit:
                break
        return (found + held)[:limit]

    def _read(self, order: list[int]) -> Iterator[tuple[int, Provision]]:
        """Provisions with their places in an order, read a few at a time."""
        for at in range(0, len(order), _READ):
            batch = order[at : at + _READ]
            read = {each.id: each for each in self.store.provisions(batch)}
            yield from ((at + place, read[key]) for place, key in enumerate(batch) if key in read)


def _legs(places: Mapping[str, Mapping[int, LegScore]], key: int) -> dict[str, LegScore]:
    return {name: found[key] for name, found in places.items() if key in found}
