"""Fusion by reciprocal rank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimwright.corpus.index.fusion import ReciprocalRank

RANKINGS = st.lists(st.integers(1, 30), unique=True, max_size=12).map(
    lambda ids: [(i, 1.0 / n) for n, i in enumerate(ids, 1)]
)


def test_what_both_legs_find_comes_first() -> None:
    found = ReciprocalRank()({"dense": [(1, 0.9), (2, 0.8)], "lexical": [(3, 12.0), (2, 11.0)]})
    assert [key for key, _ in found] == [2, 1, 3]
    assert found[0][1] == 2 / 62


def test_weights_tell_legs_apart() -> None:
    fuse = ReciprocalRank(weights={"lexical": 2.0})
    assert [key for key, _ in fuse({"dense": [(1, 0.9)], "lexical": [(3, 12.0)]})] == [3, 1]


@given(st.fixed_dictionaries({"dense": RANKINGS, "lexical": RANKINGS}))
def test_the_union_is_kept_in_a_stable_order(rankings: dict[str, list[tuple[int, float]]]) -> None:
    found = ReciprocalRank()(rankings)
    assert {key for key, _ in found} == {key for ranking in rankings.values() for key, _ in ranking}
    assert found == ReciprocalRank()(dict(reversed(rankings.items())))
    assert found == sorted(found, key=lambda each: (-each[1], each[0]))


@given(RANKINGS)
def test_one_leg_keeps_its_order(ranking: list[tuple[int, float]]) -> None:
    assert [key for key, _ in ReciprocalRank()({"lexical": ranking})] == [key for key, _ in ranking]
