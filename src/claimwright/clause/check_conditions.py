"""The checker for comparisons, tests, logic and defaults."""

from __future__ import annotations

from typing import Literal

from claimwright.clause import ir, syntax
from claimwright.clause.check_base import CheckerBase
from claimwright.clause.scope import Scope, facts
from claimwright.clause.syntax import Span
from claimwright.clause.types import (
    BOOLEAN,
    DATE,
    TEXT,
    CodeOf,
    ListOf,
    Maybe,
    Num,
    RecordOf,
    RowOf,
    SetOf,
    Type,
    Wrong,
)

_ORDER = {
    "is less than": "<", "is at most": "<=", "is more than": ">", "is at least": ">=",
    "is before": "<", "is on or before": "<=", "is after": ">", "is on or after": ">=",
}  # fmt: skip
_DATE_WORDS = {
    "is less than": "is before", "is at most": "is on or before", "is more than": "is after", "is at least": "is on or after",
}  # fmt: skip


class ConditionChecks(CheckerBase):
    """Conditions: only values of one type are compared, and what may be absent is asked for first."""

    def _check_comparison(self, expr: syntax.Comparison, scope: Scope, expected: Type | None) -> ir.Expr:
        if expr.operator in ("is in", "is not in"):
            return self._membership(expr, scope)
        left, right = self.pair(expr, scope)
        if isinstance(left.type, Wrong) or isinstance(right.type, Wrong):
            return self.wrong(expr.span)
        text = self.text(expr.span)
        if expr.operator in ("is", "is not"):
            matched = self._match(left, right, expr.span)
            if matched is None:
                return self.wrong(expr.span)
            return ir.Compare(BOOLEAN, expr.span, text, "==" if expr.operator == "is" else "!=", *matched)
        return self._ordered(expr, left, right)

    def _match(self, left: ir.Expr, right: ir.Expr, span: Span) -> tuple[ir.Expr, ir.Expr] | None:
        if isinstance(left.type, Num) and isinstance(right.type, Num):
            return self.unify(left, right, span)
        if left.type != right.type:
            self.report("CL304", f"{left.type} and {right.type} are never the same", span, label=f"{left.type} and {right.type}",
                        fix="compare values of one type")  # fmt: skip
            return None
        if isinstance(left.type, RecordOf | RowOf | ListOf | SetOf):
            self.report(
                "CL304",
                f"values of {left.type} are not compared as a whole",
                span,
                fix="compare a field that identifies them",
            )
            return None
        return left, right

    def _ordered(self, expr: syntax.Comparison, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        date_words = expr.operator in ("is before", "is on or before", "is after", "is on or after")
        if left.type == DATE and right.type == DATE:
            if not date_words:
                self.report(
                    "CL304",
                    "dates are earlier or later, not less or more",
                    expr.span,
                    fix=f"write `{_DATE_WORDS[expr.operator]}`",
                )
            return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), _ORDER[expr.operator], left, right)  # type: ignore[arg-type]
        if isinstance(left.type, CodeOf) and left.type == right.type and not date_words:
            return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), _ORDER[expr.operator], left, right)  # type: ignore[arg-type]
        if isinstance(left.type, Num) and isinstance(right.type, Num) and not date_words:
            unified = self.unify(left, right, expr.span)
            if unified is None:
                return self.wrong(expr.span)
            return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), _ORDER[expr.operator], *unified)  # type: ignore[arg-type]
        self.report("CL304", f"{left.type} and {right.type} have no order here", expr.span, label=f"{left.type} and {right.type}",
                    fix="`is before` and the like are for dates, `is less than` and the like for numbers")  # fmt: skip
        return self.wrong(expr.span)

    def _membership(self, expr: syntax.Comparison, scope: Scope) -> ir.Expr:
        if isinstance(expr.right, syntax.ListLiteral):
            left = self.present(expr.left, scope)
            if isinstance(left.type, ListOf | SetOf):
                return self._list_in_list(left)
            right = self.present(expr.right, scope, ListOf(left.type))
        else:
            right = self.present(expr.right, scope)
            item = right.type.item if isinstance(right.type, ListOf | SetOf) else None
            left = self.present(expr.left, scope, item)
        if isinstance(right.type, Wrong) or isinstance(left.type, Wrong):
            return self.wrong(expr.span)
        if not isinstance(right.type, ListOf | SetOf):
            self.report(
                "CL301",
                f"a list or a set is needed after `{expr.operator}`, and this is {right.type}",
                expr.right.span,
                label=str(right.type),
                fix="write the values in brackets, or use `is`",
            )
            return self.wrong(expr.span)
        left = self.fit(left, right.type.item)
        operator: Literal["in", "not in"] = "in" if expr.operator == "is in" else "not in"
        return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), operator, left, right)

    def _list_in_list(self, left: ir.Expr) -> ir.Expr:
        self.report(
            "CL301",
            f"`{left.text}` is a {left.type}, and `is in` asks about one value",
            left.span,
            label=str(left.type),
            fix=f"search it: `any x in {left.text} where x is in [...]`",
        )
        return self.wrong(left.span)

    def _check_is(self, expr: syntax.Is, scope: Scope, expected: Type | None) -> ir.Expr:
        present = expr.state in ("present", "absent")
        operand = self.infer(expr.operand, scope, None) if present else self.present(expr.operand, scope)
        if isinstance(operand.type, Wrong):
            return self.wrong(expr.span)
        if present and not isinstance(operand.type, Maybe):
            self.report(
                "CL306",
                f"`{operand.text}` is never absent here",
                expr.span,
                label=str(operand.type),
                fix="leave the test out",
                warning=True,
            )
        if expr.state == "empty" and not isinstance(operand.type, ListOf | SetOf) and operand.type != TEXT:
            self.report("CL301", f"only a list, a set or a text can be empty, and this is {operand.type}", expr.span,
                        fix=f"compare it with something: `{operand.text} is ...`")  # fmt: skip
            return self.wrong(expr.span)
        if expr.state in ("denied", "pended") and not isinstance(operand.type, RecordOf):
            self.report("CL301", f"only a record can be {expr.state}, and this is {operand.type}", expr.span,
                        fix="ask it of a line or a claim")  # fmt: skip
            return self.wrong(expr.span)
        return ir.Test(BOOLEAN, expr.span, self.text(expr.span), operand, expr.state, expr.negated)

    def _check_not(self, expr: syntax.Not, scope: Scope, expected: Type | None) -> ir.Expr:
        return ir.NotOf(BOOLEAN, expr.span, self.text(expr.span), self.condition(expr.operand, scope))

    def _check_logical(self, expr: syntax.Logical, scope: Scope, expected: Type | None) -> ir.Expr:
        operands: list[ir.Expr] = []
        for each in expr.operands:
            operand = self.condition(each, scope)
            operands.append(operand)
            scope = scope.knowing(facts(operand, expr.operator == "and"))
        return ir.Both(BOOLEAN, expr.span, self.text(expr.span), expr.operator, tuple(operands))

    def _check_else(self, expr: syntax.Else, scope: Scope, expected: Type | None) -> ir.Expr:
        operand = self.infer(expr.operand, scope, expected)
        if isinstance(operand.type, Wrong):
            return operand
        if not isinstance(operand.type, Maybe):
            self.report(
                "CL306",
                f"`{operand.text}` is never absent here",
                expr.span,
                label=str(operand.type),
                fix="leave the `else` out",
                warning=True,
            )
            return operand
        default = self.infer(expr.default, scope, operand.type.item)
        if isinstance(default.type, Maybe):
            return ir.Default(operand.type, expr.span, self.text(expr.span), operand, self.fit(default, operand.type))
        return ir.Default(
            operand.type.item, expr.span, self.text(expr.span), operand, self.fit(default, operand.type.item)
        )
