"""Nearest vectors: exact, by signs, among some; shards on disk; half floats."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from claimwright.corpus.index.vectors import Exact, Signs, best, open_matrix, prefilter_recall
from claimwright.corpus.index.vectors_shards import Shards, widen

WIDTH = 128


def _clustered(count: int, seed: int = 3) -> np.ndarray:
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((40, WIDTH))
    vectors = centres[rng.integers(0, 40, count)] + 0.7 * rng.standard_normal((count, WIDTH)) + 0.4
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@given(arrays.arrays(np.float16, (3, 64), elements=st.floats(-60000, 60000, width=16)))
def test_half_floats_widen_to_what_they_are(halves: np.ndarray) -> None:
    assert np.array_equal(widen(halves), halves.astype(np.float32))


@settings(deadline=None)
@given(st.lists(st.sampled_from([0.1, 0.2, 0.3, 0.4]), min_size=1, max_size=40), st.integers(1, 50))
def test_the_best_are_ordered_by_score_then_id(scores: list[float], limit: int) -> None:
    ids = np.arange(len(scores), dtype=np.int64) * 3 + 5
    expected = sorted(((int(i), s) for i, s in zip(ids, scores, strict=True)), key=lambda e: (-e[1], e[0]))[:limit]
    backwards = best(ids[::-1], np.array(scores, np.float32)[::-1], limit)
    assert best(ids, np.array(scores, np.float32), limit) == backwards
    assert [key for key, _ in backwards] == [key for key, _ in expected]


class _Memory:
    def __init__(self, vectors: np.ndarray) -> None:
        self.vectors = vectors

    def __len__(self) -> int:
        return len(self.vectors)

    def take(self, rows: np.ndarray) -> np.ndarray:
        return self.vectors[rows]


def _both(count: int) -> tuple[Exact, Signs, np.ndarray]:
    vectors = _clustered(count)
    ids, rows = np.arange(count, dtype=np.int64) + 100, np.arange(count, dtype=np.int64)
    exact = open_matrix(ids, rows, _Memory(vectors))
    signs = open_matrix(ids, rows, _Memory(vectors), exact=10)
    assert isinstance(exact, Exact)
    assert isinstance(signs, Signs)
    return exact, signs, vectors


def test_signs_find_nearly_what_exact_search_finds() -> None:
    exact, signs, vectors = _both(20_000)
    queries = vectors[::700] + 0.03
    assert prefilter_recall(exact, signs, queries) > 0.97
    assert len(signs.candidates(queries[0], 4_000)) >= 4_000


def test_both_search_among_the_allowed_only() -> None:
    exact, signs, vectors = _both(6_000)
    for among in (np.arange(0, 6_000, 500), np.arange(0, 6_000, 2), np.empty(0, np.int64)):
        wanted = best(exact.ids[among], vectors[among] @ vectors[7], 5)
        assert [key for key, _ in exact.search(vectors[7], 5, among)] == [key for key, _ in wanted]
        assert [key for key, _ in signs.search(vectors[7], 5, among)] == [key for key, _ in wanted]


def test_rows_run_through_shards_and_survive_compaction(tmp_path: Path) -> None:
    vectors = _clustered(30)
    shards = Shards(tmp_path, WIDTH)
    for start in range(0, 30, 7):
        shards.append(range(start, min(start + 7, 30)), vectors[start : start + 7])
    shards = Shards(tmp_path, WIDTH)
    assert len(shards.paths) == 5
    wanted = np.array([29, 0, 13, 7], np.uint64)
    assert np.allclose(shards.take(shards.find(wanted)), vectors[wanted.astype(int)], atol=1e-3)
    assert list(shards.find(np.array([4, 99], np.uint64)) >= 0) == [True, False]
    shards.compact(wanted)
    after = Shards(tmp_path, WIDTH)
    assert (len(after), len(after.paths)) == (4, 1)
    assert np.array_equal(after.take(after.find(wanted)), shards.take(shards.find(wanted)))


def test_a_hash_that_is_there_twice_is_found_once(tmp_path: Path) -> None:
    vectors = _clustered(2)
    for _ in range(2):
        Shards(tmp_path, WIDTH).append([5, 6], vectors)
    shards = Shards(tmp_path, WIDTH)
    assert shards.find(np.array([6, 5], np.uint64)).tolist() == [1, 0]
    shards.compact(np.array([5, 6], np.uint64))
    assert len(Shards(tmp_path, WIDTH)) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_few_or_no_vectors(count: int, tmp_path: Path) -> None:
    shards = Shards(tmp_path, WIDTH)
    if count:
        shards.append([9], _clustered(1))
    shards = Shards(tmp_path, WIDTH)
    matrix = open_matrix(np.arange(count, dtype=np.int64), shards.find(np.array([9], np.uint64))[:count], shards)
    assert len(matrix.search(_clustered(1)[0], 10)) == count
