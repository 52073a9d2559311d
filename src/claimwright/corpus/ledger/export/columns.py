"""Columns of the exported records. HICRIC's names where it has one; what a record lacks is null."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from claimwright.corpus.records import CaseRecord, ProcessedLine

Kind = Literal["string", "strings", "date", "int", "bool"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what it is, and where its value comes from."""

    name: str
    kind: Kind
    about: str
    value: Callable[[CaseRecord, ProcessedLine], Any]


def _field(name: str, kind: Kind, about: str) -> Column:
    return Column(name, kind, about, lambda record, _: getattr(record, name))


DOCUMENT = (
    Column("tags", "strings", "the document's tags and the record's own", lambda r, d: _tags(r, d)),
    Column("date_accessed", "string", "when the raw file was fetched", lambda _, d: d.date_accessed),
    Column("source_url", "string", "where the text was published", lambda r, d: r.url or d.url),
    Column("source_md5", "string", "MD5 of the raw file", lambda _, d: d.md5),
    Column("relative_path", "string", "processed file of the corpus", lambda _, d: d.local_processed_path),
    Column("source", "string", "key of the declared source", lambda _, d: d.source),
    Column("processed_by", "string", "processor and version", lambda _, d: d.processed_by),
)

RECORD = (
    _field("text", "string", "the text, Unicode NFC"),
    Column("title", "string", "title of the record, else of the document", lambda r, d: r.title or d.title),
    _field("section", "strings", "heading path, outermost first"),
    _field("citation", "string", "canonical citation"),
    _field("effective_from", "date", "first day in force"),
    _field("effective_to", "date", "last day in force"),
    _field("start", "int", "first code point in the stored text"),
    _field("end", "int", "code point after the last"),
    _field("page", "int", "page, from 1"),
    _field("jurisdiction", "string", "state or federal"),
    Column("identifiers", "string", "the source's own ids, as a JSON object", lambda r, _: _json(r.identifiers)),
)

CASE = (
    _field("case_id", "string", "the reviewing body's case number"),
    _field("reviewer", "int", "which reviewer's text, from 1"),
    _field("appeal_type", "string", "what the dispute is about"),
    _field("coverage_type", "string", "kind of plan as the source has it"),
    _field("diagnosis", "string", "diagnosis"),
    _field("diagnosis_category", "string", "group of diagnoses"),
    _field("treatment", "string", "treatment asked for"),
    _field("treatment_category", "string", "group of treatments"),
    _field("denial_reason", "string", "why the plan denied it"),
    _field("decision", "string", "Upheld or Overturned"),
    _field("decision_raw", "string", "the source's wording of it"),
    _field("appeal_expedited", "bool", "whether it was an urgent review"),
    _field("patient_race", "string", "as the source has it"),
    _field("age_range", "string", "as the source has it"),
    _field("sex", "string", "as the source has it"),
    _field("insurance_type", "string", "Commercial, Medicaid, ..."),
    _field("year", "int", "year of the decision or report"),
)

PERSONAL = ("patient_race", "age_range", "sex")
"""Columns that describe a person."""


def columns(partition: str) -> tuple[Column, ...]:
    """The columns of a partition's files: cases have more."""
    text, *others = RECORD
    return (text, *DOCUMENT, *others, *(CASE if partition == "case-description" else ()))


def values(record: CaseRecord, line: ProcessedLine, wanted: tuple[Column, ...]) -> list[Any]:
    """The values of a record in the order of the columns; empty text is null."""
    found = [column.value(record, line) for column in wanted]
    return [None if value == "" else value for value in found]


def _tags(record: CaseRecord, line: ProcessedLine) -> list[str]:
    return list(dict.fromkeys(tag for tag in (*line.tags, *record.tags) if tag))


def _json(value: dict[str, str]) -> str:
    return msgspec.json.encode(value, order="sorted").decode() if value else ""
