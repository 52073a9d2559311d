"""A denial at hand, read: what is given speaks first, then the text, then the codes of the denied services."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from claimwright.appeals.gate import judge
from claimwright.appeals.predict.model.attributes import GROUNDS, Attributes
from claimwright.appeals.predict.reading import codes, lexicon
from claimwright.appeals.predict.reading.attributes import Read, Reading, read_category, read_text
from claimwright.appeals.predict.reading.language import foreign_language
from claimwright.appeals.predict.reading.lexicon import Category
from claimwright.appeals.predict.reading.person import age_range
from claimwright.appeals.predict.reading.zones import reason_of
from claimwright.appeals.records import AppealCase, Denial, Gate

_QUOTED = 60


@dataclass(frozen=True, slots=True)
class Described:
    """A denial, the gate's word on it, what its text says, and the attributes that the odds are taken from."""

    denial: Denial
    text: str
    gate: Gate
    reading: Reading
    attributes: Attributes
    language: str

    def as_case(self) -> AppealCase:
        """The same as a case without an outcome, for models that were trained on cases."""
        of = self.attributes
        return AppealCase(
            id="at-hand",
            text=self.text,
            decision="",
            source="at-hand",
            jurisdiction=self.denial.jurisdiction,
            denial_reason=of.ground,
            appeal_type=of.ground,
            diagnosis=of.diagnosis.subcategory if of.diagnosis else "",
            diagnosis_category=of.diagnosis.category if of.diagnosis else "",
            treatment=of.treatment.subcategory if of.treatment else "",
            treatment_category=of.treatment.category if of.treatment else "",
            year=of.year,
            age_range=of.age,
            sex=of.sex,
            expedited=self.denial.urgent if self.denial.urgent is not None else (True if self.reading.urgent else None),
        )


def describe(denial: Denial) -> Described:
    """Read a denial. Facts that the user vouches for stand in where there is no description."""
    text = denial.text or "\n".join(denial.facts)
    reading, language = read_text(text), foreign_language(text)
    reason = denial.denial_reason or reason_of(text)
    gate = judge(msgspec.structs.replace(denial, denial_reason=reason, text=text))
    attributes = Attributes(
        treatment=_treatment(denial, reading),
        diagnosis=_diagnosis(denial, reading),
        ground=GROUNDS.get(gate.kind, ""),
        age=_age(denial) or _value(reading.age),
        sex=_sex(denial.sex) or _value(reading.sex),
        year=denial.year or (int(reading.year.value) if reading.year else None),
    )
    return Described(denial, text, gate, reading, attributes, language)


def told(of: Described) -> dict[str, str]:
    """What was read from the text, by name, each with the words that say so."""
    reading = of.reading
    named = (
        ("treatment", reading.service), ("diagnosis", reading.condition), ("age", reading.age), ("sex", reading.sex),
        ("year", reading.year), ("urgent", reading.urgent),
    )  # fmt: skip
    found = {name: f"{read.value} (from {_quoted(of.text, read)})" for name, read in named if read is not None}
    if reading.named:
        found["service named"] = f"{reading.named} (not among the terms that are known)"
    if not of.denial.denial_reason and not of.denial.services and of.gate.kind != "unknown":
        found["denial reason"] = of.gate.kind
    return found


def _treatment(denial: Denial, reading: Reading) -> Category | None:
    given = read_category(denial.treatment, lexicon.treatments()) if denial.treatment else None
    coded = codes.of_procedures([*(each.procedure for each in denial.services), *codes.in_text(denial.text)])
    return given or (reading.service.category if reading.service else None) or coded


def _diagnosis(denial: Denial, reading: Reading) -> Category | None:
    given = read_category(denial.diagnosis, lexicon.diagnoses()) if denial.diagnosis else None
    coded = codes.of_diagnoses([denial.diagnosis, *(code for each in denial.services for code in each.diagnoses)])
    return given or (reading.condition.category if reading.condition else None) or coded


def _age(denial: Denial) -> str:
    if denial.age_range or denial.birth_date is None:
        return denial.age_range
    day = denial.notice_date or next((each.from_date for each in denial.services if each.from_date), None)
    if day is None:
        return ""
    born = denial.birth_date
    return age_range(max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day))))


def _sex(given: str) -> str:
    return {"f": "Female", "m": "Male"}.get(given.strip()[:1].lower(), "")


def _value(read: Read | None) -> str:
    return read.value if read else ""


def _quoted(text: str, read: Read) -> str:
    words = dict.fromkeys(" ".join(text[start:end].split()).lower() for start, end in read.spans)
    quoted = ", ".join(f'"{each}"' for each in words)
    return quoted if len(quoted) <= _QUOTED else f"{quoted[: quoted.rfind(',', 0, _QUOTED)]} and others"
