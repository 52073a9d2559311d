"""Shape features: in range for any text, and telling case, digits and place apart."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.intake.model.shapes import FEATURES, SIZE, piece_shapes


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=60), st.data())
def test_any_text_gives_indices_within_the_table(text: str, data: st.DataObject) -> None:
    cuts = sorted(
        data.draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5)), min_size=1, max_size=8))
    )
    starts = np.array([a for a, _ in cuts])
    ends = np.minimum(starts + np.array([n for _, n in cuts]), len(text))
    shapes = piece_shapes(text, starts, ends)
    assert shapes.shape == (len(cuts), FEATURES)
    assert shapes.min() >= 1
    assert shapes.max() < SIZE


def test_case_digits_neighbours_and_lines_differ() -> None:
    def of(text: str, value: str) -> list[int]:
        start = text.index(value)
        return piece_shapes(text, np.array([start]), np.array([start + len(value)]))[0].tolist()

    assert of("aetna", "aetna")[0] != of("Aetna", "Aetna")[0] != of("AETNA", "AETNA")[0]
    assert of("x 555 y", "555")[2] != of("x-555-y", "555")[2]
    assert of("ab12", "12")[3] != of("ab 12", "12")[3]
    assert of("Name: Bo", "Bo")[4] != of("Name; Bo", "Bo")[4]


def test_no_pieces_give_an_empty_array() -> None:
    assert piece_shapes("", np.zeros(0, np.int64), np.zeros(0, np.int64)).shape == (0, FEATURES)
