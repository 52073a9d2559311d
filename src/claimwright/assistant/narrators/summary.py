"""The claim in a few sentences, for an operator, a provider or a member."""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators import change, owes, pended
from claimwright.assistant.narrators.common import (
    amount_of,
    because_of,
    coded,
    money_line,
    reason_of,
    reduction,
    rule_and_source,
)
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "summary"


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """The claim's outcome, then each line, with what the reader can use."""
    if question.audience == "member":
        lines = [each for line in subject.lines for each in _for_member(session, line)]
        return [_claim(session), *lines, owes.total(session)]
    sentences = [_claim(session)]
    for line in subject.lines:
        sentences.append(money_line(session, line))
        sentences += [each for node in _decisions(session, line) for each in _told(session, line, node, question)]
        if question.audience == "provider" and line.status == "denied":
            sentences += change.remedies_for(session, line, brief=True)
    return sentences + pended.about(session, session.claim.ref, "The claim")


def _claim(session: Session) -> Sentence:
    outcome = session.outcome
    node = session.outcome_node(session.claim.ref)
    charged = format_cents(outcome.charge)
    if outcome.status == "pended":
        return say(f"Claim {outcome.claim_id} is pended: {charged} was charged and nothing is final yet.", [node])
    text = f"Claim {outcome.claim_id} is {outcome.status}: {charged} was charged, {format_cents(outcome.paid)} is paid and {format_cents(outcome.member_share)} is the member's."
    return say(text, [node])


def _decisions(session: Session, line: LineOutcome) -> list[Node]:
    if line.status == "pended":
        return session.decisions(line.ref, "pend", "error")
    if line.status == "denied":
        return session.decisions(line.ref, "deny")[:1]
    return [node for node in session.decisions(line.ref, "reduce") if amount_of(node)]


def _told(session: Session, line: LineOutcome, node: Node, question: Question) -> list[Sentence]:
    if node.kind == "reduce":
        sentences = [reduction(session, line, node)]
    else:
        sentences = [say(f"It is {line.status}, {reason_of(node)}: {because_of(node)}.", [node.id])]
    needs = node.value("needs")
    if needs is not None and needs.raw:
        sentences.append(say(f"It needs {needs.text}.", [node.id]))
    return [*sentences, rule_and_source(session, node)] if question.audience == "operator" else sentences


def _for_member(session: Session, line: LineOutcome) -> list[Sentence]:
    node, name = session.outcome_node(line.ref), f"Service {line.number} ({line.procedure})"
    if line.status == "pended":
        return [say(f"{name} is still being worked on.", [node], coded(line))]
    if line.status == "denied":
        first = session.decisions(line.ref, "deny")[0]
        is_owed = first.attributes.get("group") == "PR"
        pays = "you may be billed for it" if is_owed else "you do not owe it"
        return [say(f"{name} is not paid, and {pays}: {because_of(first)}.", [first.id], coded(line))]
    share = f"you owe {format_cents(line.share())}" if line.share() else "you owe nothing"
    text = f"For service {line.number} ({line.procedure}) the plan pays {format_cents(line.paid)} and {share}."
    return [say(text, [node], coded(line)), *_shares(session, line)]


def _shares(session: Session, line: LineOutcome) -> list[Sentence]:
    owed = (node for node in session.decisions(line.ref, "reduce") if node.attributes.get("group") == "PR")
    return [
        say(f"{format_cents(amount_of(node))} of it: {because_of(node)}.", [node.id])
        for node in owed
        if amount_of(node)
    ]
