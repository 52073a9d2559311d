"""The subject index: its lines, its words, its places, and the leg over a small store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core.errors import InputError
from claimwright.corpus.index.bundle import bundled_layout
from claimwright.corpus.index.subjects.entries import read_entries
from claimwright.corpus.index.subjects.places import Places, spread
from claimwright.corpus.index.subjects.words import EntryWords


def test_every_shipped_entry_can_be_read() -> None:
    entries = read_entries()
    assert len(entries) > 1_500
    assert all(entry.places and entry.words for entry in entries)


@pytest.mark.parametrize("line", ["42 USC 300gg-19(b)", "42 USC 300gg-19(b) = ", "the statute = external review"])
def test_a_line_that_is_no_entry_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text(f"# remark\n\n{line}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_entries([path])
    assert "own.txt:3" in str(caught.value)


def test_an_entry_has_places_and_words(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("42 USC 300gg-19(b), 29 USC 1133 = external review; IRO\n", "utf-8")
    (entry,) = read_entries([path])
    assert [str(place) for place in entry.places] == ["42 USC 300gg-19(b)", "29 USC 1133"]
    assert entry.words == ("external review", "IRO")


def test_rare_words_count_more() -> None:
    words = EntryWords(["jail and claims", "claims for payment", "claims late", "nothing else"])
    scores = words.scores("a claim from jail")
    assert scores.argmax() == 0
    assert scores[1] > scores[3] == 0


@given(
    st.lists(
        st.lists(st.lists(st.integers(1, 30), unique=True, max_size=5).map(sorted), max_size=3), min_size=1, max_size=6
    ),
    st.lists(st.integers(1, 30), max_size=10).map(lambda ids: np.array(sorted(set(ids)), np.int64)),
)
def test_scores_go_to_entries_and_back(entries: list[list[list[int]]], allowed: np.ndarray) -> None:
    flat = [key for places in entries for ids in places for key in ids]
    sizes = [len(ids) for places in entries for ids in places]
    places = Places.of(flat, sizes, [len(each) for each in entries])
    scores = places.ids.astype(np.float64)
    wanted = [max((key for ids in each for key in ids), default=0) for each in entries]
    assert places.best(scores).tolist() == wanted
    found = places.at_best(places.best(scores), scores, allowed, most=len(entries), each=2)
    assert set(found) <= set(allowed.tolist()) & set(flat)
    everything = places.at_best(places.best(scores), scores, None, most=len(entries), each=99)
    assert set(everything) == set(flat)


def test_scores_are_spread_over_known_ids() -> None:
    assert spread(np.array([2, 5, 9]), {5: 0.5, 7: 1.0, 9: 0.25}).tolist() == [0.0, 0.5, 0.25]


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The sections that come with the package, indexed and embedded."""
    from claimwright.corpus.index.legs import embed
    from claimwright.corpus.index.open import open_corpus

    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMWRIGHT_HOME", str(folder))
        layout = bundled_layout()
        embed(layout)
        return open_corpus(layout)


def test_the_bundled_sections_are_found_by_what_people_say(bundled: object) -> None:
    from claimwright.corpus.index.open import Corpus

    assert isinstance(bundled, Corpus)
    assert set(bundled.searcher.legs) == {"lexical", "dense", "subject"}
    for question, citation in (
        ("can somebody outside the insurance company look at the denial", "42 USC 300gg-19(b)"),
        ("how old can my kid be on my plan", "42 USC 300gg-14"),
    ):
        hits = bundled.search(question, 5)
        assert any(hit.provision.citation.startswith(citation) for hit in hits), question
        assert any("subject" in hit.legs for hit in hits)
