"""A question read again in the light of its claim: the amounts and records that it names tell what it is about."""

from __future__ import annotations

import dataclasses
import re

from claimwright.assistant.kinds import Kind, is_outside
from claimwright.assistant.narrators.choices import names_of
from claimwright.assistant.narrators.common import because_of
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome

_OPEN = ("unknown", "why")
_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b", re.IGNORECASE)


def refined(session: Session, question: Question) -> Question:
    """The question with its kind settled by what it names: a choice by a candidate, a part of the money by its amount."""
    if question.kind in (*_OPEN, "why_not", "judged") and _names_a_candidate(session, question):
        return dataclasses.replace(question, kind="decided")
    if question.kind not in _OPEN or question.state == "denied" or is_outside(question.text):
        return question
    kind = next((kind for amount in question.amounts if (kind := _kind_of(session, amount))), None)
    kind = kind or next((kind for part in question.percentages if (kind := _kind_of_part(session, part))), None)
    return dataclasses.replace(question, kind=kind) if kind else question


def _names_a_candidate(session: Session, question: Question) -> bool:
    words = set(_NAME.findall(question.text.lower()))
    return bool(words & names_of(session))


def _kind_of(session: Session, amount: int) -> Kind | None:
    """What an amount is: the member's, allowed or paid, or taken off."""
    lines = session.outcome.lines
    if amount and (amount == session.outcome.member_share or any(_is_share(line, amount) for line in lines)):
        return "owes"
    if any(amount in (line.allowed, line.paid) and amount for line in lines):
        return "allowed"
    taken = (each.amount for line in lines for each in line.adjustments if each.group != "PR")
    return "why" if amount in taken else None


def _kind_of_part(session: Session, percentage: str) -> Kind | None:
    """What a percentage is: the member's, or the contract's."""
    for node in map(
        session.tree.node, sorted((*session.tree.by_kind.get("reduce", ()), *session.tree.by_kind.get("pass", ())))
    ):
        if re.search(rf"(?<![\d.]){re.escape(percentage)}%", because_of(node)):
            return "allowed" if node.rule.startswith("pricing.") else "owes"
    return None


def _is_share(line: LineOutcome, amount: int) -> bool:
    return amount in (line.share(), *(each.amount for each in line.adjustments if each.group == "PR"))
