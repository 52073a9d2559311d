"""Long texts in pieces, words, and snippets: what holds of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claimwright.corpus.index.chunk import LONG, PIECE, pieces
from claimwright.corpus.index.snippet import LENGTH, snippet
from claimwright.corpus.index.vocabulary import MOST_ADDED, table, widened
from claimwright.corpus.index.words import MOST_TERMS, STOP_WORDS, citation_terms, stem, terms

PROSE = st.lists(
    st.sampled_from(
        ["coverage", "plan.", "The", "denied;", "\n\n", "\n", "§ 1133", "(a)", "  ", "“so”", "é", "x" * 300]
    ),
    max_size=3_000,
).map(" ".join)


@given(PROSE)
def test_pieces_tile_the_text(text: str) -> None:
    cuts = pieces(text)
    assert "".join(text[start:end] for start, end in cuts) == text
    assert all(one[1] == two[0] for one, two in pairwise(cuts))
    if len(cuts) > 1:
        assert all(0 < len(text[start:end].split()) <= PIECE for start, end in cuts)


def test_a_text_that_is_not_long_stays_whole() -> None:
    assert pieces("word " * LONG) == [(0, 5 * LONG)]
    assert len(pieces("word " * (LONG + 1))) == 2


def test_pieces_end_where_a_reader_would_pause() -> None:
    paragraph = "A rule is told here. " * 30
    text = "\n\n".join([paragraph] * 10)
    assert all(text[start:end].strip().endswith(".") for start, end in pieces(text))
    assert all(text[end - 2 : end] == "\n\n" for _, end in pieces(text)[:-1])


@given(PROSE, st.lists(st.sampled_from(["coverage", "plan", "denied", "absent"]), max_size=4))
def test_a_snippet_is_of_the_text_and_its_marks_are_words_asked_for(text: str, words: list[str]) -> None:
    wanted = [stem(word) for word in words]
    found = snippet(text, wanted)
    assert text[found.start : found.start + len(found.text)] == found.text
    assert len(found.text) <= LENGTH + 1
    assert all(stem(found.text[start:end]) in wanted for start, end in found.marks)
    assert all(one[1] <= two[0] for one, two in pairwise(found.marks))


def test_a_snippet_shows_where_most_words_meet() -> None:
    text = "Appeals. " + "Nothing of note here. " * 40 + "An appeal may go to external review. " + "More of it. " * 40
    assert "external review" in snippet(text, [stem(word) for word in ("external", "review", "appeal")]).text


def test_terms_leave_out_stop_words_unless_there_is_nothing_else() -> None:
    assert terms("What is the external review of my denied claims?") == ["extern", "review", "deni", "claim"]
    assert terms("what is it") == ["what", "is", "it"]
    assert terms("?!") == []
    assert not {word for word in STOP_WORDS if word != word.lower()}


def test_terms_of_art_are_added_at_less_weight() -> None:
    found = widened("ER bill from an OON doctor")
    assert found["er"] == found["bill"] == 1.0
    assert 0 < found[stem("emergency")] < 1
    assert {stem("nonparticipating"), stem("physician")} <= found.keys()


def test_a_longer_phrase_stands_for_itself_alone() -> None:
    assert stem("redetermination") in widened("my first appeal")
    assert stem("redetermination") not in widened("my appeal")
    assert widened("zyzzyva") == {"zyzzyva": 1.0}


def test_every_term_of_art_ranks() -> None:
    assert len(table()) > 400
    assert all(said and meant and all(meant) for said, meant in table().items())


def test_a_query_is_not_widened_without_end() -> None:
    everything = " ".join(" ".join(said) for said in table())
    assert len(widened(everything)) <= MOST_TERMS + MOST_ADDED


def test_section_numbers_are_told_from_plain_numbers() -> None:
    assert citation_terms("is 300gg-19 or 2560.503-1 about 30 days") == ["300gg-19", "2560.503-1"]
