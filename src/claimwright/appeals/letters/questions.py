"""What must be known before a letter can say how long there is and to whom it goes."""

from __future__ import annotations

from typing import get_args

from claimwright.appeals.letters.records import LetterKind
from claimwright.appeals.records import Denial, Gate, PlanType
from claimwright.core.errors import InputError

PLAN_TYPES = tuple(each for each in get_args(PlanType) if each)
_PLAN = (
    "What kind of plan is it? The member's card or the plan's summary says. An employer's plan that pays claims itself is "
    "employer-self-funded; one that bought insurance is employer-insured."
)
_STATE = "Which state's rules hold? For insurance, the state where it was issued. Answer US where you do not know."
_BY_STATE = ("employer-insured", "individual", "medicaid")
"""Kinds of plan whose external review a state may run."""


class UnansweredError(InputError):
    """Questions that stand open. `questions` has the field of the denial and the question."""

    def __init__(self, questions: tuple[tuple[str, str], ...]) -> None:
        self.questions = questions
        told = " ".join(f"({number}) {question}" for number, (_, question) in enumerate(questions, 1))
        answers = " ".join(f"--answer {name}={_EXAMPLES.get(name, '...')}" for name, _ in questions)
        super().__init__(f"the letter needs to know: {told}", fix=f"answer with {answers}", code="APPEALS-ASK")


_EXAMPLES = {"plan_type": "|".join(PLAN_TYPES), "jurisdiction": "NY"}


def open_questions(denial: Denial, kind: LetterKind, gate: Gate) -> tuple[tuple[str, str], ...]:
    """The questions of the gate, and those of the letter, that the denial does not answer yet."""
    asked = {name: question for name, question in gate.asks if not getattr(denial, name, "")}
    if not denial.plan_type and kind in ("internal-appeal", "external-review"):
        asked.setdefault("plan_type", _PLAN)
    by_state = kind == "provider-dispute" or (kind == "external-review" and denial.plan_type in _BY_STATE)
    if by_state and not denial.jurisdiction:
        asked.setdefault("jurisdiction", _STATE)
    return tuple(asked.items())
