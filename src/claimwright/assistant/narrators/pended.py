"""Is anything pended, and what is needed?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import because_of, reason_of
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.trace.tree import Node

KIND = "pended"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """Every pend of the claim and its lines, with what it waits for."""
    sentences = about(session, session.claim.ref, "The claim")
    for line in session.outcome.lines:
        if question.line in (None, line.number):
            sentences += about(session, line.ref, f"Line {line.number}")
    if sentences:
        return sentences
    subject = session.claim.ref if question.line is None else session.line(question.line).ref
    name = f"claim {session.claim.claim_id}" if question.line is None else f"line {question.line}"
    return [say(f"Nothing is pended on {name}.", [session.outcome_node(subject)])]


def about(session: Session, ref: str, name: str) -> list[Sentence]:
    """The pends of one subject; a rule that failed or had no data left an error row."""
    sentences: list[Sentence] = []
    for node in session.decisions(ref, "pend"):
        sentences.append(say(f"{name} is pended, {reason_of(node)}: {because_of(node)}.", [node.id]))
        needs = node.value("needs")
        if needs is not None and needs.raw:
            sentences.append(say(f"It needs {needs.text}.", [node.id]))
    sentences += [_failed(session, node, name) for node in session.decisions(ref, "error")]
    return sentences


def _failed(session: Session, node: Node, name: str) -> Sentence:
    message = node.values[2].text
    return say(f"{name} is pended because {node.name} could not decide: {message}.", [node.id])
