"""BIO tags: encoding, the best sequence that keeps the rule, words, and spans."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.intake.labels import INSURANCE, PHI
from claimwright.intake.model.spans import find_spans, trim
from claimwright.intake.model.tags import (
    best_tags,
    encode_tags,
    keeps_rule,
    tag_names,
    tag_runs,
    word_scores,
    word_starts,
)
from claimwright.intake.records import Span


def _pieces(text: str, *cuts: str) -> tuple[np.ndarray, np.ndarray]:
    starts, at = [], 0
    for cut in cuts:
        at = text.index(cut, at)
        starts.append((at, at + len(cut)))
        at += len(cut)
    return np.array([s for s, _ in starts]), np.array([e for _, e in starts])


def test_names_follow_the_labels() -> None:
    assert tag_names("phi")[:3] == ("O", "B-NAME", "I-NAME")
    assert len(tag_names("phi")) == 2 * len(PHI) + 1
    assert len(tag_names("insurance")) == 2 * len(INSURANCE) + 1


def test_encode_marks_the_first_piece_b_and_the_rest_i() -> None:
    starts, ends = _pieces("id AB-12 now", "id", "AB", "-", "12", "now")
    tags = encode_tags([Span(3, 8, "MEMBER_ID")], starts, ends, "insurance")
    b = 2 * INSURANCE.index("MEMBER_ID") + 1
    assert tags.tolist() == [0, b, b + 1, b + 1, 0]
    assert tag_runs(tags) == [(1, 4, INSURANCE.index("MEMBER_ID"))]


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_best_tags_equal_the_best_of_all_sequences_that_keep_the_rule(length: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(length, 5)).astype(np.float32)
    allowed = [s for s in itertools.product(range(5), repeat=length) if keeps_rule(np.array(s))]
    best = max(float(scores[np.arange(length), s].sum()) for s in allowed)
    found = best_tags(scores)
    assert keeps_rule(found)
    assert abs(float(scores[np.arange(length), found].sum()) - best) < 1e-4


def test_a_word_of_several_pieces_gets_one_tag() -> None:
    starts, ends = _pieces("Munn is in", "Mu", "nn", "is", "in")
    assert word_starts("Munn is in", starts, ends).tolist() == [0, 2, 3]
    scores = np.log(np.array([[0.1, 0.8, 0.1], [0.6, 0.1, 0.3], [0.8, 0.1, 0.1], [0.8, 0.1, 0.1]], np.float32))
    whole = word_scores(scores, np.array([0, 2, 3]))
    assert np.allclose(
        whole[0], [scores[0, 0] + scores[1, 0], scores[0, 1] + scores[1, 2], scores[0, 2] + scores[1, 2]], atol=1e-5
    )


def test_a_torn_identifier_is_joined_and_neighbouring_plan_types_are_not() -> None:
    group, plan = INSURANCE.index("GROUP_NUMBER"), INSURANCE.index("PLAN_TYPE")
    for text, label, expected in (
        ("LOCAL 88", group, [(0, 8, "GROUP_NUMBER")]),
        ("Silver PPO", plan, [(0, 6, "PLAN_TYPE"), (7, 10, "PLAN_TYPE")]),
    ):
        starts, ends = _pieces(text, *text.split())
        logits = np.full((2, len(tag_names("insurance"))), -9.0, np.float32)
        logits[:, 2 * label + 1] = 9.0
        found = find_spans(text, starts, ends, logits, "insurance", lambda raw, label: 0.9)
        assert [(c.start, c.end, c.label) for c in found] == expected


def test_trim_keeps_closing_brackets_that_were_opened_inside() -> None:
    text = " (616) 555-0133 (x4), "
    start, end = trim(text, 0, len(text))
    assert text[start:end] == "(616) 555-0133 (x4)"
    assert trim("$40.", 0, 4) == (0, 3)
