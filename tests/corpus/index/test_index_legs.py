"""The contract of a lexical leg, held against both: tantivy and FTS5."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.corpus.index.corpora import APPEALS, DOCUMENTS, LAW, REVIEW, write_corpus

from claimwright.corpus.index.build import STORE, build_index
from claimwright.corpus.index.fts5 import Fts5Index
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.records import Filters
from claimwright.corpus.index.selection import Selection
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import TextRecord

Index = LexicalIndex | Fts5Index


@pytest.fixture(params=[LexicalIndex, Fts5Index], ids=["tantivy", "fts5"], scope="class")
def engine(request: pytest.FixtureRequest) -> Callable[[Path, Store], Index]:
    return request.param


@pytest.fixture(scope="class")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _store(Layout(tmp_path_factory.mktemp("corpus")))


@pytest.fixture(scope="class")
def index(engine: Callable[[Path, Store], Index], store: Store, tmp_path_factory: pytest.TempPathFactory) -> Index:
    made = engine(tmp_path_factory.mktemp("words"), store)
    made.follow(store)
    return made


def _store(layout: Layout) -> Store:
    write_corpus(layout)
    build_index(layout)
    return Store(layout.index / STORE)


def _found(index: Index, store: Store, query: str, filters: Filters | None = None, limit: int = 10) -> list[str]:
    ranked = index.search(query, limit=limit, allowed=Selection(store, filters or Filters()))
    read = {each.id: each.citation for each in store.provisions(key for key, _ in ranked)}
    return [read[key] for key, _ in ranked]


class TestLexicalLeg:
    def test_the_best_comes_first(self, index: Index, store: Store) -> None:
        assert _found(index, store, "external review of the State")[0] == "42 USC 300gg-19(b)"
        assert _found(index, store, "emergency services prior authorization")[0] == "42 USC 300gg-111(a)"

    def test_words_are_stemmed_and_folded(self, index: Index, store: Store) -> None:
        assert _found(index, store, "EMERGENCIES authorizing")[0] == "42 USC 300gg-111(a)"
        assert _found(index, store, "rêviéw binding")[0] == "42 USC 300gg-19(b)"

    def test_headings_count(self, index: Index, store: Store) -> None:
        assert _found(index, store, "surprise") == ["42 USC 300gg-111(a)"]

    def test_scores_fall_and_ties_go_by_id(self, index: Index, store: Store) -> None:
        ranked = index.search("plan review process notice", limit=10, allowed=Selection(store, Filters()))
        assert len(ranked) >= 3
        assert ranked == sorted(ranked, key=lambda each: (-each[1], each[0]))

    def test_the_same_question_has_the_same_answer(self, index: Index, store: Store) -> None:
        asked = [_found(index, store, "review process of a plan") for _ in range(3)]
        assert asked[0] == asked[1] == asked[2]

    def test_no_more_than_asked_for(self, index: Index, store: Store) -> None:
        assert len(_found(index, store, "plan", limit=2)) == 2
        assert _found(index, store, "plan", limit=0) == []

    def test_unknown_words_find_nothing(self, index: Index, store: Store) -> None:
        assert _found(index, store, "zyzzyva") == []
        assert _found(index, store, "!?") == []

    def test_filters_come_before_ranking(self, index: Index, store: Store) -> None:
        assert _found(index, store, "review", Filters(jurisdiction=("CA",)), limit=1) == ["CA Ins. Code 10169"]
        assert _found(index, store, "review", Filters(kb=False), limit=1) == ["CA Ins. Code 10169"]
        assert _found(index, store, "procedure", Filters(tags=("cms",)), limit=1) == ["CLM104 ch. 12 s. 30.6.6"]
        assert _found(index, store, "review", Filters(tags=("no such tag",))) == []
        assert len(_found(index, store, "review", Filters(in_force=dt.date(2024, 1, 1)))) == 4

    def test_only_some_ids_can_be_asked_for(self, index: Index, store: Store) -> None:
        few = tuple(key for key, _ in index.search("denied", limit=9, allowed=Selection(store, Filters())))
        ranked = index.search("review", limit=9, allowed=Selection(store, Filters(), few))
        assert ranked
        assert {key for key, _ in ranked} <= set(few)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        st.text(max_size=80)
        | st.sampled_from(['"', "a AND", "NEAR(", "body:x", "-x", "*", "[a TO b]", "x^2 ~", "'; --"])
    )
    def test_no_query_is_an_error(self, index: Index, store: Store, query: str) -> None:
        index.search(query, limit=5, allowed=Selection(store, Filters()))
        index.search(query + " review", limit=5, allowed=Selection(store, Filters(kb=True)))


class TestFollowing:
    def test_an_index_follows_the_store(self, engine: Callable[[Path, Store], Index], tmp_path: Path) -> None:
        layout = Layout(tmp_path)
        store = _store(layout)
        index = engine(tmp_path / "words", store)
        assert index.mark() is None
        assert index.follow(store) == 6
        assert index.follow(store) == 0
        write_corpus(layout, {**DOCUMENTS, "title_42": (LAW, [REVIEW])})
        build_index(layout)
        assert index.follow(store) == 4
        assert _found(index, store, "emergency authorization") == []
        assert _found(index, store, "external review")[0] == "42 USC 300gg-19(b)"
        assert _found(index, store, "appeals process") == ["42 USC 300gg-19(b)"]

    def test_what_a_killed_run_had_put_in_is_not_doubled(
        self, engine: Callable[[Path, Store], Index], tmp_path: Path
    ) -> None:
        layout = Layout(tmp_path)
        store = _store(layout)
        index = engine(tmp_path / "words", store)
        index.follow(store)
        before = (index.folder / "mark.json").read_bytes()
        more = msgspec.structs.replace(APPEALS, citation="42 USC 99999", text="Wholly novel palaver.")
        write_corpus(layout, {**DOCUMENTS, "more": (LAW, [more])})
        build_index(layout)
        index.follow(store)
        (index.folder / "mark.json").write_bytes(before)
        again = engine(tmp_path / "words", store)
        assert again.follow(store) == 1
        assert _found(again, store, "palaver") == ["42 USC 99999"]

    def test_an_index_of_another_store_is_built_afresh(
        self, engine: Callable[[Path, Store], Index], tmp_path: Path
    ) -> None:
        one, other = _store(Layout(tmp_path / "one")), Layout(tmp_path / "other")
        engine(tmp_path / "words", one).follow(one)
        write_corpus(other, {"title_29": DOCUMENTS["title_29"]})
        build_index(other)
        store = Store(other.index / STORE)
        index = engine(tmp_path / "words", store)
        assert index.mark() is None
        assert index.follow(store) == 1
        assert _found(index, store, "emergency") == []

    def test_ties_do_not_depend_on_how_the_index_came_about(
        self, engine: Callable[[Path, Store], Index], tmp_path: Path
    ) -> None:
        layout = Layout(tmp_path)
        alike = [TextRecord(text="The same words of coverage.", citation=f"42 USC {n}") for n in range(1, 80)]
        write_corpus(layout, {"a": (LAW, alike[:40])})
        build_index(layout)
        store = Store(layout.index / STORE)
        grown = engine(tmp_path / "grown", store)
        grown.follow(store)
        write_corpus(layout, {"a": (LAW, alike[:40]), "b": (LAW, alike[40:])})
        build_index(layout)
        grown.follow(store)
        fresh = engine(tmp_path / "fresh", store)
        fresh.follow(store)
        assert _found(grown, store, "coverage", limit=5) == _found(fresh, store, "coverage", limit=5)
        shutil.rmtree(tmp_path / "fresh")
