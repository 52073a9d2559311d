"""Why was a line denied, reduced, pended or paid as it was?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.meanings import meaning
from claimwright.assistant.narrators import change, pended
from claimwright.assistant.narrators.choices import losers, winner
from claimwright.assistant.narrators.common import (
    amount_of,
    because_of,
    capital,
    coded,
    in_frame,
    money_line,
    reason_of,
    reduction,
    rows_behind,
    rule_and_source,
    service,
)
from claimwright.assistant.narrators.pairs import modifiers_told
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node

KIND = "why"


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """The deciding rules of the lines that are meant; of a claim, of every line that is as the question says."""
    lines, sentences = subject.lines, list[Sentence]()
    if subject.whole:
        sentences = _premise(session, question)
        lines = tuple(line for line in lines if line.status == question.state) or _not_in_full(lines)
    for line in lines:
        sentences += [*_line_premise(session, question, line, subject), *about(session, line)]
    if subject.whole and session.decisions(session.claim.ref, "pend", "error"):
        sentences += pended.about(session, session.claim.ref, "The claim")
    return sentences


def _not_in_full(lines: tuple[LineOutcome, ...]) -> tuple[LineOutcome, ...]:
    return tuple(line for line in lines if line.status != "paid" or line.paid != line.charge) or lines


def _premise(session: Session, question: Question) -> list[Sentence]:
    """The state of the claim, and that nothing on it is as the question takes for granted."""
    outcome, state = session.outcome, question.state
    node = session.outcome_node(session.claim.ref)
    fits = not state or any(line.status == state for line in outcome.lines)
    if fits:
        return []
    return [say(f"Nothing on claim {outcome.claim_id} is {state}; the claim is {outcome.status}.", [node])]


def _line_premise(session: Session, question: Question, line: LineOutcome, subject: Subject) -> list[Sentence]:
    if subject.whole or question.state in ("", "paid", line.status):
        return []
    text = f"Line {line.number} is not {question.state}; it is {line.status}."
    return [say(text, [session.outcome_node(line.ref)])]


def about(session: Session, line: LineOutcome, *, remedies: bool = True) -> list[Sentence]:
    """Everything that decided one line."""
    match line.status:
        case "denied":
            return _denied(session, line, remedies=remedies)
        case "pended":
            return pended.of_line(session, line)
        case _:
            return _paid(session, line)


def _denied(session: Session, line: LineOutcome, *, remedies: bool) -> list[Sentence]:
    first, *others = session.decisions(line.ref, "deny")
    text = f"{capital(service(line))} was denied {reason_of(first)}: {because_of(first)}."
    sentences = [say(text, [first.id], coded(line)), *grounds(session, line, first)]
    sentences += [rule_and_source(session, first), *meaning(first)]
    sentences += [_also(line, other) for other in others]
    return [*sentences, *(change.remedies_for(session, line, brief=True) if remedies else ())]


def grounds(session: Session, line: LineOutcome, decision: Node) -> list[Sentence]:
    """The table rows, modifiers and choices that a decision stands on."""
    frame = session.frame_of(decision.id)
    sentences = [*rows_behind(session, decision), *modifiers_told(session, frame)]
    for node in in_frame(session, frame, "choose"):
        if node.values[0].raw is None:
            sentences += [winner(line, node), *losers(session, node)]
    return sentences


def _also(line: LineOutcome, node: Node) -> Sentence:
    return say(f"Line {line.number} would also be denied {reason_of(node)}: {because_of(node)}.", [node.id])


def _paid(session: Session, line: LineOutcome) -> list[Sentence]:
    sentences = [money_line(session, line)]
    for node in session.decisions(line.ref, "reduce"):
        if amount_of(node):
            sentences += [reduction(session, line, node), rule_and_source(session, node)]
    return sentences
