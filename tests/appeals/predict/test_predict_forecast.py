"""From a denial to odds, or to the reason why there are none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimwright.appeals.models.artefact import Predictor
from claimwright.appeals.models.members import Words
from claimwright.appeals.models.text import Tfidf
from claimwright.appeals.predict import Forecaster, open_forecaster
from claimwright.appeals.predict.abstain import WIDEST, why_unsure
from claimwright.appeals.predict.answers import open_model
from claimwright.appeals.predict.past.store import Past
from claimwright.appeals.predict.render import question_of, render
from claimwright.appeals.records import BINARY, Denial, DeniedService, Prediction
from claimwright.core.errors import InputError, NotFoundError

from .conftest import MIGRAINE

DENIED = " The plan denied it as not medically necessary."


def test_odds_with_what_they_rest_on(fresh: Forecaster) -> None:
    found = fresh.predict(Denial(text=MIGRAINE, jurisdiction="CA"))
    assert not found.abstained
    assert found.outcome in BINARY
    assert sum(found.probabilities.values()) == pytest.approx(1)
    assert found.low < found.probabilities["Overturned"] < found.high
    assert found.gate.kind == "medical-necessity"
    assert found.base_rates[-1].cases == 19_228
    assert found.read_from_text["age"] == '41-50 (from "45-year-old")'
    assert found.similar == ()
    assert any("index-cases" in note for note in found.notes)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Prediction) == found


def test_passages_point_into_the_text_and_are_strongest_first(fresh: Forecaster) -> None:
    found = fresh.predict(Denial(text="\U0001f9e0 " + MIGRAINE)).passages
    assert "Botox injections" in [each.text for each in found]
    assert all(("\U0001f9e0 " + MIGRAINE)[each.start : each.end] == each.text for each in found)
    effects = [abs(each.effect) for each in found]
    assert effects == sorted(effects, reverse=True)
    assert fresh.predict(Denial(text=MIGRAINE), explain=False).passages == ()


def test_a_passage_has_the_effect_of_not_reading_it(fresh: Forecaster) -> None:
    with_age = fresh.predict(Denial(text=MIGRAINE))
    without = fresh.predict(Denial(text=MIGRAINE.replace("45-year-old ", "")))
    effect = next(each.effect for each in with_age.passages if each.text == "45-year-old")
    gone = with_age.probabilities["Overturned"] - without.probabilities["Overturned"]
    assert effect == pytest.approx(gone, abs=2e-4)


@pytest.mark.parametrize(
    ("denial", "reason"),
    [
        (Denial(), "there is no text"),
        (Denial(text="No."), "too short"),
        (Denial(text="El plan ha negado la solicitud de cobertura de un medicamento para la migraña"), "Spanish"),
        (Denial(text="It was denied because 80053 is bundled into another code under NCCI."), "(coding)"),
        (Denial(text="The claim for my MRI was denied as past the timely filing limit."), "(timely-filing)"),
        (Denial(text="He asks for a lumbar fusion for back pain."), "not known why"),
        (Denial(text="My plan denied the request." + DENIED), "names no service"),
        (Denial(text="She requested coverage for the Zorblatt for migraine." + DENIED), '"Zorblatt"'),
        (Denial(text="She requested surgery." + DENIED), "names no condition"),
        (Denial(text=MIGRAINE, plan_type="medicare"), "Medicare"),
        (Denial(text=MIGRAINE, denial_reason="a surprise bill"), "surprise bill"),
        (
            Denial(services=(DeniedService(service="a", procedure="99213", group="CO", carc="236"),)),
            "external review does not decide a denial of this kind (coding)",
        ),
        (
            Denial(text=MIGRAINE, services=(DeniedService(service="a", group="CO", carc="50"),)),
            "(provider-liability)",
        ),
    ],
)
def test_abstains_and_says_why(fresh: Forecaster, denial: Denial, reason: str) -> None:
    found = fresh.predict(denial)
    assert found.abstained
    assert found.outcome == ""
    assert found.probabilities == {}
    assert reason in found.reason
    assert found.reason in render(found)


def test_coding_denial_is_sent_to_what_fits(fresh: Forecaster) -> None:
    found = fresh.predict(Denial(text="It was denied because 80053 is bundled into another code under NCCI."))
    assert found.gate.instead == "corrected-claim"
    assert "claimwright appeals draft --kind corrected-claim" in render(found)
    assert found.base_rates == ()
    assert question_of(found) == ""


def test_a_missing_reason_is_asked_for_answered_or_assumed(fresh: Forecaster) -> None:
    denial = Denial(text="He asks for a lumbar fusion for back pain.")
    asked = fresh.predict(denial)
    assert "What reason does the denial notice give?" in question_of(asked)
    assumed = fresh.predict(denial, assume=True)
    assert assumed.probabilities["Overturned"] < 0.3
    assert any(note.startswith("assumed") for note in assumed.notes)
    told = fresh.predict(msgspec.structs.replace(denial, denial_reason="experimental"))
    assert told.gate.kind == "experimental"
    assert told.probabilities


def test_no_outcome_for_an_interval_too_wide() -> None:
    assert why_unsure(0.1, 0.1 + WIDEST) == ""
    assert "too wide" in why_unsure(0.05, 0.95)


def test_what_is_given_speaks_before_the_text(fresh: Forecaster) -> None:
    given_ = fresh.predict(Denial(text=MIGRAINE, treatment="hepatitis C antivirals", diagnosis="hepatitis", sex="M"))
    assert given_.base_rates[0].such.startswith("treatment Pharmacy/Prescription Drugs / Anti-virals")
    assert not any(each.text == "female" for each in given_.passages)


def test_codes_and_birth_date_of_a_claim_are_read(fresh: Forecaster) -> None:
    service = DeniedService(service="an MRI", procedure="72148", diagnoses=("M54.5",), carc="50", group="PR")
    denial = Denial(services=(service,), birth_date=dt.date(1980, 5, 2), notice_date=dt.date(2024, 5, 1), year=2024)
    found = fresh.predict(denial)
    assert not found.abstained, found.reason
    assert found.base_rates[0].such.startswith(
        "treatment Diagnostic Imaging, Screening and Testing / MRI, diagnosis Ortho"
    )
    assert found.passages == ()


def test_another_state_is_told(fresh: Forecaster) -> None:
    notes = fresh.predict(Denial(text=MIGRAINE, jurisdiction="NY")).notes
    assert any("NY may decide otherwise" in note for note in notes)


def test_a_text_of_a_million_characters_is_refused(fresh: Forecaster) -> None:
    with pytest.raises(InputError, match="1,000,000 characters"):
        fresh.predict(Denial(text="x" * 1_000_000))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400) | st.lists(st.sampled_from(MIGRAINE.split()), max_size=80).map(" ".join))
def test_any_text_gives_odds_or_a_reason(text: str) -> None:
    forecaster = Forecaster(open_model(None), Past(Path("nowhere")))
    found = forecaster.predict(Denial(text=text), assume=True)
    assert bool(found.reason) == found.abstained
    assert bool(found.outcome) != found.abstained
    assert 0 <= found.low <= found.high <= 1
    assert found == forecaster.predict(Denial(text=text), assume=True)


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A run folder of a model of words: "failed" speaks for overturning, "poor" against."""
    tfidf = Tfidf(("failed", "poor"), np.ones(2))
    words = Words(tfidf, np.array([[-2.0, 2.0], [2.0, -2.0]]), np.zeros(2))
    Predictor("words", BINARY, (words,), card={"model": "tfidf"}).save(tmp_path / "run" / "predictor")
    bins = [
        {"cases": 9, "least": 0, "most": 0.5, "probability": mean, "share": {"value": mean, "low": low, "high": high}}
        for mean, low, high in ((0.2, 0.1, 0.4), (0.9, 0.7, 0.95))
    ]
    part = {"of": "P(Overturned)", "bins": bins, "ece": {"value": 0}, "ece_plain": 0, "rms": {"value": 0}}
    report = {"reports": {"tfidf": {"calibration": [part]}}}
    (tmp_path / "run" / "metrics.json").write_bytes(msgspec.json.encode(report))
    return tmp_path / "run"


def test_a_trained_model_answers_from_the_text(trained: Path) -> None:
    forecaster = open_forecaster(trained)
    text = MIGRAINE + " Two drugs failed; this was documented. The follow-up was poor, with failed visits."
    found = forecaster.predict(Denial(text=text))
    assert found.model.startswith("words, trained by you")
    assert found.outcome == "Overturned"
    assert (found.low, found.high) == (0.7, 0.95)
    assert any("failed" in each.text and each.effect > 0 for each in found.passages)
    assert all(text[each.start : each.end] == each.text for each in found.passages)


def test_the_users_own_model_is_found_and_a_missing_one_is_told(trained: Path, home: Path) -> None:
    (home / "appeals").mkdir(parents=True)
    trained.rename(home / "appeals" / "model")
    assert open_forecaster().model.name.startswith("words")
    with pytest.raises(NotFoundError):
        open_forecaster(home / "nothing")
