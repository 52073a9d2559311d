"""Calibration: Platt lines and the temperature recover what made the data."""

from __future__ import annotations

import numpy as np

from claimwright.intake.model.calibration import Line, fit_line, fit_temperature, raw_scores


def test_the_fit_recovers_slope_and_shift() -> None:
    rng = np.random.default_rng(1)
    raw = rng.normal(2, 2, 6000)
    right = rng.random(6000) < 1 / (1 + np.exp(-(0.6 * raw - 0.5)))
    line = fit_line(raw, right, ["NAME"] * 6000)
    assert abs(line.slope - 0.6) < 0.06
    assert abs(line.shift + 0.5) < 0.15


def test_a_label_that_is_wrong_more_often_is_scored_lower() -> None:
    rng = np.random.default_rng(2)
    raw = np.full(400, 2.0)
    labels = ["A"] * 200 + ["B"] * 200
    right = np.concatenate([rng.random(200) < 0.95, rng.random(200) < 0.6])
    line = fit_line(raw, right, labels)
    assert line.score(2.0, "A") > line.score(2.0, "B") + 0.1
    assert line.score(2.0, "never seen") == Line(line.slope, line.shift).score(2.0, "x")


def test_scores_stay_between_the_bounds() -> None:
    assert Line().score(1e9, "A") == 0.999
    assert Line().score(-1e9, "A") == 0.001
    mixed, sure = raw_scores(np.array([1.0, 0.0, 1.0], np.float32), np.array([0, 2]))
    assert mixed < 1 < sure < 30


def test_temperature_cools_what_is_too_sure() -> None:
    rng = np.random.default_rng(3)
    logits = rng.normal(0, 1, (3000, 7))
    gold = np.array([rng.choice(7, p=np.exp(row) / np.exp(row).sum()) for row in logits])
    assert abs(fit_temperature(3 * logits, gold) - 3) < 0.4
