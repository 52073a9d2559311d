"""docs/packs.md tells every rule of the pipeline with its decisions, as the packs have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimwright.claims.packs import bundled
from claimwright.clause import syntax
from claimwright.clause.program import parse_sources, read_sources

TEXT = (Path(__file__).parents[3] / "docs" / "packs.md").read_text(encoding="utf-8")
PACKS = parse_sources(read_sources(bundled()))[0]
CLAUSES = {each.name: (pack, each) for pack in PACKS for each in pack.declarations if isinstance(each, syntax.Clause)}


def decisions(node: object) -> list[syntax.Decide]:
    if isinstance(node, syntax.Decide):
        return [node]
    if isinstance(node, tuple):
        return [found for each in node for found in decisions(each)]
    return [
        found for name in ("body", "exceptions", "branches", "cases") for found in decisions(getattr(node, name, ()))
    ]


def told(decision: syntax.Decide) -> str:
    if decision.reason is None:
        return f"pend `{decision.label}`"
    remarks = f" ({', '.join(remark.code for remark in decision.remarks)})" if decision.remarks else ""
    return f"{decision.reason.group}-{decision.reason.reason}{remarks}"


@pytest.mark.parametrize("name", CLAUSES)
def test_a_rule_stands_in_the_table(name: str) -> None:
    pack, clause = CLAUSES[name]
    made = dict.fromkeys(told(each) for each in decisions(clause) if each.kind != "pass")
    doc = " ".join(line.strip() for line in clause.doc)
    assert f"| `{name}` | {pack.name} | {doc} | {', '.join(made) or 'none'} |\n" in TEXT


def test_every_pack_is_named() -> None:
    assert all(f"| `{pack.name}` |" in TEXT for pack in PACKS)
