"""The same model by who and where: bias is the first risk that these data carry.

A field that no case records is named as unrecorded, never left out silently. Values under 30 cases are shown with their
interval and support no claim; the widest gap is looked for among the others, against chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from claimwright.appeals.evaluate.intervals import clean, number, wilson
from claimwright.appeals.evaluate.metrics import brier, ones, roc_auc
from claimwright.appeals.evaluate.records import LEAST_SUPPORT, Figure, GroupRow, GroupTable
from claimwright.appeals.evaluate.scores import Floats, Judged
from claimwright.appeals.records import AppealCase

FIELDS: dict[str, Callable[[AppealCase], str]] = {
    "jurisdiction": lambda case: case.jurisdiction,
    "insurance type": lambda case: case.insurance_type,
    "appeal type": lambda case: case.appeal_type,
    "diagnosis category": lambda case: case.diagnosis_category,
    "treatment category": lambda case: case.treatment_category,
    "year": lambda case: str(case.year) if case.year is not None else "",
    "sex": lambda case: case.sex,
    "age range": lambda case: case.age_range,
    "race": lambda case: case.race,
    "expedited": lambda case: "" if case.expedited is None else ("yes" if case.expedited else "no"),
    "source": lambda case: case.source,
}
_MOST_ROWS = 40
_PERMUTATIONS = 1000


def tables(j: Judged, seed: int) -> tuple[tuple[GroupTable, ...], tuple[str, ...]]:
    """A table a recorded field, and the names of the fields that no case records."""
    made = {field: table(j, field, seed) for field in FIELDS}
    return _holm([t for t in made.values() if t]), tuple(field for field, t in made.items() if t is None)


def table(j: Judged, field: str, seed: int) -> GroupTable | None:
    """One field's table; None where no case records it. At most the 40 most frequent values are listed."""
    values = np.asarray([FIELDS[field](case) for case in j.cases], dtype=object)
    names, counts = np.unique(values[values != ""].astype(str), return_counts=True)
    if not len(names):
        return None
    listed = [str(names[n]) for n in np.lexsort((names, -counts))[:_MOST_ROWS]]
    rows = tuple(_row(j.only(values == name), name) for name in listed)
    gap, between, p = _gap(j, values, rows, seed)
    return GroupTable(field=field, recorded=int(counts.sum()), rows=rows, gap=gap, between=between, p=p)


def _row(j: Judged, value: str) -> GroupRow:
    weights, groups = ones(j), int(j.groups.max()) + 1
    return GroupRow(
        value=value,
        cases=len(j),
        groups=groups,
        claim=len(j) >= LEAST_SUPPORT,
        accuracy=wilson(float(j.right.sum()), len(j), groups),
        share=wilson(float(j.hits[:, -1].sum()), len(j), groups),
        mean=round(float(j.probabilities[:, -1].mean()), 6),
        brier=round(number(brier(j, weights)), 6),
        roc_auc=clean(number(roc_auc(j, weights))),
        recall=dict(_recalls(j)),
    )


def _recalls(j: Judged) -> Iterator[tuple[str, Figure]]:
    for c, name in enumerate(j.classes):
        there = j.labels == c
        yield name, wilson(float(j.right[there].sum()), int(there.sum()), len(np.unique(j.groups[there])) or None)


def _gap(
    j: Judged, values: np.ndarray, rows: tuple[GroupRow, ...], seed: int
) -> tuple[float | None, tuple[str, ...], float | None]:
    """The widest gap in accuracy among values with enough cases, between which, and its p by permuting the values."""
    large = sorted((row.accuracy.value or 0.0, row.value) for row in rows if row.claim)
    if len(large) < 2:
        return None, (), None
    numbers = np.full(len(j), -1)
    for number_, (_, name) in enumerate(large):
        numbers[values == name] = number_
    right = j.right[numbers >= 0]
    sizes = np.bincount(numbers[numbers >= 0])
    seen = large[-1][0] - large[0][0]
    wider = sum(_widest(right, sizes, rng) >= seen - 1e-9 for rng in _generators(seed))
    return round(seen, 6), (large[0][1], large[-1][1]), round((1 + wider) / (1 + _PERMUTATIONS), 6)


def _generators(seed: int) -> Iterator[np.random.Generator]:
    rng = np.random.default_rng(seed)
    return (rng for _ in range(_PERMUTATIONS))


def _widest(right: Floats, sizes: np.ndarray, rng: np.random.Generator) -> float:
    sums = np.add.reduceat(rng.permutation(right), np.r_[0, np.cumsum(sizes)[:-1]])
    shares = sums / sizes
    return float(shares.max() - shares.min())


def _holm(found: list[GroupTable]) -> tuple[GroupTable, ...]:
    """Holm's correction (1979) over the fields that were tested."""
    import msgspec

    tested = sorted((t.p, t.field) for t in found if t.p is not None)
    corrected, worst = dict[str, float](), 0.0
    for rank, (p, field) in enumerate(tested):
        worst = max(worst, min(1.0, p * (len(tested) - rank)))
        corrected[field] = round(worst, 6)
    return tuple(msgspec.structs.replace(t, p_holm=corrected.get(t.field)) for t in found)
