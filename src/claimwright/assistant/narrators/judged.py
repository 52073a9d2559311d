"""What did a rule say about a line? For questions such as `was an authorization needed?` and `how late was the claim?`"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence
from claimwright.assistant.narrators import why, why_not
from claimwright.assistant.narrators.common import rows_behind
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.rules import find_rules
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.why_not import why_not as evaluations

KIND = "judged"


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """Each judgement of the rules that the question names, with the table rows behind its decisions."""
    found = find_rules(session, question.text)
    return [each for line in subject.lines for each in _of_line(session, found, line)]


def _of_line(session: Session, found: tuple[str, ...], line: LineOutcome) -> list[Sentence]:
    """What the rules said, and where another one decided the line, that."""
    told = [each for rule in found for each in _line(session, rule, line)]
    decided = {each.rule for each in session.decisions(line.ref, "deny", "pend")}
    return told if decided & set(found) or line.status == "paid" else [*told, *why.about(session, line)[:1]]


def _line(session: Session, rule: str, line: LineOutcome) -> list[Sentence]:
    sentences: list[Sentence] = []
    for evaluation in evaluations(session.tree, rule, line.ref).evaluations:
        sentences += why_not.told(session, rule, line, evaluation)
        for node in evaluation.decisions:
            sentences += rows_behind(session, node) if node.kind != "set" else ()
    return sentences
