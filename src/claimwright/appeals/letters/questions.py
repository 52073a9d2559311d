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


_OWN = ("plan_type", "jurisdiction")
_EXAMPLES = {"plan_type": "|".join(PLAN_TYPES), "jurisdiction": "NY", "denial_reason": "'...'"}


def open_questions(denial: Denial, kind: LetterKind, gate: Gate) -> tuple[tuple[str, str], ...]:
    """The questions of the gate and of the letter that the denial does not answer yet. Plan and jurisdiction are asked
    for only where the letter's time limits or addressee turn on them."""
    decided = kind in ("corrected-claim", "cover")
    other = () if decided else gate.asks
    asked = {name: question for name, question in other if name not in _OWN and not getattr(denial, name, "")}
    if not denial.plan_type and kind in ("internal-appeal", "external-review"):
        asked["plan_type"] = _PLAN
    by_state = kind == "provider-dispute" or (kind == "external-review" and denial.plan_type in ("", *_BY_STATE))
    if by_state and not denial.jurisdiction:
        asked["jurisdiction"] = _STATE
    return tuple(asked.items())
