"""Odds of many decided cases at once, as a file of predictions that `claimwright appeals evaluate` judges.

The cases were reviewed, so where their texts do not say why they were denied, it is assumed that review decides them.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np

from claimwright.appeals.benchmark.problems import Problem
from claimwright.appeals.benchmark.read import read_cases
from claimwright.appeals.evaluate.predictions import write_predictions
from claimwright.appeals.predict.forecast import Forecaster
from claimwright.appeals.records import BINARY, AppealCase, Denial, Outcome, Prediction
from claimwright.core.errors import InputError


class Many(msgspec.Struct, frozen=True):
    """How many cases got odds, how many of those an outcome, and why the others got none."""

    cases: int
    with_odds: int
    with_outcome: int
    reasons: dict[str, int]
    problems: tuple[Problem, ...]
    written: str


def predict_cases(forecaster: Forecaster, path: Path, out: Path) -> Many:
    """Write predictions of a file's cases; bad rows are told, and the rest goes through. Raises `InputError` where no
    case got odds, `NotFoundError` for a file that is not there."""
    problems: list[Problem] = []
    cases = [case for case in read_cases(path, problems) if case.decision in BINARY]
    found = [(case, forecaster.predict(denial_of(case), assume=True, explain=False)) for case in cases]
    told = [(case, said) for case, said in found if said.probabilities]
    if not told:
        raise InputError(
            "no case of the file got odds",
            where=str(path),
            fix="give decided cases with texts",
            code="APPEALS-PREDICT-MANY",
        )
    classes: tuple[Outcome, ...] = tuple(name for name in told[0][1].probabilities)  # pyright: ignore[reportAssignmentType]
    table = np.array([[said.probabilities[name] for name in classes] for _, said in told])
    write_predictions(out, [case for case, _ in told], table / table.sum(1, keepdims=True), classes)
    reasons = Counter(_kind(said) for _, said in found if said.abstained)
    return Many(
        cases=len(cases),
        with_odds=len(told),
        with_outcome=sum(not said.abstained for _, said in told),
        reasons=dict(reasons.most_common()),
        problems=tuple(problems),
        written=str(out),
    )


def denial_of(case: AppealCase) -> Denial:
    """A decided case as it stood before the decision."""
    return Denial(
        text=case.text,
        jurisdiction=case.jurisdiction,
        denial_reason=case.denial_reason or case.appeal_type,
        diagnosis=". ".join(part for part in (case.diagnosis, case.diagnosis_category) if part),
        treatment=". ".join(part for part in (case.treatment, case.treatment_category) if part),
        year=case.year,
        age_range=case.age_range,
        sex=case.sex,
        urgent=case.expedited,
    )


def _kind(said: Prediction) -> str:
    """The reason without what it names of the case."""
    reason = said.reason.split(":")[0].split(" (")[0]
    return "the service is none of those that the model knows" if reason.startswith('the service "') else reason
