"""All splits of a benchmark, as lists of case ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from claimwright.appeals.benchmark.splits.assign import assign
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError

SHARES = {"train": 0.8, "dev": 0.1, "test": 0.1}
EVALUATION = "evaluation"
_LEAST_HELD_OUT = 30


class Temporal(msgspec.Struct, frozen=True, kw_only=True):
    """Train on the past, judge on the future: `test` from `test_from` on, `dev` from `dev_from`. A group with cases of several
    years goes with its latest. `undated` counts cases without a year, which are in none."""

    dev_from: int
    test_from: int
    train: tuple[str, ...]
    dev: tuple[str, ...]
    test: tuple[str, ...]
    undated: int


class HeldOut(msgspec.Struct, frozen=True, kw_only=True):
    """One jurisdiction kept out of training; groups that also have cases elsewhere are in neither."""

    jurisdiction: str
    train: tuple[str, ...]
    test: tuple[str, ...]


class Splits(msgspec.Struct, frozen=True, kw_only=True):
    """Ids by part. `folds` numbers every trainable case from 0; `evaluation` are the rows for evaluation only."""

    seed: int
    train: tuple[str, ...]
    dev: tuple[str, ...]
    test: tuple[str, ...]
    evaluation: tuple[str, ...]
    folds: dict[str, int]
    temporal: Temporal | None
    held_out: tuple[HeldOut, ...]


def make_splits(
    cases: Sequence[AppealCase],
    *,
    seed: int = 7,
    folds: int = 5,
    shares: Mapping[str, float] = SHARES,
    dev_from: int | None = None,
    test_from: int | None = None,
) -> Splits:
    """Split cases that have groups. Raises `InputError` where a group has trainable and evaluation-only cases."""
    trainable = [case for case in cases if not case.evaluation_only]
    sealed = {case.group for case in cases if case.evaluation_only}
    if mixed := [case.id for case in trainable if case.group in sealed]:
        raise InputError(
            "a case is one with an evaluation-only row and cannot be split from it",
            where=", ".join(mixed[:5]), fix="sift the cases first", code="APPEALS-SPLIT",
        )  # fmt: skip
    part = assign(trainable, shares, seed)
    fold = assign(trainable, {str(n): 1 / folds for n in range(folds)}, seed + 1)
    return Splits(
        seed=seed,
        train=_ids(part, "train"),
        dev=_ids(part, "dev"),
        test=_ids(part, "test"),
        evaluation=tuple(sorted(case.id for case in cases if case.evaluation_only)),
        folds={name: int(number) for name, number in fold.items()},
        temporal=temporal(trainable, dev_from=dev_from, test_from=test_from),
        held_out=tuple(held_out(trainable)),
    )


def temporal(
    cases: Sequence[AppealCase], *, dev_from: int | None = None, test_from: int | None = None
) -> Temporal | None:
    """By year; without bounds the last years with a tenth of the cases or more are the test, those before them the dev part.
    None where fewer than three years are recorded."""
    years: Counter[int] = Counter(case.year for case in cases if case.year is not None)
    if len(years) < 3:
        return None
    test_from = test_from or _tail(years, 0.1)
    dev_from = dev_from or _tail(Counter({y: n for y, n in years.items() if y < test_from}), 0.1)
    latest: dict[str, int] = {}
    for case in cases:
        latest[case.group or case.id] = max(case.year or 0, latest.get(case.group or case.id, 0))
    parts: defaultdict[str, list[str]] = defaultdict(list)
    for case in cases:
        if case.year is not None:
            year = latest[case.group or case.id]
            parts["test" if year >= test_from else "dev" if year >= dev_from else "train"].append(case.id)
    train, dev, test = (tuple(sorted(parts[name])) for name in ("train", "dev", "test"))
    undated = sum(case.year is None for case in cases)
    return Temporal(dev_from=dev_from, test_from=test_from, train=train, dev=dev, test=test, undated=undated)


def held_out(cases: Sequence[AppealCase]) -> list[HeldOut]:
    """A split for each jurisdiction with 30 cases or more, where there are several."""
    places = Counter(case.jurisdiction for case in cases if case.jurisdiction)
    large = sorted(name for name, count in places.items() if count >= _LEAST_HELD_OUT)
    return [_without(cases, name) for name in large] if len(places) > 1 else []


def _without(cases: Sequence[AppealCase], place: str) -> HeldOut:
    inside = {case.group for case in cases if case.jurisdiction == place}
    outside = {case.group for case in cases if case.jurisdiction and case.jurisdiction != place}
    train = sorted(c.id for c in cases if c.jurisdiction not in ("", place) and c.group not in inside)
    test = sorted(c.id for c in cases if c.jurisdiction == place and c.group not in outside)
    return HeldOut(jurisdiction=place, train=tuple(train), test=tuple(test))


def _tail(years: Mapping[int, int], share: float) -> int:
    """The first of the last years that together have this share of the cases."""
    total, seen = sum(years.values()), 0
    for year in sorted(years, reverse=True):
        seen += years[year]
        if seen >= share * total:
            return year
    return min(years)


def _ids(part: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(case for case, chosen in part.items() if chosen == name)
