"""The `local` strategy: the kind of question picks a narrator, and the gate lets through what the trace supports.

No language model is asked.
"""

from __future__ import annotations

from claimwright.assistant.answer import Answer, Sentence, Withheld, say
from claimwright.assistant.grounding import ground
from claimwright.assistant.narrators import narrators
from claimwright.assistant.narrators.common import capital, coded, money_line, reason_of, service
from claimwright.assistant.questions import Question, read_question
from claimwright.assistant.refine import refined
from claimwright.assistant.resolve import Subject, subject_of
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome

_PROBLEMS = {
    "line": "The claim has no such line. It has {lines}.",
    "procedure": "The claim does not bill that code. It has {lines}.",
    "date": "The claim has no service on that date. It has {lines}.",
    "claim": "That is another claim; this is the trace of claim {claim}. It has {lines}.",
}

_SILENT = (
    "The trace does not say. It records which rules were judged for each line, what they read, and what they decided."
)
_UNSAID = {
    "code": "The claim carries no such code.",
    "why_not": "The trace does not say: no rule of this program has such a name.",
}


def answer(session: Session, text: str) -> Answer:
    """Answer a question about an adjudicated claim, or say honestly that the trace does not."""
    question = refined(session, read_question(text))
    subject = subject_of(session, question)
    narrator = narrators().get(question.kind) if subject.lines else None
    sentences = narrator(session, question, subject) if narrator is not None else []
    shown, withheld = ground(session, sentences)
    if shown:
        return _answer(session, text, question, True, shown, withheld)
    nearby, more = ground(session, _nearby(session, question, subject))
    return _answer(session, text, question, False, nearby, (*withheld, *more))


def _answer(
    session: Session,
    text: str,
    question: Question,
    answered: bool,
    shown: tuple[Sentence, ...],
    withheld: tuple[Withheld, ...],
) -> Answer:
    return Answer(text, question.kind, session.claim.claim_id, session.run, answered, shown, withheld)


def _nearby(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """That the trace does not say, and what it does say."""
    every = session.outcome.lines
    named = ", ".join(service(line) for line in every)
    unsaid = _SILENT if question.kind == "code" and not question.code else _UNSAID.get(question.kind, _SILENT)
    text = _PROBLEMS.get(subject.problem, unsaid)
    head = say(
        text.format(lines=named, claim=session.claim.claim_id),
        [session.outcome_node(session.claim.ref)],
        [path for line in every for path in coded(line)],
    )
    lines = [] if subject.problem else [each for line in subject.lines or every for each in _said(session, line)]
    return [head, *lines]


def _said(session: Session, line: LineOutcome) -> list[Sentence]:
    """The line's outcome and its codes."""
    nodes = session.decisions(line.ref, "deny", "reduce", "pend")
    codes = [node for node in nodes if node.kind != "deny" or node is nodes[0]]
    told = ", ".join(dict.fromkeys(reason_of(node) for node in codes))
    carried = (
        [say(f"{capital(service(line))} carries {told}.", [node.id for node in codes], coded(line))] if told else []
    )
    return [money_line(session, line), *carried]
