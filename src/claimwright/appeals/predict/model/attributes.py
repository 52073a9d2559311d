"""The attributes that the structured model knows a case by, and the features that they become.

Names are those of California's Department of Managed Health Care; empty or None means not known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimwright.appeals.predict.reading.lexicon import Category
from claimwright.appeals.records import AppealCase

GROUNDS = {
    "medical-necessity": "Medical Necessity",
    "experimental": "Experimental/Investigational",
    "emergency": "Urgent Care",
}
"""The regulator's `Type` by the gate's kind. Kinds that it does not file (coverage, surprise bills) have none."""

_UNSAID = frozenset(["", "Not Applicable"])
_AUTISM = "Autism Related Treatment"


@dataclass(frozen=True, slots=True)
class Attributes:
    """What is known of one case. `year` is that of the report."""

    treatment: Category | None = None
    diagnosis: Category | None = None
    ground: str = ""
    age: str = ""
    sex: str = ""
    year: int | None = None

    def without(self, *names: str) -> Attributes:
        """The same case with these attributes not known."""
        return replace(self, **{name: type(self).__dataclass_fields__[name].default for name in names})


def of_case(case: AppealCase) -> Attributes:
    """The attributes of a determination as the regulator filed it.

    Before 2015 some treatments of autism stand under no category; they are given the one of later years.
    """
    category = case.treatment_category or (_AUTISM if case.treatment else "")
    return Attributes(
        treatment=_category(category, case.treatment),
        diagnosis=_category(case.diagnosis_category, case.diagnosis),
        ground=case.appeal_type,
        age=case.age_range,
        sex=case.sex,
        year=case.year,
    )


def features(of: Attributes) -> tuple[str, ...]:
    """The names of the features that are on, group before the colon. A missing attribute is a feature of its own."""
    sides = (*_side("t", of.treatment), *_side("d", of.diagnosis))
    return ("1:", *sides, *_pairs(of), *_ground(of), f"a:{of.age}", f"s:{of.sex}", f"y:{of.year or ''}")


def _side(letter: str, category: Category | None) -> tuple[str, ...]:
    if category is None:
        return (f"{letter}c:",)
    return (f"{letter}c:{category.category}", f"{letter}s:{category}")


def _pairs(of: Attributes) -> tuple[str, ...]:
    if of.treatment is None or of.diagnosis is None:
        return ()
    wide = f"cc:{of.treatment.category} + {of.diagnosis.category}"
    return (wide, f"ss:{of.treatment} + {of.diagnosis}")


def _ground(of: Attributes) -> tuple[str, ...]:
    own = (f"k:{of.ground}",)
    return (*own, f"kt:{of.ground} + {of.treatment.category}") if of.ground and of.treatment else own


def _category(category: str, subcategory: str) -> Category | None:
    return None if category in _UNSAID else Category(category, " ".join(subcategory.split()))
