"""The canonical store: what is put in comes out, only what changed is written, filters and changes are right."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from tests.corpus.index.corpora import (
    APPEALS,
    DOCUMENTS,
    EMERGENCY,
    LAW,
    REVIEW,
    built,
    lexical_ids,
    store_ids,
    texts,
    write_corpus,
)

from claimwright.core.errors import ConfigError, NotFoundError
from claimwright.corpus.citations import Citation
from claimwright.corpus.index import schema
from claimwright.corpus.index.build import STORE, build_index
from claimwright.corpus.index.open import open_corpus
from claimwright.corpus.index.records import Filters
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import TextRecord


def test_a_provision_comes_out_as_it_went_in(tmp_path: Path) -> None:
    record = msgspec.structs.replace(
        APPEALS, start=10, end=10 + len(APPEALS.text), page=3, effective_from=dt.date(2010, 9, 23), tags=("aca",)
    )
    corpus = built(tmp_path, {"title_42": (LAW, [record])})
    [found] = corpus.store.within(Citation("42 USC", "300gg-19"))
    assert (found.text, found.heading, found.citation) == (record.text, record.section, record.citation)
    assert (found.start, found.end, found.page) == (record.start, record.end, 3)
    assert (found.effective_from, found.effective_to, found.period_known) == (dt.date(2010, 9, 23), None, True)
    assert found.tags == ("aca", "kb", "legal", "us-code")
    assert (found.jurisdiction, found.parent) == ("US", "42 USC 300gg-19")
    assert (found.url, found.date_accessed) == ("https://law.example/title_42", "2024-07-01")


def test_a_long_record_is_kept_in_pieces_that_join_to_it(tmp_path: Path) -> None:
    text = "\n\n".join(f"Paragraph {n} tells of coverage. " + "More words follow here. " * 20 for n in range(30))
    record = TextRecord(text=text, citation="42 USC 1396a(a)", start=100, end=100 + len(text))
    corpus = built(tmp_path, {"title_42": (LAW, [record])})
    found = corpus.store.within(Citation("42 USC", "1396a"))
    assert len(found) > 3
    assert "".join(each.text for each in found) == text
    assert [(each.part, each.parts) for each in found] == [(n, len(found)) for n in range(1, len(found) + 1)]
    assert all(text[each.start - 100 : each.end - 100] == each.text for each in found)
    assert {each.citation for each in found} == {"42 USC 1396a(a)"}


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    write_corpus(layout)
    first = build_index(layout)
    assert (first.added, first.unchanged, first.provisions) == (4, 0, 6)
    before = store_ids(layout)

    again = build_index(layout)
    assert (again.added, again.changed, again.removed, again.unchanged) == (0, 0, 0, 4)
    assert again.generation == first.generation
    assert store_ids(layout) == before

    changed = {**DOCUMENTS, "title_42": (LAW, [REVIEW]), "new": (LAW, [EMERGENCY])}
    del changed["california"]
    write_corpus(layout, changed)
    third = build_index(layout)
    assert (third.added, third.changed, third.removed, third.unchanged) == (1, 1, 1, 2)
    assert {citation for _, citation, _ in texts(layout)} == {
        "42 USC 300gg-19(b)", "42 USC 300gg-111(a)", "29 USC 1133", "CLM104 ch. 12 s. 30.6.6"
    }  # fmt: skip
    assert lexical_ids(layout) == store_ids(layout)
    assert not set(store_ids(layout)) & (set(before) - set(store_ids(layout)))


def test_a_changed_ledger_line_counts_as_a_change(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    write_corpus(layout)
    build_index(layout)
    write_corpus(layout, {**DOCUMENTS, "title_29": ((*LAW, "erisa"), DOCUMENTS["title_29"][1])})
    assert build_index(layout).changed == 1
    assert "erisa" in open_corpus(layout).show("29 USC 1133").tags


def test_a_bad_file_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    write_corpus(layout)
    build_index(layout)
    write_corpus(layout, {**DOCUMENTS, "title_42": (LAW, [REVIEW]), "title_29": (LAW, [EMERGENCY])})
    (layout.processed / "title_42.jsonl").write_bytes(b'{"text": "whole"}\n{"text": 7}\n')
    (layout.processed / "clm104c12.jsonl").unlink()
    found = build_index(layout)
    assert found.changed == 1
    assert {problem.path.rsplit("/")[-1] for problem in found.problems} == {"title_42.jsonl", "clm104c12.jsonl"}
    assert "title_42.jsonl:2" in next(each.what for each in found.problems if "42" in each.path)
    kept = {citation for _, citation, _ in texts(layout)}
    assert {"42 USC 300gg-19(a)", "CLM104 ch. 12 s. 30.6.6"} <= kept


def test_a_rebuild_begins_anew_and_ends_alike(tmp_path: Path) -> None:
    corpus = built(tmp_path)
    before, identity = texts(corpus.layout), corpus.store.identity
    build_index(corpus.layout, rebuild=True)
    assert texts(corpus.layout) == before
    assert Store(corpus.layout.index / STORE).identity != identity
    assert lexical_ids(corpus.layout) == store_ids(corpus.layout)


def test_a_store_of_another_version_is_refused_and_built_again(tmp_path: Path) -> None:
    corpus = built(tmp_path)
    path = corpus.layout.index / STORE
    connection = schema.connect(path)
    connection.execute("UPDATE meta SET value = '0' WHERE key = 'version'")
    connection.close()
    with pytest.raises(ConfigError, match="another version"):
        open_corpus(corpus.layout)
    build_index(corpus.layout)
    assert len(open_corpus(corpus.layout).store) == 6


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    with pytest.raises(NotFoundError, match="no search index"):
        open_corpus(layout)
    layout.index.mkdir()
    (layout.index / STORE).write_bytes(b"not a database at all, but some hundred bytes of something else" * 9)
    with pytest.raises(ConfigError, match="damaged"):
        open_corpus(layout)


def test_changes_tell_what_to_drop_and_what_to_add(tmp_path: Path) -> None:
    corpus = built(tmp_path)
    start = corpus.store.changes(0)
    assert list(start.added) == store_ids(corpus.layout)
    write_corpus(corpus.layout, {**DOCUMENTS, "title_42": (LAW, [REVIEW])})
    build_index(corpus.layout)
    since = corpus.store.changes(start.generation)
    assert set(start.added) - set(since.removed) | set(since.added) == set(store_ids(corpus.layout))
    assert (len(since.removed), len(since.added)) == (3, 1)
    assert corpus.store.changes(since.generation).added == ()


@pytest.mark.parametrize(
    ("filters", "citations"),
    [
        (Filters(), 6),
        (Filters(tags=("legal",)), 5),
        (Filters(tags=("legal", "state-code")), 1),
        (Filters(tags=("legal", "cms")), 0),
        (Filters(kb=True), 5),
        (Filters(kb=False), 1),
        (Filters(jurisdiction=("ca",)), 1),
        (Filters(jurisdiction=("US", "CA")), 6),
        (Filters(jurisdiction=("US",), kb=False), 0),
    ],
)
def test_filters_say_what_is_allowed(tmp_path: Path, filters: Filters, citations: int) -> None:
    store = built(tmp_path).store
    allowed = store.allowed(filters)
    assert (len(store) if allowed is None else len(allowed)) == citations


def test_the_day_in_force_keeps_what_does_not_say(tmp_path: Path) -> None:
    old = msgspec.structs.replace(APPEALS, citation="42 USC 1", effective_to=dt.date(2019, 12, 31))
    new = msgspec.structs.replace(APPEALS, citation="42 USC 2", effective_from=dt.date(2020, 1, 1))
    unknown = msgspec.structs.replace(APPEALS, citation="42 USC 3")
    store = built(tmp_path, {"title_42": (LAW, [old, new, unknown])}).store

    def in_force(day: str) -> list[str]:
        allowed = store.allowed(Filters(in_force=dt.date.fromisoformat(day)))
        assert allowed is not None
        return [each.citation for each in store.provisions(allowed.tolist())]

    assert in_force("2019-12-31") == ["42 USC 1", "42 USC 3"]
    assert in_force("2020-01-01") == ["42 USC 2", "42 USC 3"]


def test_places_are_found_by_whole_steps_and_in_either_case(tmp_path: Path) -> None:
    records = [
        msgspec.structs.replace(APPEALS, citation=f"42 USC 1395y{path}")
        for path in ("(a)", "(a)(1)", "(aa)", "(b)", "(A)")
    ]
    store = built(tmp_path, {"title_42": (LAW, [*records, APPEALS])}).store

    def within(*path: str, section: str = "1395y") -> list[str]:
        return [each.citation for each in store.within(Citation("42 usc", section, path))]

    assert within("a") == ["42 USC 1395y(a)", "42 USC 1395y(a)(1)"]
    assert within("A") == ["42 USC 1395y(A)"]
    assert within("B") == ["42 USC 1395y(b)"]
    assert within("c") == []
    assert within(section="300GG-19") == ["42 USC 300gg-19(a)"]
