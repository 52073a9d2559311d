"""The lexical leg: BM25 by tantivy over citation, headings and body, with filters inside the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from claimwright.corpus.citations.pieces import plain
from claimwright.corpus.index import rows
from claimwright.corpus.index.mark import Mark, catch_up
from claimwright.corpus.index.records import Allowed, Feed, Provision
from claimwright.corpus.index.vocabulary import widened
from claimwright.corpus.index.words import analyzer, citation_analyzer, citation_terms

FORM = "tantivy/2"
"""Changes with the fields or the analysis; an index of another form is built afresh."""
BOOSTS = {"citation": 6.0, "heading": 0.5, "body": 1.0}
"""Weight of a word by where it stands: the citation, the heading path, the text. A heading path is short, so that by BM25
alone a word of it counts several times as much as one of the text."""
_MANY = 1_000
_EVER = (-(2**31), 2**31)
_COMMIT = 50_000
_BATCH = 1_000


class Faceted(Feed, Protocol):
    """What a lexical index follows: the store, which also knows the facet of each provision."""

    def facets(self) -> rows.Facets: ...

    def facet_of(self, ids: Iterable[int]) -> dict[int, int]: ...


class LexicalIndex:
    """The index in a folder, as a leg and as what follows the store."""

    key = "lexical"

    def __init__(self, folder: Path, store: Faceted) -> None:
        self.folder, self._store = folder, store
        self._index: Any = None

    def mark(self) -> Mark | None:
        """How far the index has come; None where it is not there or of another form or store."""
        return Mark.of(self.folder, self._store.identity, FORM)

    def follow(self, feed: Faceted) -> int:
        """Bring the index to the store's generation; the number of provisions added or dropped.

        What a killed run had put in is deleted by id before it is put in again, so nothing is doubled.
        """
        return catch_up(self.folder, self.mark(), feed, FORM, partial(self._write, feed))

    def _write(self, feed: Faceted, stale: Sequence[int], added: Sequence[int]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        writer = _open(self.folder).writer(heap_size=96_000_000, num_threads=1)
        for key in stale:
            writer.delete_documents_by_term("id", key)
        waiting = iter(added)
        count = 0
        while batch := list(islice(waiting, _BATCH)):
            _add(writer, feed, batch)
            count += len(batch)
            if count % _COMMIT == 0:
                writer.commit()
        writer.commit()
        writer.wait_merging_threads()
        self._index = None

    def search(self, query: str, *, limit: int, allowed: Allowed) -> list[tuple[int, float]]:
        """BM25 with the boosts above. Equal scores are ordered by id, whatever the index's segments are."""
        wanted = widened(query)
        if limit < 1 or not wanted:
            return []
        index = self._opened()
        searcher = index.searcher()
        telling = {term: weight for term, weight in wanted.items() if weight == 1 or not _common(searcher, term)}
        asked = self._filtered(index.schema, _ranking(index.schema, query, telling), allowed)
        return _best(searcher, asked, limit)

    def ids(self) -> list[int]:
        """The id of every provision in the index, each as often as it is there, ascending; for checks."""
        from tantivy import Query

        searcher = self._opened().searcher()
        found = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
        return sorted(map(int, searcher.fast_field_values("id", [address for _, address in found])))

    def _opened(self) -> Any:
        if self._index is None:
            self._index = _open(self.folder)
        return self._index

    def _filtered(self, schema: Any, ranking: Any, allowed: Allowed) -> Any:
        from tantivy import FieldType, Occur, Query

        conditions: list[Any] = []
        facets = rows.facets_allowed(self._store.facets(), allowed.filters)
        if facets is not None:
            conditions.append(Query.term_set_query(schema, "facet", list(facets)))
        if allowed.only is not None:
            conditions.append(Query.term_set_query(schema, "id", list(allowed.only)))
        if allowed.filters.in_force:
            day = allowed.filters.in_force.toordinal()
            conditions.append(Query.range_query(schema, "valid_from", FieldType.Integer, _EVER[0], day))
            conditions.append(Query.range_query(schema, "valid_to", FieldType.Integer, day, _EVER[1]))
        if not conditions:
            return ranking
        silent = [(Occur.Must, Query.const_score_query(each, 0.0)) for each in conditions]
        return Query.boolean_query([(Occur.Must, ranking), *silent])


def _open(folder: Path) -> Any:
    """The index in a folder, made there if need be."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    for name in ("id", "facet", "valid_from", "valid_to"):
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field("citation", tokenizer_name="citation", index_option="freq")
    for name in ("heading", "body"):
        builder.add_text_field(name, tokenizer_name="words", index_option="freq")
    index = tantivy.Index(builder.build(), path=str(folder), reuse=True)
    index.register_tokenizer("words", analyzer())
    index.register_tokenizer("citation", citation_analyzer())
    return index


def _add(writer: Any, feed: Faceted, ids: list[int]) -> None:
    from tantivy import Document

    facets = feed.facet_of(ids)
    for each in feed.provisions(ids):
        document = Document()
        for name, number in _numbers(each, facets[each.id]):
            document.add_integer(name, number)
        for name, text in fields(each):
            document.add_text(name, text)
        writer.add_document(document)


def _numbers(each: Provision, facet: int) -> Iterable[tuple[str, int]]:
    yield "id", each.id
    yield "facet", facet
    yield "valid_from", each.effective_from.toordinal() if each.effective_from else _EVER[0]
    yield "valid_to", each.effective_to.toordinal() if each.effective_to else _EVER[1]


def fields(each: Provision) -> tuple[tuple[str, str], ...]:
    """What both lexical indexes read of a provision: citation, heading path (else the title), text."""
    heading = "\n".join(each.heading) or each.title
    return ("citation", plain(each.citation)), ("heading", plain(heading)), ("body", plain(each.text))


def _common(searcher: Any, term: str) -> bool:
    """Whether a word stands in so many provisions that adding it to a query costs more than it tells."""
    return searcher.doc_freq("body", term) > max(_MANY, searcher.num_docs // 10)


def _ranking(schema: Any, query: str, wanted: dict[str, float]) -> Any:
    from tantivy import Occur, Query

    parts = [
        Query.boost_query(Query.term_query(schema, field, term), weight * BOOSTS[field])
        for term, weight in wanted.items()
        for field in ("heading", "body")
    ]
    parts += [
        Query.boost_query(Query.term_query(schema, "citation", term), BOOSTS["citation"])
        for term in citation_terms(plain(query))
    ]
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _best(searcher: Any, asked: Any, limit: int) -> list[tuple[int, float]]:
    """The best by score and then id; reads on while scores at the cut are equal, so that ties do not depend on
    segments. Scores are rounded, because sums of floats are not the same in every order."""
    depth = limit + 16
    while True:
        hits = searcher.search(asked, limit=depth, count=False).hits
        if len(hits) < depth or round(hits[-1][0], 3) < round(hits[limit - 1][0], 3):
            break
        depth *= 4
    ids = searcher.fast_field_values("id", [address for _, address in hits])
    found = [(int(key), round(score, 3)) for key, (score, _) in zip(ids, hits, strict=True)]
    return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]
