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
from claimwright.appeals.predict.model import drift
from claimwright.appeals.predict.model.attributes import Attributes, of_case
from claimwright.appeals.predict.model.fit import Fitted, fit
from claimwright.appeals.predict.model.odds import SCHEMA, Odds, pack
from claimwright.appeals.records import BINARY, AppealCase

DRAWS, SEED = 40, 5
RECENT = 5
"""A year outside the data gets the mean effect of the last so many."""
LAST_TRAINED = 2012
_FIRST_CUT, _HORIZON = 2006, 2


@dataclass(frozen=True, slots=True)
class _Data:
    attributes: list[Attributes]
    overturned: list[bool]
    years: NDArray[np.int64]

    def between(self, first: int, last: int) -> list[tuple[Attributes, bool]]:
        """The cases of these years."""
        chosen = np.flatnonzero((self.years >= first) & (self.years <= last))
        return [(self.attributes[at], self.overturned[at]) for at in chosen]

    def fit(self, last: int) -> Fitted:
        """A fit to the years up to one."""
        used = self.between(0, last)
        return fit([of for of, _ in used], [overturned for _, overturned in used])


def train(cases: Sequence[AppealCase], source: str, say: Callable[[str], None]) -> Odds:
    """The model fitted to all determinations, with figures of one fitted to the years to 2012 on the later ones."""
    used = [case for case in cases if case.year is not None and case.decision in BINARY]
    data = _Data(
        [of_case(case) for case in used],
        [case.decision == "Overturned" for case in used],
        np.array([case.year for case in used], np.int64),
    )
    last = int(data.years.max())
    groups, levels = _moves(data, last, say)
    early = _odds(data, source, LAST_TRAINED, drift.spread_for([g for g in groups if g.year <= LAST_TRAINED]))
    say("fitting all years")
    whole = _odds(data, source, last, drift.spread_for(groups))
    shifts = {f"{g.cut} to {g.year}": round(g.shift, 3) for g in levels}
    figures = {"temporal": _judged(early, used, data), "shifts": shifts, "groups": len(groups)}
    return msgspec.structs.replace(whole, figures=figures)


def _odds(data: _Data, source: str, last: int, spread: float) -> Odds:
    fitted, used = data.fit(last), data.between(0, last)
    mode = dict(zip(fitted.names, fitted.mode.tolist(), strict=True))
    draws = dict(zip(fitted.names, fitted.draws(DRAWS, SEED).T, strict=True))
    recent = [mode.get(f"y:{year}", 0.0) for year in range(last - RECENT + 1, last + 1)]
    return Odds(
        schema=SCHEMA,
        source=source,
        cases=len(used),
        years=(int(data.years.min()), last),
        level=round(float(np.mean(recent)), 4),
        drift=round(spread, 4),
        priors={name: round(value, 4) for name, value in fitted.spreads.items()},
        weights=pack(mode, draws),
        support=dict(Counter(str(each) for of, _ in used for each in (of.treatment, of.diagnosis) if each)),
        figures={},
    )


def _moves(data: _Data, last: int, say: Callable[[str], None]) -> tuple[list[drift.Group], list[drift.Group]]:
    """How far treatments and levels moved within two years after each cut-off."""
    groups: list[drift.Group] = []
    levels: list[drift.Group] = []
    for cut in range(_FIRST_CUT, last):
        say(f"what moves after {cut}")
        odds, later = _odds(data, "", cut, 0.0), data.between(cut + 1, cut + _HORIZON)
        groups += drift.groups(odds, cut, later)
        levels += drift.levels(odds, cut, later)
    return groups, levels


def _judged(odds: Odds, cases: Sequence[AppealCase], data: _Data) -> dict[str, Any]:
    """Figures on the years after the fit, with their intervals; the year itself is not told to the model."""
    later = [case for case in cases if (case.year or 0) > odds.years[1]]
    chances = np.array([odds.chance(of_case(case).without("year")).probability for case in later])
    report = evaluate(later, np.column_stack([1 - chances, chances]), BINARY, name="structured", resamples=500)
    event = report.calibration[0]
    still = msgspec.structs.replace(odds, drift=0.0)
    found = drift.groups(still, odds.years[1], data.between(odds.years[1] + 1, 9999))
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
        "drift": odds.drift,
        "groups": len(found),
        "covered": round(drift.coverage(found, odds.drift), 4),
        "covered_without_drift": round(drift.coverage(found, 0.0), 4),
    }
