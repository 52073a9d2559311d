"""Why is this the allowed amount?"""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators import why
from claimwright.assistant.narrators.common import asked_lines, because_of, money_line, rows_behind, rule_and_source
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node

KIND = "allowed"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The price of each line that is asked about: its contract, method, fees, and what the charge had to do with it."""
    return [each for line in asked_lines(session, question.line) for each in _line(session, line)]


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    if line.status != "paid":
        return [
            say(f"Line {line.number} has no allowed amount: it is {line.status}.", [session.outcome_node(line.ref)]),
            *why.about(session, line),
        ]
    allowed = session.decisions(line.ref, "set")
    last = next((node for node in reversed(allowed) if node.name == "allowed"), None)
    if last is None:
        return [money_line(session, line)]
    return [
        money_line(session, line),
        *_reasons(session, line, last),
        *rows_behind(session, last),
        rule_and_source(session, last),
    ]


def _reasons(session: Session, line: LineOutcome, last: Node) -> Iterator[Sentence]:
    """What the rules on the way to the amount said of it."""
    on_the_way = {step.node for step in session.slicer.of_node(last.id)}
    frames = {session.frame_of(number).id for number in on_the_way}
    for node in session.decisions(line.ref, "pass", "reduce"):
        if because_of(node) and session.frame_of(node.id).id in frames:
            yield say(f"{_capital(because_of(node))}.", [node.id])
    for node in session.decisions(line.ref, "reduce"):
        if session.frame_of(node.id).id not in frames and node.attributes.get("carc") in ("45", "94", "B10"):
            yield say(f"{_capital(because_of(node))}.", [node.id])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
