"""The tasks and their wording. A fact that is not known gives no line; the template's id says which ones are there.

`review`: write a review's summary from the facts. `background`: write the appeal's background from the facts.
`verdict-of-review`: state the outcome that a review reached. `verdict-of-background`: state the outcome from the background
alone, for cases without a review's text. Facts never hold the outcome: a field that names one is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from claimwright.appeals.benchmark.leaks.patterns import leaks_in
from claimwright.appeals.records import AppealCase

VERSION = 1
VERDICTS: Mapping[str, str] = {
    "Overturned": "Overturned. The reviewer decided that the plan's denial does not stand.",
    "Upheld": "Upheld. The reviewer decided that the plan's denial stands.",
}
"""The response to a verdict task, by normalised decision."""

_FACTS = {
    "treatment": "Treatment",
    "diagnosis": "Diagnosis",
    "reason": "Reason of the denial",
    "sex": "Sex",
    "age": "Age range",
}
_OUTCOME = re.compile(r"\boverturn|\buph[eo]ld|\buphold|\breversed (?:the|by)|\bdecision of\b", re.IGNORECASE)
_ASKED = {
    "review": "Write the reviewer's summary for the external review of a health plan's denial, with these facts.",
    "background": "Write the background of an external appeal of a health plan's denial, as it is known when the appeal "
    "is filed, with these facts. Do not say how it was decided.",
    "verdict-of-review": "Here is a reviewer's summary from the external review of a health plan's denial. Was the denial "
    "upheld or overturned?",
    "verdict-of-background": "Here is the background of an external appeal of a health plan's denial. Is the denial likely "
    "to be upheld or overturned?",
}


def facts_of(case: AppealCase, left_out: Counter[str]) -> dict[str, str]:
    """What a prompt may say of a case, by name; `left_out` counts fields that named an outcome."""
    said = {
        "treatment": _joined(case.treatment_category, case.treatment),
        "diagnosis": _joined(case.diagnosis_category, case.diagnosis),
        "reason": case.denial_reason or case.appeal_type,
        "sex": case.sex,
        "age": case.age_range,
    }
    told = {name: " ".join(value.split()) for name, value in said.items() if value.strip()}
    leaking = [name for name, value in told.items() if names_outcome(value)]
    left_out.update(leaking)
    return {name: value for name, value in told.items() if name not in leaking}


def names_outcome(value: str) -> bool:
    """Whether a fact's words could say how the review ended."""
    return bool(_OUTCOME.search(value)) or any(True for _ in leaks_in(value))


def from_facts(task: str, facts: Mapping[str, str]) -> tuple[str, str]:
    """The prompt of a writing task, and the template's id."""
    lines = [f"{label}: {facts[name]}" for name, label in _FACTS.items() if name in facts]
    return "\n".join([_ASKED[task], "", *lines]), f"{task}/{VERSION}:{'+'.join(n for n in _FACTS if n in facts)}"


def from_text(task: str, text: str) -> tuple[str, str]:
    """The prompt of a verdict task, and the template's id."""
    return f"{_ASKED[task]}\n\n{text}", f"{task}/{VERSION}"


def _joined(category: str, particular: str) -> str:
    return particular if category.casefold() in particular.casefold() else f"{category}: {particular}".rstrip(": ")
