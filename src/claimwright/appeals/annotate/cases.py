"""The cases that are shown to annotators: their text, and what is known besides, never the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from claimwright.appeals.benchmark.evaluation_rows import is_near_evaluation_row
from claimwright.appeals.benchmark.problems import Problem, Problems
from claimwright.appeals.benchmark.read import read_cases
from claimwright.appeals.records import AppealCase
from claimwright.core.errors import InputError, Location

_FACTS = {
    "appeal_type": "Type of review",
    "denial_reason": "Reason of the denial",
    "diagnosis": "Diagnosis",
    "treatment": "Treatment",
    "jurisdiction": "Jurisdiction",
    "insurance_type": "Insurance",
    "year": "Year",
    "age_range": "Age",
    "sex": "Sex",
}


class Shown(msgspec.Struct, frozen=True):
    """A case as it is shown. `facts` are pairs of a label and what the source says."""

    id: str
    title: str
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    group: str = ""
    invented: bool = False


def read_shown(path: Path, problems: list[Problem] | None = None) -> list[Shown]:
    """The cases of a file to annotate, in order, each id once. Rows that are for evaluation only, or near one, are left
    out and told as problems: what is annotated may be learnt from. Cases without a text are left out and counted in one
    problem. Raises `InputError` where none is left."""
    cases = read_cases(path, problems)
    found = list(_fit(cases, path, [] if problems is None else problems))
    if not found:
        raise InputError(
            "there is no case with a text to annotate",
            where=str(path),
            fix="give rows with `text`, or look at the problems told",
            code="APPEALS-ANNOTATE",
        )
    return found


def _fit(cases: Iterable[AppealCase], path: Path, problems: list[Problem]) -> Iterable[Shown]:
    seen: set[str] = set()
    empty = 0
    for number, case in enumerate(cases, start=1):
        if not (case.full_text or case.text).strip():
            empty += 1
            continue
        why = _unfit(case, seen)
        if why:
            problems.append(Problem(Location(path.name, number), f"{case.id}: {why}; not shown"))
            continue
        seen.add(case.id)
        yield shown(case)
    Problems(problems).count(Location(path.name), empty, "cases without a text not shown")


def _unfit(case: AppealCase, seen: set[str]) -> str:
    if case.id in seen:
        return "a second case of this id"
    if case.evaluation_only or is_near_evaluation_row(case.full_text or case.text):
        return "a row for evaluation only, or near one"
    return ""


def shown(case: AppealCase) -> Shown:
    """The case without its outcome."""
    facts = tuple((label, str(getattr(case, name))) for name, label in _FACTS.items() if getattr(case, name))
    text = case.full_text or case.text
    return Shown(case.id, case.source, text, facts, case.group, case.invented)
