"""The gate before anything is shown: every code, amount, date and identifier of a sentence must stand in what it cites."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from claimwright.assistant.answer import Sentence, Withheld
from claimwright.assistant.cues import Cues
from claimwright.assistant.freetext import masked, repeated
from claimwright.assistant.inputs import field_evidence
from claimwright.assistant.session import Session
from claimwright.evidence import Evidence, verify
from claimwright.trace.sentences import describe
from claimwright.trace.tree import Node, Tree
from claimwright.trace.values import as_found, is_evaluated, is_sequence


def ground(session: Session, sentences: Iterable[Sentence]) -> tuple[tuple[Sentence, ...], tuple[Withheld, ...]]:
    """The sentences whose every figure is supported, and those that are withheld; each once."""
    shown: dict[Sentence, None] = {}
    withheld: list[Withheld] = []
    for sentence in (repeated(each, session.free_texts) for each in sentences):
        missing = unsupported(session, sentence)
        if missing:
            withheld.append(Withheld(sentence.text, missing))
        else:
            shown[sentence] = None
    return tuple(shown), tuple(withheld)


def unsupported(session: Session, sentence: Sentence) -> tuple[str, ...]:
    """The figures of a sentence that nothing it cites supports; a sentence that cites nothing supports none."""
    cues = Cues()
    evidence = dict.fromkeys(_sent(item, session.free_texts) for item in _evidence(session, sentence, cues))
    for item in evidence:
        if item.kind == "text":
            cues.add_text(str(item.value))
    figures = (figure.raw for figure in verify(sentence.text, evidence))
    return tuple(dict.fromkeys((*figures, *cues.missing(sentence.text))))


def _sent(item: Evidence, free: tuple[str, ...]) -> Evidence:
    """Text without what the claim brought along."""
    return Evidence("text", masked(str(item.value), free)) if item.kind == "text" else item


def _evidence(session: Session, sentence: Sentence, cues: Cues) -> Iterator[Evidence]:
    yield from _of_run(session, "", sentence.nodes, sentence.inputs, cues)
    for cited in sentence.changed:
        yield Evidence("id", cited.run)
        yield from _of_run(session, cited.run, cited.nodes, cited.inputs, cues)


def _of_run(session: Session, run: str, nodes: Iterable[int], inputs: Iterable[str], cues: Cues) -> Iterator[Evidence]:
    tree, known = session.tree_of(run), session.records_of(run)
    for number in nodes:
        _add_cues(tree.node(number), cues)
        yield from node_evidence(tree, number)
    for path in inputs:
        yield from field_evidence(known, path)


def _add_cues(node: Node, cues: Cues) -> None:
    cues.places.add((node.source.file, str(node.source.line)))
    found = as_found(node.values[-1].raw) if node.kind == "find" and node.values else None
    if found is not None:
        cues.rows.add((str(node.attributes.get("table", node.name)), str(found.number)))


def node_evidence(tree: Tree, number: int) -> Iterator[Evidence]:
    """What a node says: its values by type, its texts, its codes, and where its rule stands."""
    node = tree.node(number)
    yield Evidence("text", describe(tree, node))
    yield Evidence("text", f"{node.source} {node.rule} {node.name}")
    yield from _attributes(node)
    for value in node.values:
        yield from _typed(value.raw, value.type)
        yield Evidence("code" if value.role == "key" else "text", value.text)
        if value.type.startswith("row:") and is_sequence(value.raw):
            yield from _columns(node, value.raw)


def _attributes(node: Node) -> Iterator[Evidence]:
    found = node.attributes
    if found.get("carc"):
        yield Evidence("code", f"{found.get('group', '')}-{found['carc']}")
    for remark in found.get("remarks") or ():
        yield Evidence("code", str(remark))
    for key in ("cites", "in_force", "label", "title", "because"):
        yield Evidence("text", str(found.get(key, "")))


def _columns(node: Node, raw: Iterable[Any]) -> Iterator[Evidence]:
    for value, kind in zip(raw, node.attributes.get("column_types", ()), strict=False):
        yield from _typed(value, kind)


def _typed(raw: Any, kind: str) -> Iterator[Evidence]:
    """Evidence of a recorded value; a test that was never reached says nothing."""
    if raw is None or isinstance(raw, bool) or not is_evaluated(raw):
        return
    head, _, rest = kind.rstrip("?").partition(":")
    if is_sequence(raw):
        for each in raw if head == "list" else ():
            yield from _typed(each, rest)
    elif head in _PLAIN:
        yield _PLAIN[head](raw)
    elif head == "number":
        yield Evidence("number", Decimal(raw).scaleb(-int(rest or 0)))
    elif head in ("record", "text"):
        yield from _reference(str(raw))


_PLAIN: dict[str, Callable[[Any], Evidence]] = {
    "money": lambda raw: Evidence("money", raw),
    "date": lambda raw: Evidence("date", raw),
    "code": lambda raw: Evidence("code", raw),
    "rate": lambda raw: Evidence("percent", Decimal(raw) / 100),
    "quantity": lambda raw: Evidence("number", Decimal(raw) / 1000),
    "integer": lambda raw: Evidence("number", raw),
}


def _reference(raw: str) -> Iterator[Evidence]:
    """A reference such as `claim:H-1001/line:2` names the claim and the line's number."""
    yield Evidence("text", raw)
    for part in raw.split("/"):
        name = part.split(":", 1)[-1]
        yield Evidence("number" if name.isdigit() else "id", int(name) if name.isdigit() else name)
