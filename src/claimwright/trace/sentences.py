"""One line for one node: what was done, with which values, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from claimwright.trace.tree import Node, Tree, Value
from claimwright.trace.values import as_found, render_cells

_LONGEST = 400


def describe(tree: Tree, node: Node) -> str:
    """A node as one line of text, without its id."""
    text = " ".join(_WRITERS[node.kind](tree, node).splitlines())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 4] + " ..."


def join_values(values: Iterable[Value]) -> str:
    """`name value, name value`; each pair once."""
    return ", ".join(dict.fromkeys(f"{value.name} {value.text}" for value in values))


def compared(node: Node) -> list[Value]:
    """What a condition compared: operands, then the truth of its tests where there are several."""
    operands = [value for value in node.values if value.role == "operand"]
    tests = [value for value in node.values if value.role == "test"]
    return operands + (tests if len(tests) > 1 else [])


def _by_role(node: Node, *roles: str) -> list[Value]:
    return [value for value in node.values if value.role in roles]


def _first(node: Node) -> str:
    return node.values[0].text if node.values else ""


def _arrow(head: str, outcome: str, details: str = "") -> str:
    arrow = f"{head} -> {outcome}" if outcome else head
    return f"{arrow}: {details}" if details else arrow


def _run(_tree: Tree, node: Node) -> str:
    return f"run {node.name} ({join_values(node.values)})"


def _stage(_tree: Tree, node: Node) -> str:
    return f"stage {node.name}"


def _item(_tree: Tree, node: Node) -> str:
    return _arrow(f"{node.name} {_first(node)}", node.outcome)


def _frame(_tree: Tree, node: Node) -> str:
    name = node.rule if node.kind == "clause" else node.name
    return f"{node.kind} {name} ({join_values(node.values)})"


def _give(_tree: Tree, node: Node) -> str:
    return f"give {_first(node)}"


def _let(_tree: Tree, node: Node) -> str:
    return f"let {node.name} = {_first(node)}"


def _find(tree: Tree, node: Node) -> str:
    table = str(node.attributes.get("table", node.name))
    keys = ", ".join(f"{value.name} is {value.text}" for value in _by_role(node, "key"))
    on = "".join(f" on {value.text}" for value in _by_role(node, "date"))
    rows = _by_role(node, "row", "rows")
    return f"find {node.name} in {table} where {keys}{on} -> " + (
        _rows(tree, table, rows[-1]) if rows else node.outcome
    )


def _rows(tree: Tree, table: str, value: Value) -> str:
    if value.role == "rows":
        count = len(value.raw or ())
        return f"{count} row{'s' * (count != 1)}"
    found = as_found(value.raw)
    if found is None:
        return "not found"
    cells = render_cells(found, tree.tables.get(table, ()))
    lost = f"; {len(found.lost)} other version{'s' * (len(found.lost) != 1)} lost" if found.lost else ""
    return f"row {found.number} ({', '.join(' '.join(cell).strip() for cell in cells)}{lost})"


def _choose(_tree: Tree, node: Node) -> str:
    count = node.values[1].text if len(node.values) > 1 else "0"
    return f"choose {node.name} -> {_first(node)} of {count}"


def _candidate(_tree: Tree, node: Node) -> str:
    return _arrow(f"candidate {_first(node)}", node.outcome, join_values(_by_role(node, "operand")))


def _exception(_tree: Tree, node: Node) -> str:
    head = f"exception {node.name} when {node.text}" if node.text else f"exception {node.name}"
    return _arrow(head, node.outcome, join_values(compared(node)))


def _branch(_tree: Tree, node: Node) -> str:
    is_rest = node.name == "otherwise" or node.text.startswith("otherwise")
    head = node.text or node.name if is_rest else f"when {node.text or node.name}"
    return _arrow(head, node.outcome, join_values(compared(node)))


def _case(_tree: Tree, node: Node) -> str:
    return _arrow(f"case {node.text or node.name}", node.outcome, join_values(_by_role(node, "operand", "value")))


def _step(_tree: Tree, node: Node) -> str:
    return _arrow(f"{node.kind} {node.name} {_first(node)}", node.outcome, join_values(compared(node)))


def _version(_tree: Tree, node: Node) -> str:
    judged = node.values[1].text if len(node.values) > 1 else ""
    lost = node.values[2].raw if len(node.values) > 2 else ()
    reasons = "; ".join(f"version {entry[0] + 1} lost: {entry[1]}" for entry in lost or ())
    return _arrow(f"version of {node.name} on {judged}", node.outcome, reasons)


def _decision(_tree: Tree, node: Node) -> str:
    remarks = "".join(f" {remark}" for remark in node.attributes.get("remarks") or ())
    amount = "".join(f" by {value.text}" for value in _by_role(node, "amount") if value.raw is not None)
    because = next((value.text for value in node.values if value.name == "because" and value.raw), "")
    subject = next((value.text for value in _by_role(node, "subject")), "")
    return _arrow(" ".join(filter(None, [node.kind, node.outcome])) + remarks + amount, subject, because)


def _set(_tree: Tree, node: Node) -> str:
    subject = next((value.text for value in _by_role(node, "subject")), "")
    given = next((value.text for value in _by_role(node, "value", "amount")), "")
    return f"set {node.name} of {subject} to {given}"


def _outcome(_tree: Tree, node: Node) -> str:
    return _arrow("outcome", _first(node), join_values(node.values[1:]))


def _error(_tree: Tree, node: Node) -> str:
    message = node.values[-1].text if node.values else ""
    return _arrow(f"error {node.outcome}", _first(node), message)


_WRITERS: dict[str, Callable[[Tree, Node], str]] = {
    "run": _run,
    "stage": _stage,
    "item": _item,
    "clause": _frame,
    "call": _frame,
    "give": _give,
    "let": _let,
    "find": _find,
    "find_all": _find,
    "choose": _choose,
    "candidate": _candidate,
    "branch": _branch,
    "case": _case,
    "for": _step,
    "search": _step,
    "exception": _exception,
    "version": _version,
    "deny": _decision,
    "reduce": _decision,
    "pend": _decision,
    "pass": _decision,
    "set": _set,
    "outcome": _outcome,
    "error": _error,
}
