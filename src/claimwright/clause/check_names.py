"""The checker for names, paths, results and calls."""

from __future__ import annotations

from claimwright.clause import ir, syntax
from claimwright.clause.check_base import CheckerBase
from claimwright.clause.diagnostics import closest
from claimwright.clause.scope import Scope, path_key
from claimwright.clause.types import (
    EnumOf,
    ListOf,
    Maybe,
    RecordOf,
    RowOf,
    Type,
    Wrong,
    strip,
)


class NameChecks(CheckerBase):
    """Names and paths, and what is known to be present on them."""

    def _check_name(self, expr: syntax.Name, scope: Scope, expected: Type | None) -> ir.Expr:
        binding = scope.names.get(expr.name)
        if binding is not None:
            binding.used = True
            return self.narrowed(ir.Var(binding.type, expr.span, expr.name, binding), scope)
        if isinstance(expected, EnumOf):
            return self._member(expr, expected)
        word = next((w for w in self.symbols.words if f"{w}s" == expr.name), None)
        if word is not None:
            record = self.symbols.words[word]
            self.see(record, expr.span)
            return ir.DataList(ListOf(RecordOf(record)), expr.span, expr.name, word)
        return self._unknown_name(expr, scope)

    def _member(self, expr: syntax.Name, expected: EnumOf) -> ir.Expr:
        members = self.symbols.enumerations[expected.name]
        if expr.name not in members:
            near = closest(expr.name, members)
            fix = f"did you mean `{near}`?" if near else f"its members are {', '.join(members)}"
            self.report(
                "CL201",
                f"enumeration `{expected.name}` has no member `{expr.name}`",
                expr.span,
                label="unknown member",
                fix=fix,
            )
            return self.wrong(expr.span)
        return ir.Const(expected, expr.span, expr.name, expr.name)

    def _unknown_name(self, expr: syntax.Name, scope: Scope) -> ir.Expr:
        if expr.name in self.symbols.results:
            self.report(
                "CL205",
                f"`{expr.name}` is a result: say of what",
                expr.span,
                fix=f"write `{expr.name} of line`",
            )
        elif any(expr.name in members for members in self.symbols.enumerations.values()):
            self.report("CL205", f"`{expr.name}` is a member of an enumeration, and nothing here says of which", expr.span,
                        fix="compare a value of the enumeration with it")  # fmt: skip
        elif f"{expr.name} 1" in scope.items:
            self.report("CL201", f"there is no name `{expr.name}` here", expr.span, label="unknown name",
                        fix=f"say which: `{expr.name} 1`")  # fmt: skip
        else:
            near = closest(expr.name, [*scope.names, *(f"{w}s" for w in self.symbols.words)])
            fix = f"did you mean `{near}`?" if near else "give it a value with `let`, or add it to the parameters"
            self.report("CL201", f"there is no name `{expr.name}` here", expr.span, label="unknown name", fix=fix)
        return self.wrong(expr.span)

    def _check_item(self, expr: syntax.Item, scope: Scope, expected: Type | None) -> ir.Expr:
        found = scope.items.get(f"{expr.name} {expr.index}")
        if found is None:
            self.report(
                "CL206",
                f"there is no `{expr.name} {expr.index}` here",
                expr.span,
                fix="items stand only in tests, for items that are given",
            )
            return self.wrong(expr.span)
        return found

    def narrowed(self, expr: ir.Expr, scope: Scope) -> ir.Expr:
        if isinstance(expr.type, Maybe) and path_key(expr) in scope.present:
            match expr:
                case ir.Var():
                    return ir.Var(expr.type.item, expr.span, expr.text, expr.binding)
                case ir.Get():
                    return ir.Get(expr.type.item, expr.span, expr.text, expr.of, expr.name)
                case ir.ResultRead():
                    return ir.ResultRead(expr.type.item, expr.span, expr.text, expr.result, expr.subject, expr.start)
                case _:
                    pass
        return expr

    def _check_field(self, expr: syntax.Field, scope: Scope, expected: Type | None) -> ir.Expr:
        of = self.present(expr.of, scope)
        match of.type:
            case RecordOf():
                fields, owner = self.symbols.records[of.type.name].fields, f"record `{of.type.name}`"
            case RowOf():
                fields, owner = self.symbols.tables[of.type.table].columns, f"table `{of.type.table}`"
            case Wrong():
                return self.wrong(expr.span)
            case _:
                self.report("CL301", f"{of.type} has no fields", expr.span, label=str(of.type),
                            fix=f"write `{of.text}` alone")  # fmt: skip
                return self.wrong(expr.span)
        if expr.name not in fields:
            near = closest(expr.name, fields)
            fix = f"did you mean `{near}`?" if near else f"it has {', '.join(fields)}"
            self.report("CL201", f"{owner} has no field `{expr.name}`", expr.span, label="unknown field", fix=fix)
            return self.wrong(expr.span)
        return self.narrowed(ir.Get(fields[expr.name].type, expr.span, self.text(expr.span), of, expr.name), scope)

    def _check_resultof(self, expr: syntax.ResultOf, scope: Scope, expected: Type | None) -> ir.Expr:
        subject = self.present(expr.subject, scope)
        info = self.symbols.results.get(expr.result)
        if info is not None and isinstance(subject.type, Wrong):
            return self.wrong(expr.span)
        if info is None:
            self.symbols.unknown("result", expr.result, self.symbols.results, self.pack.path, expr.span)
            return self.wrong(expr.span)
        self.see(expr.result, expr.span)
        self.symbols.read.add(expr.result)
        if subject.type != RecordOf(info.subject):
            self.report(
                "CL301",
                f"`{expr.result}` is a result of {info.subject}, and this is {subject.type}",
                expr.subject.span,
                label=str(subject.type),
                fix=f"write `{expr.result} of` and a {info.subject}",
            )
            return self.wrong(expr.span)
        kind = info.type if info.starts else Maybe(strip(info.type))
        return self.narrowed(
            ir.ResultRead(kind, expr.span, self.text(expr.span), expr.result, subject, info.start), scope
        )

    def _check_call(self, expr: syntax.Call, scope: Scope, expected: Type | None) -> ir.Expr:
        info = self.symbols.functions.get(expr.function)
        if info is None:
            self.symbols.unknown("function", expr.function, self.symbols.functions, self.pack.path, expr.span)
            return self.wrong(expr.span)
        self.see(expr.function, expr.span)
        self.calls.add(expr.function)
        if len(expr.arguments) != len(info.parameters):
            names = ", ".join(name for name, _ in info.parameters)
            self.report(
                "CL207",
                f"`{expr.function}` takes {len(info.parameters)} values, and {len(expr.arguments)} are given",
                expr.span,
                fix=f"give ({names})",
            )
            return self.wrong(expr.span)
        arguments = tuple(
            self.check(arg, scope, kind) for arg, (_, kind) in zip(expr.arguments, info.parameters, strict=True)
        )
        return ir.CallOf(info.returns, expr.span, self.text(expr.span), expr.function, arguments)
