"""Counting cases for the manifest and the card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from claimwright.appeals.benchmark.manifest import Counts
from claimwright.appeals.benchmark.sift import LeftOut
from claimwright.appeals.benchmark.splits.make import Splits
from claimwright.appeals.records import AppealCase

FIELDS: dict[str, Callable[[AppealCase], str]] = {
    "source": lambda c: c.source,
    "outcome": lambda c: c.decision,
    "jurisdiction": lambda c: c.jurisdiction,
    "insurance type": lambda c: c.insurance_type,
    "appeal type": lambda c: c.appeal_type,
    "year": lambda c: str(c.year) if c.year is not None else "",
    "diagnosis category": lambda c: c.diagnosis_category,
    "treatment category": lambda c: c.treatment_category,
    "sex": lambda c: c.sex,
    "age range": lambda c: c.age_range,
    "race": lambda c: c.race,
    "expedited": lambda c: "" if c.expedited is None else ("yes" if c.expedited else "no"),
    "human sufficiency rating": lambda c: "" if c.sufficiency is None else str(c.sufficiency),
    "sufficiency pseudo-label": lambda c: "" if c.sufficiency_id is None else str(c.sufficiency_id),
}


def counts(cases: Sequence[AppealCase]) -> Counts:
    """All counts, most frequent values first."""
    over = [case for case in cases if case.decision == "Overturned"]
    return Counts(
        by={name: tally(of(case) for case in cases) for name, of in FIELDS.items()},
        overturned={name: tally(of(case) for case in over) for name, of in FIELDS.items()},
        with_text=sum(bool(case.text) for case in cases),
        invented=sum(case.invented for case in cases),
        marks=tally(mark for case in cases for mark in case.marks),
    )


def reasons(left_out: Iterable[LeftOut]) -> dict[str, int]:
    """Why cases were left out, and how many."""
    return tally(item.reason for item in left_out)


def manifest_splits(splits: Splits) -> dict[str, int]:
    """Cases in each part of each split."""
    found = {name: len(getattr(splits, name)) for name in ("train", "dev", "test", "evaluation")}
    found |= {f"fold {n}": count for n, count in sorted(Counter(splits.folds.values()).items())}
    if time := splits.temporal:
        found |= {
            f"before {time.dev_from}": len(time.train),
            f"from {time.dev_from} to {time.test_from - 1}": len(time.dev),
            f"from {time.test_from}": len(time.test),
            "undated": time.undated,
        }
    for place in splits.held_out:
        found |= {f"outside {place.jurisdiction}": len(place.train), f"{place.jurisdiction} held out": len(place.test)}
    return found


def tally(values: Iterable[str]) -> dict[str, int]:
    """Counts, the largest first, equal ones by name."""
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))
