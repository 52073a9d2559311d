"""Gradient boosting on a case's columns alone: what can be told without the text. A baseline; it is not stored."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false, reportMissingTypeStubs=false
# (scikit-learn comes without complete types)

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.models.columns import Columns
from claimwright.appeals.models.config import Config
from claimwright.appeals.models.linear import one_thread
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import MissingExtraError

_MOST_VALUES = 250
_LEAST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Boosted:
    """A fitted ensemble of trees."""

    model: Any
    columns: Columns
    classes: int

    def logits(self, cases: Sequence[AppealCase]) -> Floats:
        out = np.full((len(cases), self.classes), _LEAST)
        out[:, self.model.classes_] = self.model.predict_proba(self.columns.encode(cases))
        return np.log(np.maximum(out, _LEAST))


def fit_boosting(cases: Sequence[AppealCase], labels: NDArray[np.int64], config: Config) -> Boosted:
    """Trees over categories, stopped early on a tenth of the training cases. Raises `MissingExtraError`."""
    try:
        from sklearn import ensemble
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "appeals") from error
    learnt = Columns.learn(cases, least=config.least_value, names=config.columns)
    columns = Columns({name: values[:_MOST_VALUES] for name, values in learnt.values.items()})
    kind: Any = ensemble.HistGradientBoostingClassifier
    model = kind(
        categorical_features=list(range(len(columns.values))), learning_rate=0.05, max_iter=300, max_leaf_nodes=15,
        min_samples_leaf=20, l2_regularization=1.0, early_stopping=len(cases) >= 200, validation_fraction=0.1,
        n_iter_no_change=15, random_state=config.seed,
        class_weight="balanced" if config.class_weights else None,
    )  # fmt: skip
    with one_thread():
        model.fit(columns.encode(cases), labels)
    return Boosted(model, columns, len(config.classes))
