"""The ways of searching that are held against each other: each leg alone, legs together, all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimwright.core.errors import ConfigError
from claimwright.corpus.citations import Citation
from claimwright.corpus.evaluate.measures import Finest, Judged
from claimwright.corpus.evaluate.relevance import Question
from claimwright.corpus.evaluate.report import Search, ask_all
from claimwright.corpus.index.open import Corpus
from claimwright.corpus.index.records import Leg
from claimwright.corpus.index.search import Searcher
from claimwright.corpus.index.store import Store

HYBRID = "hybrid"
FTS5 = "fts5"
SYSTEMS: Mapping[str, tuple[str, ...] | None] = {
    "lexical": ("lexical",),
    FTS5: (FTS5,),
    "dense": ("dense",),
    "subject": ("subject",),
    "lexical+dense": ("lexical", "dense"),
    "lexical+subject": ("lexical", "subject"),
    "dense+subject": ("dense", "subject"),
    HYBRID: None,
}
"""Legs by the name of a way of searching; None means all that `corpus search` uses."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of searching an opened corpus. FTS5 is indexed beside the others when it is first asked for."""

    corpus: Corpus

    def names(self) -> list[str]:
        """Those for which the corpus has indexes."""
        at_hand = {*self.corpus.searcher.legs, FTS5}
        return [name for name, legs in SYSTEMS.items() if legs is None or at_hand.issuperset(legs)]

    def search(self, name: str) -> Search:
        """How to search that way. Raises `ConfigError` for a way that is not there."""
        if name not in self.names():
            raise ConfigError(
                f"this corpus cannot be searched by {name!r}", code="RELEVANCE-LEGS",
                fix=f"at hand: {', '.join(self.names())}; vectors come by `claimwright corpus index --dense`",
            )  # fmt: skip
        if name == FTS5:
            return Searcher(self.corpus.store, {"lexical": self._fts5()}).search
        legs = SYSTEMS[name]
        return lambda query, limit: self.corpus.searcher.search(query, limit, legs=legs)

    def _fts5(self) -> Leg:
        from claimwright.corpus.index.fts5 import Fts5Index

        index = Fts5Index(self.corpus.layout.index / FTS5, self.corpus.store)
        index.follow(self.corpus.store)
        return index


def ask_ways(corpus: Corpus, questions: Sequence[Question], names: Sequence[str] = ()) -> dict[str, list[Judged]]:
    """The judged hits of every question by each way of searching; without names, by all that are at hand."""
    ways = Ways(corpus)
    finest = finest_in(corpus.store)
    return {name: ask_all(questions, ways.search(name), finest) for name in names or ways.names()}


def finest_in(store: Store) -> Finest:
    """The smallest unit that the store holds around a citation; the citation itself where it holds none."""
    known: dict[Citation, Citation] = {}

    def finest(citation: Citation) -> Citation:
        if citation not in known:
            known[citation] = _held(store, citation)
        return known[citation]

    return finest


def _held(store: Store, citation: Citation) -> Citation:
    place: Citation | None = citation
    while place is not None:
        if store.within(place):
            return place
        place = place.parent
    return citation
