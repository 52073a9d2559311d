"""What does the member owe, and why?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.meanings import meaning
from claimwright.assistant.narrators import pended
from claimwright.assistant.narrators.common import (
    amount_of,
    because_of,
    capital,
    coded,
    given,
    named,
    reason_of,
    reduction,
    service,
)
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "owes"
_NAMES = {"1": "deductible", "2": "coinsurance", "3": "copay", "45": "what the provider charged above the price"}
_TERMS = ("benefit_of_service", "sharing_terms", "out_of_pocket_maximum")


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """The member's share of each line by kind, and the total."""
    sentences = [each for line in subject.lines for each in _line(session, line)]
    sentences += [each for line in subject.lines for each in _written_off(session, question, line)]
    return [total(session), *sentences] if subject.whole else sentences


def _written_off(session: Session, question: Question, line: LineOutcome) -> list[Sentence]:
    """Where a bill is feared, or the amount is named: what the provider may not collect."""
    if line.status != "paid" or not (question.amounts or re.search(r"\bbill", question.text, re.IGNORECASE)):
        return []
    taken = [node for node in session.decisions(line.ref, "reduce") if node.attributes.get("group") == "CO"]
    return [each for node in taken if amount_of(node) for each in (reduction(session, line, node), *meaning(node))]


def total(session: Session) -> Sentence:
    """What the member owes on the claim."""
    node = session.outcome_node(session.claim.ref)
    if session.outcome.status == "pended":
        return say("The claim is pended, so that what the member owes is not decided yet.", [node])
    owed = format_cents(session.outcome.member_share)
    return say(f"The member owes {owed} on claim {session.claim.claim_id}.", [node])


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    node, name = session.outcome_node(line.ref), service(line)
    if line.status == "pended":
        head = say(f"{capital(name)} is pended; nothing is owed for it yet.", [node], coded(line))
        return [head, *pended.of_line(session, line)]
    owed = format_cents(line.share()) if line.share() else "nothing"
    head = say(f"For {name} the member owes {owed}.", [node], coded(line))
    return [head, *(_denied(session, line) if line.status == "denied" else _shares(session, line))]


def _denied(session: Session, line: LineOutcome) -> list[Sentence]:
    node = session.decisions(line.ref, "deny")[0]
    group = node.attributes.get("group")
    said = {"PR": "the member's to pay", "CO": "the provider's to write off"}.get(str(group), "not the member's to pay")
    return [say(f"It was denied {reason_of(node)}, which is {said}: {because_of(node)}.", [node.id])]


def _shares(session: Session, line: LineOutcome) -> list[Sentence]:
    sentences = [
        _share(line, node)
        for node in session.decisions(line.ref, "reduce")
        if node.attributes.get("group") == "PR" and amount_of(node)
    ]
    return [*sentences, *_terms(session, line), *_counted(session, line), *_copay_taken(session, line)]


def _share(line: LineOutcome, node: Node) -> Sentence:
    name = _NAMES.get(node.attributes["carc"], "the member's part")
    text = f"{format_cents(amount_of(node))} is {name} of line {line.number}, {reason_of(node)}: {because_of(node)}."
    return say(text, [node.id])


def _terms(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """The benefit, its terms, and the relief at the out-of-pocket maximum."""
    for node in session.decisions(line.ref, "pass"):
        if node.rule.rpartition(".")[2] in _TERMS and because_of(node):
            yield say(f"{capital(because_of(node))}.", [node.id])


def _counted(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """How the rest of the deductible was reckoned, where a deductible was taken."""
    left = named(session, session.rule_frame("limits_left", line.ref), "deductible_left")
    call = _call_before(session, left) if left is not None and line.share("1") else None
    if left is None or call is None:
        return
    limits = [call.value(name) for name in ("own_limit", "family_limit")]
    rests = [named(session, call, name) for name in ("own_rest", "family_rest")]
    if all(limits) and all(rests):
        (own, family), (mine, ours) = ([x.text for x in limits if x], [given(x).text for x in rests if x])
        text = f"Of the member's deductible of {own} there was {mine} left before this claim, and of the family's {family} there was {ours}."
        yield say(text, [call.id, *(rest.id for rest in rests if rest), left.id])


def _call_before(session: Session, node: Node) -> Node | None:
    """The call that gave the value of a `set`."""
    calls = [number for number in session.tree.siblings(node.id) if number < node.id]
    found = session.tree.node(calls[-1]) if calls else None
    return found if found is not None and found.kind == "call" else None


def _copay_taken(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """The part of the visit's copay that earlier lines bore."""
    for rule in ("copay_before_deductible", "copay_after_deductible"):
        frame = session.rule_frame(rule, line.ref)
        for number in session.tree.within(frame.id) if frame is not None else ():
            node = session.tree.node(number)
            if node.kind == "let" and node.name == "taken" and node.values[0].raw:
                yield say(
                    f"The copay is taken once a visit; earlier lines bore {node.values[0].text} of it.", [node.id]
                )
