"""The gate before anything is shown: every code, amount, date and identifier of a sentence must stand in a cited node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from claimwright.assistant.answer import Sentence, Withheld
from claimwright.assistant.session import Session
from claimwright.evidence import Evidence, verify
from claimwright.trace.sentences import describe
from claimwright.trace.tree import Node, Tree


def ground(session: Session, sentences: Iterable[Sentence]) -> tuple[tuple[Sentence, ...], tuple[Withheld, ...]]:
    """The sentences whose every figure is supported, and those that are withheld."""
    shown: list[Sentence] = []
    withheld: list[Withheld] = []
    for sentence in sentences:
        missing = unsupported(session, sentence)
        if missing:
            withheld.append(Withheld(sentence.text, missing))
        else:
            shown.append(sentence)
    return tuple(shown), tuple(withheld)


def unsupported(session: Session, sentence: Sentence) -> tuple[str, ...]:
    """The figures of a sentence that no cited node supports; a sentence that cites nothing supports none."""
    tree = session.tree_of(sentence.run)
    evidence = [item for number in sentence.nodes for item in node_evidence(tree, number)]
    return tuple(figure.raw for figure in verify(sentence.text, evidence))


def node_evidence(tree: Tree, number: int) -> Iterator[Evidence]:
    """What a node says: its values by type, its texts, its codes, and where its rule stands."""
    node = tree.node(number)
    yield Evidence("text", describe(tree, node))
    yield Evidence("text", f"{node.source} {node.rule} {node.name} n{node.id}")
    yield from _attributes(node)
    for value in node.values:
        yield from _typed(value.raw, value.type)
        yield Evidence("text", value.text)
        if value.type.startswith("row:"):
            yield from _columns(node, value.raw)


def _attributes(node: Node) -> Iterator[Evidence]:
    found = node.attributes
    if found.get("carc"):
        yield Evidence("code", f"{found.get('group', '')}-{found['carc']}")
    for remark in found.get("remarks", ()):
        yield Evidence("code", str(remark))
    for key in ("cites", "in_force", "label", "title", "because"):
        yield Evidence("text", str(found.get(key, "")))


def _columns(node: Node, raw: Any) -> Iterator[Evidence]:
    for value, kind in zip(raw or (), node.attributes.get("column_types", ()), strict=False):
        yield from _typed(value, kind)


def _typed(raw: Any, kind: str) -> Iterator[Evidence]:
    if raw is None or isinstance(raw, bool):
        return
    if kind.startswith("list:") and isinstance(raw, list | tuple):
        for each in raw:  # pyright: ignore[reportUnknownVariableType]
            yield from _typed(each, kind[5:])
        return
    match kind.split(":", maxsplit=1)[0]:
        case "money":
            yield Evidence("money", raw)
        case "date":
            yield Evidence("date", raw)
        case "code":
            yield Evidence("code", raw)
        case "rate":
            yield Evidence("percent", Decimal(raw) / 100)
        case "quantity":
            yield Evidence("number", Decimal(raw) / 1000)
        case "integer":
            yield Evidence("number", raw)
        case "number":
            yield Evidence("number", Decimal(raw).scaleb(-int(kind.split(":")[1])))
        case "record" | "text":
            yield from _reference(str(raw))
        case _:
            pass


def _reference(raw: str) -> Iterator[Evidence]:
    """A reference such as `claim:H-1001/line:2` names the claim and the line's number."""
    yield Evidence("text", raw)
    for part in raw.split("/"):
        name = part.split(":", 1)[-1]
        yield Evidence("number" if name.isdigit() else "id", int(name) if name.isdigit() else name)
