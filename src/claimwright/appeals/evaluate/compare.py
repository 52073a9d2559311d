"""Two models on the same cases: differences resampled together, and what may be claimed of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import exp, lgamma, log

import numpy as np
from numpy.typing import ArrayLike

from claimwright.appeals.evaluate import calibration as calibrated
from claimwright.appeals.evaluate import metrics as m
from claimwright.appeals.evaluate import risk
from claimwright.appeals.evaluate.intervals import Measure, clean, number, percentile, replicate, resamples_for
from claimwright.appeals.evaluate.records import Against, Comparison, Figure
from claimwright.appeals.evaluate.scores import Floats, Ints, Judged, judge
from claimwright.appeals.records import AppealCase, Outcome

_PERMUTATIONS = 10_000
_CELLS = 4_000_000
_LOWER_IS_BETTER = {"brier", "log_loss", "aurc", "ece"}


def compare(
    cases: Sequence[AppealCase],
    first: ArrayLike,
    second: ArrayLike,
    classes: Sequence[Outcome],
    *,
    names: tuple[str, str] = ("first", "second"),
    seed: int = 7,
    resamples: int | None = None,
) -> Comparison:
    """Compare two models' probabilities for the same cases. Raises `InputError` for probabilities that are none.

    `p` of accuracy, Brier's score and log loss is of a permutation test that swaps the two models within case groups;
    McNemar's exact test stands beside it.
    """
    a, _ = judge(cases, first, classes)
    b, _ = judge(cases, second, classes)
    resamples = resamples or resamples_for(len(a))
    figures = tuple(_figures(a, b, resamples, seed, names))
    only_a, only_b = int(((a.right - b.right) > 0).sum()), int(((b.right - a.right) > 0).sum())
    return Comparison(
        first=names[0],
        second=names[1],
        cases=len(a),
        groups=int(a.groups.max()) + 1,
        only_first=only_a,
        only_second=only_b,
        mcnemar=mcnemar(only_a, only_b),
        figures=figures,
        statement=_statement(figures[0], names),
        notes=_notes(a),
    )


def against(
    figure: str, first: Floats, second: Floats, groups: Ints, resamples: int, seed: int, *, names: tuple[str, str]
) -> Against:
    """Two means of values a row, with the difference's interval and permutation p."""
    apart = first - second
    replicates = replicate({"d": partial(m.mean, apart)}, groups, resamples, seed)["d"]
    difference = percentile(float(apart.mean()), replicates)
    return Against(
        figure=figure,
        first=clean(float(first.mean())),
        second=clean(float(second.mean())),
        difference=difference,
        p=permutation(apart, groups, seed),
        better=_better(figure, difference, names),
    )


def mcnemar(only_first: int, only_second: int) -> float:
    """The exact two-sided p of so uneven a split of the cases that just one model had right (McNemar, 1947)."""
    n, least = only_first + only_second, min(only_first, only_second)
    if n == 0:
        return 1.0
    tail = sum(exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) - n * log(2)) for k in range(least + 1))
    return round(min(1.0, 2 * tail), 6)


def permutation(apart: Floats, groups: Ints, seed: int) -> float:
    """How often a difference as large arises when the two models are swapped by chance, group by group."""
    sums = np.bincount(groups, weights=apart)
    seen, rng = abs(float(sums.sum())), np.random.default_rng(seed)
    block, wider, left = max(1, _CELLS // len(sums)), 0, _PERMUTATIONS
    while left:
        size = min(block, left)
        signs = rng.integers(0, 2, size=(size, len(sums))) * 2 - 1
        wider += int((np.abs(signs @ sums) >= seen - 1e-9).sum())
        left -= size
    return round((1 + wider) / (1 + _PERMUTATIONS), 6)


def _figures(a: Judged, b: Judged, resamples: int, seed: int, names: tuple[str, str]) -> list[Against]:
    rows: list[tuple[str, Callable[[Judged], Floats]]] = [
        ("accuracy", lambda j: j.right), ("brier", m.squared_error), ("log_loss", m.log_losses),
    ]  # fmt: skip
    by_row = [against(name, of(a), of(b), a.groups, resamples, seed, names=names) for name, of in rows]
    return [*by_row, *_whole(a, b, resamples, seed, names)]


def _whole(a: Judged, b: Judged, resamples: int, seed: int, names: tuple[str, str]) -> list[Against]:
    """Figures that are no mean over rows."""
    measures = {"macro_f1": m.macro_f1, "roc_auc": m.roc_auc, "aurc": risk.aurc, "ece": _ece}
    both: dict[str, Measure] = {f"{n} {k}": partial(f, j) for n, f in measures.items() for k, j in enumerate((a, b))}
    found = replicate(both, a.groups, resamples, seed)
    made: list[Against] = []
    for name, measure in measures.items():
        values = [number(measure(j, m.ones(j))) for j in (a, b)]
        difference = percentile(values[0] - values[1], found[f"{name} 0"] - found[f"{name} 1"])
        first, second = map(clean, values)
        made.append(
            Against(
                figure=name, first=first, second=second, difference=difference, better=_better(name, difference, names)
            )
        )
    return made


def _ece(j: Judged, weights: Floats) -> Floats:
    return np.maximum(calibrated.ece(calibrated.binned(calibrated.events(j)[0], weights)), 0)


def _better(figure: str, difference: Figure, names: tuple[str, str]) -> str:
    """The better one's name, where the interval leaves 0 out."""
    if difference.low is None or difference.high is None or difference.low <= 0 <= difference.high:
        return ""
    return names[(difference.low > 0) == (figure in _LOWER_IS_BETTER)]


def _statement(accuracy: Against, names: tuple[str, str]) -> str:
    d = accuracy.difference
    interval = f"{(d.value or 0):+.3f} (95% {(d.low or 0):+.3f} to {(d.high or 0):+.3f})"
    if accuracy.better:
        return (
            f"{accuracy.better} is right more often: the accuracy of {names[0]} less that of {names[1]} is {interval}."
        )
    return f"The interval includes no difference: the accuracy of {names[0]} less that of {names[1]} is {interval}."


def _notes(j: Judged) -> tuple[str, ...]:
    invented = sum(case.invented for case in j.cases)
    return (f"{invented} of the {len(j)} cases are invented: nothing follows for real ones.",) if invented else ()
