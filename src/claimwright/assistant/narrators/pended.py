"""Is anything pended, and what is needed?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import because_of, capital, coded, reason_of, rule_and_source, service
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node

KIND = "pended"


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """Every pend of the claim and its lines, with what it waits for."""
    sentences = about(session, session.claim.ref, "The claim")
    for line in subject.lines:
        sentences += about(session, line.ref, capital(service(line)), coded(line))
    return (
        sentences or [_nothing(session, line) for line in subject.lines]
        if not subject.whole
        else (sentences or [_nothing_at_all(session)])
    )


def of_line(session: Session, line: LineOutcome) -> list[Sentence]:
    """Why one line waits: its own pends, else those of the claim."""
    name = capital(service(line))
    own = about(session, line.ref, name, coded(line))
    whole = about(session, session.claim.ref, "The claim")
    if own:
        return own + whole
    return [say(f"{name} waits with the claim.", [session.outcome_node(line.ref)], coded(line)), *whole]


def about(session: Session, ref: str, name: str, inputs: tuple[str, ...] = ()) -> list[Sentence]:
    """The pends of one subject; a rule that failed or had no data left an error row."""
    sentences: list[Sentence] = []
    for node in session.decisions(ref, "pend", "error"):
        said = f"{node.name} could not decide" if node.kind == "error" else reason_of(node)
        sentences.append(say(f"{name} is pended, {said}: {because_of(node)}.", [node.id], inputs))
        sentences += [*_needs(session, node), rule_and_source(session, node)]
    return sentences


def _needs(session: Session, node: Node) -> list[Sentence]:
    value = node.value("needs")
    needs = value.text if value is not None and value.raw else ""
    needs = needs or next((pend.needs for pend in session.outcome.pends if pend.node == node.id), "")
    return [say(f"It needs {needs}.", [node.id])] if needs else []


def _nothing(session: Session, line: LineOutcome) -> Sentence:
    text = f"Nothing is pended on {service(line)}: it is {line.status}."
    return say(text, [session.outcome_node(line.ref)], coded(line))


def _nothing_at_all(session: Session) -> Sentence:
    outcome = session.outcome
    text = f"Nothing is pended on claim {outcome.claim_id}: it is {outcome.status}, and nothing more is needed."
    return say(text, [session.outcome_node(session.claim.ref)])
