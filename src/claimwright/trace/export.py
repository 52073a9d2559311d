"""The public JSON form of a trace, `claimtrace/1`, described by `schema/claimtrace-1.schema.json`."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources
from typing import Any

import msgspec

from claimwright.trace.codec import FORMAT
from claimwright.trace.provenance import Provenance, Source
from claimwright.trace.sites import Site
from claimwright.trace.slices import Step
from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Node, Tree, Value
from claimwright.trace.values import is_evaluated, is_sequence

Json = dict[str, Any]


def export(tree: Tree, nodes: Iterable[int] | None = None) -> Json:
    """The whole trace, or some of its nodes, as plain JSON values: receipt, sites used, nodes with provenance."""
    chosen = range(len(tree)) if nodes is None else sorted(set(nodes))
    exporter = Exporter(tree)
    used: list[int] = sorted({int(tree.rows[number][0]) for number in chosen})
    return {
        "format": FORMAT,
        "header": msgspec.to_builtins(tree.trace.header),
        "sites": [export_site(number, tree.sites[number]) for number in used],
        "nodes": [exporter.node(tree.node(number)) for number in chosen],
    }


def load_schema() -> Json:
    """The published JSON Schema (draft 2020-12)."""
    text = resources.files("claimwright.trace").joinpath("schema", "claimtrace-1.schema.json").read_bytes()
    return msgspec.json.decode(text)


def export_site(number: int, site: Site) -> Json:
    """A site: where in which rule a node was written."""
    return {
        "site": number,
        "kind": site.kind,
        "name": site.name,
        "rule": site.rule,
        "text": site.text,
        "source": _span(site),
        "attributes": msgspec.to_builtins(site.attributes),
    }


def export_steps(steps: Iterable[Step]) -> list[Json]:
    """A slice: node, why it is in, and for which node."""
    return [
        {"node": step.node, "reason": step.reason, "needed_by": step.needed_by if step.needed_by >= 0 else None}
        for step in steps
    ]


class Exporter:
    """Exports nodes of one tree; the provenance is joined once."""

    def __init__(self, tree: Tree) -> None:
        self.tree, self.provenance = tree, Provenance(tree)

    def node(self, node: Node) -> Json:
        """One node with its values and where they came from."""
        return {
            "id": node.id,
            "site": node.site,
            "kind": node.kind,
            "name": node.name,
            "rule": node.rule,
            "parent": node.parent if node.parent >= 0 else None,
            "subject": subject_of(self.tree, node.id),
            "outcome": node.outcome,
            "source": _span(self.tree.sites[node.site]),
            "values": [self._value(node, index, value) for index, value in enumerate(node.values)],
            "children": list(node.children),
        }

    def _value(self, node: Node, index: int, value: Value) -> Json:
        sources = self.provenance.sources(node.id, index)
        return {
            "name": value.name,
            "role": value.role,
            "type": value.type,
            "evaluated": value.evaluated,
            "value": plain_value(value.raw),
            "text": value.text,
            "provenance": [self._source(source) for source in sources],
        }

    def _source(self, source: Source) -> Json:
        told: Json = {"kind": source.kind, "text": str(source)}
        if source.node >= 0:
            told["node"] = source.node
        if source.slot >= 0:
            told["value"] = source.slot
        if source.row >= 0:
            told["row"] = source.row
        named = {"name": source.name, "reference": source.reference, "path": list(source.path)}
        return told | {key: given for key, given in named.items() if given}


def _span(site: Site) -> Json | None:
    if not site.file:
        return None
    return {
        "file": site.file,
        "line": site.line,
        "column": site.column,
        "end_line": site.end_line,
        "end_column": site.end_column,
    }


def plain_value(raw: Any) -> Any:
    """A raw value as JSON has it: null where it was not evaluated."""
    if not is_evaluated(raw):
        return None
    return [plain_value(item) for item in raw] if is_sequence(raw) else msgspec.to_builtins(raw)
