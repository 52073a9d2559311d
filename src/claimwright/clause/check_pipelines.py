"""The checker for pipelines: what they walk, what each stage names, and what its clauses need."""

from __future__ import annotations

from collections.abc import Mapping

from claimwright.clause import ir, syntax
from claimwright.clause.symbols import Symbols, resolve_type
from claimwright.clause.types import WRONG, ListOf, RecordOf, Type, Wrong

Rules = Mapping[str, list[ir.Rule]]
"""The checked versions of each clause."""


def check_pipeline(symbols: Symbols, rules: Rules, pack: syntax.Pack, pipeline: syntax.Pipeline) -> ir.PipelineOf:
    """The checked form of a pipeline; its clauses must find their parameters in it."""
    inputs: dict[str, Type] = {}
    item = next((p for p in pipeline.parameters if p.source is not None), None)
    for parameter in pipeline.parameters:
        if parameter.type is not None:
            inputs[parameter.name] = resolve_type(symbols, pack, parameter.type)
    item_type, source_input, source_field = _item(symbols, pack, item, inputs)
    known = {**inputs, **({item.name: item_type or WRONG} if item is not None else {})}
    stages = tuple(_check_stage(symbols, rules, pack, stage, known, item) for stage in pipeline.stages)
    return ir.PipelineOf(
        pipeline.name, pack.name, pack.path, pipeline.span, tuple(inputs.items()), item.name if item else "", item_type,
        source_input, source_field, _dated_by(symbols, item_type),
        next(((n, _dated_by(symbols, t)) for n, t in inputs.items() if _dated_by(symbols, t)), ("", "")), stages,
    )  # fmt: skip


def _dated_by(symbols: Symbols, kind: Type | None) -> str:
    return symbols.records[kind.name].dated_by if isinstance(kind, RecordOf) and kind.name in symbols.records else ""


def _item(
    symbols: Symbols, pack: syntax.Pack, item: syntax.Parameter | None, inputs: dict[str, Type]
) -> tuple[Type | None, str, str]:
    if item is None:
        return None, "", ""
    source = item.source
    if isinstance(source, syntax.Field) and isinstance(source.of, syntax.Name) and source.of.name in inputs:
        owner = inputs[source.of.name]
        info = symbols.records[owner.name].fields.get(source.name) if isinstance(owner, RecordOf) else None
        if info is not None and isinstance(info.type, ListOf) and isinstance(info.type.item, RecordOf):
            return info.type.item, source.of.name, source.name
    symbols.report(
        "CL416",
        "a pipeline walks a list of records of one of its inputs",
        pack.path,
        item.span,
        fix="write `line in claim.lines`",
    )
    return None, "", ""


def _check_stage(symbols: Symbols, rules: Rules, pack: syntax.Pack, stage: syntax.Stage, known: dict[str, Type],
                 item: syntax.Parameter | None) -> ir.StageOf:  # fmt: skip
    names: list[str] = []
    for entry in stage.entries:
        if entry.clause not in rules:
            symbols.unknown("clause", entry.clause, rules, pack.path, entry.span)
            continue
        symbols.see(entry.clause, pack.name, pack.path, entry.span)
        names.append(entry.clause)
        for rule in rules[entry.clause]:
            _check_entry(symbols, pack, entry, rule, known, item)
    return ir.StageOf(stage.name, stage.span, stage.unless, tuple(names))


def _check_entry(
    symbols: Symbols,
    pack: syntax.Pack,
    entry: syntax.StageEntry,
    rule: ir.Rule,
    known: dict[str, Type],
    item: syntax.Parameter | None,
) -> None:
    for parameter in rule.parameters:
        have = known.get(parameter.name)
        if have != parameter.type and not isinstance(have, Wrong) and not isinstance(parameter.type, Wrong):
            _report_parameter(symbols, pack, entry, parameter, known)
    takes_item = item is not None and any(p.name == item.name for p in rule.parameters)
    if item is not None and not takes_item and _moves_money(rule):
        symbols.report("CL406", f"`{rule.name}` denies or reduces, and does not say which {item.name}", rule.path, rule.span,
                       fix=f"add `{item.name}` to its parameters")  # fmt: skip


def _report_parameter(
    symbols: Symbols, pack: syntax.Pack, entry: syntax.StageEntry, parameter: ir.Binding, known: dict[str, Type]
) -> None:
    have = known.get(parameter.name)
    if have is not None:
        symbols.report("CL417", f"`{entry.clause}` takes `{parameter.name}` as {parameter.type}, and here it is {have}", pack.path, entry.span,
                       fix="give the parameter another name or type")  # fmt: skip
        return
    same = next((name for name, kind in known.items() if kind == parameter.type), "")
    fix = f"rename it to `{same}` in the clause" if same else "add it to the pipeline's parameters, under the same name"
    symbols.report("CL417", f"`{entry.clause}` needs `{parameter.name}: {parameter.type}`, which this pipeline does not have", pack.path, entry.span,
                   fix=fix)  # fmt: skip


def _moves_money(rule: ir.Rule) -> bool:
    def any_in(body: tuple[ir.Statement, ...]) -> bool:
        return any(_statement_moves(s) for s in body)

    def _statement_moves(statement: ir.Statement) -> bool:
        match statement:
            case ir.Decision():
                return statement.kind in ("deny", "reduce")
            case ir.WhenChain() | ir.CaseChain():
                return any(any_in(arm.body) for arm in statement.arms)
            case ir.ForEach():
                return any_in(statement.body)
            case _:
                return False

    return any_in(rule.body) or any(any_in(e.body) for e in rule.exceptions)
