"""Nodes by what they hold: a value, a code, a field, a rule, a kind, a text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.names import closest
from claimwright.trace.outcomes import reason_code
from claimwright.trace.sentences import describe
from claimwright.trace.sites import Site
from claimwright.trace.subjects import resolve_subject, subject_of
from claimwright.trace.tree import Node, Tree, Value, rule_of
from claimwright.trace.values import as_found, is_sequence


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for; every part given must hold.

    `value` as written (`$57.70`, `99202`, `2024-07-10`, a reference) or as recorded, also inside rows found;
    `code` of any code system, reason or remark; `field` a name, a column or the end of a path; `text`
    anywhere in the node's line.
    """

    value: str = ""
    code: str = ""
    field: str = ""
    rule: str = ""
    kind: str = ""
    text: str = ""
    subject: str = ""


def find(tree: Tree, query: Query) -> list[Node]:
    """The nodes for which every given part of the query holds, in order. An empty query finds nothing.

    Raises `NotFoundError` where the rule or the subject is unknown to the program.
    """
    tests = _tests(tree, query)
    if not tests:
        raise InputError("nothing to look for", fix="give a value, code, field, rule, kind or text", code="TRACE-8")
    return [node for node in tree if all(test(node) for test in tests)]


def rule_matches(site: Site, rule: str) -> bool:
    """Whether a site belongs to a rule named in full (`pack.clause`) or by its last part."""
    name = rule_of(site)
    return name == rule or name.endswith("." + rule) or (site.kind in RULES and site.name == rule)


RULES = frozenset({"clause", "call"})


def rules(tree: Tree) -> tuple[str, ...]:
    """Every clause and function of the program, in order of its sites."""
    return tuple(dict.fromkeys(site.rule for site in tree.sites if site.kind in RULES))


def check_rule(tree: Tree, rule: str) -> None:
    """Raise `NotFoundError` (TRACE-9) with the closest names where the program has no such rule."""
    if any(rule_matches(site, rule) for site in tree.sites if site.kind in RULES):
        return
    known = {name: name for name in rules(tree)} | {name.rpartition(".")[2]: name for name in rules(tree)}
    near = list(dict.fromkeys(known[name] for name in closest(rule, known)))
    fix = f"did you mean {' or '.join(near)}?" if near else "list the rules with `trace skeleton`"
    raise NotFoundError(f"the program has no rule {rule!r}", fix=fix, code="TRACE-9")


def _tests(tree: Tree, query: Query) -> list[Callable[[Node], bool]]:
    tests: list[Callable[[Node], bool]] = []
    if query.kind:
        tests.append(lambda node: node.kind == query.kind)
    if query.rule:
        check_rule(tree, query.rule)
        tests.append(lambda node: rule_matches(tree.sites[node.site], query.rule))
    if query.subject:
        subject = resolve_subject(tree, query.subject)
        tests.append(lambda node: subject_of(tree, node.id) == subject)
    if query.field:
        tests.append(lambda node: _has_field(tree, node, query.field))
    if query.code:
        tests.append(lambda node: _has_code(tree, node, query.code))
    if query.value:
        tests.append(lambda node: any(_has_value(value, query.value) for value in node.values))
    if query.text:
        wanted = query.text.casefold()
        tests.append(lambda node: wanted in describe(tree, node).casefold())
    return tests


def _has_field(tree: Tree, node: Node, field: str) -> bool:
    names = [value.name for value in node.values]
    names += [column.name for value in node.values for column in tree.tables.get(_table(value), ())]
    return any(name == field or name.endswith("." + field) for name in [*names, node.name])


def _has_code(tree: Tree, node: Node, code: str) -> bool:
    attributes = node.attributes
    own = [
        reason_code(tree.sites[node.site]),
        str(attributes.get("carc", "")),
        *(attributes.get("remarks") or ()),
    ]
    if code in own:
        return True
    return any(code in _codes(tree, value) for value in node.values)


def _codes(tree: Tree, value: Value) -> list[str]:
    if "code:" in value.type:
        return [str(item) for item in value.raw] if is_sequence(value.raw) else [str(value.raw)]
    found = as_found(value.raw) if value.type.startswith("row:") else None
    columns = tree.tables.get(_table(value), ())
    if found is None or len(columns) != len(found.columns):
        return []
    return [str(cell) for column, cell in zip(columns, found.columns, strict=True) if column.type.startswith("code:")]


def _table(value: Value) -> str:
    return value.type.partition("row:")[2].rstrip("?")


def _has_value(value: Value, wanted: str) -> bool:
    if wanted in (value.text, str(value.raw)):
        return True
    if value.type == "money" and value.evaluated and _bare(value.text) == _bare(wanted):
        return True
    return _is_inside(value.raw, wanted)


def _is_inside(raw: object, wanted: str) -> bool:
    return is_sequence(raw) and any(str(item) == wanted or _is_inside(item, wanted) for item in raw)


def _bare(money: str) -> str:
    return money.replace("$", "").replace(",", "")
