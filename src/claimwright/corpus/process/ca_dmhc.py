"""Independent medical reviews of California's Department of Managed Health Care.

The state publishes a table, a row a case, with the reviewers' `Findings` as narrative; column names with or without spaces,
fields between commas or semicolons. An extract of 2001 to 2016 lacks the narrative: its cases get an outline of what is
known (never the outcome), and `narrative: none` in `identifiers`. `appeal_type` and `denial_reason` are the table's `Type`.
Ages `11_20` become `11-20`. For the type of insurance see `_cases.insurance_of_managed_care`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimwright.corpus.process import _cases
from claimwright.corpus.process._dates import parse_year
from claimwright.corpus.process._table import Row, csv_rows
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """A record a case, in the table's order; raises `InputError` for a file that is no such table."""
    for row in csv_rows(path, "Determination"):
        yield _case(row)


def _case(row: Row) -> CaseRecord:
    number, raw = row.take("Reference ID"), row.take("Determination")
    narrative = _cases.narrative_of(row.take("Findings"))
    ground, year = row.take("Type"), parse_year(row.take("Report Year"))
    diagnosis, diagnosis_category = row.take("Diagnosis Sub Category"), row.take("Diagnosis Category")
    treatment, treatment_category = row.take("Treatment Sub Category"), row.take("Treatment Category")
    age, sex = _cases.age_of(row.take("Age Range")), _cases.sex_of(row.take("Patient Gender"))
    outline = _cases.outline(
        diagnosis=_cases.joined(diagnosis_category, diagnosis),
        treatment=_cases.joined(treatment_category, treatment),
        ground=ground,
        patient=_cases.joined(sex, age),
        year=year,
    )
    return CaseRecord(
        text=narrative or outline,
        title=f"Independent medical review {number}",
        jurisdiction="CA",
        case_id=number,
        appeal_type=ground,
        denial_reason=ground,
        diagnosis=diagnosis,
        diagnosis_category=diagnosis_category,
        treatment=treatment,
        treatment_category=treatment_category,
        decision=_cases.decision_of(raw, row.where),
        decision_raw=raw,
        appeal_expedited=_cases.expedited_of(row.take("IMR Type")),
        age_range=age,
        sex=sex,
        insurance_type=_cases.insurance_of_managed_care(narrative),
        year=year,
        identifiers={**row.rest(), **({} if narrative else {"narrative": "none"})},
    )


PROCESSOR = Processor(key="ca_dmhc", version=1, read=read)
