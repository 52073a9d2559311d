"""The claim in a few sentences, for an operator, a provider or a member."""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators import owes, pended
from claimwright.assistant.narrators.common import amount_of, because_of, money_line, reason_of, rule_and_source
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "summary"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The claim's outcome, then each line, with what the reader can use."""
    sentences = [_claim(session)]
    if question.audience == "member":
        return (
            sentences
            + [each for line in session.outcome.lines for each in _for_member(session, line)]
            + owes.narrate(session, question)[:1]
        )
    for line in session.outcome.lines:
        sentences.append(money_line(session, line))
        sentences += [each for node in _decisions(session, line) for each in _told(session, node, question)]
    return sentences + pended.about(session, session.claim.ref, "The claim")


def _claim(session: Session) -> Sentence:
    outcome = session.outcome
    node = session.outcome_node(session.claim.ref)
    if outcome.status == "pended":
        return say(
            f"Claim {outcome.claim_id} is pended: {format_cents(outcome.charge)} was charged and nothing is final yet.",
            [node],
        )
    text = f"Claim {outcome.claim_id} is {outcome.status}: {format_cents(outcome.charge)} was charged, {format_cents(outcome.paid)} is paid and {format_cents(outcome.member_share)} is the member's."
    return say(text, [node])


def _decisions(session: Session, line: LineOutcome) -> list[Node]:
    if line.status == "pended":
        return session.decisions(line.ref, "pend", "error")
    if line.status == "denied":
        return session.decisions(line.ref, "deny")[:1]
    return [node for node in session.decisions(line.ref, "reduce") if amount_of(node)]


def _told(session: Session, node: Node, question: Question) -> list[Sentence]:
    because = because_of(node) or node.values[-1].text
    reason = reason_of(node) if node.kind != "error" else "no decision"
    amount = f"{format_cents(amount_of(node))} " if node.kind == "reduce" else ""
    sentences = [say(f"{amount}{reason}: {because}.", [node.id])]
    return (
        [*sentences, rule_and_source(session, node)]
        if question.audience == "operator" and node.kind != "error"
        else sentences
    )


def _for_member(session: Session, line: LineOutcome) -> list[Sentence]:
    node = session.outcome_node(line.ref)
    if line.status == "pended":
        return [say(f"Service {line.number} is still being worked on.", [node])]
    if line.status == "denied":
        first = session.decisions(line.ref, "deny")[0]
        pays = (
            "you may be billed for it"
            if first.attributes.get("group") == "PR"
            else "the provider may not bill you for it"
        )
        return [say(f"Service {line.number} was not covered, and {pays}: {because_of(first)}.", [first.id])]
    share = f"you owe {format_cents(line.share())}" if line.share() else "you owe nothing"
    return [say(f"For service {line.number} the plan pays {format_cents(line.paid)} and {share}.", [node])]
