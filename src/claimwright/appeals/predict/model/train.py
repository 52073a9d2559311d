"""Making the shipped model from the determinations, and judging it on years that it did not see.

Nothing else is learnt from: no text of a case has any part in the shipped numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.evaluate.report import evaluate
from claimwright.appeals.predict.model.attributes import Attributes, of_case
from claimwright.appeals.predict.model.fit import Fitted, fit
from claimwright.appeals.predict.model.odds import SCHEMA, Odds, pack
from claimwright.appeals.records import BINARY, AppealCase

DRAWS, SEED = 40, 5
RECENT = 5
"""A year outside the data gets the mean effect of the last so many."""
LAST_TRAINED = 2012
_FIRST_CUT = 2006

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Data:
    attributes: list[Attributes]
    overturned: Bools
    years: NDArray[np.int64]

    def upto(self, year: int) -> tuple[list[Attributes], list[bool]]:
        chosen = np.flatnonzero(self.years <= year)
        return [self.attributes[at] for at in chosen], [bool(self.overturned[at]) for at in chosen]


def train(cases: Sequence[AppealCase], source: str, say: Callable[[str], None]) -> Odds:
    """The model fitted to all determinations, with figures of one fitted to the years to 2012 on the later ones."""
    used = [case for case in cases if case.year is not None and case.decision in BINARY]
    data = _Data(
        [of_case(case) for case in used],
        np.array([case.decision == "Overturned" for case in used]),
        np.array([case.year for case in used], np.int64),
    )
    drift, shifts = _drift(data, say)
    say("fitting all years")
    whole = fit(*data.upto(9999))
    odds = _odds(whole, data, source, drift)
    say(f"judging on the years after {LAST_TRAINED}")
    early = _odds(fit(*data.upto(LAST_TRAINED)), data, source, drift, upto=LAST_TRAINED)
    figures = {"temporal": _judged(early, used), "shifts": shifts}
    return msgspec.structs.replace(odds, figures=figures)


def _odds(fitted: Fitted, data: _Data, source: str, drift: float, *, upto: int = 9999) -> Odds:
    mode = dict(zip(fitted.names, fitted.mode.tolist(), strict=True))
    draws = dict(zip(fitted.names, fitted.draws(DRAWS, SEED).T, strict=True))
    used, _ = data.upto(upto)
    years = (int(data.years.min()), min(upto, int(data.years.max())))
    return Odds(
        schema=SCHEMA,
        source=source,
        cases=len(used),
        years=years,
        level=_level(mode, years[1]),
        drift=round(drift, 4),
        priors={name: round(value, 4) for name, value in fitted.spreads.items()},
        weights=pack(mode, draws),
        support=dict(Counter(str(each) for case in used for each in (case.treatment, case.diagnosis) if each)),
        figures={},
    )


def _level(mode: dict[str, float], last: int) -> float:
    return round(float(np.mean([mode.get(f"y:{year}", 0.0) for year in range(last - RECENT + 1, last + 1)])), 4)


def _drift(data: _Data, say: Callable[[str], None]) -> tuple[float, dict[str, float]]:
    """How far the level of the year after next to a fit was off, in logits: root mean square over cut-off years.

    Each fit sees the years up to a cut-off; the shift that makes the next two years' mean probability right is taken."""
    shifts: dict[str, float] = {}
    for cut in range(_FIRST_CUT, int(data.years.max())):
        say(f"how far the level moves after {cut}")
        odds = _odds(fit(*data.upto(cut)), data, "", 0.0, upto=cut)
        for year in (cut + 1, cut + 2):
            rows = np.flatnonzero(data.years == year)
            if len(rows):
                logits = np.array([odds.chance(data.attributes[at].without("year")).logit for at in rows])
                shifts[f"{cut} to {year}"] = round(_shift(logits, float(data.overturned[rows].mean())), 3)
    return float(np.sqrt(np.mean(np.square(list(shifts.values()))))), shifts


def _shift(logits: NDArray[np.float64], share: float) -> float:
    """What has to be added to the logits for their mean probability to be the share, by halving."""
    low, high = -5.0, 5.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-logits - middle))).mean() < share else (low, middle)
    return (low + high) / 2


def _judged(odds: Odds, cases: Sequence[AppealCase]) -> dict[str, Any]:
    """Figures on the years after the fit, with their intervals; the year itself is not told to the model."""
    later = [case for case in cases if (case.year or 0) > odds.years[1]]
    chances = np.array([odds.chance(of_case(case).without("year")).probability for case in later])
    report = evaluate(later, np.column_stack([1 - chances, chances]), BINARY, name="structured", resamples=500)
    event = report.calibration[0]
    return {
        "cases": report.cases,
        "trained": f"{odds.years[0]} to {odds.years[1]}",
        "tested": f"{min(case.year or 0 for case in later)} to {max(case.year or 0 for case in later)}",
        "accuracy": report.figures["accuracy"],
        "majority": report.majority,
        "roc_auc": report.figures["roc_auc"],
        "brier": report.figures["brier"],
        "log_loss": report.figures["log_loss"],
        "ece": event.ece,
        "bins": event.bins,
        "mean_probability": round(float(chances.mean()), 4),
        "share_overturned": round(float(np.mean([case.decision == "Overturned" for case in later])), 4),
    }
