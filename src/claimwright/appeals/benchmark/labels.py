"""What a model has to predict for a case: the outcome, or that the text does not let anyone tell.

As in HICRIC, a description that is insufficient has that label whatever the review decided. A human rating (1 to 4, from
3 on sufficient) goes before the pseudo-label. Where the classes are the two outcomes, sufficiency plays no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.records import OUTCOMES, AppealCase, Outcome

INSUFFICIENT = OUTCOMES[0]
SUFFICIENT_FROM = 3
"""The least human rating of a sufficient description: it names both a condition and a service."""


def is_sufficient(case: AppealCase) -> bool | None:
    """Whether the description suffices; None where neither a person nor a pseudo-label says."""
    if case.sufficiency is not None:
        return case.sufficiency >= SUFFICIENT_FROM
    return bool(case.sufficiency_id) if case.sufficiency_id is not None else None


def label_of(case: AppealCase, classes: Sequence[Outcome]) -> str:
    """The label among these classes; empty where the case has none of them."""
    label = INSUFFICIENT if INSUFFICIENT in classes and is_sufficient(case) is False else case.decision
    return label if label in classes else ""


def targets(cases: Iterable[AppealCase], classes: Sequence[Outcome]) -> NDArray[np.int64]:
    """The place of each case's label among the classes, -1 where it has none."""
    place = {name: index for index, name in enumerate(classes)}
    return np.asarray([place.get(label_of(case, classes), -1) for case in cases], dtype=np.int64)  # type: ignore[arg-type]
