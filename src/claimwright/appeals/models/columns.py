"""The columns of a case that a model may use beside its text, as numbers; 0 is "the source does not say".

HICRIC's outcome model reads jurisdiction and insurance type only. Here every recorded column is one, each with a learned
"unspecified", so that a case may come with any of them missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.records import AppealCase

UNSPECIFIED = ""
_YEARS_A_BIN = 3


def _year(case: AppealCase) -> str:
    return str(case.year - case.year % _YEARS_A_BIN) if case.year else UNSPECIFIED


def _expedited(case: AppealCase) -> str:
    return UNSPECIFIED if case.expedited is None else str(case.expedited).lower()


READERS: dict[str, Callable[[AppealCase], str]] = {
    "jurisdiction": lambda case: case.jurisdiction,
    "insurance_type": lambda case: case.insurance_type,
    "appeal_type": lambda case: case.appeal_type,
    "denial_reason": lambda case: case.denial_reason,
    "diagnosis_category": lambda case: case.diagnosis_category,
    "diagnosis": lambda case: case.diagnosis,
    "treatment_category": lambda case: case.treatment_category,
    "treatment": lambda case: case.treatment,
    "year": _year,
    "age_range": lambda case: case.age_range,
    "sex": lambda case: case.sex,
    "expedited": _expedited,
}
"""Every column by its field's name. Race is read by `evaluate` alone, never by a model."""


def value_of(case: AppealCase, column: str) -> str:
    """The value in small letters with single spaces; empty where the source does not say."""
    return " ".join(READERS[column](case).casefold().split())


class Columns(msgspec.Struct, frozen=True):
    """The known values of each column, the commonest first; what is rarer or new counts as unspecified."""

    values: dict[str, tuple[str, ...]]

    @classmethod
    def learn(cls, cases: Iterable[AppealCase], *, least: int = 5, names: Sequence[str] = tuple(READERS)) -> Columns:
        """The values that at least `least` of these cases have."""
        counts: dict[str, Counter[str]] = {name: Counter() for name in names}
        for case in cases:
            for name in names:
                counts[name][value_of(case, name)] += 1
        return cls({name: _common(counts[name], least) for name in names})

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many values a column takes, "unspecified" included."""
        return tuple(len(known) + 1 for known in self.values.values())

    def encode(self, cases: Sequence[AppealCase]) -> NDArray[np.int64]:
        """A row a case, a column a column; 0 is unspecified."""
        places = [{value: place for place, value in enumerate(known, 1)} for known in self.values.values()]
        rows = [
            [place.get(value_of(case, name), 0) for name, place in zip(self.values, places, strict=True)]
            for case in cases
        ]
        return np.asarray(rows, np.int64).reshape(len(cases), len(self.values))


def _common(counts: Counter[str], least: int) -> tuple[str, ...]:
    kept = [(value, n) for value, n in counts.items() if value and n >= least]
    return tuple(value for value, _ in sorted(kept, key=lambda each: (-each[1], each[0])))
