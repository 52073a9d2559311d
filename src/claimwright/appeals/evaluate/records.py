"""What an evaluation says. Everything here becomes JSON as it stands; figures that are not defined are null."""

from __future__ import annotations

import msgspec

SCHEMA = "claimwright-appeals-evaluation/1"
LEAST_SUPPORT = 30
"""Under so many cases a group is shown with its interval, and nothing is claimed of it."""


class Figure(msgspec.Struct, frozen=True):
    """An estimate and its 95% interval."""

    value: float | None
    low: float | None = None
    high: float | None = None


class ClassFigures(msgspec.Struct, frozen=True, kw_only=True):
    """One class against the rest. `support` counts its cases, `predicted` how often it was predicted."""

    name: str
    support: int
    predicted: int
    precision: Figure
    recall: Figure
    f1: Figure
    roc_auc: Figure


class Bin(msgspec.Struct, frozen=True, kw_only=True):
    """Cases of like probability: how many, their mean probability, the share where it came true with its interval."""

    cases: int
    least: float
    most: float
    probability: float
    share: Figure


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """Whether probabilities mean what they say. `of` names which: `P(Overturned)`, or `confidence` (the largest one).

    `ece` is the mean absolute gap over equal-mass bins less its bias, `ece_plain` with it, `rms` the root of the mean
    squared gap less its bias (`claimwright.appeals.evaluate.calibration`).
    """

    of: str
    bins: tuple[Bin, ...]
    ece: Figure
    ece_plain: float
    rms: Figure


class BrierParts(msgspec.Struct, frozen=True, kw_only=True):
    """Brier's score in parts over the same bins, bias-corrected (Ferro and Fricker, 2012).

    Score = reliability - resolution + uncertainty + remainder (what varies within bins). `skill` is 1 - score /
    score of a forecast of the base rates.
    """

    reliability: float
    resolution: float
    uncertainty: float
    remainder: float
    skill: Figure


class RiskPoint(msgspec.Struct, frozen=True):
    """The share of errors among the most confident cases that make up `coverage` of all."""

    coverage: float
    risk: Figure


class Threshold(msgspec.Struct, frozen=True, kw_only=True):
    """What answering only from this confidence on gives: how many answers, and how many of them are right."""

    threshold: float
    answered: int
    coverage: float
    accuracy: Figure


class RiskCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """Abstention. `aurc` is the mean risk over all coverages (Geifman and El-Yaniv, 2017); `least` what a perfect order
    of the same answers would give; a random order gives the error rate."""

    aurc: Figure
    least: float
    error: float
    points: tuple[RiskPoint, ...]
    thresholds: tuple[Threshold, ...]


class GroupRow(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field. `share` is the last class's share among labels, `mean` its mean probability; `recall` is by
    class. `claim` is False under 30 cases: figures are shown, and nothing follows from them."""

    value: str
    cases: int
    groups: int
    claim: bool
    accuracy: Figure
    share: Figure
    mean: float
    brier: float
    roc_auc: float | None
    recall: dict[str, Figure]


class GroupTable(msgspec.Struct, frozen=True, kw_only=True):
    """A field's values. `gap` is the widest difference in accuracy between values with 30 cases or more, `p` how often
    chance alone gives one as wide (permutation), `p_holm` the same corrected for the number of fields."""

    field: str
    recorded: int
    rows: tuple[GroupRow, ...]
    gap: float | None = None
    between: tuple[str, ...] = ()
    p: float | None = None
    p_holm: float | None = None


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """Change by year: the slope a year of accuracy and of Brier's score, by least squares, with intervals."""

    years: GroupTable
    accuracy_slope: Figure
    brier_slope: Figure


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of two models on the same cases; `difference` is the first less the second, resampled together."""

    figure: str
    first: float | None
    second: float | None
    difference: Figure
    p: float | None = None
    better: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two models on the same cases. `only_first` and `only_second` count the cases that just one had right; `mcnemar`
    is the exact test's p over them. `statement` says what the intervals allow."""

    first: str
    second: str
    cases: int
    groups: int
    only_first: int
    only_second: int
    mcnemar: float
    figures: tuple[Against, ...]
    statement: str
    notes: tuple[str, ...] = ()


class FoldRow(msgspec.Struct, frozen=True):
    """One fold of a cross-validation, shown for its spread; figures are of all folds pooled."""

    fold: int
    cases: int
    accuracy: float
    brier: float


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """An evaluation of one set of predictions."""

    schema: str = SCHEMA
    name: str
    classes: tuple[str, ...]
    cases: int
    groups: int
    unlabelled: int
    invented: int
    evaluation_only: int
    sources: dict[str, int]
    labels: dict[str, int]
    seed: int
    resamples: int
    figures: dict[str, Figure]
    majority: Against
    per_class: tuple[ClassFigures, ...]
    confusion: tuple[tuple[int, ...], ...]
    calibration: tuple[Calibration, ...]
    brier: BrierParts
    risk_coverage: RiskCoverage
    folds: tuple[FoldRow, ...]
    subgroups: tuple[GroupTable, ...]
    unrecorded: tuple[str, ...]
    drift: Drift | None
    notes: tuple[str, ...]
    cases_hash: str
