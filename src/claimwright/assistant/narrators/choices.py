"""Choices: the record that was chosen, and why the others lost."""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import spoken
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node

_MOST_LOSERS = 8


def choices(session: Session, line: LineOutcome, *names: str) -> list[Node]:
    """The choices that were made for a line, of these names or all."""
    nodes = (session.tree.node(number) for number in session.tree.by_kind.get("choose", ()))
    return [
        node
        for node in nodes
        if (not names or node.name in names)
        and any(value.raw == line.ref for value in session.frame_of(node.id).values)
    ]


def winner(line: LineOutcome, node: Node) -> Sentence:
    """What was chosen."""
    chosen, count = node.values[0], node.values[1].text
    if chosen.raw is None:
        text = (
            f"For line {line.number} no {_told(node)} of the {count} on file fits."
            if node.values[1].raw
            else (f"For line {line.number} there is no {_told(node)} on file.")
        )
        return say(text, [node.id, session_node(node)], (f"{line.ref}.number",))
    text = f"For line {line.number} {spoken(str(chosen.raw))} was chosen among {count}."
    return say(text, [node.id], (f"{line.ref}.number",))


def losers(session: Session, node: Node) -> list[Sentence]:
    """The candidates that lost, each with its reason."""
    found = [session.tree.node(number) for number in session.provenance.candidates(node.id)]
    lost = [each for each in found if each.values[0].raw != node.values[0].raw]
    return [_loser(each) for each in lost[:_MOST_LOSERS]]


def session_node(node: Node) -> int:
    """The node around, which names the line."""
    return node.parent


def _told(node: Node) -> str:
    return {"found": "authorization", "term": "contract term"}.get(node.name, node.name.replace("_", " "))


def _loser(node: Node) -> Sentence:
    because = next((value for value in node.values if value.name == "because"), None)
    name = spoken(str(node.values[0].raw))
    if because is not None and because.raw:
        return say(f"{name[:1].upper()}{name[1:]} lost: {because.text}.", [node.id])
    return say(f"{name[:1].upper()}{name[1:]} lost because the other is preferred.", [node.id])
