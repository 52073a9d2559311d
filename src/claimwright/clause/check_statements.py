"""The checker for statements: what each binds, where a rule ends, and what can never be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claimwright.clause import ir, syntax
from claimwright.clause.check_expressions import ExpressionChecker
from claimwright.clause.scope import Scope, facts
from claimwright.clause.symbols import CodeBook, Symbols, TableInfo
from claimwright.clause.types import (
    BOOLEAN,
    DATE,
    WRONG,
    EnumOf,
    ListOf,
    Maybe,
    Num,
    RecordOf,
    RowOf,
    Type,
    Wrong,
)

Flow = tuple[tuple[ir.Statement, ...], bool]
"""Checked statements, and whether every path through them ends the rule."""


@dataclass(slots=True)
class Frame:
    """The rule being checked: what its statements may do."""

    kind: Literal["clause", "define"]
    returns: Type = WRONG
    parameters: tuple[ir.Binding, ...] = ()
    in_force: ir.InForce = field(default_factory=ir.InForce)
    decides: set[str] = field(default_factory=set[str])
    bindings: list[ir.Binding] = field(default_factory=list[ir.Binding])


class StatementChecker:
    """Checks the statements of one rule."""

    def __init__(self, symbols: Symbols, pack: syntax.Pack, frame: Frame, codebook: CodeBook | None) -> None:
        self.symbols, self.pack, self.frame, self.codebook = symbols, pack, frame, codebook
        self.expressions = ExpressionChecker(symbols, pack)
        self.report = self.expressions.report

    def block(self, body: tuple[syntax.Statement, ...], scope: Scope) -> tuple[tuple[ir.Statement, ...], bool, Scope]:
        """Check statements in order; also yields the scope behind them."""
        checked: list[ir.Statement] = []
        ended = False
        for statement in body:
            if ended:
                self.report("CL401", "this is never reached: everything before it ends the rule", statement.span,
                            label="unreachable", fix="move it up, or remove it")  # fmt: skip
                break
            result, ended, scope = self._statement(statement, scope)
            checked.append(result)
        return tuple(checked), ended, scope

    def nested(self, body: tuple[syntax.Statement, ...], scope: Scope) -> Flow:
        """A block whose names stay inside it."""
        checked, ended, _ = self.block(body, scope)
        return checked, ended

    def _statement(self, statement: syntax.Statement, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        method = getattr(self, f"_check_{type(statement).__name__.lower()}")
        return method(statement, scope)

    def _bind(
        self,
        name: str,
        kind: Type,
        role: Literal["let", "find", "choose", "for"],
        span: syntax.Span,
        scope: Scope,
    ) -> tuple[ir.Binding, Scope]:
        binding = self.expressions.bind(name, kind, role, span, scope)
        if name in scope.names:
            return binding, scope
        self.frame.bindings.append(binding)
        return binding, scope.bind(binding)

    # --- naming values ---

    def _check_let(self, statement: syntax.Let, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        value = self.expressions.check(statement.value, scope)
        binding, scope = self._bind(statement.name, value.type, "let", statement.span, scope)
        return ir.LetValue(statement.span, binding, value), False, scope

    def _check_find(self, statement: syntax.Find, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        table = self.symbols.tables.get(statement.table)
        if table is None:
            self.symbols.unknown("table", statement.table, self.symbols.tables, self.pack.path, statement.span)
            binding, scope = self._bind(statement.name, WRONG, "find", statement.span, scope)
            return ir.LetValue(statement.span, binding, self.expressions.wrong(statement.span)), False, scope
        self.expressions.see(statement.table, statement.span)
        keys = self._keys(statement, table, scope)
        as_of = self.expressions.check(statement.as_of, scope, DATE) if statement.as_of is not None else None
        row = RowOf(statement.table)
        binding, scope = self._bind(
            statement.name, ListOf(row) if statement.every else Maybe(row), "find", statement.span, scope
        )
        names = table.keys[: len(keys)]
        return (
            ir.FindRow(statement.span, binding, statement.table, keys, names, as_of, statement.every),
            False,
            scope,
        )

    def _keys(self, statement: syntax.Find, table: TableInfo, scope: Scope) -> tuple[ir.Expr, ...]:
        """The key values in the table's order; all are needed, or for `find all` the first ones."""
        given: dict[str, ir.Expr] = {}
        for match in statement.keys:
            if match.column not in table.keys:
                self._no_key(table, match)
                continue
            if match.column in given:
                self.report("CL504", f"`{match.column}` is given twice", match.span, fix="remove one")
            given[match.column] = self.expressions.check(match.value, scope, table.columns[match.column].type)
        count = len(given) if statement.every else len(table.keys)
        missing = [key for key in table.keys[:count] if key not in given]
        misnamed = any(match.column not in table.columns for match in statement.keys)
        if not misnamed and (missing or (statement.every and not given)):
            self.report("CL504", f"the search in `{table.name}` does not say {' and '.join(missing) or table.keys[0]}", statement.span,
                        fix=f"add `and {(missing or list(table.keys))[0]} is ...`")  # fmt: skip
        return tuple(given[key] for key in table.keys[:count] if key in given)

    def _no_key(self, table: TableInfo, match: syntax.KeyMatch) -> None:
        if match.column not in table.columns:
            self.symbols.unknown("key column", match.column, table.keys, self.pack.path, match.span)
            return
        self.report("CL504", f"`{match.column}` is no key of `{table.name}`", match.span, label="an ordinary column", at=match.column,
                    fix=f"search by {' and '.join(table.keys)}, and compare `{match.column}` of the row found")  # fmt: skip

    def _check_choose(self, statement: syntax.Choose, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        source = self.expressions.present(statement.source, scope)
        item = source.type.item if isinstance(source.type, ListOf) else WRONG
        if not isinstance(source.type, ListOf | Wrong):
            self.report("CL301", f"a list is needed after `among`, and this is {source.type}", statement.source.span,
                        label=str(source.type), fix="name a field that is a list")  # fmt: skip
        candidate = self.expressions.bind(statement.name, item, "choose", statement.span, scope)
        inner = scope.bind(candidate)
        requirements: list[tuple[ir.Expr, ir.Sentence | ir.Const]] = []
        preferences: list[tuple[ir.Expr, Literal["highest", "lowest"]]] = []
        for each in statement.criteria:
            if isinstance(each, syntax.Require):
                condition = self.expressions.condition(each.condition, inner)
                because = self.expressions.check(each.because, inner.knowing(facts(condition, False)))
                assert isinstance(because, ir.Sentence | ir.Const)
                requirements.append((condition, because))
                inner = inner.knowing(facts(condition, True))
            else:
                preferences.append((self._orderable(each, inner), each.order))
        binding, scope = self._bind(statement.name, Maybe(item), "choose", statement.span, scope)
        return (
            ir.ChooseOne(statement.span, binding, candidate, source, tuple(requirements), tuple(preferences)),
            False,
            scope,
        )

    def _orderable(self, prefer: syntax.Prefer, scope: Scope) -> ir.Expr:
        value = self.expressions.present(prefer.value, scope)
        if not isinstance(value.type, Num | Wrong) and value.type not in (DATE, BOOLEAN):
            self.report(
                "CL301",
                f"a preference needs a number, a date or a condition, and this is {value.type}",
                prefer.span,
                fix="prefer by a field that can be ordered",
            )
        return value

    # --- branches and loops ---

    def _check_when(self, statement: syntax.When, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        arms: list[ir.Arm] = []
        after, inner, prefix = scope, scope, True
        seen: set[str] = set()
        for branch in statement.branches:
            condition = self.expressions.condition(branch.condition, inner) if branch.condition is not None else None
            if condition is not None:
                self._check_condition(condition, seen)
            known = facts(condition, True) if condition is not None else frozenset[str]()
            body, ends = self.nested(branch.body, inner.knowing(known))
            arms.append(ir.Arm(branch.span, condition, body, ends))
            if condition is not None:
                inner = inner.knowing(facts(condition, False))
                prefix = prefix and ends
                after = after.knowing(facts(condition, False)) if prefix else after
        complete = statement.branches[-1].condition is None
        return ir.WhenChain(statement.span, tuple(arms)), complete and all(arm.ends for arm in arms), after

    def _check_condition(self, condition: ir.Expr, seen: set[str]) -> None:
        if isinstance(condition, ir.Const) and condition.value is not None:
            self.report(
                "CL402",
                f"this condition is always {'true' if condition.value else 'false'}",
                condition.span,
                fix="remove the branch or its condition",
                warning=True,
            )
        elif condition.text in seen:
            self.report(
                "CL401",
                "this is never reached: the same condition stands before it",
                condition.span,
                label="unreachable",
                fix="remove it",
            )
        seen.add(condition.text)

    def _check_caseof(self, statement: syntax.CaseOf, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        value = self.expressions.present(statement.value, scope)
        if not isinstance(value.type, EnumOf):
            if not isinstance(value.type, Wrong):
                self.report(
                    "CL301",
                    f"`case` needs an enumeration, and this is {value.type}",
                    statement.value.span,
                    fix="use `when`",
                )
            return ir.CaseChain(statement.span, value, ()), False, scope
        members = self.symbols.enumerations[value.type.name]
        left = list(members)
        arms: list[ir.CaseArm] = []
        ends = True
        for case in statement.cases:
            covered = self._members(case, members, left)
            body, arm_ends = self.nested(case.body, scope)
            ends = ends and arm_ends
            arms.append(ir.CaseArm(case.span, covered, body))
        if left:
            self.report("CL403", f"this `case` does not say what happens for {', '.join(f'`{m}`' for m in left)}", statement.span,
                        label="missing cases", fix=f"add `is {', '.join(left)}`, or `otherwise`")  # fmt: skip
        return ir.CaseChain(statement.span, value, tuple(arms)), ends and not left, scope

    def _members(self, case: syntax.Case, members: tuple[str, ...], left: list[str]) -> tuple[str, ...]:
        if not case.members:
            if not left:
                self.report(
                    "CL401",
                    "this `otherwise` is never reached: every member is covered",
                    case.span,
                    label="unreachable",
                    fix="remove it",
                )
            covered = tuple(left)
            left.clear()
            return covered
        for member in case.members:
            if member.name not in members:
                self.symbols.unknown("member", member.name, members, self.pack.path, member.span)
            elif member.name not in left:
                self.report(
                    "CL401",
                    f"`{member.name}` is covered by an earlier arm",
                    member.span,
                    label="unreachable",
                    fix="remove it here",
                )
            else:
                left.remove(member.name)
        return tuple(member.name for member in case.members)

    def _check_for(self, statement: syntax.For, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        source = self.expressions.present(statement.source, scope)
        item = source.type.item if isinstance(source.type, ListOf) else WRONG
        if not isinstance(source.type, ListOf | Wrong):
            self.report("CL301", f"a list is needed after `in`, and this is {source.type}", statement.source.span,
                        label=str(source.type), fix="name a field that is a list")  # fmt: skip
        variable, inner = self._bind(statement.variable, item, "for", statement.span, scope)
        variable.used = True
        condition = self.expressions.condition(statement.condition, inner) if statement.condition is not None else None
        if condition is not None:
            inner = inner.knowing(facts(condition, True))
        body, _ = self.nested(statement.body, inner)
        return ir.ForEach(statement.span, variable, source, condition, body), False, scope

    # --- effects ---

    def _check_decide(self, statement: syntax.Decide, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        if self.frame.kind == "define":
            self.report(
                "CL408",
                "a `define` gives a value and decides nothing",
                statement.span,
                fix="make it a clause, or write `give`",
            )
        self.frame.decides.add(statement.kind)
        amount = (
            self.expressions.check(statement.amount, scope, Num("money", 2)) if statement.amount is not None else None
        )
        because = self.expressions.check(statement.because, scope) if statement.because is not None else None
        needs = self.expressions.check(statement.needs, scope) if statement.needs is not None else None
        self._check_codes(statement)
        if statement.kind != "pass" and because is None:
            self.report(
                "CL409",
                f"this {statement.kind} does not say why",
                statement.span,
                fix='add a line `because "..."` under it',
            )
        first = self.pack.source.split("\n")[statement.span.line - 1]
        text = first[statement.span.column - 1 :].split(" --")[0].rstrip()
        return ir.Decision(
            statement.span, statement.kind,
            statement.reason.group if statement.reason else "", statement.reason.reason if statement.reason else "",
            statement.label, tuple(remark.code for remark in statement.remarks), amount, because, needs,
            tuple(plain(cite) for cite in statement.cites), text,
        ), True, scope  # fmt: skip

    def _check_codes(self, statement: syntax.Decide) -> None:
        if self.codebook is None or statement.reason is None:
            return
        window = self.frame.in_force
        codes = [
            ("group", statement.reason.group, statement.reason.span),
            ("carc", statement.reason.reason, statement.reason.span),
        ]
        codes += [("rarc", remark.code, remark.span) for remark in statement.remarks]
        for system, code, span in codes:
            message = self.codebook.check(system, code, window.start, window.end)
            if message:
                self.report(
                    "CL410",
                    message,
                    span,
                    label="reason code",
                    fix="use a code that is valid while the rule is in force",
                )

    def _check_setresult(self, statement: syntax.SetResult, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        info = self.symbols.results.get(statement.result)
        if self.frame.kind == "define":
            self.report(
                "CL408",
                "a `define` gives a value and sets nothing",
                statement.span,
                fix="make it a clause, or write `give`",
            )
        if info is None:
            self.symbols.unknown("result", statement.result, self.symbols.results, self.pack.path, statement.span)
            value = self.expressions.check(statement.value, scope)
            return (
                ir.SetValue(statement.span, statement.result, ir.Binding("?", WRONG, "let", statement.span), value),
                False,
                scope,
            )
        self.expressions.see(statement.result, statement.span)
        self.symbols.written.add(statement.result)
        subject = next((p for p in self.frame.parameters if p.type == RecordOf(info.subject)), None)
        if subject is None:
            self.report(
                "CL411",
                f"`{statement.result}` is a result of {info.subject}, and this clause has no such parameter",
                statement.span,
                fix=f"add a parameter of type {info.subject}",
            )
            subject = ir.Binding("?", WRONG, "let", statement.span)
        value = self.expressions.check(statement.value, scope, info.type)
        return ir.SetValue(statement.span, statement.result, subject, value), False, scope

    def _check_give(self, statement: syntax.Give, scope: Scope) -> tuple[ir.Statement, bool, Scope]:
        if self.frame.kind == "clause":
            self.report(
                "CL408",
                "a clause decides and gives no value",
                statement.span,
                fix="make it a `define`, or `set` a result",
            )
        wanted = self.frame.returns if self.frame.kind == "define" else None
        value = self.expressions.check(statement.value, scope, wanted)
        return ir.GiveValue(statement.span, value), True, scope


def plain(text: syntax.TextLiteral) -> str:
    """The text of a literal without values."""
    return "".join(part for part in text.parts if isinstance(part, str))
