"""Which rule, table row, contract or benefit decided?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import asked_lines, because_of, reason_of, rows_behind, rule_and_source
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node

KIND = "decided"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The deciding rules with their rows, and each choice with its losers."""
    return [each for line in asked_lines(session, question.line) for each in _line(session, line)]


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    kinds = {"denied": ("deny",), "pended": ("pend", "error")}.get(line.status, ("reduce",))
    decisions = session.decisions(line.ref, *kinds)
    decisions = decisions[:1] if line.status == "denied" else decisions
    sentences: list[Sentence] = []
    for node in decisions:
        reason = reason_of(node) if node.kind != "error" else "pended"
        sentences.append(
            say(
                f"Line {line.number}, {reason}, was decided by {node.rule}: {because_of(node) or node.values[-1].text}.",
                [node.id],
            )
        )
        sentences += [*rows_behind(session, node), rule_and_source(session, node)]
    return [*sentences, *_choices(session, line)]


def _choices(session: Session, line: LineOutcome) -> list[Sentence]:
    """Contracts, benefits and arrangements that were chosen for the line, and why the others lost."""
    sentences: list[Sentence] = []
    for number in session.tree.by_kind.get("choose", ()):
        frame = session.frame_of(number)
        if not any(value.raw == line.ref for value in frame.values):
            continue
        node = session.tree.node(number)
        sentences.append(_winner(line, node))
        sentences += [_loser(each) for each in _candidates(session, node) if each.values[0].raw != node.values[0].raw]
    return sentences


def _winner(line: LineOutcome, node: Node) -> Sentence:
    chosen, count = node.values[0], node.values[1].text
    if chosen.raw is None:
        return say(f"For line {line.number} no {node.name} was chosen among {count}.", [node.id])
    return say(f"For line {line.number} the {node.name} chosen among {count} is {chosen.text}.", [node.id])


def _candidates(session: Session, node: Node) -> list[Node]:
    return [session.tree.node(number) for number in session.provenance.candidates(node.id)]


def _loser(node: Node) -> Sentence:
    because = next((value for value in node.values if value.name == "because"), None)
    if because is not None and because.raw:
        return say(f"{node.values[0].text} lost: {because.text}.", [node.id])
    return say(f"{node.values[0].text} lost because another is preferred.", [node.id])
