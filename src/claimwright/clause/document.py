"""Generated documentation of packs, as Markdown with links between what names what."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from claimwright.clause import syntax
from claimwright.clause.document_links import Links, anchor
from claimwright.clause.format_declarations import format_declaration
from claimwright.clause.format_expressions import format_expression, format_text
from claimwright.clause.format_layout import flat
from claimwright.clause.format_statements import format_decision_words
from claimwright.clause.format_writer import Writer
from claimwright.clause.syntax import Dating, Declaration, Pack

SECTIONS: tuple[tuple[type, str], ...] = (
    (syntax.Pipeline, "Pipelines"),
    (syntax.Clause, "Clauses"),
    (syntax.Define, "Functions"),
    (syntax.Data, "Data"),
    (syntax.Result, "Results"),
    (syntax.Table, "Tables"),
    (syntax.Record, "Records"),
    (syntax.Enumeration, "Enumerations"),
    (syntax.CodeSystem, "Code systems"),
    (syntax.Test, "Tests"),
)


def document_files(packs: Sequence[Pack]) -> dict[str, str]:
    """One file a pack, and `index.md`: texts by file name."""
    links = Links(packs, separate=True)
    files = {f"{pack.name}.md": document_pack(pack, links) for pack in packs}
    return {"index.md": document_index(packs), **files}


def document_text(packs: Sequence[Pack]) -> str:
    """All packs in one text."""
    links = Links(packs, separate=False)
    return "\n".join(document_pack(pack, links) for pack in packs)


def document_index(packs: Sequence[Pack]) -> str:
    """The list of packs."""
    rows = [
        f"| [{pack.title or pack.name}]({pack.name}.md) | `{pack.name}` | {_count(pack, syntax.Clause)} | "
        f"{_count(pack, syntax.Test)} | {_first_sentence(pack.doc)} |"
        for pack in packs
    ]
    return "\n".join(
        ["# Packs", "", "| pack | name | clauses | tests | what it is |", "|---|---|--:|--:|---|", *rows, ""]
    )


def _count(pack: Pack, kind: type) -> int:
    return sum(isinstance(each, kind) for each in pack.declarations)


def _first_sentence(doc: Sequence[str]) -> str:
    text = " ".join(doc).split(". ")[0].strip()
    return f"{text.rstrip('.')}." if text else ""


def document_pack(pack: Pack, links: Links) -> str:
    """One pack: its text, then its declarations by kind."""
    lines = [f"# {pack.title or pack.name}", "", f"Pack `{pack.name}`."]
    if pack.uses:
        lines[-1] += f" It uses {', '.join(links.pack(each.name) for each in pack.uses)}."
    lines += ["", *_paragraphs(pack.doc)]
    for kind, heading in SECTIONS:
        found = [each for each in pack.declarations if isinstance(each, kind)]
        if found:
            lines += [f"## {heading}", ""]
            lines += _document_short(found, links) if kind in _SHORT else _document_each(found, links)
    return "\n".join(lines).rstrip() + "\n"


_SHORT = (syntax.CodeSystem, syntax.Enumeration, syntax.Result, syntax.Test)


def _document_each(declarations: Iterable[Declaration], links: Links) -> Iterator[str]:
    for each in declarations:
        yield f"### {anchor(each)}"
        yield ""
        title = getattr(each, "title", "")
        if title:
            yield from [f"**{title}**", ""]
        yield from _paragraphs(getattr(each, "doc", ()))
        yield from _document_body(each, links)
        yield ""


def _document_body(declaration: Declaration, links: Links) -> list[str]:
    match declaration:
        case syntax.Clause() | syntax.Define():
            return [*document_rule(declaration, links), "", *_source(declaration)]
        case syntax.Pipeline():
            return document_pipeline(declaration, links)
        case syntax.Record():
            return document_fields(declaration.fields, links, "field")
        case syntax.Table():
            return document_fields(declaration.columns, links, "column")
        case _:
            return _source(declaration)


def _document_short(declarations: Iterable[Any], links: Links) -> Iterator[str]:
    for each in declarations:
        doc = f": {' '.join(each.doc).strip()}" if getattr(each, "doc", ()) else ""
        match each:
            case syntax.Enumeration():
                members = ", ".join(f"`{member.name}`" for member in each.members)
                yield f'- <a id="{anchor(each, slug=True)}"></a>`{each.name}` is {members}{doc}'
            case syntax.Result():
                optional = f", starts at `{flat(format_expression(each.start))}`" if each.start else ""
                subject, kind = links.name(each.subject), links.type(each.type)
                yield f'- <a id="{anchor(each, slug=True)}"></a>`{each.name}` of {subject}: {kind}{optional}{doc}'
            case syntax.Test():
                yield f"- {each.title}"
            case _:
                yield f'- <a id="{anchor(each, slug=True)}"></a>`{each.name}`{doc}'
    yield ""


# --- rules -------------------------------------------------------------------------------------------------------


def document_rule(rule: syntax.Clause | syntax.Define, links: Links) -> list[str]:
    """What a clause or function takes, when it is in force, what it reads and decides, and its exceptions."""
    takes = ", ".join(f"`{each.name}`: {links.type(each.type)}" for each in rule.parameters if each.type)
    nodes = list(walk((rule.body, getattr(rule, "exceptions", ()))))
    facts = [
        ("Takes", takes),
        ("Gives", links.type(rule.returns) if isinstance(rule, syntax.Define) else ""),
        ("In force", say_dating(rule.dating)),
        ("Sources", "; ".join(format_text(each)[1:-1] for each in rule.cites)),
        ("Finds rows in", _links(links, "table", (each.table for each in nodes if isinstance(each, syntax.Find)))),
        ("Calls", _links(links, "define", (each.function for each in nodes if isinstance(each, syntax.Call)))),
        ("Reads", _links(links, "result", (each.result for each in nodes if isinstance(each, syntax.ResultOf)))),
        ("Sets", _links(links, "result", (each.result for each in nodes if isinstance(each, syntax.SetResult)))),
        ("Decides", "; ".join(_decisions(nodes))),
    ]
    lines = [f"- {name}: {value}" for name, value in facts if value]
    if isinstance(rule, syntax.Clause) and rule.exceptions:
        lines += ["- Exceptions, the most specific that applies wins:", *_exceptions(rule.exceptions, "", 1)]
    return lines


def _links(links: Links, kind: str, names: Iterable[str]) -> str:
    return ", ".join(links.to(kind, name) for name in dict.fromkeys(names))


def _decisions(nodes: Iterable[Any]) -> list[str]:
    decisions = (each for each in nodes if isinstance(each, syntax.Decide) and each.kind != "pass")
    said = (flat(format_decision_words(d.kind, d.reason, d.label, d.remarks, None)) for d in decisions)
    return [f"`{each}`" for each in dict.fromkeys(said)]


def _exceptions(rules: Sequence[syntax.ExceptionRule], parent: str, level: int) -> Iterator[str]:
    for rule in rules:
        if rule.parent == parent:
            decisions = ", ".join(_decisions(walk(rule.body))) or "`pass`"
            yield f"{'  ' * level}- `{rule.label}` when `{flat(format_expression(rule.condition))}`: {decisions}"
            yield from _exceptions(rules, rule.label, level + 1) if rule.label != parent else ()


def say_dating(dating: Dating | None) -> str:
    """`from 2024-01-01 until 2024-12-31, known from 2023-11-01`."""
    if dating is None:
        return ""
    parts = [f"from {dating.start}" if dating.start else "", f"until {dating.end}" if dating.end else ""]
    known = f"known from {dating.known}" if dating.known else ""
    return ", ".join(filter(None, [" ".join(filter(None, parts)), known]))


def _source(declaration: Declaration) -> list[str]:
    """The declaration itself, without what the page says already."""
    writer = Writer()
    bare = dataclasses.replace(
        declaration, trivia=syntax.NO_TRIVIA, **({"doc": ()} if hasattr(declaration, "doc") else {})
    )
    format_declaration(writer, bare)
    return ["```clause", writer.text().rstrip("\n"), "```"]


def walk(node: Any) -> Iterator[Any]:
    """The node and everything below it."""
    if isinstance(node, tuple):
        for each in node:  # pyright: ignore[reportUnknownVariableType]
            yield from walk(each)
    elif dataclasses.is_dataclass(node) and not isinstance(node, syntax.Span | syntax.Trivia):
        yield node
        for each in dataclasses.fields(node):
            yield from walk(getattr(node, each.name))


# --- words -------------------------------------------------------------------------------------------------------


def document_pipeline(pipeline: syntax.Pipeline, links: Links) -> list[str]:
    """The stages in order, with their clauses."""
    lines: list[str] = []
    for number, stage in enumerate(pipeline.stages, 1):
        unless = f" (unless {' or '.join(stage.unless)})" if stage.unless else ""
        lines.append(f"{number}. **{stage.name}**{unless}")
        lines += [f"   - {links.to('clause', entry.clause)}" for entry in stage.entries]
    return lines


def document_fields(fields: Sequence[syntax.FieldDecl], links: Links, word: str) -> list[str]:
    """A table of fields or columns."""
    rows = [
        f"| {'key ' if each.key else ''}`{each.name}` | {links.type(each.type)} | {' '.join(each.doc)} |"
        for each in fields
    ]
    return [f"| {word} | type | meaning |", "|---|---|---|", *rows]


def _paragraphs(doc: Sequence[str]) -> list[str]:
    return [*doc, ""] if doc else []
