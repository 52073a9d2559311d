"""Reconsiderations by Medicare's qualified independent contractors, Part C and Part D: CSV files of some million rows.

A record is a decision with its rationale. Coverage rules, which repeat from case to case, are records of their own, once
each, tagged `coverage-explanation`, in the place where they come first; a case names its rule's number under `coverage_rule`
in `identifiers`. A decision without rationale gets an outline of what is known (never the outcome). Column names are those that
public code reads from qic.cms.gov: record_number, part, decision_date, decision, appeal_type, _condition, item_service or drug,
decision_rationale, coverage_rules, related_reference_id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from claimwright.corpus.process import _cases
from claimwright.corpus.process._dates import parse_year
from claimwright.corpus.process._table import Row, csv_rows
from claimwright.corpus.process.base import Processor
from claimwright.corpus.records import CaseRecord, SourceLine, TextRecord


def read(path: Path, line: SourceLine) -> Iterator[TextRecord]:
    """Decisions and rules in the file's order, in little memory; raises `InputError` for a file that is no such table."""
    numbers: dict[bytes, int] = {}
    part = next((tag.upper()[-1] for tag in line.tags if tag in {"part-c", "part-d"}), "")
    for row in csv_rows(path, "decision_rationale"):
        rule = row.take("coverage_rules")
        key = hashlib.blake2b(rule.encode(), digest_size=8).digest()
        if rule and key not in numbers:
            numbers[key] = len(numbers) + 1
            yield TextRecord(
                text=_cases.narrative_of(rule),
                title="Coverage rules of a reconsideration",
                tags=("coverage-explanation",),
                jurisdiction="US",
                identifiers={"coverage_rule": str(numbers[key])},
            )
        yield _case(row, part, numbers[key] if rule else 0)


def _case(row: Row, part: str, rule: int) -> CaseRecord:
    number, raw, ground = row.take("record_number"), row.take("decision"), row.take("appeal_type")
    narrative = _cases.narrative_of(row.take("decision_rationale"))
    diagnosis, treatment = row.take("_condition"), row.take("item_service", "drug")
    dated = row.take("decision_date")
    part = row.take("part").upper().removeprefix("PART").strip() or part
    outline = _cases.outline(
        diagnosis=diagnosis, treatment=treatment, ground=ground, patient="", year=parse_year(dated)
    )
    said = {"decision_date": dated, "coverage_rule": str(rule or ""), "narrative": "" if narrative else "none"}
    return CaseRecord(
        text=narrative or outline or "No rationale was published.",
        title=f"Medicare reconsideration {number}".strip(),
        jurisdiction="US",
        case_id=number,
        appeal_type=ground,
        coverage_type=f"Medicare Part {part}" if part else "Medicare",
        diagnosis=diagnosis,
        treatment=treatment,
        decision=_cases.decision_of(raw, row.where),
        decision_raw=raw,
        appeal_expedited=True if "expedited" in ground.casefold() else None,
        insurance_type="Medicare",
        year=parse_year(dated),
        identifiers={**row.rest(), **{key: value for key, value in said.items() if value}},
    )


PROCESSOR = Processor(key="medicare_qic", version=1, read=read)
