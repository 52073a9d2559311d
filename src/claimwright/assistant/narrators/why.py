"""Why was a line denied, reduced, pended or paid as it was?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.meanings import meaning
from claimwright.assistant.narrators import change
from claimwright.assistant.narrators.common import (
    amount_of,
    asked_lines,
    because_of,
    money_line,
    reason_of,
    rows_behind,
    rule_and_source,
)
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "why"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The deciding rules of the line, or of every line that was not paid in full."""
    lines = asked_lines(session, question.line)
    if question.line is None:
        lines = tuple(line for line in lines if line.status != "paid" or line.paid != line.charge) or lines
    sentences = [each for line in lines for each in about(session, line)]
    if question.line is None:
        sentences += _of_the_claim(session)
    return sentences


def about(session: Session, line: LineOutcome) -> list[Sentence]:
    """Everything that decided one line."""
    match line.status:
        case "denied":
            return _denied(session, line)
        case "pended":
            return _pended(session, line)
        case _:
            return _paid(session, line)


def _denied(session: Session, line: LineOutcome) -> list[Sentence]:
    first, *others = session.decisions(line.ref, "deny")
    head = f"Line {line.number} was denied {reason_of(first)}: {because_of(first)}."
    sentences = [say(head, [first.id]), *rows_behind(session, first), rule_and_source(session, first)]
    sentences += meaning(first)
    sentences += [_also(line, other) for other in others]
    return [*sentences, *change.remedies_for(session, line, brief=True)]


def _also(line: LineOutcome, node: Node) -> Sentence:
    return say(f"Line {line.number} would also be denied {reason_of(node)}: {because_of(node)}.", [node.id])


def _pended(session: Session, line: LineOutcome) -> list[Sentence]:
    from claimwright.assistant.narrators import pended

    return pended.about(session, line.ref, f"Line {line.number}") or _of_the_claim(session)


def _of_the_claim(session: Session) -> list[Sentence]:
    from claimwright.assistant.narrators import pended

    return pended.about(session, session.claim.ref, "The claim")


def _paid(session: Session, line: LineOutcome) -> list[Sentence]:
    sentences = [money_line(session, line)]
    for node in session.decisions(line.ref, "reduce"):
        if amount_of(node):
            text = f"{format_cents(amount_of(node))} of line {line.number} is not paid, {reason_of(node)}: {because_of(node)}."
            sentences += [say(text, [node.id]), rule_and_source(session, node)]
    return sentences
