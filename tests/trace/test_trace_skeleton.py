"""The skeleton: folding, budget, ids."""

from __future__ import annotations

import re

from hypothesis import given
from random_traces import traces
from story import Facts, build

from claimwright.core.tokens import count_tokens
from claimwright.trace.names import parse_ids
from claimwright.trace.sites import SiteTable, Trace
from claimwright.trace.skeleton import MOST_BYTES, render_skeleton
from claimwright.trace.tree import Tree


@given(traces())
def test_any_trace_has_a_skeleton_whose_ids_can_be_opened(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    text = render_skeleton(tree)
    groups = re.findall(r"\[(n[\d ]+)", text)
    ids = parse_ids(groups)
    assert ids
    assert all(tree.node(number).id == number for number in ids)
    assert len(text.encode()) <= MOST_BYTES


@given(traces())
def test_a_small_budget_is_kept_and_the_cut_is_said(made: tuple[Trace, SiteTable]) -> None:
    tree = Tree(*made)
    text = render_skeleton(tree, budget=40)
    assert len(text.encode()) <= MOST_BYTES * 40 // 4000
    assert "open" in text or text == render_skeleton(tree) or "[n" in text


def test_frames_of_the_same_shape_are_folded_over_lines() -> None:
    tree = build(Facts(procedures=("99212", "85025", "80053", "36415", "71046"), charges=(9000, 2500, 3000, 900, 8000)))
    text = render_skeleton(tree)
    assert "procedure_to_procedure [n3]" in text
    assert "procedure_to_procedure x4 [n17 24 31 38]" in text
    assert "deny CO-236 [n15]" in text
    assert re.search(r"stage pricing \[n\d+\]: line \[n\d+ \d+ \d+ \d+\] skipped \[n\d+\]", text)
    assert "$" not in text and "2024" not in text and "99212" not in text


def test_a_five_line_claim_of_1500_rows_stays_under_4000_tokens() -> None:
    lines = 5
    tree = build(Facts(procedures=("85025",) * lines, charges=(9000,) * lines, repeat=100))
    assert len(tree) >= 1500
    text = render_skeleton(tree)
    assert count_tokens(text) < 4000
    assert len(text.encode()) < MOST_BYTES


def test_tokens_are_the_larger_of_bytes_over_four_and_word_pieces() -> None:
    class Pieces:
        def encode(self, sequence: str, *, add_special_tokens: bool) -> Pieces:
            assert not add_special_tokens
            self.ids = list(range(9))
            return self

    assert count_tokens("x" * 9) == 3
    assert count_tokens("x" * 9, Pieces()) == 9


def test_ids_are_read_as_written() -> None:
    assert parse_ids(["n12", "3", "n5..n7,n9", "n1-n2"]) == [12, 3, 5, 6, 7, 9, 1, 2]
