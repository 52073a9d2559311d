"""Procedure-to-procedure edits: what the modifier indicator and the modifiers of the two lines had to do with it."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import in_frame, spoken
from claimwright.assistant.session import Session
from claimwright.trace.tree import Node

_INDICATORS = {
    0: "Modifier indicator 0 lets no modifier set the two apart",
    1: "Modifier indicator 1 lets a modifier set the two apart",
}


def modifiers_told(session: Session, frame: Node) -> Iterator[Sentence]:
    """For each pair that a rule found: whether a modifier could, and did, set the two services apart."""
    for number in session.tree.within(frame.id):
        node = session.tree.node(number)
        if node.kind == "call" and node.name == "forbids":
            yield from _pair(session, node)


def _pair(session: Session, forbids: Node) -> Iterator[Sentence]:
    within = [session.tree.node(number) for number in session.tree.within(forbids.id)]
    pair = _found_pair(session, forbids)
    if pair is None:
        return
    columns = pair.attributes["columns"]
    indicator = pair.values[-1].raw[columns.index("modifier_indicator")]
    if indicator not in _INDICATORS:
        return
    one, two = (forbids.value(name) for name in ("column_one", "column_two"))
    inputs = [f"{value.raw}.modifiers" for value in (one, two) if value is not None]
    apart = next((node for node in within if node.kind == "call" and node.name == "are_separate"), None)
    text, nodes = _INDICATORS[indicator], [pair.id, forbids.id]
    if indicator and apart is not None:
        told = list(_tried(session, within))
        text += f"; {'; '.join(told) if told else 'neither line carries one'}"
        nodes += [apart.id, *(node.id for node in within if node.kind == "call" and node.name == "separates")]
    yield say(f"{text}.", nodes, inputs)


def _found_pair(session: Session, forbids: Node) -> Node | None:
    """The search that found the pair which the call judges."""
    frame = session.frame_of(forbids.id)
    earlier = (number for number in session.tree.within(frame.id) if number < forbids.id)
    found = [number for number in earlier if session.tree.site(number).kind == "find"]
    node = session.tree.node(found[-1]) if found else None
    return node if node is not None and "modifier_indicator" in node.attributes.get("columns", ()) else None


def _tried(session: Session, within: list[Node]) -> Iterator[str]:
    for node in within:
        if node.kind != "call" or node.name != "separates":
            continue
        modifier, bearer = node.value("modifier"), node.value("bearer")
        if modifier is None or bearer is None:
            continue
        given = list(in_frame(session, node, "give"))
        sets = bool(given) and given[-1].values[0].raw is True
        yield f"modifier {modifier.text} on {spoken(str(bearer.raw))} {'does' if sets else 'does not'}"
