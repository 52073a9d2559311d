"""Independent medical reviews of the California Department of Insurance: a text or PDF file a case, and one table.

The file holds the reviewers' texts, each of which begins with the word `Summary`; a record is one of them, with its
number under `reviewer`. The file's name is the case's reference number, under which `imr_report.csv`, beside the file
or a folder above, has the outcome, ground, diagnosis, treatment and what else it knows; columns without a field of their
own stay in `identifiers`. The table, processed itself, gives the cases that have no file (when it is processed), each
with an outline of what is known (never the outcome) and `narrative: none`. A case that the table lacks is told as a
problem and read without its facts. All are Commercial, as in the reference: the department oversees insurers, not
Medi-Cal plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from msgspec.structs import replace

from claimwright.core.errors import InputError
from claimwright.corpus.process import _cases
from claimwright.corpus.process._dates import parse_year
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._table import Row, csv_rows
from claimwright.corpus.process._unicode import read_text
from claimwright.corpus.process.base import Processor, find_processor
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord

REPORT = "imr_report.csv"
_SUMMARY = re.compile(
    r"(?m)^(?=[ \t]*(?:Reviewer[ \t]*\d+[ \t]*[:.–-]?[ \t]*)?Summary\b)|(?=\bSummary\b[ \t]*(?:\d|:))"
)


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """A record a reviewer, in the file's order; of the table, the cases without a file. Raises `InputError` for a file
    without text, or another table."""
    if path.name == REPORT:
        yield from _without_file(path)
        return
    number = path.stem
    summaries = split(_text(path, line))
    if not summaries:
        raise InputError("there is no text in this file", where=str(path), fix="download it again", code="CORPUS-EMPTY")
    facts = _facts(path).get(number.casefold())
    if facts is None:
        problem(path.name, f"{REPORT} has no case {number}: it is read without outcome")
    case = _case(facts, number) if facts else CaseRecord(text="", case_id=number, jurisdiction="CA")
    for reviewer, text in enumerate(summaries, start=1):
        yield replace(case, text=text, reviewer=reviewer, insurance_type="Commercial")


def _without_file(report: Path) -> Iterator[TextRecord]:
    """The cases of the table for which there is no reviewers' text."""
    for row in csv_rows(report, "Reference Number"):
        number = row.take("Reference Number")
        places = (
            report.parent / folder / f"{number}{suffix}" for folder in (".", "summaries") for suffix in (".txt", ".pdf")
        )
        if number and not any(place.is_file() for place in places):
            case = _case(row, number)
            outline = _cases.outline(
                diagnosis=_cases.joined(case.diagnosis_category, case.diagnosis),
                treatment=_cases.joined(case.treatment_category, case.treatment),
                ground=case.appeal_type,
                patient=_cases.joined(case.sex, case.age_range),
                year=case.year,
            )
            said = {**case.identifiers, "narrative": "none"}
            yield replace(case, text=outline, insurance_type="Commercial", identifiers=said)


def split(text: str) -> list[str]:
    """The reviewers' texts: from one line or caption `Summary` to the next; words before the first belong to it."""
    starts = [match.start() for match in _SUMMARY.finditer(text)]
    bounds = [0, *(start for start in starts[1:] if text[starts[0] : start].strip()), len(text)]
    cut = (text[start:end] for start, end in pairwise(bounds))
    return [said for piece in cut if (said := _cases.narrative_of(piece))]


def _text(path: Path, line: SourceLine) -> str:
    if path.suffix.lower() != ".pdf":
        return read_text(path)
    return "\n".join(record.text for record in find_processor("pdf").read(path, line))


def _facts(path: Path) -> dict[str, Row]:
    """The table's rows by reference number in small letters; empty, with a problem, where there is no table."""
    for folder in (path.parent, path.parent.parent):
        report = folder / REPORT
        if report.is_file():
            state = report.stat()
            return _table(report, state.st_mtime_ns, state.st_size)
    problem(path.name, f"there is no {REPORT} beside it or in the folder above")
    return {}


@lru_cache(maxsize=2)
def _table(report: Path, changed: int, size: int) -> dict[str, Row]:
    """The table, read once for all cases of a run, and again when it changes."""
    return {row.take("Reference Number").casefold(): row for row in csv_rows(report, "Reference Number")}


def _case(row: Row, number: str) -> CaseRecord:
    ground, raw = row.take("IMR Type"), row.take("Outcome")
    case = CaseRecord(
        text="",
        title=f"Independent medical review {number}",
        jurisdiction="CA",
        case_id=number,
        appeal_type=ground,
        denial_reason=ground,
        diagnosis=row.take("Diagnosis Subcategory", "Diagnosis Sub Category"),
        diagnosis_category=row.take("Diagnosis Category"),
        treatment=row.take("Treatment Subcategory", "Treatment Sub Category"),
        treatment_category=row.take("Treatment Category"),
        decision=_cases.decision_of(raw, row.where),
        decision_raw=raw,
        appeal_expedited=_cases.expedited_of(row.take("Expedited", "Review Type")),
        patient_race=row.take("Race"),
        age_range=_cases.age_of(row.take("Age Range", "Patient Age", "Age")),
        sex=_cases.sex_of(row.take("Gender", "Patient Gender", "Sex")),
        year=parse_year(row.take("Report Year", "Year", "Decision Year")),
    )
    return replace(case, identifiers=row.rest())


PROCESSOR = Processor(key="ca_cdi", version=1, read=read)
