"""Marks: whole characters, trimmed, apart; the offsets that a browser sends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.appeals.annotate.spans import normalise, sentences, tokens
from claimwright.appeals.models.annotations import Span
from claimwright.core.errors import InputError

TEXT = "Ana 👩🏽‍🍳 had a me\u0301nage,  and 👍🏾 left."
LETTERS = st.text("ab \n\u0301\u200d👩🏽👍é.", max_size=40)


def at(passage: str) -> Span:
    return Span(TEXT.index(passage), TEXT.index(passage) + len(passage))


def test_white_space_is_trimmed() -> None:
    assert normalise(TEXT, [Span(TEXT.index(",") + 1, TEXT.index("and") + 4)]) == (at("and"),)
    assert normalise(TEXT, [Span(3, 4)]) == ()


def test_characters_are_not_cut() -> None:
    cook = at("👩🏽‍🍳")
    for start in range(cook.start, cook.end):
        for end in range(start + 1, cook.end + 1):
            assert normalise(TEXT, [Span(start, end)]) == (cook,), (start, end)
    me = TEXT.index("me")
    assert normalise(TEXT, [Span(me, me + 2)]) == (Span(me, me + 3),)


def test_marks_that_overlap_become_one() -> None:
    assert normalise(TEXT, [Span(0, 3), Span(2, 8), Span(0, 1)]) == (Span(0, 8),)


@pytest.mark.parametrize("span", [Span(-1, 3), Span(0, 1000), Span(5, 2)])
def test_marks_outside_the_text_are_refused(span: Span) -> None:
    with pytest.raises(InputError):
        normalise(TEXT, [span])


@given(LETTERS, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_marks_are_in_order_apart_trimmed_and_stay_so(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in pairs]
    found = normalise(text, spans)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in found)
    assert normalise(text, found) == found


@given(LETTERS)
def test_sentences_and_tokens_cover_what_is_not_space(text: str) -> None:
    inside = {at for span in sentences(text) for at in range(span.start, span.end)}
    assert all(text[at].isspace() for at in set(range(len(text))) - inside)
    named = [text[token.start : token.end] for token in tokens(text)]
    assert "".join(named) == "".join(text.split())
