"""Why is this the allowed amount?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators import why
from claimwright.assistant.narrators.common import capital, coded, money_line, rule_and_source, service
from claimwright.assistant.narrators.price import price_told
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome

KIND = "allowed"


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """The price of each line that is asked about: its contract, method, fees, and what the charge had to do with it."""
    return [each for line in subject.lines for each in _line(session, line)]


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    if line.status != "paid":
        text = f"{capital(service(line))} has no allowed amount: it is {line.status}."
        head = say(text, [session.outcome_node(line.ref)], coded(line))
        return [head, *why.about(session, line, remedies=False)]
    allowed = next((node for node in reversed(session.decisions(line.ref, "set")) if node.name == "allowed"), None)
    rule = [rule_and_source(session, allowed)] if allowed is not None else []
    return [money_line(session, line), *price_told(session, line), *rule]
