"""Why did a rule not apply?"""

from __future__ import annotations

import re

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import asked_lines, because_of, reason_of
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.find import rules
from claimwright.trace.sentences import describe
from claimwright.trace.tree import Node
from claimwright.trace.why_not import Evaluation, why_not

KIND = "why_not"

SPOKEN = {
    "ptp": "procedure_to_procedure", "ncci": "procedure_to_procedure", "mue": "medically_unlikely_units", "unlikely": "medically_unlikely_units",
    "units": "medically_unlikely_units", "auth": "prior_authorization", "authorization": "prior_authorization", "authorisation": "prior_authorization",
    "preauthorization": "prior_authorization", "late": "timely_filing", "filing": "timely_filing", "duplicate": "exact_duplicate",
    "add": "add_on_needs_primary", "eligibility": "coverage_in_force", "copay": "member_copay", "coinsurance": "member_coinsurance",
    "deductible": "member_deductible", "maximum": "out_of_pocket_maximum", "oop": "out_of_pocket_maximum", "exclusion": "excluded_service",
}  # fmt: skip
"""What people call a rule, to a rule of the bundled packs."""


def narrate(session: Session, question: Question) -> list[Sentence]:
    """What stopped the rule that the question names, for the line or for each line."""
    rule = find_rule(session, question.rule)
    if not rule:
        return []
    return [each for line in asked_lines(session, question.line) for each in _line(session, rule, line)]


def find_rule(session: Session, words: str) -> str:
    """The rule of the program that the words name best; empty where none shares a word."""
    asked = set(re.findall(r"[a-z]+", words.lower().replace("-", " ")))
    for word in sorted(asked):
        asked |= set(SPOKEN.get(word, "").split("_"))
    scored = [(_overlap(asked, rule), rule) for rule in rules(session.tree)]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] > 0 else ""


def _overlap(asked: set[str], rule: str) -> float:
    name = [
        word for word in rule.rsplit(".", maxsplit=1)[-1].split("_") if word not in ("in", "of", "is", "the", "to", "before", "and")
    ]
    return sum(word in asked for word in name) / len(name) if name else 0.0


def _line(session: Session, rule: str, line: LineOutcome) -> list[Sentence]:
    sentences: list[Sentence] = []
    for evaluation in why_not(session.tree, rule, line.ref).evaluations:
        sentences += _evaluation(rule, line, evaluation, session)
    return sentences


def _evaluation(rule: str, line: LineOutcome, evaluation: Evaluation, session: Session) -> list[Sentence]:
    nodes = [evaluation.node.id] if evaluation.node is not None else [session.outcome_node(line.ref)]
    if evaluation.verdict == "decided":
        return [
            say(f"It did: {rule} decided {reason_of(node)} for line {line.number}: {because_of(node)}.", [node.id])
            for node in evaluation.decisions
        ]
    said = {
        "passed": "was judged and passed", "set a result": "was judged and set a result", "stopped": "was judged and found nothing to decide",
        "failed": "could not be judged", "not in force": "was not in force on the date", "stage skipped": "was not judged, because its stage is skipped for such a line",
    }.get(evaluation.verdict, "was not reached")  # fmt: skip
    sentences = [say(f"For line {line.number}, {rule} {said}.", nodes)]
    sentences += [
        say(f"{_because(node)}.", [node.id])
        for node in evaluation.decisions
        if node.kind == "pass" and because_of(node)
    ]
    return sentences + [say(f"What stopped it: {_told(session, node)}.", [node.id]) for node in evaluation.blockers[:4]]


def _because(node: Node) -> str:
    text = because_of(node)
    return text[:1].upper() + text[1:]


def _told(session: Session, node: Node) -> str:
    return describe(session.tree, node)
