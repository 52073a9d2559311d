"""Agreement: figures worked out by hand, against scikit-learn, and their edges."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.appeals.annotate.conftest import write_cases
from typer.testing import CliRunner

from claimwright.appeals.annotate import agreement
from claimwright.appeals.annotate.agreement import kappa, sufficient, token_table
from claimwright.appeals.annotate.records import Annotation
from claimwright.appeals.models.annotations import Span
from claimwright.cli.main import build
from claimwright.core.errors import InputError

TEXT = "one two three four five six seven eight nine ten"


def said(name: str, *spans: tuple[int, int], rating: int | None = None, who: str = "") -> Annotation:
    made = tuple(Span(*span) for span in spans)
    return Annotation(id=name, context=TEXT, spans=made, sufficiency=rating, annotator=who)


def test_tokens_by_hand() -> None:
    first, second = said("a", (0, 18)), said("a", (4, 23))
    assert token_table(first, second).tolist() == [[5, 1], [1, 3]]
    found = agreement([first], [second])
    assert found.tokens == 10
    assert found.measures["token_f1"].value == pytest.approx(0.75)
    assert found.measures["token_kappa"].value == pytest.approx((0.8 - 0.52) / 0.48, abs=1e-4)
    assert found.measures["passage_f1"].value == 0


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=30))
def test_kappas_are_those_of_scikit_learn(ratings: list[tuple[int, int]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    a, b = ([pair[side] for pair in ratings] for side in (0, 1))
    counts = np.zeros((4, 4))
    for x, y in ratings:
        counts[x - 1, y - 1] += 1
    if len({*a, *b}) > 1:
        wanted = metrics.cohen_kappa_score(a, b, labels=[1, 2, 3, 4], weights="quadratic")
        assert kappa(counts[None], quadratic=True)[0] == pytest.approx(wanted)
        assert kappa(counts[None])[0] == pytest.approx(metrics.cohen_kappa_score(a, b, labels=[1, 2, 3, 4]))
    split = [[x >= 3 for x in side] for side in (a, b)]
    if len({*split[0], *split[1]}) > 1:
        assert kappa(sufficient(counts[None]))[0] == pytest.approx(metrics.cohen_kappa_score(*split))


def test_the_same_annotations_agree_wholly_and_intervals_hold_the_value() -> None:
    rows = [said(str(n), (0, 3 + 4 * (n % 2)), rating=1 + n % 4) for n in range(12)]
    found = agreement(rows, rows)
    assert {(m.value, m.low, m.high) for m in found.measures.values()} == {(1.0, 1.0, 1.0)}
    other = [said(str(n), (0, 3), rating=1 + n % 3) for n in range(12)]
    for measured in agreement(rows, other).measures.values():
        assert measured.low is not None and measured.value is not None and measured.high is not None
        assert measured.low <= measured.value <= measured.high
    assert agreement(rows, other) == agreement(rows, other)


def test_what_the_data_does_not_define_is_none() -> None:
    found = agreement([said("a")], [said("a")])
    assert {name: m.value for name, m in found.measures.items()} == dict.fromkeys(found.measures)
    assert found.rated == 0


def test_cases_left_out_are_counted() -> None:
    other = Annotation(id="b", context="Another text.")
    found = agreement([said("a"), said("b"), said("c")], [said("a"), other, said("d"), said("e")])
    assert (found.cases, found.only_first, found.only_second, found.of_other_text) == (1, 1, 2, 1)
    with pytest.raises(InputError, match="share no case"):
        agreement([said("a")], [said("b")])
    with pytest.raises(InputError, match="twice"):
        agreement([said("a"), said("a")], [said("a")])


def test_command(tmp_path: Path) -> None:
    rows = [said("a", (0, 7), rating=3, who=who).row() for who in ("Rui", "Mo")]
    both = str(write_cases(tmp_path / "both.jsonl", rows))
    words = ["appeals", "agreement", both, both, "--first", "Rui", "--second", "Mo"]
    told = CliRunner().invoke(build(), [*words, "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["measures"]["token_f1"]["value"] == 1
    assert json.loads(told.stdout)["first"] == "Rui"
    shown = CliRunner().invoke(build(), words)
    assert "token kappa" in shown.stdout
