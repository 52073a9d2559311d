"""Records of the corpus: ledger lines as HICRIC writes them, and the lines of a processed file.

A ledger line keeps HICRIC's seven keys and their order; what we add comes after them and may be absent. Unknown keys
of a foreign ledger are ignored when read and never needed.
"""

from __future__ import annotations

import datetime as dt

import msgspec


class Stats(msgspec.Struct, frozen=True, kw_only=True):
    """Size of a processed document: bytes of its texts in UTF-8, whitespace-separated words, code points."""

    size: int
    words: int
    chars: int


class SourceLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of `sources.jsonl`: one raw file. `md5` is of the raw bytes; `local_path` starts with `./data/raw/`."""

    url: str
    date_accessed: str
    local_path: str
    tags: tuple[str | None, ...]
    preprocessor: str | None
    md5: str | None = None
    source: str = ""
    sha256: str = ""
    etag: str = ""
    last_modified: str = ""
    title: str = ""
    supersedes: str = ""


class ProcessedLine(SourceLine, frozen=True, kw_only=True, omit_defaults=True):
    """One line of `processed_sources.jsonl`: a source line, the file made from it, and by which reading of it.

    `processed_by` names the processor and its version (`pdf/1`); a change of it, or of `md5`, asks for a new run.
    """

    local_processed_path: str
    stats: Stats | None = None
    processed_by: str = ""
    processed_md5: str = ""


class TextRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a processed file: the smallest piece of text that can be cited.

    `section` is the heading path, outermost first; `citation` is canonical (`claimwright.corpus.citations`).
    `stored[start:end] == text`, in code points, where `stored` is the `.txt` beside the processed file; the runner
    sets both. `page` counts from 1. `identifiers` are the source's own ids (an NCD number, a contractor, codes).
    """

    text: str
    section: tuple[str, ...] = ()
    citation: str = ""
    title: str = ""
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    start: int | None = None
    end: int | None = None
    page: int | None = None
    url: str = ""
    tags: tuple[str, ...] = ()
    jurisdiction: str = ""
    identifiers: dict[str, str] = {}


class CaseRecord(TextRecord, frozen=True, kw_only=True, omit_defaults=True):
    """A reviewed appeal. Field names are HICRIC's where it has one.

    `decision` is `Upheld` or `Overturned` where the source's wording says which (a denial overturned in part counts
    as overturned), else empty; `decision_raw` is the source's wording. `reviewer` counts from 1 where a case has
    several reviewers' texts. `sex` is `Female`, `Male` or as the source has it; `age_range` as the source has it.
    """

    case_id: str = ""
    reviewer: int | None = None
    appeal_type: str = ""
    coverage_type: str = ""
    diagnosis: str = ""
    diagnosis_category: str = ""
    treatment: str = ""
    treatment_category: str = ""
    denial_reason: str = ""
    decision: str = ""
    decision_raw: str = ""
    appeal_expedited: bool | None = None
    patient_race: str = ""
    age_range: str = ""
    sex: str = ""
    insurance_type: str = ""
    year: int | None = None
