"""The checker for arithmetic: scales aligned and added, and rounding stated."""

from __future__ import annotations

from typing import Literal

from claimwright.clause import ir, syntax
from claimwright.clause.check_base import CheckerBase, rounded
from claimwright.clause.scope import Scope
from claimwright.clause.types import (
    DATE,
    INTEGER,
    MONEY,
    MONEY_SCALE,
    PERIOD,
    Num,
    Type,
)


class ArithmeticChecks(CheckerBase):
    """Sums, products, quotients and rounding of exact numbers."""

    def _check_negate(self, expr: syntax.Negate, scope: Scope, expected: Type | None) -> ir.Expr:
        operand = self.present(expr.operand, scope)
        if not isinstance(operand.type, Num):
            return self.not_number(operand)
        zero = ir.Const(operand.type, expr.span, "0", 0)
        if isinstance(operand, ir.Const):
            return ir.Const(operand.type, expr.span, self.text(expr.span), -operand.value)
        return ir.Binary(operand.type, expr.span, self.text(expr.span), "-", zero, operand)

    def _check_arithmetic(self, expr: syntax.Arithmetic, scope: Scope, expected: Type | None) -> ir.Expr:
        if expr.operator == "/":
            self.report(
                "CL308",
                "a division must say how it is rounded",
                expr.span,
                fix=self._division_fix(expr, scope),
            )
            return self.wrong(expr.span)
        left, right = self.present(expr.left, scope), self.present(expr.right, scope)
        if left.type == DATE and right.type == PERIOD and expr.operator in "+-":
            return ir.Binary(
                DATE,
                expr.span,
                self.text(expr.span),
                "date+" if expr.operator == "+" else "date-",
                left,
                right,
            )
        if not isinstance(left.type, Num) or not isinstance(right.type, Num):
            return self.not_number(right if isinstance(left.type, Num) else left)
        if expr.operator == "*":
            return self._product(expr, left, right)
        return self._sum(expr, left, right)

    def _division_fix(self, expr: syntax.Arithmetic, scope: Scope) -> str:
        target = MONEY if self.present(expr.left, scope).type == MONEY else Num("number", 2)
        return f"write `{rounded(self.text(expr.span), target)}`; multiply before dividing, or name the quotient with `let`"

    def _product(self, expr: syntax.Arithmetic, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        assert isinstance(left.type, Num) and isinstance(right.type, Num)
        if left.type.is_money and right.type.is_money:
            self.report(
                "CL311",
                "money times money has no meaning",
                expr.span,
                fix="multiply money by a rate or a quantity",
            )
            return self.wrong(expr.span)
        scale = left.type.scale + right.type.scale
        kind = "money" if left.type.is_money or right.type.is_money else "integer" if scale == 0 else "number"
        return ir.Binary(Num(kind, scale), expr.span, self.text(expr.span), "*", left, right)

    def _sum(self, expr: syntax.Arithmetic, left: ir.Expr, right: ir.Expr) -> ir.Expr:
        assert isinstance(left.type, Num) and isinstance(right.type, Num)
        unified = self.unify(left, right, expr.span)
        if unified is None:
            return self.wrong(expr.span)
        left, right = unified
        operator: Literal["+", "-"] = "+" if expr.operator == "+" else "-"
        return ir.Binary(left.type, expr.span, self.text(expr.span), operator, left, right)

    def _check_rounded(self, expr: syntax.Rounded, scope: Scope, expected: Type | None) -> ir.Expr:
        operand = expr.operand
        if isinstance(operand, syntax.Arithmetic) and operand.operator == "/":
            return self._quotient(expr, operand, scope)
        value = self.present(operand, scope)
        if not isinstance(value.type, Num):
            return self.not_number(value)
        target = self._target(expr, value.type.is_money)
        if target is None:
            return self.wrong(expr.span)
        if value.type.scale <= target.scale:
            return self.scaled(value, target)
        factor = 10 ** (value.type.scale - target.scale)
        return ir.RoundTo(target, expr.span, self.text(expr.span), value, expr.mode, factor, None)

    def _target(self, expr: syntax.Rounded, money: bool) -> Num | None:
        if expr.decimals is None:
            if not money:
                self.report("CL307", "only money is rounded to the cent", expr.span, fix="write `to N decimals`")
                return None
            return Num("money", MONEY_SCALE)
        if money:
            return Num("money", expr.decimals)
        return Num("number", expr.decimals) if expr.decimals else INTEGER

    def _quotient(self, expr: syntax.Rounded, division: syntax.Arithmetic, scope: Scope) -> ir.Expr:
        left, right = self.present(division.left, scope), self.present(division.right, scope)
        if not isinstance(left.type, Num) or not isinstance(right.type, Num):
            return self.not_number(right if isinstance(left.type, Num) else left)
        if right.type.is_money and not left.type.is_money:
            self.report(
                "CL311",
                "a plain number cannot be divided by money",
                expr.span,
                fix="divide money by money, or money by a number",
            )
            return self.wrong(expr.span)
        if isinstance(right, ir.Const) and right.value == 0:
            self.report("CL309", "division by zero", right.span, label="this is zero", fix="divide by something else")
            return self.wrong(expr.span)
        target = self._target(expr, left.type.is_money and not right.type.is_money)
        if target is None:
            return self.wrong(expr.span)
        exponent = target.scale + right.type.scale - left.type.scale
        if exponent > 0:
            left = ir.Scaled(left.type, left.span, left.text, left, 10**exponent)
        elif exponent < 0:
            right = ir.Scaled(right.type, right.span, right.text, right, 10**-exponent)
        return ir.RoundTo(target, expr.span, self.text(expr.span), left, expr.mode, 1, right)
