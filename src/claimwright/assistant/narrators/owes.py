"""What does the member owe, and why?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import amount_of, asked_lines, because_of, reason_of
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents

KIND = "owes"
_NAMES = {"1": "deductible", "2": "coinsurance", "3": "copay"}


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The member's share of each line by kind, and the total."""
    sentences = [each for line in asked_lines(session, question.line) for each in _line(session, line)]
    if question.line is None:
        total = format_cents(session.outcome.member_share)
        said = f"The member owes {total} on claim {session.claim.claim_id}."
        if session.outcome.status == "pended":
            said = "The claim is pended, so that what the member owes is not decided yet."
        sentences.insert(0, say(said, [session.outcome_node(session.claim.ref)]))
    return sentences


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    node = session.outcome_node(line.ref)
    if line.status == "pended":
        return [say(f"Line {line.number} is pended; nothing is owed for it yet.", [node])]
    if not line.share():
        return [say(f"For line {line.number} the member owes nothing.", [node]), *_denials(session, line)]
    sentences = [say(f"For line {line.number} the member owes {format_cents(line.share())}.", [node])]
    for each in session.decisions(line.ref, "reduce", "deny"):
        if each.attributes.get("group") == "PR" and (each.kind == "deny" or amount_of(each)):
            name = _NAMES.get(each.attributes["carc"], "the member's part")
            amount = f"{format_cents(amount_of(each))} is " if each.kind == "reduce" else ""
            sentences.append(
                say(f"{amount}{name} of line {line.number}, {reason_of(each)}: {because_of(each)}.", [each.id])
            )
            if each.kind == "deny":
                break
    return sentences


def _denials(session: Session, line: LineOutcome) -> list[Sentence]:
    denials = session.decisions(line.ref, "deny")[:1]
    return [say(f"It was denied {reason_of(node)}, which is not the member's to pay.", [node.id]) for node in denials]
