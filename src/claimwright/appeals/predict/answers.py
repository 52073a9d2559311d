"""Models that answer: the shipped one from attributes, or one that the user trained, from the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimwright.appeals.evaluate.records import Calibration
from claimwright.appeals.predict.describe import Described
from claimwright.appeals.predict.model.odds import Odds, load_odds
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

OVERTURNED = "Overturned"


class _Report(msgspec.Struct, frozen=True):
    calibration: tuple[Calibration, ...] = ()


class _Metrics(msgspec.Struct, frozen=True):
    """What is read of a run's `metrics.json`."""

    reports: dict[str, _Report] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """Calibrated probabilities by class, and the 95% interval of P(Overturned)."""

    probabilities: dict[str, float]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Shipped:
    """The structured model over the attributes."""

    odds: Odds

    @property
    def name(self) -> str:
        """Which model it is, and where it comes from."""
        first, last = self.odds.years
        return f"structured model of {self.odds.cases:,} determinations, California, {first} to {last}"

    def answer(self, of: Described) -> Answer:
        """The odds of a denial."""
        chance = self.odds.chance(of.attributes)
        overturned = round(chance.probability, 4)
        return Answer(
            {"Upheld": round(1 - overturned, 4), OVERTURNED: overturned}, round(chance.low, 4), round(chance.high, 4)
        )


@dataclass(frozen=True, slots=True)
class Trained:
    """A predictor from a run of `appeals train outcome`, as its folder says how its members are combined.

    The interval is that of the share overturned among the run's out-of-fold cases of like probability.
    """

    predictor: Any
    folder: Path
    bins: tuple[tuple[float, float, float], ...]

    @property
    def name(self) -> str:
        """Which model it is, and where it comes from."""
        return f"{self.predictor.name}, trained by you ({self.folder})"

    def answer(self, of: Described) -> Answer:
        """The odds of a denial."""
        row = self._rows([of.as_case()])[0]
        probabilities = {name: round(float(value), 4) for name, value in zip(self.predictor.classes, row, strict=True)}
        low, high = self._interval(probabilities[OVERTURNED])
        return Answer(probabilities, low, high)

    def overturned(self, of: Described, texts: Sequence[str]) -> list[float]:
        """P(Overturned) of the denial with other texts in place of its own."""
        case = of.as_case()
        rows = self._rows([msgspec.structs.replace(case, text=text) for text in texts])
        return [float(value) for value in rows[:, self.predictor.classes.index(OVERTURNED)]]

    def _rows(self, cases: list[AppealCase]) -> np.ndarray[Any, Any]:
        return self.predictor.predict(cases)

    def _interval(self, chance: float) -> tuple[float, float]:
        """Of the bin whose mean probability is nearest; without a run's figures nothing is known, and 0 to 1 said."""
        if not self.bins:
            return 0.0, 1.0
        _, low, high = min(self.bins, key=lambda each: abs(each[0] - chance))
        return round(min(low, chance), 4), round(max(high, chance), 4)


Model = Shipped | Trained


def open_model(folder: Path | None) -> Model:
    """The model of a run folder or of its `predictor` folder; None: the shipped one. Raises `NotFoundError`, `InputError`."""
    if folder is None:
        return Shipped(load_odds())
    from claimwright.appeals.models.artefact import load_predictor

    inner = folder / "predictor"
    predictor = load_predictor(inner if inner.is_dir() else folder)
    if OVERTURNED not in predictor.classes:
        raise InputError(
            "the predictor does not tell upheld from overturned",
            where=str(folder),
            fix="give one that `claimwright appeals train outcome` made",
            code="APPEALS-PREDICT-MODEL",
        )
    run = folder if inner.is_dir() else folder.parent
    return Trained(predictor, folder, _bins(run / "metrics.json", str(predictor.card.get("model", ""))))


def _bins(path: Path, name: str) -> tuple[tuple[float, float, float], ...]:
    """Mean probability and the share's interval, a bin, of P(Overturned) out of fold."""
    if not path.is_file():
        return ()
    report = msgspec.json.decode(path.read_bytes(), type=_Metrics).reports.get(name, _Report())
    bins = next((each.bins for each in report.calibration if each.of == f"P({OVERTURNED})"), ())
    return tuple((each.probability, each.share.low or 0.0, each.share.high or 1.0) for each in bins)
