"""What a hit is worth, and the means over questions."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from claimwright.corpus.citations import Citation
from claimwright.corpus.evaluate.measures import MEASURES, figure, judge

A = Citation("42 USC", "300gg-19", ("a",))
A1 = Citation("42 USC", "300gg-19", ("a", "1"))
B = Citation("42 USC", "300gg-19", ("b",))
WHOLE = Citation("42 USC", "300gg-19")
OTHER = Citation("29 USC", "1133")


def _same(place: Citation) -> Citation:
    return place


def _worth(measure: str, hits: list[Citation | None], relevant: list[Citation]) -> float:
    return MEASURES[measure](judge(hits, relevant, _same))


def test_a_hit_is_right_within_what_answers_but_not_around_it() -> None:
    assert _worth("recall@1", [A1], [A]) == 1
    assert _worth("recall@1", [A], [A]) == 1
    assert _worth("recall@10", [WHOLE, B, None], [A]) == 0
    assert _worth("recall@10, enclosing hits too", [WHOLE], [A]) == 1
    assert _worth("recall@10, enclosing hits too", [B], [A]) == 0
    assert _worth("recall@10 of sections", [B], [A]) == 1


def test_the_smallest_unit_that_the_index_holds_is_right() -> None:
    judged = judge([A], [A1], lambda place: place.parent or place)
    assert judged.first() == 1


def test_several_answers_count_once_each() -> None:
    assert _worth("share of provisions found@10", [A, A1, A], [A, OTHER]) == 0.5
    assert _worth("share of sections found@10", [A, OTHER], [A, B, OTHER]) == 1
    assert _worth("nDCG@10", [A, OTHER], [A, OTHER]) == 1
    assert _worth("nDCG@10", [A, A1, OTHER], [A, OTHER]) == (1 + 0.5) / (1 + 1 / math.log2(3))
    assert _worth("MRR@10", [OTHER, B, A], [A]) == 1 / 3


def test_the_wrong_document_is_another_section_or_nothing() -> None:
    assert _worth("wrong document", [B], [A]) == 0
    assert _worth("wrong document", [OTHER], [A]) == 1
    assert _worth("wrong document", [], [A]) == 1


@given(
    st.lists(st.sampled_from([A, A1, B, WHOLE, OTHER, None]), max_size=10),
    st.sets(st.sampled_from([A, B, OTHER]), min_size=1),
)
def test_every_measure_lies_between_nothing_and_all(hits: list[Citation | None], relevant: set[Citation]) -> None:
    judged = judge(hits, sorted(relevant), _same)
    values = {name: measure(judged) for name, measure in MEASURES.items()}
    assert all(0 <= value <= 1 + 1e-12 for value in values.values())
    assert values["recall@1"] <= values["recall@5"] <= values["recall@10"] <= values["recall@10, enclosing hits too"]
    assert values["share of provisions found@10"] <= values["recall@10"]


def test_a_figure_is_the_mean_with_an_interval_around_it() -> None:
    found = figure([1.0] * 80 + [0.0] * 20)
    assert found.value == 0.8
    assert 0.70 < found.low < 0.8 < found.high < 0.89
    assert figure([1.0] * 80 + [0.0] * 20) == found
    assert figure([1.0, 1.0]).low == 1
