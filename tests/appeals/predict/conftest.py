from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.appeals.predict import Forecaster
from claimwright.appeals.predict.answers import open_model
from claimwright.appeals.predict.past.store import Past

MIGRAINE = (
    "A 45-year-old female enrollee has requested authorization and coverage for Botox injections for treatment of her "
    "chronic migraine headaches. The Health Plan has denied this request, indicating that the requested medication is not "
    "medically necessary."
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh machine: no model and no past cases of the user's own."""
    monkeypatch.setenv("CLAIMWRIGHT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def fresh(tmp_path: Path) -> Forecaster:
    """The shipped model without past cases."""
    return Forecaster(open_model(None), Past(tmp_path / "none"))
