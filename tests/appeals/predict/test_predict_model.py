"""The structured model: fitting, odds, intervals, drift, base rates."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimwright.appeals.benchmark.read import read_cases
from claimwright.appeals.predict.model import drift
from claimwright.appeals.predict.model.attributes import Attributes, features, of_case
from claimwright.appeals.predict.model.card import render_card
from claimwright.appeals.predict.model.fit import fit
from claimwright.appeals.predict.model.odds import chance_of, load_odds
from claimwright.appeals.predict.rates import table
from claimwright.appeals.predict.rates.lookup import look_up, shipped
from claimwright.appeals.predict.reading.lexicon import DATA, Category
from claimwright.appeals.records import AppealCase
from claimwright.core.settings import public_data

BOTOX = Category("Pharmacy/Prescription Drugs", "Botox Injection")
MIGRAINE = Category("Central Nervous System/ Neuromuscular", "Migraine")
KNOWN = Attributes(BOTOX, MIGRAINE, "Medical Necessity", "41-50", "Female", 2016)


def test_a_fit_finds_the_shares_it_was_given_and_draws_rare_ones_to_the_mean() -> None:
    cases: list[Attributes] = []
    outcomes: list[bool] = []
    for name, count, won in (("Often", 400, 320), ("Seldom", 400, 80), ("Rare", 6, 6)):
        cases += [Attributes(treatment=Category("T", name), year=2010)] * count
        outcomes += [number < won for number in range(count)]
    fitted = fit(cases, outcomes)
    weights = dict(zip(fitted.names, fitted.mode, strict=True))

    def share(name: str) -> float:
        of = Attributes(treatment=Category("T", name), year=2010)
        return float(1 / (1 + np.exp(-sum(weights.get(each, 0.0) for each in features(of)))))

    assert share("Often") == pytest.approx(0.8, abs=0.02)
    assert share("Seldom") == pytest.approx(0.2, abs=0.02)
    assert 0.5 < share("Rare") < 0.98
    again = fit(cases, outcomes)
    assert np.array_equal(fitted.mode, again.mode)
    assert fitted.draws(4, 1).shape == (4, len(fitted.names))


def test_interval_holds_the_probability_and_widens_with_what_is_not_known() -> None:
    odds = load_odds()
    full = odds.chance(KNOWN)
    assert full.low < full.probability < full.high
    assert odds.chance(Attributes(BOTOX, MIGRAINE, "Medical Necessity", "41-50", "Female", 2030)).spread > full.spread
    assert odds.chance(Attributes(BOTOX, MIGRAINE, "Medical Necessity", "41-50", "Female")).spread > full.spread
    strange = Attributes(Category("Pharmacy/Prescription Drugs", "Never Seen"), MIGRAINE, year=2016)
    assert odds.chance(strange).spread > odds.chance(Attributes(BOTOX, MIGRAINE, year=2016)).spread


def test_probability_moves_to_one_half_with_the_spread() -> None:
    assert chance_of(2.0, 0.0).probability > chance_of(2.0, 1.0).probability > 0.5
    assert chance_of(0.0, 3.0).probability == pytest.approx(0.5)


def test_stored_model_is_small_whole_numbers_of_one_length() -> None:
    odds = load_odds()
    lengths = {len(row) for row in odds.weights.values()}
    assert len(lengths) == 1
    assert odds.years == (2001, 2016)
    assert odds.cases == 19_228
    assert (DATA / "base_rates.json").stat().st_size < 300_000


def test_card_is_the_one_of_the_shipped_files() -> None:
    assert (DATA / "ODDS_CARD.md").read_text("utf-8") == render_card(load_odds(), shipped())


def test_determinations_without_a_treatment_category_are_of_autism() -> None:
    case = AppealCase(id="1", text="", decision="Upheld", source="ca-dmhc", treatment="Speech Therapy", year=2010)
    assert of_case(case).treatment == Category("Autism Related Treatment", "Speech Therapy")
    assert of_case(AppealCase(id="2", text="", decision="Upheld", source="ca-dmhc")).treatment is None


def test_drift_is_chosen_to_cover_what_was_seen() -> None:
    groups = [drift.Group(2010, 2011, 10, shift, 0.01) for shift in np.linspace(-1, 1, 200)]
    spread = drift.spread_for(groups)
    assert drift.coverage(groups, spread) >= 0.95
    assert drift.coverage(groups, spread - 0.02) < 0.95
    assert drift.coverage([], 1.0) == 0.0


def test_rates_leave_out_small_cells_and_count_their_cases_above() -> None:
    one, two = Category("T", "a"), Category("T", "b")
    counted = table.build([(Attributes(treatment=one), True)] * 4 + [(Attributes(treatment=two), False)] * 6, "test")
    assert ("T / a", "*", "*", "*") not in counted.counts
    assert counted.counts["T / b", "*", "*", "*"] == (6, 0)
    assert counted.counts["T", "*", "*", "*"] == (10, 4)
    assert all(cases >= 5 and 0 <= won <= cases for cases, won in counted.counts.values())


def test_rates_back_off_and_say_what_such_means() -> None:
    rates = look_up(shipped(), KNOWN)
    assert rates[0].such.startswith("treatment Pharmacy/Prescription Drugs / Botox Injection, diagnosis Central")
    assert rates[-1].such == "all"
    assert (rates[-1].cases, rates[-1].overturned) == (19_228, 8_452)
    assert all(rate.low <= rate.overturned / rate.cases <= rate.high for rate in rates)
    strange = look_up(shipped(), Attributes(Category("Urology", "Never Seen"), MIGRAINE))
    assert [rate.such for rate in strange][:2] == ["treatment Urology", f"diagnosis {MIGRAINE}"]
    assert "2001 to 2016" in rates[0].source


def test_rates_survive_a_file(tmp_path: Path) -> None:
    path = tmp_path / "rates.json"
    table.write(shipped(), path)
    assert table.read(path) == shipped()
    assert path.read_bytes() == (DATA / "base_rates.json").read_bytes()


def test_shipped_rates_are_those_of_the_public_table() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    cases = read_cases(data / "appeals" / "dmhc_determinations_2001_2016.csv", [])
    made = table.build(((of_case(case), case.decision == "Overturned") for case in cases), shipped().source)
    assert made == shipped()
