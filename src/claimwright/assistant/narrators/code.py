"""What does this adjustment code mean here?"""

from __future__ import annotations

import re

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.meanings import meaning
from claimwright.assistant.narrators.common import amount_of, because_of, reason_of, rule_and_source, service
from claimwright.assistant.narrators.common import coded as code_fields
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "code"
_GROUP = re.compile(r"\b(CO|PR|OA|PI)\b")
_ANY = re.compile(r"\b(?:codes?|adjustments?|carcs?|rarcs?|remarks?|reasons?|denial)\b", re.IGNORECASE)


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """Each place where the claim carries the code, its meaning in general, and its reason here."""
    wanted = question.code or (_GROUP.search(question.text) or [""])[0]
    if not wanted and not _ANY.search(question.text):
        return []
    found = [each for line in subject.lines for each in _line(session, line, wanted)]
    return found if found or wanted else [_none(session)]


def _none(session: Session) -> Sentence:
    text = f"Claim {session.claim.claim_id} carries no adjustment code; it is {session.outcome.status}."
    return say(text, [session.outcome_node(session.claim.ref)])


def _line(session: Session, line: LineOutcome, wanted: str) -> list[Sentence]:
    sentences: list[Sentence] = []
    for node in session.decisions(line.ref, "deny", "reduce"):
        if _carries(node, wanted) and (node.kind == "deny" or amount_of(node)):
            amount = f", {format_cents(amount_of(node))}," if node.kind == "reduce" else ""
            text = f"On {service(line)}, {reason_of(node)}{amount} means: {because_of(node)}."
            sentences.append(say(text, [node.id], code_fields(line)))
            sentences += [*meaning(node), rule_and_source(session, node)]
    return sentences


def _carries(node: Node, code: str) -> bool:
    found = node.attributes
    group, carc = found.get("group"), found.get("carc")
    return not code or code in (f"{group}-{carc}", carc, group, *(found.get("remarks") or ()))
