"""One row of a file of cases, whatever its columns are called, as an `AppealCase`.

Names of three shapes are known: our own (`AppealCase`), HICRIC's and its published dataset's (`text`, `decision`,
`appeal_type`, `full_text`, `sufficiency_id`, `jurisdiction`, `insurance_type`), and the corpus' (`CaseRecord`), whose
outline of a case without a narrative is no text: it only repeats the columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import msgspec

from claimwright.appeals.benchmark.evaluation_rows import is_evaluation_row
from claimwright.appeals.records import OUTCOMES, AppealCase
from claimwright.core.errors import InputError

MOST_CHARACTERS = 200_000
"""A longer text is no description of one case."""

_NAMES = {
    "jurisdiction": ("jurisdiction",),
    "insurance_type": ("insurance_type",),
    "appeal_type": ("appeal_type",),
    "denial_reason": ("denial_reason",),
    "diagnosis": ("diagnosis",),
    "diagnosis_category": ("diagnosis_category",),
    "treatment": ("treatment",),
    "treatment_category": ("treatment_category",),
    "age_range": ("age_range",),
    "sex": ("sex", "gender"),
    "race": ("race", "patient_race"),
    "full_text": ("full_text",),
}
_DECISIONS = {name.casefold(): name for name in OUTCOMES} | {
    "overturned in part": "Overturned",
    "insurer denial overturned": "Overturned",
    "insurer denial upheld": "Upheld",
    "overturned decision of health plan": "Overturned",
    "upheld decision of health plan": "Upheld",
}
_UNSAID = {"", "unspecified", "none", "null", "unknown", "n/a"}
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "for",
        "was",
        "that",
        "with",
        "has",
        "this",
        "are",
        "on",
        "at",
        "been",
        "not",
        "be",
        "or",
        "from",
    ]
)
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from: the source's name and the row's number; whether its file is for evaluation only, and
    whether its source has no narratives, so that a row needs no text."""

    source: str
    number: int
    evaluation_only: bool = False
    structured: bool = False


class NoNarrativeError(InputError):
    """A record of a case of which the source tells neither a narrative nor categories."""


def case_of_row(row: Mapping[str, Any], origin: Origin) -> AppealCase:
    """The case of a row. Raises `InputError` where it has no usable text or no known outcome."""
    row = {**row, "text": "", "full_text": ""} if _is_outline(row) else row
    text = _text(row, origin)
    source = str(row.get("source") or origin.source)
    flagged = bool(row.get("evaluation_only")) or origin.evaluation_only
    return AppealCase(
        id=_identity(row, origin, source),
        text=text,
        decision=decision_of(row),
        source=source,
        group=_group(row, source),
        year=_integer(row, "year"),
        expedited=_boolean(row, "expedited", "appeal_expedited"),
        sufficiency=_rating(row),
        sufficiency_id=_integer(row, "sufficiency_id"),
        evaluation_only=flagged or is_evaluation_row(text),
        invented=bool(row.get("invented")),
        marks=tuple(str(mark) for mark in row.get("marks") or ()),
        **{field: _said(row, names) for field, names in _NAMES.items()},
    )


def decision_of(row: Mapping[str, Any]) -> str:
    """`Upheld`, `Overturned` or `Insufficient`. Raises `InputError` for other words."""
    said = row.get("decision")
    known = _DECISIONS.get(" ".join(str(said or "").split()).strip(" .").casefold(), "")
    if not known:
        raise InputError(
            f"the outcome {said!r} is not known" if said else "the row has no outcome (`decision`)",
            fix="use Upheld or Overturned",
        )
    return known


def check_text(text: str) -> str:
    """The text, if a description of a case in English. Raises `InputError` where it is empty, huge or another language."""
    if not text.strip():
        raise InputError("the row has no text", fix="give the description of the case in `text`")
    if len(text) > MOST_CHARACTERS:
        raise InputError(
            f"the text has {len(text):,} characters; no description of one case is that long",
            fix=f"give at most {MOST_CHARACTERS:,}",
        )
    if not looks_english(text):
        raise InputError(
            "the text does not look like English", fix="give an English description; nothing else was learnt"
        )
    return text


def looks_english(text: str) -> bool:
    """Whether one word in twenty is among the commonest of English; short texts are let through."""
    words = _WORD.findall(text[:20_000].casefold())
    return len(words) < 12 or sum(word in _ENGLISH for word in words) >= len(words) / 20


def _text(row: Mapping[str, Any], origin: Origin) -> str:
    text = row.get("text")
    if text is not None and not isinstance(text, str):
        raise InputError(f"`text` is {type(text).__name__}, not text", fix="give the description as a string")
    structured = origin.structured or any(_said(row, _NAMES[f]) for f in ("diagnosis_category", "treatment_category"))
    if structured and not (text or "").strip():
        return ""
    if _is_outline(row):
        raise NoNarrativeError(
            "the record has no narrative", fix="give a source that tells the case, or its categories"
        )
    return check_text(text or "")


def _is_outline(row: Mapping[str, Any]) -> bool:
    """Whether a record of the corpus says that its text is an outline; an export has its `identifiers` as JSON."""
    marks: Any = row.get("identifiers")
    if isinstance(marks, str):
        try:
            marks = msgspec.json.decode(marks)
        except msgspec.DecodeError:
            return False
    return isinstance(marks, Mapping) and cast("Mapping[str, Any]", marks).get("narrative") == "none"


def _identity(row: Mapping[str, Any], origin: Origin, source: str) -> str:
    given = row.get("id") or row.get("row_id") or row.get("case_id")
    if row.get("id"):
        return str(given)
    reviewer = f"/{row['reviewer']}" if row.get("reviewer") else ""
    return f"{source}:{given}{reviewer}" if given is not None and given != "" else f"{source}:line-{origin.number}"


def _group(row: Mapping[str, Any], source: str) -> str:
    given = row.get("group")
    if given is None or given == "":
        return f"{source}:{row['case_id']}" if row.get("case_id") else ""
    return str(given) if row.get("id") else f"{source}:group-{given}"


def _said(row: Mapping[str, Any], names: tuple[str, ...]) -> str:
    value = next((row[name] for name in names if row.get(name) not in (None, "")), "")
    return "" if str(value).strip().casefold() in _UNSAID else str(value).strip()


def _integer(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return int(float(value))
    except (TypeError, ValueError):
        raise InputError(f"`{name}` is {value!r}, not a whole number", fix="give a number or leave it out") from None


def _rating(row: Mapping[str, Any]) -> int | None:
    """HICRIC's older ratings went to 5; a 5 counts as 4."""
    rating = _integer(row, "sufficiency")
    if rating is None:
        rating = _integer(row, "sufficiency_score")
    if rating is not None and not 1 <= rating <= 5:
        raise InputError(f"the sufficiency rating {rating} is not from 1 to 4", fix="rate from 1 to 4 or leave it out")
    return min(rating, 4) if rating is not None else None


def _boolean(row: Mapping[str, Any], *names: str) -> bool | None:
    value = next((row[name] for name in names if row.get(name) not in (None, "")), None)
    if isinstance(value, str):
        return {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}.get(value.casefold())
    return bool(value) if value is not None else None
