"""The shipped encoder: unit vectors that depend on their text alone, windows, token vectors, errors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.core.errors import ConfigError
from claimwright.encoder.agreement import read_texts
from claimwright.encoder.embed import MAX_PIECES, WIDTH, Encoder


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def test_like_texts_are_near(encoder: Encoder) -> None:
    near, same, far = encoder.embed(
        [
            "Emergency services must be covered without prior authorization.",
            "The plan shall pay for emergency care and may not ask for approval first.",
            "The Bureau shall publish statistics of the wages of dock workers.",
        ]
    )
    assert near @ same > 0.6 > 0.3 > near @ far


def test_a_vector_depends_on_its_text_alone(encoder: Encoder) -> None:
    texts = read_texts()[::3]
    together = encoder.embed(texts)
    assert together.shape == (len(texts), WIDTH)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    backwards = encoder.embed(texts[::-1])[::-1]
    alone = np.concatenate([encoder.embed([text]) for text in texts])
    assert np.array_equal(together, backwards)
    assert np.array_equal(together, alone)


def test_threads_change_nothing(encoder: Encoder) -> None:
    texts = read_texts()[:16]
    expected = encoder.embed(texts)
    assert np.array_equal(Encoder.load(workers=2).embed(texts), expected)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(encoder.embed, [texts] * 4):
            assert np.array_equal(found, expected)


def test_long_texts_are_cut_or_read_in_windows(encoder: Encoder) -> None:
    start, end = "appeal of a denied claim. " * 80, "wages of dock workers. " * 80
    assert encoder.count_pieces(start) > MAX_PIECES
    cut = encoder.embed([start, start + end])
    assert np.array_equal(cut[0], cut[1])
    slid = encoder.embed([start, start + end, end], slide=True)
    assert slid[1] @ slid[2] > cut[1] @ slid[2] + 0.1
    assert slid[1] @ slid[0] > 0.5


def test_short_texts_are_the_same_either_way(encoder: Encoder) -> None:
    assert np.array_equal(encoder.embed(["a short one"]), encoder.embed(["a short one"], slide=True))


def test_token_vectors_lie_on_their_words(encoder: Encoder) -> None:
    text = "Überweisung: co-pay of $40 👍🏽"
    found = encoder.embed_tokens(text)
    assert found.hidden.shape == (len(found.starts), WIDTH)
    words = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert words == ["Über", "wei", "sun", "g", ":", "co", "-", "pay", "of", "$", "40", "👍🏽"]
    assert np.array_equal(found.pooled, encoder.embed([text])[0])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_a_vector(text: str) -> None:
    vector = _shared().embed([text])[0]
    assert np.isfinite(vector).all()
    assert abs(float(vector @ vector) - 1) < 1e-4


def test_nothing_gives_nothing(encoder: Encoder) -> None:
    assert encoder.embed([]).shape == (0, WIDTH)
    assert encoder.embed_tokens("").hidden.shape == (0, WIDTH)
    assert np.isfinite(encoder.embed(["", "\ud800"])).all()


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        Encoder.load(tmp_path)
    assert "encoder build" in caught.value.fix


_LOADED: list[Encoder] = []


def _shared() -> Encoder:
    if not _LOADED:
        _LOADED.append(Encoder.load())
    return _LOADED[0]
