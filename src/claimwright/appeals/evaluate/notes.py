"""What a reader must know before the figures: size, invented cases, fields that the rows lack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimwright.appeals.evaluate.records import LEAST_SUPPORT
from claimwright.appeals.evaluate.scores import Judged

PUBLISHED = (
    "Published for the 200 public evaluation rows: a zero-shot system 66.0%, TF-IDF with logistic regression trained on "
    "the 722 public training rows 64.0%. For the full public test data (9,846 cleaned rows, another set): DistilBERT trained on "
    "60,096 rows 75.4%, majority 53.9%."
)


def notes(j: Judged, *, unlabelled: int, folds: int, unrecorded: Sequence[str]) -> tuple[str, ...]:
    """The notes, in the order of their weight."""
    return tuple(_notes(j, unlabelled, folds, unrecorded))


def _notes(j: Judged, unlabelled: int, folds: int, unrecorded: Sequence[str]) -> Iterator[str]:
    invented, sealed = sum(c.invented for c in j.cases), sum(c.evaluation_only for c in j.cases)
    if invented:
        yield f"{invented} of the {len(j)} cases are invented (fixtures): their figures say nothing about real appeals."
    yield from _size(j)
    if folds:
        yield f"Scores are out-of-fold: the {folds} folds' scores are pooled and judged together."
    if sealed:
        yield (
            f"{sealed} of the cases are for evaluation only: a model that was trained, tuned, stopped or chosen on them must not "
            f"be judged by them. {PUBLISHED if sealed == len(j) == 200 else ''}".strip()
        )
    if unlabelled:
        yield f"{unlabelled} cases have no label among the classes and are left out."
    if unrecorded:
        yield f"The cases do not record: {', '.join(unrecorded)}. Nothing can be said by these."
    yield "Outcomes are of reviewed appeals only: people who did not appeal, and denials that review does not take, are not in them."


def _size(j: Judged) -> Iterator[str]:
    width = 1.96 * (0.25 / (int(j.groups.max()) + 1)) ** 0.5
    if len(j) < 1000:
        yield f"With {len(j)} cases an accuracy is known to about {width:.3f} either way; smaller differences cannot be told."
    rare = [f"{name} ({n})" for c, name in enumerate(j.classes) if (n := int((j.labels == c).sum())) < LEAST_SUPPORT]
    if rare:
        yield f"Fewer than {LEAST_SUPPORT} cases: {', '.join(rare)}. Figures of such a class, and macro averages with it, are weak."
