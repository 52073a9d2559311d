"""Calibration, Brier's parts, risk and coverage."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.appeals.evaluate.scored import judged

from claimwright.appeals.evaluate import calibration as c
from claimwright.appeals.evaluate import metrics as m
from claimwright.appeals.evaluate import risk
from claimwright.appeals.evaluate.brier import decompose, skill
from claimwright.appeals.evaluate.intervals import basic, number, percentile, replicate, wilson
from claimwright.appeals.evaluate.scores import judge
from claimwright.appeals.records import BINARY, AppealCase


def event(n: int, seed: int, tilt: float = 1.0) -> c.Event:
    """Probabilities whose logits are `tilt` times as far from even as they should be."""
    rng = np.random.default_rng(seed)
    truth = rng.beta(2, 2, n)
    odds = tilt * np.log(truth / (1 - truth))
    return c.Event("P", 1 / (1 + np.exp(-odds)), (rng.random(n) < truth).astype(float))


def measure(e: c.Event) -> tuple[float, float, float]:
    b = c.binned(e, np.ones((1, len(e.happened))))
    return number(c.ece_plain(b)), number(c.ece(b)), number(c.squared(b))


def test_five_bins_of_equal_mass_by_hand() -> None:
    given_ = np.linspace(0.05, 0.95, 20)
    happened = (np.arange(20) % 4 == 3).astype(float)
    b = c.binned(c.Event("P", given_, happened), np.ones((1, 20)))
    assert b.cases[0].tolist() == [4] * 5
    assert np.allclose(b.share, 0.25)
    assert np.allclose(b.probability[0], given_.reshape(5, 4).mean(axis=1))
    assert number(c.ece_plain(b)) == pytest.approx(np.abs(given_.reshape(5, 4).mean(axis=1) - 0.25).mean())


def test_the_squared_correction_is_unbiased_where_the_plain_one_is_not() -> None:
    """Kumar et al. 2019: over samples of calibrated forecasts the corrected squared gap is 0 on average."""
    plain, corrected, squared = np.mean([measure(event(150, seed)) for seed in range(400)], axis=0)
    assert plain > 0.05
    assert corrected < 0.65 * plain
    assert abs(squared) < 0.0005


def test_a_tilt_is_found() -> None:
    _, corrected, squared = np.mean([measure(event(2000, seed, tilt=2.5)) for seed in range(10)], axis=0)
    truth = measure(event(400_000, 1, tilt=2.5))
    assert corrected == pytest.approx(truth[0], abs=0.01)
    assert squared**0.5 == pytest.approx(truth[2] ** 0.5, abs=0.01)


def test_equal_probabilities_stay_together_whatever_the_order() -> None:
    e = event(200, 5)
    coarse = c.Event("P", np.round(e.probability, 1), e.happened)
    order = np.argsort(-e.happened)
    turned = c.Event("P", coarse.probability[order], coarse.happened[order])
    assert measure(coarse) == pytest.approx(measure(turned))
    one = c.Event("P", np.full(50, 0.3), np.r_[np.ones(15), np.zeros(35)])
    assert measure(one)[0] == pytest.approx(0.0)


@given(st.lists(st.integers(0, 3), min_size=25, max_size=25).filter(lambda counts: sum(counts) > 5))
def test_weights_are_repetitions(counts: list[int]) -> None:
    e = event(25, 2)
    rows = np.repeat(np.arange(25), counts)
    repeated = c.Event("P", e.probability[rows], e.happened[rows])
    b = c.binned(e, np.asarray([counts], dtype=float))
    assert [number(of(b)) for of in (c.ece_plain, c.ece, c.squared)] == pytest.approx(measure(repeated))


def test_the_interval_holds_the_estimate_and_tells_a_tilt_from_none() -> None:
    for tilt, apart in ((1.0, False), (3.0, True)):
        e = event(600, 4, tilt)
        groups = np.arange(600)
        found = c.calibration(e, groups, np.ones((1, 600)), replicate({"x": partial(c.errors, e)}, groups, 300, 1)["x"])
        for figure in (found.ece, found.rms):
            assert figure.value is not None
            assert figure.low is not None
            assert figure.high is not None
            assert figure.low <= figure.value <= figure.high
        assert (found.ece.low > 0.02) == apart
        assert sum(b.cases for b in found.bins) == 600


def test_brier_parts_add_up_and_are_murphys_without_correction() -> None:
    j = judged(400)
    parts = decompose(j, np.asarray([0.1, 0.2]))
    score = number(m.brier(j, m.ones(j)))
    assert parts.reliability - parts.resolution + parts.uncertainty + parts.remainder == pytest.approx(score, abs=1e-5)
    share = j.hits[:, 1].mean()
    assert parts.uncertainty == pytest.approx(share * (1 - share) * 400 / 399, abs=1e-6)
    assert number(skill(j, m.ones(j))) == pytest.approx(1 - score / (share * (1 - share)))


def test_forecasting_the_base_rate_has_no_skill_and_no_resolution() -> None:
    cases = [
        AppealCase(id=str(n), text="", decision="Overturned" if n % 4 == 0 else "Upheld", source="x")
        for n in range(100)
    ]
    j, _ = judge(cases, np.tile([0.75, 0.25], (100, 1)), BINARY)
    parts = decompose(j, np.asarray([0.0]))
    assert parts.skill.value == pytest.approx(0.0, abs=1e-9)
    assert parts.resolution == pytest.approx(0.0, abs=1e-6)


def test_risk_and_coverage_by_hand() -> None:
    """Four cases, most confident first: right, wrong, right, right."""
    said = [("Upheld", 0.9), ("Overturned", 0.8), ("Upheld", 0.7), ("Upheld", 0.6)]
    cases = [AppealCase(id=str(n), text="", decision=d, source="x") for n, (d, _) in enumerate(said)]
    j, _ = judge(cases, [[p, 1 - p] for _, p in said], BINARY)
    w = m.ones(j)
    assert number(risk.aurc(j, w)) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 4) / 4)
    curve = dict(zip(risk.COVERAGES, risk.risks(j, w)[0], strict=True))
    assert (curve[0.25], curve[0.5], curve[0.75], curve[1.0]) == pytest.approx((0, 1 / 2, 1 / 3, 1 / 4))
    answered = risk.threshold(j, 0.7)
    assert (answered.answered, answered.coverage, answered.accuracy.value) == (3, 0.75, pytest.approx(2 / 3, abs=1e-6))
    assert risk.threshold(j, 0.95).accuracy.value is None


def test_a_perfect_order_has_the_least_area() -> None:
    rng = np.random.default_rng(0)
    right = rng.random(4000) < 0.7
    confidence = np.where(right, 0.8, 0.6) + rng.random(4000) / 10
    cases = [
        AppealCase(id=str(n), text="", decision="Upheld" if r else "Overturned", source="x")
        for n, r in enumerate(right)
    ]
    j, _ = judge(cases, np.c_[confidence, 1 - confidence], BINARY)
    error = 1 - right.mean()
    assert number(risk.aurc(j, m.ones(j))) == pytest.approx(risk.least_aurc(error), abs=2e-3)
    assert (risk.least_aurc(0.0), risk.least_aurc(1.0)) == (0.0, 1.0)


def test_wilson_is_the_textbooks() -> None:
    """Brown, Cai and DasGupta (2001): 0 of 10 gives an upper end of 0.278; 5 of 10 gives 0.237 to 0.763."""
    assert wilson(0, 10).high == pytest.approx(0.2775, abs=1e-3)
    half = wilson(5, 10)
    assert (half.low, half.high) == (pytest.approx(0.2366, abs=1e-3), pytest.approx(0.7634, abs=1e-3))
    wide = wilson(50, 100, groups=10)
    assert (wide.low, wide.high) == (half.low, half.high)
    assert wilson(0, 0).value is None


def test_clusters_widen_intervals() -> None:
    values = np.repeat(np.random.default_rng(0).random(50) < 0.5, 10).astype(float)
    alone = replicate({"x": partial(m.mean, values)}, np.arange(500), 500, 3)["x"]
    grouped = replicate({"x": partial(m.mean, values)}, np.repeat(np.arange(50), 10), 500, 3)["x"]
    assert grouped.std() > 2 * alone.std()


def test_intervals_of_what_is_not_defined() -> None:
    assert percentile(float("nan"), np.asarray([0.1])).value is None
    assert percentile(0.5, np.asarray([np.nan])).low is None
    assert basic(-0.01, 0.02, np.asarray([0.01, 0.03])).value == 0.0
