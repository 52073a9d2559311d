"""What several narrators say: a line's state, a decision's reason, the row or record behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node, Value
from claimwright.trace.values import ABSENT_TEXT, as_found, render_cells


def service(line: LineOutcome) -> str:
    """`line 2 (99213-25)`."""
    return f"line {line.number} ({'-'.join((line.procedure, *line.modifiers))})"


def coded(line: LineOutcome) -> tuple[str, ...]:
    """The input fields that show the line's procedure and modifiers."""
    return (f"{line.ref}.procedure", f"{line.ref}.modifiers")


def reason_of(node: Node) -> str:
    """`CO-236 with M80`, or a pend's label; an error is no decision."""
    found = node.attributes
    if not found.get("carc"):
        return "no decision" if node.kind == "error" else str(found.get("label", node.name)).replace("_", " ")
    remarks = found.get("remarks") or ()
    return f"{found['group']}-{found['carc']}" + (f" with {', '.join(remarks)}" if remarks else "")


def because_of(node: Node) -> str:
    """The rule's own sentence; of an error its message."""
    value = node.value("because") if node.kind != "error" else node.values[-1]
    return value.text.rstrip(".") if value is not None and value.raw else ""


def amount_of(node: Node) -> int:
    """The cents that a reduction takes."""
    value = node.value("amount")
    return value.raw if value is not None and value.raw is not None else 0


def where(node: Node) -> str:
    """File and line of a rule."""
    return f"{node.source.file}:{node.source.line}"


def capital(text: str) -> str:
    """With a capital at its start."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str], word: str = "and") -> str:
    """`a, b and c`."""
    *front, last = parts
    return f"{', '.join(front)} {word} {last}" if front else last


def behind(session: Session, decision: Node, *, near: bool = True) -> list[Node]:
    """The nodes that a decision depends on, itself left out; `near`: without what other rules set."""
    steps = session.slicer.of_node(decision.id, near=near)
    return [session.tree.node(step.node) for step in steps if step.node != decision.id]


def rows_behind(session: Session, decision: Node) -> Iterator[Sentence]:
    """A sentence for each table row that a decision stands on, or that it did not find."""
    for node in behind(session, decision):
        if node.kind == "find":
            yield row_sentence(session, node)


def row_sentence(session: Session, node: Node) -> Sentence:
    """The row that a search found, cell by cell; empty and absent cells are left out."""
    found = as_found(node.values[-1].raw)
    on = next((value.text for value in node.values if value.role == "date"), "")
    table = node.attributes["table"]
    if found is None:
        return say(f"Table {table} has no row for {keys_of(node)} on {on}.", [node.id])
    cells = render_cells(found, session.tree.tables[table])
    told = ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in cells if text and text != ABSENT_TEXT)
    return say(f"It stands on row {found.number} of table {table}, in force on {on}: {told}.", [node.id])


def keys_of(node: Node) -> str:
    """What a search looked for."""
    keys = (value for value in node.values if value.role == "key" and value.text)
    return ", ".join(f"{value.name.replace('_', ' ')} {value.text}" for value in keys)


def rule_and_source(session: Session, decision: Node) -> Sentence:
    """Which rule decided, where it is written, and what it cites."""
    frame = session.frame_of(decision.id)
    cites = [*(decision.attributes.get("cites") or ()), *(frame.attributes.get("cites") or ())]
    after = f", after {'; '.join(dict.fromkeys(cites))}" if cites else ""
    return say(f"The rule is {decision.rule} ({where(decision)}){after}.", [decision.id, frame.id])


def money_line(session: Session, line: LineOutcome) -> Sentence:
    """What became of a line's charge."""
    node = session.outcome_node(line.ref)
    head = f"{capital(service(line))} is {line.status}"
    if line.status != "paid":
        text = f"{head}: {format_cents(line.charge)} was charged and {format_cents(line.paid)} is paid."
        return say(text, [node], coded(line))
    share = f" and {format_cents(line.share())} is the member's" if line.share() else ""
    text = f"{head}: of {format_cents(line.charge)} charged, {format_cents(line.allowed)} is allowed, {format_cents(line.paid)} is paid{share}."
    return say(text, [node], coded(line))


def reduction(session: Session, line: LineOutcome, node: Node) -> Sentence:
    """What a reduction takes off a line, and why; a negative one adds to what is paid."""
    amount = amount_of(node)
    said = "is added to" if amount < 0 else "is taken off"
    text = f"{format_cents(abs(amount))} {said} line {line.number}, {reason_of(node)}: {because_of(node)}."
    return say(text, [node.id])


def in_frame(session: Session, frame: Node, *kinds: str) -> Iterator[Node]:
    """The nodes of these kinds that a rule wrote itself, in order."""
    for number in session.tree.within(frame.id):
        if session.tree.site(number).kind in kinds and session.tree.frames[number] == frame.id:
            yield session.tree.node(number)


def named(session: Session, frame: Node | None, name: str) -> Node | None:
    """The last `let`, `find`, `choose` or `set` of this name in a rule's frame."""
    if frame is None:
        return None
    found = [node for node in in_frame(session, frame, "let", "find", "choose", "set") if node.name == name]
    return found[-1] if found else None


def given(node: Node) -> Value:
    """The value of a `let`, `set` or `choose`."""
    return node.values[1] if node.kind == "set" else node.values[0]


def spoken(reference: str) -> str:
    """A record as people name it: `arrangement professional of contract harbor_direct (2024-01-01)`."""
    *path, last = reference.split("/")
    kind, _, name = last.partition(":")
    if kind == "history":
        claim, _, line = name.rpartition(":")
        return f"line {line} of claim {claim}"
    name, _, edition = name.partition("@")
    name = ", ".join(filter(None, name.split(":")))
    head = f"{_SINGULAR.get(kind, kind)} {name}" + (f" ({edition})" if edition else "")
    return f"{head} of {spoken('/'.join(path))}" if path else head


_SINGULAR = {"arrangements": "arrangement", "benefits": "benefit", "term": "contract term"}
