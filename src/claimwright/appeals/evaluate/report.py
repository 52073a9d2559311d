"""`evaluate`: everything that is said of one model's probabilities on one set of cases."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import ArrayLike

from claimwright.appeals.evaluate import brier as parts
from claimwright.appeals.evaluate import calibration as calibrated
from claimwright.appeals.evaluate import metrics as m
from claimwright.appeals.evaluate import risk
from claimwright.appeals.evaluate.compare import against
from claimwright.appeals.evaluate.drift import drift
from claimwright.appeals.evaluate.intervals import Measure, number, percentile, replicate, resamples_for
from claimwright.appeals.evaluate.notes import notes
from claimwright.appeals.evaluate.records import Against, ClassFigures, FoldRow, Report
from claimwright.appeals.evaluate.scores import Floats, Judged, judge
from claimwright.appeals.evaluate.subgroups import tables
from claimwright.appeals.records import AppealCase, Outcome

SEED = 7

FIGURES: dict[str, Callable[[Judged, Floats], Floats]] = {
    "accuracy": m.accuracy,
    "macro_f1": m.macro_f1,
    "micro_f1": m.micro_f1,
    "macro_precision": m.macro_precision,
    "macro_recall": m.macro_recall,
    "roc_auc": m.roc_auc,
    "brier": m.brier,
    "log_loss": m.log_loss,
}


def evaluate(
    cases: Sequence[AppealCase],
    probabilities: ArrayLike,
    classes: Sequence[Outcome],
    *,
    folds: Sequence[int | None] | None = None,
    name: str = "",
    seed: int = SEED,
    resamples: int | None = None,
) -> Report:
    """Judge probabilities (a row a case, a column a class, in the classes' order) against the cases' labels.

    With `folds`, the scores are out-of-fold: all folds are judged together, and each fold's figures show the spread.
    The same input and seed give the same report. Raises `InputError` for probabilities that are none.
    """
    j, unlabelled = judge(cases, probabilities, classes)
    resamples = resamples or resamples_for(len(j))
    found = replicate(_measures(j), j.groups, resamples, seed)
    found_tables, unrecorded = tables(j, seed)
    years = next((t for t in found_tables if t.field == "year"), None)
    spread = _folds(cases, j, folds)
    return Report(
        name=name,
        classes=tuple(classes),
        cases=len(j),
        groups=int(j.groups.max()) + 1,
        unlabelled=unlabelled,
        invented=sum(case.invented for case in j.cases),
        evaluation_only=sum(case.evaluation_only for case in j.cases),
        sources=dict(sorted(Counter(case.source for case in j.cases).items())),
        labels={c: int((j.labels == n).sum()) for n, c in enumerate(classes)},
        seed=seed,
        resamples=resamples,
        figures={key: percentile(measure(j, m.ones(j)), found[key]) for key, measure in FIGURES.items()},
        majority=_majority(j, resamples, seed),
        per_class=tuple(_class(j, c, found) for c in range(len(classes))),
        confusion=tuple(tuple(int(n) for n in row) for row in m.confusion(j, m.ones(j))[0]),
        calibration=tuple(
            calibrated.calibration(e, j.groups, m.ones(j), found[f"calibration {e.of}"]) for e in calibrated.events(j)
        ),
        brier=parts.decompose(j, found["skill"]),
        risk_coverage=risk.risk_coverage(j, found["aurc"], found["risks"]),
        folds=spread,
        subgroups=found_tables,
        unrecorded=unrecorded,
        drift=drift(j, years, resamples, seed) if years else None,
        notes=notes(j, unlabelled=unlabelled, folds=len(spread), unrecorded=unrecorded),
        cases_hash=cases_hash(j.cases),
    )


def cases_hash(cases: Sequence[AppealCase]) -> str:
    """A hash of the cases' ids: equal for the same cases in any order."""
    return hashlib.sha256("\n".join(sorted(case.id for case in cases)).encode()).hexdigest()


def _measures(j: Judged) -> dict[str, Measure]:
    """All that is resampled, by name."""
    plain: dict[str, Measure] = {name: partial(measure, j) for name, measure in FIGURES.items()}
    plain |= {"aurc": partial(risk.aurc, j), "risks": partial(risk.risks, j), "skill": partial(parts.skill, j)}
    plain |= {"per_class": lambda weights: np.stack(m.per_class(j, weights), axis=1), "aucs": partial(m.class_aucs, j)}
    for event in calibrated.events(j):
        plain[f"calibration {event.of}"] = partial(calibrated.errors, event)
    return plain


def _class(j: Judged, c: int, found: dict[str, Floats]) -> ClassFigures:
    values = [part[0, c] for part in m.per_class(j, m.ones(j))]
    precision, recall, f1 = (percentile(v, found["per_class"][:, n, c]) for n, v in enumerate(values))
    return ClassFigures(
        name=j.classes[c],
        support=int((j.labels == c).sum()),
        predicted=int((j.predicted == c).sum()),
        precision=precision,
        recall=recall,
        f1=f1,
        roc_auc=percentile(m.class_aucs(j, m.ones(j))[0, c], found["aucs"][:, c]),
    )


def _majority(j: Judged, resamples: int, seed: int) -> Against:
    """The model against always naming the most frequent label of these very cases, which is the hardest such rule."""
    most = int(np.bincount(j.labels, minlength=len(j.classes)).argmax())
    rule = (j.labels == most).astype(np.float64)
    return against("accuracy", j.right, rule, j.groups, resamples, seed, names=("model", f"always {j.classes[most]}"))


def _folds(cases: Sequence[AppealCase], j: Judged, folds: Sequence[int | None] | None) -> tuple[FoldRow, ...]:
    if folds is None:
        return ()
    fold_of = {id(case): fold for case, fold in zip(cases, folds, strict=True)}
    numbers = np.asarray([-1 if fold_of[id(case)] is None else fold_of[id(case)] for case in j.cases], dtype=np.int64)
    return tuple(_fold(j.only(numbers == fold), int(fold)) for fold in np.unique(numbers[numbers >= 0]))


def _fold(j: Judged, fold: int) -> FoldRow:
    figures = [round(number(measure(j, m.ones(j))), 6) for measure in (m.accuracy, m.brier)]
    return FoldRow(fold, len(j), *figures)
