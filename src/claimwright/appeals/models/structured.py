"""Models of the columns alone, without a text: base rates of like cases, and logistic regression as JSON coefficients.

Trained on determinations that regulators publish without narratives. Only sums over such cases are in what is written, so
the JSON may ship.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.benchmark.labels import targets
from claimwright.appeals.models.calibrate import Calibrator, fit_calibrator
from claimwright.appeals.models.columns import Columns, value_of
from claimwright.appeals.models.linear import fit_logistic
from claimwright.appeals.models.members import Facts, one_hot
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import BINARY, AppealCase, Outcome
from claimwright.core.errors import InputError

COLUMNS = ("appeal_type", "diagnosis_category", "diagnosis", "treatment_category", "treatment", "age_range", "sex")
SCHEMA = "claimwright-appeals-structured/1"
CODE = "APPEALS-STRUCTURED"
_CALIBRATION_YEARS = 2
_SHRINK = 20.0
_LEVELS = (("appeal_type",), ("appeal_type", "treatment_category"), ("treatment_category", "treatment"),
           ("diagnosis", "treatment"), ("appeal_type", "diagnosis", "treatment"))  # fmt: skip

Counts = dict[tuple[str, ...], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Lookup:
    """The base rate of like cases: from all cases to ever more alike ones, each level shrunk to the one before as though
    that had been seen on 20 cases."""

    base: Floats
    levels: tuple[Counts, ...]

    @classmethod
    def learn(cls, cases: Sequence[AppealCase], labels: NDArray[np.int64], classes: int) -> Lookup:
        """Count the outcomes at every level."""
        levels: list[Counts] = []
        for columns in _LEVELS:
            counts: Counts = {}
            for case, label in zip(cases, labels.tolist(), strict=True):
                counts.setdefault(_key(case, columns), np.zeros(classes))[label] += 1
            levels.append(counts)
        return cls(np.bincount(labels, minlength=classes) / max(1, len(labels)), tuple(levels))

    def rates(self, case: AppealCase) -> Floats:
        """The outcomes' shares among cases like this one."""
        rates = self.base
        for columns, counts in zip(_LEVELS, self.levels, strict=True):
            found = counts.get(_key(case, columns))
            if found is not None and all(_key(case, columns)):
                rates = (found + _SHRINK * rates) / (found.sum() + _SHRINK)
        return rates

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        """A row a case, a column a class."""
        return np.log(np.maximum(np.stack([self.rates(case) for case in cases]), 1e-6))


class StructuredModel(msgspec.Struct, frozen=True, kw_only=True):
    """Coefficients by class, column and value, with the calibrator and what they were learnt from.

    `weights[column][value]` is the logit of the second class against the first; the value "" is "unspecified".
    """

    schema: str = SCHEMA
    classes: tuple[str, ...]
    bias: float
    weights: dict[str, dict[str, float]]
    calibrator: Calibrator
    card: dict[str, Any]

    def predict(self, cases: Sequence[AppealCase]) -> Floats:
        """Calibrated probabilities, a row a case."""
        z = np.array([self._logit(case) for case in cases])
        return self.calibrator.probabilities(np.stack([np.zeros_like(z), z], 1))

    def _logit(self, case: AppealCase) -> float:
        parts = (known.get(value_of(case, column), known.get("", 0.0)) for column, known in self.weights.items())
        return self.bias + sum(parts)


def train_structured(
    cases: Sequence[AppealCase], *, columns: Sequence[str] = COLUMNS, classes: tuple[Outcome, ...] = BINARY, seed: int = 7
) -> StructuredModel:  # fmt: skip
    """Learn from all years but the last two, calibrate on those, and say so in the card. Raises `InputError`.

    Values that fewer than five cases have are not kept.
    """
    labels = targets(cases, classes)
    years = sorted({case.year for case in cases if case.year})
    if len(years) <= _CALIBRATION_YEARS:
        raise InputError(
            "the cases are of too few years to calibrate on later ones",
            fix="give cases of three years or more",
            code=CODE,
        )
    late = years[-_CALIBRATION_YEARS]
    early = [i for i, case in enumerate(cases) if labels[i] >= 0 and case.year and case.year < late]
    held = [i for i, case in enumerate(cases) if labels[i] >= 0 and case.year and case.year >= late]
    facts = _facts([cases[i] for i in early], labels[early], columns, seed)
    calibrator = fit_calibrator(facts.logits([cases[i] for i in held]), labels[held], "platt")
    return _as_model(facts, calibrator, classes, _card(cases, early, held, late))


def write_structured(model: StructuredModel, path: Path) -> None:
    """Write the model as JSON."""
    path.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")


def read_structured(path: Path) -> StructuredModel:
    """Read a model. Raises `InputError` where the file is none."""
    try:
        model = msgspec.json.decode(path.read_bytes(), type=StructuredModel)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(f"this is no structured model: {error}", where=str(path), code=CODE) from None
    if model.schema != SCHEMA:
        raise InputError(f"its schema is {model.schema!r}", where=str(path), fix=f"train one of {SCHEMA}", code=CODE)
    return model


def _facts(cases: Sequence[AppealCase], labels: NDArray[np.int64], columns: Sequence[str], seed: int) -> Facts:
    known = Columns.learn(cases, names=columns)
    groups = [case.group or case.id for case in cases]
    weights, bias, _ = fit_logistic(one_hot(known, cases), labels, groups, 2, seed=seed)
    return Facts(known, weights, bias)


def _as_model(facts: Facts, calibrator: Calibrator, classes: tuple[str, ...], card: dict[str, Any]) -> StructuredModel:
    slopes, at = facts.weights[:, 1] - facts.weights[:, 0], 0
    weights: dict[str, dict[str, float]] = {}
    for name, values in facts.columns.values.items():
        weights[name] = {value: round(float(slopes[at + n]), 6) for n, value in enumerate(("", *values))}
        at += len(values) + 1
    bias = round(float(facts.bias[1] - facts.bias[0]), 6)
    return StructuredModel(classes=classes, bias=bias, weights=weights, calibrator=calibrator, card=card)


def _card(cases: Sequence[AppealCase], early: Sequence[int], held: Sequence[int], late: int) -> dict[str, Any]:
    counts = Counter(case.decision for case in cases)
    return {
        "sources": sorted({case.source for case in cases}), "trained_on": len(early), "calibrated_on": len(held),
        "calibrated_from_year": late, "outcomes": dict(sorted(counts.items())),
    }  # fmt: skip


def _key(case: AppealCase, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(value_of(case, column) for column in columns)
