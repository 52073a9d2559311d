"""The `local` strategy: the kind of question picks a narrator, and the gate lets through what the trace supports.

No language model is asked.
"""

from __future__ import annotations

from claimwright.assistant.answer import Answer, Sentence, say
from claimwright.assistant.grounding import ground
from claimwright.assistant.narrators import narrators
from claimwright.assistant.narrators.common import money_line
from claimwright.assistant.questions import Question, read_question
from claimwright.assistant.session import Session


def answer(session: Session, text: str) -> Answer:
    """Answer a question about an adjudicated claim, or say honestly that the trace does not."""
    question = read_question(text)
    narrator = narrators().get(question.kind)
    sentences = narrator(session, question) if narrator is not None else []
    shown, withheld = ground(session, sentences)
    if shown:
        return Answer(text, question.kind, session.claim.claim_id, session.run, True, shown, withheld)
    nearby, _ = ground(session, _nearby(session, question))
    return Answer(text, question.kind, session.claim.claim_id, session.run, False, nearby, withheld)


def _nearby(session: Session, question: Question) -> list[Sentence]:
    """That the trace does not say, and what it does say."""
    node = session.outcome_node(session.claim.ref)
    head = say(
        "The trace does not say. It records which rules were judged for each line, what they read, and what they decided.",
        [node],
    )
    lines = session.outcome.lines if question.line is None else (session.line(question.line),)
    return [head, *(money_line(session, line) for line in lines)]
