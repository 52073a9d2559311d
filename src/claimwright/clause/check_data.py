"""The checker for records written as data: plans, contracts, and the inputs of tests."""

from __future__ import annotations

from typing import Any

from claimwright.clause import ir, syntax
from claimwright.clause.check_expressions import ExpressionChecker
from claimwright.clause.diagnostics import closest
from claimwright.clause.scope import Scope
from claimwright.clause.symbols import FieldInfo, RecordInfo, Symbols
from claimwright.clause.types import TEXT, CodeOf, ListOf, Maybe, RecordOf, SetOf, Type, strip

IMPLICIT = ("name", "title", "in_force_from", "in_force_until")


class DataChecker:
    """Checks data of one pack. `partial` lets required fields be left out, as tests do."""

    def __init__(self, symbols: Symbols, pack: syntax.Pack, *, partial: bool = False) -> None:
        self.symbols, self.pack, self.partial = symbols, pack, partial
        self.expressions = ExpressionChecker(symbols, pack)
        self.report = self.expressions.report

    def data(self, data: syntax.Data) -> ir.DataRecord | None:
        """A top-level record; None where its word is unknown."""
        if data.word not in self.symbols.words:
            near = closest(data.word, self.symbols.words)
            fix = (
                f"did you mean `{near}`?" if near else "declare a record `written as` this word, or check the spelling"
            )
            self.report("CL201", f"nothing is written as `{data.word}`", data.span, label="unknown word", fix=fix)
            return None
        record = self.symbols.words[data.word]
        self.expressions.see(record, data.span)
        dating = data.dating
        in_force = ir.InForce(dating.start, dating.end, dating.known) if dating else ir.InForce()
        return self.record(record, data.name, data.title, in_force, data.fields, data.span)

    def record(self, name: str, own_name: str, title: str, in_force: ir.InForce,
               fields: tuple[syntax.DataField, ...], span: syntax.Span) -> ir.DataRecord:  # fmt: skip
        """A record's values; unknown, doubled and missing fields are reported."""
        info = self.symbols.records[name]
        values: dict[str, Any] = {}
        for field in fields:
            declared = info.fields.get(field.name)
            if declared is None:
                near = closest(field.name, info.fields)
                fix = f"did you mean `{near}`?" if near else f"it has {', '.join(info.fields)}"
                self.report(
                    "CL201",
                    f"record `{name}` has no field `{field.name}`",
                    field.span,
                    label="unknown field",
                    fix=fix,
                )
            elif field.name in values:
                self.report("CL202", f"`{field.name}` is given twice", field.span, fix="remove one")
            else:
                values[field.name] = self._value(declared.type, field)
        self._complete(info, values, own_name, span)
        return ir.DataRecord(name, own_name, title, in_force, values, self.pack.name, self.pack.path, span)

    def _complete(self, info: RecordInfo, values: dict[str, Any], own_name: str, span: syntax.Span) -> None:
        missing = [f.name for f in info.fields.values() if f.name not in values and _needed(f, own_name)]
        if missing and not self.partial:
            self.report("CL502", f"this {info.written_as or info.name} does not give {', '.join(f'`{m}`' for m in missing)}", span,
                        label="fields missing", fix=f"add a line `{missing[0]}: ...`")  # fmt: skip

    def _value(self, declared: Type, field: syntax.DataField) -> Any:
        kind = strip(declared)
        if isinstance(kind, RecordOf):
            return self._nested(kind, field)
        if isinstance(kind, ListOf) and isinstance(kind.item, RecordOf):
            return self._items(kind.item, field)
        if isinstance(kind, SetOf) and isinstance(kind.item, CodeOf):
            return self._constant(self.expressions.code_set(field.values, field.span, kind.item, Scope()))
        if isinstance(kind, ListOf):
            return tuple(
                self._constant(self.expressions.check(value, Scope(), kind.item)) for value in self._list_values(field)
            )
        if len(field.values) != 1:
            self.report(
                "CL503",
                f"`{field.name}` takes one value of type {kind}",
                field.span,
                fix=f"write `{field.name}: ...`",
            )
            return None
        return self._constant(self.expressions.check(field.values[0], Scope(), kind))

    def _list_values(self, field: syntax.DataField) -> tuple[syntax.Expr, ...]:
        if len(field.values) == 1 and isinstance(field.values[0], syntax.ListLiteral):
            return field.values[0].items
        return field.values

    def _nested(self, kind: RecordOf, field: syntax.DataField) -> ir.DataRecord | None:
        if field.values or field.items:
            self.report(
                "CL503",
                f"`{field.name}` is of type {kind.name}: give its fields on indented lines",
                field.span,
                fix=f"write `{field.name}:` and its fields below",
            )
            return None
        return self.record(kind.name, "", "", ir.InForce(), field.fields, field.span)

    def _items(self, kind: RecordOf, field: syntax.DataField) -> tuple[ir.DataRecord, ...]:
        if field.values or field.fields:
            self.report("CL503", f"`{field.name}` is a list of {kind.name}: give items on indented lines", field.span,
                        fix=f"write `{field.name}:`, and below it `{kind.name.lower()}` with its fields")  # fmt: skip
            return ()
        return tuple(
            self.record(kind.name, item.name, item.title, ir.InForce(), item.fields, item.span) for item in field.items
        )

    def _constant(self, value: ir.Expr) -> Any:
        if isinstance(value, ir.Const):
            return value.value
        self.report(
            "CL503",
            "a plain value is needed here, not a computation",
            value.span,
            fix="write the value itself",
        )
        return None


def _needed(info: FieldInfo, own_name: str) -> bool:
    if info.name in IMPLICIT and info.type in (TEXT, Maybe(strip(info.type))):
        return False
    return not isinstance(info.type, Maybe | ListOf | SetOf) and not (info.name == "name" and own_name)
