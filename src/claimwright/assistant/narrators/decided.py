"""Which rule, table row, contract or benefit decided?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.choices import candidate_names, choices, losers, winner
from claimwright.assistant.narrators.common import (
    amount_of,
    because_of,
    capital,
    coded,
    reason_of,
    rule_and_source,
    service,
)
from claimwright.assistant.narrators.price import price_told
from claimwright.assistant.narrators.why import grounds
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "decided"
_CHOICES = (
    (r"contract|agreement|term", ("term", "contract")),
    (r"arrangement|fee|schedule|price|rate", ("arrangement",)),
    (r"benefit|cover(?:age|ed)|plan|policy", ("coverage", "plan", "benefit")),
    (r"auth", ("found",)),
)
_ROUTINE = ("45", "94")


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """The choice that is asked about with its losers, else the deciding rules with their rows."""
    names = tuple(
        name
        for words, named in _CHOICES
        if re.search(rf"\b(?:{words})", question.text, re.IGNORECASE)
        for name in named
    )
    names += tuple(node.name for node in _weighed(session, question.text))
    lines = tuple(line for line in subject.lines if line.status == question.state) or subject.lines
    return [each for line in lines for each in _line(session, line, names)]


def _weighed(session: Session, text: str) -> list[Node]:
    """The choices among whose candidates the question names one."""
    words = set(re.findall(r"\w+", text.lower()))
    chosen = map(session.tree.node, session.tree.by_kind.get("choose", ()))
    return [node for node in chosen if any("_" in word for word in words & candidate_names(session, node))]


def _line(session: Session, line: LineOutcome, names: tuple[str, ...]) -> list[Sentence]:
    chosen = [each for node in choices(session, line, *names) for each in _choice(session, line, node)] if names else []
    if "arrangement" in names and line.status == "paid":
        chosen += price_told(session, line)
    if chosen:
        return [*chosen, *(_deciding(session, line) if line.status != "paid" else ())]
    return [*_deciding(session, line), *(_chosen(session, line) if line.status == "paid" else ())]


def _deciding(session: Session, line: LineOutcome) -> list[Sentence]:
    sentences: list[Sentence] = []
    for node in _decisions(session, line):
        sentences += [_decision(session, line, node), *_grounds(session, line, node), rule_and_source(session, node)]
    return sentences or [_undecided(session, line)]


def _decisions(session: Session, line: LineOutcome) -> list[Node]:
    if line.status == "denied":
        return session.decisions(line.ref, "deny")[:1]
    if line.status == "pended":
        return session.decisions(line.ref, "pend", "error") or session.decisions(session.claim.ref, "pend", "error")
    return [node for node in session.decisions(line.ref, "reduce") if amount_of(node)]


def _decision(session: Session, line: LineOutcome, node: Node) -> Sentence:
    amount = f"{format_cents(amount_of(node))} " if node.kind == "reduce" else ""
    text = f"{capital(service(line))}, {line.status}: {amount}{reason_of(node)} was decided by {node.rule}: {because_of(node)}."
    return say(text, [node.id, session.outcome_node(line.ref)], coded(line))


def _grounds(session: Session, line: LineOutcome, node: Node) -> list[Sentence]:
    return grounds(session, line, node) if node.kind in ("deny", "pend") else []


def _undecided(session: Session, line: LineOutcome) -> Sentence:
    return say(f"No rule took anything off {service(line)}.", [session.outcome_node(line.ref)], coded(line))


def _chosen(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """The contract, arrangement and benefit of a paid line, without their losers."""
    for node in choices(session, line, "contract", "arrangement", "benefit"):
        yield winner(line, node)


def _choice(session: Session, line: LineOutcome, node: Node) -> list[Sentence]:
    return [winner(line, node), *losers(session, node)]
