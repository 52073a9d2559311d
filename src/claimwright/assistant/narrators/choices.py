"""Choices: the record that was chosen, and why the others lost."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import capital, listed, spoken
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.tree import Node


def choices(session: Session, line: LineOutcome, *names: str) -> list[Node]:
    """The choices that were made for a line, of these names or all."""
    nodes = (session.tree.node(number) for number in session.tree.by_kind.get("choose", ()))
    return [
        node
        for node in nodes
        if (not names or node.name in names)
        and any(value.raw == line.ref for value in session.frame_of(node.id).values)
    ]


def names_of(session: Session) -> set[str]:
    """The names of every candidate that was weighed, such as `harbor_direct` or `office_visit`."""
    return _names(session, session.tree.by_kind.get("candidate", ()))


def candidate_names(session: Session, node: Node) -> set[str]:
    """The names of the candidates of one choice."""
    return _names(session, session.provenance.candidates(node.id))


def _names(session: Session, candidates: Iterable[int]) -> set[str]:
    lasts = (str(session.tree.node(number).values[0].raw).rpartition("/")[2] for number in candidates)
    parts = (last.partition(":")[2].partition("@")[0] for last in lasts)
    return {name for part in parts for name in part.split(":") if name}


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
    """The candidates that lost, those of one reason in one sentence. Records of another name were never in question."""
    found = [session.tree.node(number) for number in session.provenance.candidates(node.id)]
    lost = [each for each in found if each.values[0].raw != node.values[0].raw]
    by_reason: dict[str, list[Node]] = {}
    for each in lost:
        by_reason.setdefault(_reason(each), []).append(each)
    kept = [(reason, nodes) for reason, nodes in by_reason.items() if not reason.startswith(f"it is not {node.name} ")]
    return [_lost(reason, nodes) for reason, nodes in kept]


def _reason(node: Node) -> str:
    because = next((value for value in node.values if value.name == "because"), None)
    return because.text if because is not None and because.raw else "another is preferred"


def _lost(reason: str, nodes: list[Node]) -> Sentence:
    names = [spoken(str(node.values[0].raw)) for node in nodes]
    owners = {name.partition(" of ")[2] for name in names}
    if len(owners) == 1 and (owner := owners.pop()):
        names = [*(name.partition(" of ")[0] for name in names[:-1]), f"{names[-1].partition(' of ')[0]} of {owner}"]
    return say(f"{capital(listed(names))} lost: {reason}.", [node.id for node in nodes])


def session_node(node: Node) -> int:
    """The node around, which names the line."""
    return node.parent


def _told(node: Node) -> str:
    return {"found": "authorization", "term": "contract term"}.get(node.name, node.name.replace("_", " "))
