"""What several narrators say: a line's state, a decision's reason, the row or record behind it."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node
from claimwright.trace.values import as_found, render_cells


def service(line: LineOutcome) -> str:
    """`line 2 (99213-25)`."""
    return f"line {line.number} ({'-'.join((line.procedure, *line.modifiers))})"


def item_node(session: Session, line: LineOutcome) -> int:
    """A node that shows the line's procedure: the outcome row is about the line; searches show its codes."""
    return session.outcome_node(line.ref)


def reason_of(node: Node) -> str:
    """`CO-236 with M80`, or a pend's label."""
    found = node.attributes
    if not found.get("carc"):
        return str(found.get("label", node.name)).replace("_", " ")
    remarks = found.get("remarks") or ()
    return f"{found['group']}-{found['carc']}" + (f" with {', '.join(remarks)}" if remarks else "")


def because_of(node: Node) -> str:
    """The rule's own sentence."""
    value = node.value("because")
    return value.text if value is not None and value.raw else ""


def amount_of(node: Node) -> int:
    """The cents that a reduction takes."""
    value = node.value("amount")
    return value.raw if value is not None and value.raw is not None else 0


def where(node: Node) -> str:
    """File and line of a rule."""
    return f"{node.source.file}:{node.source.line}"


def behind(session: Session, decision: Node) -> list[Node]:
    """The nodes that a decision depends on, itself left out, in order."""
    steps = session.slicer.of_node(decision.id)
    return [session.tree.node(step.node) for step in steps if step.node != decision.id]


def rows_behind(session: Session, decision: Node) -> Iterator[Sentence]:
    """A sentence for each table row that a decision stands on."""
    for node in behind(session, decision):
        if node.kind != "find":
            continue
        found = as_found(node.values[-1].raw)
        on = next((value.text for value in node.values if value.role == "date"), "")
        keys = ", ".join(f"{value.name.replace('_', ' ')} {value.text}" for value in node.values if value.role == "key")
        table = node.attributes["table"]
        if found is None:
            yield say(f"Table {table} has no row for {keys} on {on}.", [node.id])
            continue
        cells = ", ".join(
            f"{name.replace('_', ' ')} {text}" for name, text in render_cells(found, session.tree.tables[table])
        )
        yield say(f"It stands on row {found.number} of table {table} on {on}: {cells}.", [node.id])


def rule_and_source(session: Session, decision: Node) -> Sentence:
    """Which rule decided, where it is written, and what it cites."""
    frame = session.frame_of(decision.id)
    cites = [*(decision.attributes.get("cites") or ()), *(frame.attributes.get("cites") or ())]
    after = f", after {'; '.join(dict.fromkeys(cites))}" if cites else ""
    return say(f"The rule is {decision.rule} ({where(decision)}){after}.", [decision.id, frame.id])


def money_line(session: Session, line: LineOutcome) -> Sentence:
    """What became of a line's charge."""
    node = session.outcome_node(line.ref)
    if line.status != "paid":
        return say(
            f"Line {line.number} is {line.status}: {format_cents(line.charge)} was charged and {format_cents(line.paid)} is paid.",
            [node],
        )
    share = f" and {format_cents(line.share())} is the member's" if line.share() else ""
    text = f"Line {line.number} is paid: of {format_cents(line.charge)} charged, {format_cents(line.allowed)} is allowed, {format_cents(line.paid)} is paid{share}."
    return say(text, [node])


def asked_lines(session: Session, number: int | None) -> tuple[LineOutcome, ...]:
    """The line that a question names, or all of them."""
    return (session.line(number),) if number is not None else session.outcome.lines
