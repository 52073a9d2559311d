"""Whether a model holds up over the years."""

from __future__ import annotations

from functools import partial

import numpy as np

from claimwright.appeals.evaluate.intervals import percentile, replicate
from claimwright.appeals.evaluate.metrics import ones, ratio, squared_error
from claimwright.appeals.evaluate.records import Drift, GroupTable
from claimwright.appeals.evaluate.scores import Floats, Judged


def drift(j: Judged, years: GroupTable, count: int, seed: int) -> Drift | None:
    """Figures by year and their slopes; None where fewer than two years are recorded."""
    dated = j.only(np.asarray([case.year is not None for case in j.cases]))
    year = np.asarray([case.year for case in dated.cases], dtype=np.float64)
    if len(np.unique(year)) < 2:
        return None
    series = {"accuracy": dated.right, "brier": squared_error(dated)}
    measures = {name: partial(slope, year, values) for name, values in series.items()}
    replicates = replicate(measures, dated.groups, count, seed)
    figures = {name: percentile(measure(ones(dated)), replicates[name]) for name, measure in measures.items()}
    ordered = tuple(sorted(years.rows, key=lambda row: row.value))
    table = GroupTable(
        field="year",
        recorded=years.recorded,
        rows=ordered,
        gap=years.gap,
        between=years.between,
        p=years.p,
        p_holm=years.p_holm,
    )
    return Drift(years=table, accuracy_slope=figures["accuracy"], brier_slope=figures["brier"])


def slope(year: Floats, values: Floats, weights: Floats) -> Floats:
    """The slope a year by weighted least squares; NaN where only one year has weight."""
    total = weights.sum(axis=1, keepdims=True)
    apart = year - ratio(weights @ year[:, None], total)
    above = (weights * apart * (values - ratio(weights @ values[:, None], total))).sum(axis=1)
    return ratio(above, (weights * apart**2).sum(axis=1))
