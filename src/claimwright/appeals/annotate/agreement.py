"""How far two annotators agree: over the tokens they marked, the passages, and the ratings, each with an interval.

Cohen's kappa (1960) is agreement beyond chance; with quadratic weights (1968) for ratings, so that 1 against 4 weighs more
than 3 against 4. F1 takes one annotator as the reference, and is the same either way. Intervals are the 2.5th and 97.5th
percentiles over bootstrap resamples of whole cases.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.annotate.records import Annotation
from claimwright.appeals.annotate.spans import tokens
from claimwright.appeals.models.annotations import Span
from claimwright.core.errors import InputError

Counts = NDArray[np.float64]
"""Tables of counts, one a resample: the last two axes are the first and the second annotator's labels."""

_RATINGS = 4
_SUFFICIENT_FROM = 3


class Measured(msgspec.Struct, frozen=True):
    """A figure between -1 and 1 with its 95% interval; None where the data does not define it."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement of two annotators on the cases that both annotated with the same text.

    `tokens` and `rated` say over how many tokens and ratings the figures are; `of_other_text` counts cases left out.
    """

    first: str
    second: str
    cases: int
    only_first: int
    only_second: int
    of_other_text: int
    tokens: int
    rated: int
    measures: dict[str, Measured]


def agreement(
    first: Sequence[Annotation], second: Sequence[Annotation], *, resamples: int = 2000, seed: int = 1
) -> Agreement:
    """Compare two annotators' files, by case id. Raises `InputError` where they share no case, or one says a case twice."""
    a, b = _by_id(first, "first"), _by_id(second, "second")
    shared = [name for name in a if name in b]
    pairs = [(a[name], b[name]) for name in shared if a[name].context == b[name].context]
    if not pairs:
        raise InputError(
            "the two files share no case with the same text",
            fix="let both people annotate the same cases",
            code="APPEALS-AGREEMENT",
        )
    return Agreement(
        first=_name(first),
        second=_name(second),
        cases=len(pairs),
        only_first=len(a) - len(shared),
        only_second=len(b) - len(shared),
        of_other_text=len(shared) - len(pairs),
        tokens=int(sum(token_table(x, y).sum() for x, y in pairs)),
        rated=int(sum(rating_table(x, y).sum() for x, y in pairs)),
        measures=_measures(pairs, resamples, seed),
    )


def kappa(counts: Counts, *, quadratic: bool = False) -> Counts:
    """Cohen's kappa of tables of counts; NaN where both always say one and the same label."""
    place = np.arange(counts.shape[-1], dtype=np.float64)
    distance = np.abs(place[:, None] - place[None, :])
    weight = distance**2 if quadratic else (distance > 0).astype(np.float64)
    total = counts.sum(axis=(-2, -1))
    chance = counts.sum(axis=-1)[..., :, None] * counts.sum(axis=-2)[..., None, :]
    seen, expected = (counts * weight).sum(axis=(-2, -1)), (chance * weight).sum(axis=(-2, -1))
    return 1 - _ratio(seen * total, expected)


def f1(counts: Counts) -> Counts:
    """F1 of the second label of two-by-two tables; NaN where nobody gave it."""
    both, one = counts[..., 1, 1], counts[..., 0, 1] + counts[..., 1, 0]
    return _ratio(2 * both, 2 * both + one)


def same(counts: Counts) -> Counts:
    """The share of the same labels."""
    return _ratio(np.trace(counts, axis1=-2, axis2=-1), counts.sum(axis=(-2, -1)))


def token_table(first: Annotation, second: Annotation) -> Counts:
    """Tokens by whether the first and the second annotator marked them. A token is marked where its first character is."""
    starts = [token.start for token in tokens(first.context)]
    table = np.zeros((2, 2))
    np.add.at(table, (_marked(starts, first.spans), _marked(starts, second.spans)), 1)
    return table


def passage_table(first: Annotation, second: Annotation) -> Counts:
    """Passages by who marked them, from the same first character to the same last."""
    a, b = set(first.spans), set(second.spans)
    return np.array([[0, len(b - a)], [len(a - b), len(a & b)]], dtype=np.float64)


def rating_table(first: Annotation, second: Annotation) -> Counts:
    """One rating by both, or none where one is missing."""
    table = np.zeros((_RATINGS, _RATINGS))
    if first.sufficiency is not None and second.sufficiency is not None:
        table[first.sufficiency - 1, second.sufficiency - 1] = 1
    return table


def sufficient(counts: Counts) -> Counts:
    """Ratings as two labels: insufficient, and sufficient from 3 on."""
    cut = _SUFFICIENT_FROM - 1
    rows = np.stack([counts[..., :cut, :].sum(axis=-2), counts[..., cut:, :].sum(axis=-2)], axis=-2)
    return np.stack([rows[..., :cut].sum(axis=-1), rows[..., cut:].sum(axis=-1)], axis=-1)


_MEASURES: Mapping[str, tuple[Callable[[Annotation, Annotation], Counts], Callable[[Counts], Counts]]] = {
    "token_kappa": (token_table, kappa),
    "token_f1": (token_table, f1),
    "passage_f1": (passage_table, f1),
    "sufficiency_weighted_kappa": (rating_table, lambda counts: kappa(counts, quadratic=True)),
    "sufficiency_same": (rating_table, same),
    "sufficient_kappa": (rating_table, lambda counts: kappa(sufficient(counts))),
}


def _measures(pairs: Sequence[tuple[Annotation, Annotation]], resamples: int, seed: int) -> dict[str, Measured]:
    even = np.full(len(pairs), 1 / len(pairs))
    weights = np.random.default_rng(seed).multinomial(len(pairs), even, size=resamples).astype(np.float64)
    found: dict[str, Measured] = {}
    for name, (table, measure) in _MEASURES.items():
        tables = np.stack([table(a, b) for a, b in pairs])
        drawn = np.tensordot(weights, tables, axes=1)
        found[name] = _measured(measure(tables.sum(axis=0)[None]), measure(drawn))
    return found


def _measured(value: Counts, drawn: Counts) -> Measured:
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value[0]) or not known.size:
        return Measured(None)
    low, high = np.percentile(known, [2.5, 97.5])
    return Measured(*(round(float(each), 4) + 0.0 for each in (value[0], low, high)))


def _marked(starts: Sequence[int], spans: Sequence[Span]) -> NDArray[np.int64]:
    found = np.zeros(len(starts), dtype=np.int64)
    at = np.asarray(starts, dtype=np.int64)
    for span in spans:
        found |= (span.start <= at) & (at < span.end)
    return found


def _ratio(above: Counts, below: Counts) -> Counts:
    return np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below != 0)


def _by_id(annotations: Sequence[Annotation], which: str) -> dict[str, Annotation]:
    found = {each.id: each for each in annotations}
    if len(found) != len(annotations):
        raise InputError(
            f"the {which} file has a case twice",
            fix="name the annotator with --first or --second",
            code="APPEALS-AGREEMENT",
        )
    return found


def _name(annotations: Sequence[Annotation]) -> str:
    return ", ".join(sorted({each.annotator for each in annotations} - {""}))
