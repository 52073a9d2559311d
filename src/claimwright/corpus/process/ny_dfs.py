"""External appeals of New York's Department of Financial Services, one Excel workbook.

A record is one reviewer's summary (`Summary 1` to `Summary 3`), with its number under `reviewer`; a case without any gets an
outline of what is known (never the outcome), and `narrative: none` in `identifiers`. `appeal_type` and `denial_reason` are
the workbook's `Denial Reason`; brackets around diagnoses and treatments are taken off. Plan and agent stay in `identifiers`.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from claimwright.core.errors import InputError, MissingExtraError
from claimwright.corpus.process import _cases
from claimwright.corpus.process._dates import parse_year
from claimwright.corpus.process._report import problem
from claimwright.corpus.process._table import Row, has
from claimwright.corpus.process._unicode import clean
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord

_SUMMARIES = ("Summary 1", "Summary 2", "Summary 3")


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """A record a summary, in the workbook's order; raises `InputError` for a file that is no such workbook."""
    for row in _rows(path):
        yield from _case(row)


def _case(row: Row) -> Iterator[CaseRecord]:
    number, raw, coverage = row.take("Case Number"), row.take("Appeal Decision"), row.take("Coverage Type")
    ground, year = row.take("Denial Reason"), parse_year(row.take("Decision Year", "Year"))
    diagnosis, treatment = row.take("Diagnosis").strip("[] "), row.take("Treatment").strip("[] ")
    age, sex = _cases.age_of(row.take("Age Range")), _cases.sex_of(row.take("Gender", "Sex"))
    if not number:
        problem(row.where, "the case has no number")
    summaries = [(at, _cases.narrative_of(row.take(name))) for at, name in enumerate(_SUMMARIES, start=1)]
    told = [(at, text, dict[str, str]()) for at, text in summaries if text]
    patient = _cases.joined(sex, age)
    outline = _cases.outline(diagnosis=diagnosis, treatment=treatment, ground=ground, patient=patient, year=year)
    decision, expedited = _cases.decision_of(raw, row.where), row.take("Appeal Type", "Expedited", "Review Type")
    left = row.rest()
    for at, text, said in told or [(None, outline, {"narrative": "none"})]:
        yield CaseRecord(
            text=text,
            title=f"External appeal {number}",
            jurisdiction="NY",
            case_id=number,
            reviewer=at,
            appeal_type=ground,
            denial_reason=ground,
            coverage_type=coverage,
            diagnosis=diagnosis,
            treatment=treatment,
            decision=decision,
            decision_raw=raw,
            appeal_expedited=_cases.expedited_of(expedited),
            age_range=age,
            sex=sex,
            insurance_type=_cases.insurance_of_coverage(coverage),
            year=year,
            identifiers={**left, **said},
        )


def _rows(path: Path) -> Iterator[Row]:
    """The rows of the first sheet with the columns wanted; titles above the heading row are passed over."""
    columns: list[str] = []
    for number, cells in enumerate(_sheet(path), start=1):
        values = [_text(cell) for cell in cells]
        if not columns:
            columns = values if has(values, "Appeal Decision") else []
        elif any(values):
            yield Row(columns, values, f"{path.name}, row {number}")
    if not columns:
        raise InputError(
            "the workbook has no column Appeal Decision",
            where=str(path),
            fix="check that this is the export of external appeals",
            code="CORPUS-TABLE",
        )


def _sheet(path: Path) -> Iterator[list[Any]]:
    try:
        calamine: Any = import_module("python_calamine")
    except ImportError:
        raise MissingExtraError("python-calamine", "corpus") from None
    try:
        sheet = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(
            f"the workbook cannot be read: {error}", where=str(path), fix="download it again", code="CORPUS-XLSX"
        ) from error
    yield from sheet.to_python(skip_empty_area=True)


def _text(cell: Any) -> str:
    """A cell as text; whole numbers without a point, as they are shown."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean(str(cell)).strip()


PROCESSOR = Processor(key="ny_dfs", version=1, read=read)
