"""The checker for searches of lists and the built-in functions."""

from __future__ import annotations

from claimwright.clause import ir, syntax
from claimwright.clause.check_base import CheckerBase
from claimwright.clause.scope import Scope, facts
from claimwright.clause.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    ListOf,
    Maybe,
    Num,
    Type,
    Wrong,
)


class SearchChecks(CheckerBase):
    """Quantifiers, the lesser and the greater, and distances between dates."""

    def _check_extreme(self, expr: syntax.Extreme, scope: Scope, expected: Type | None) -> ir.Expr:
        left, right = self.pair(expr, scope)
        if left.type == DATE and right.type == DATE:
            return ir.Pick(DATE, expr.span, self.text(expr.span), expr.which, left, right)
        if not isinstance(left.type, Num) or not isinstance(right.type, Num):
            return self.not_number(right if isinstance(left.type, Num) else left)
        unified = self.unify(left, right, expr.span)
        if unified is None:
            return self.wrong(expr.span)
        return ir.Pick(unified[0].type, expr.span, self.text(expr.span), expr.which, *unified)

    def _check_between(self, expr: syntax.Between, scope: Scope, expected: Type | None) -> ir.Expr:
        start, end = self.check(expr.start, scope, DATE), self.check(expr.end, scope, DATE)
        return ir.Distance(INTEGER, expr.span, self.text(expr.span), expr.unit, start, end)

    def _check_quantifier(self, expr: syntax.Quantifier, scope: Scope, expected: Type | None) -> ir.Expr:
        source = self.present(expr.source, scope)
        if not isinstance(source.type, ListOf):
            if not isinstance(source.type, Wrong):
                self.report(
                    "CL301",
                    f"a list is needed after `in`, and this is {source.type}",
                    expr.source.span,
                    label=str(source.type),
                    fix="name a field that is a list",
                )
            return self.wrong(expr.span)
        binding = self.bind(expr.variable, source.type.item, "search", expr.span, scope)
        inner = scope.bind(binding)
        condition = self.condition(expr.condition, inner) if expr.condition is not None else None
        if condition is not None:
            inner = inner.knowing(facts(condition, True))
        summand = self.present(expr.summand, inner) if expr.summand is not None else None
        if summand is not None and not isinstance(summand.type, Num):
            return self.not_number(summand)
        kind = self._search_type(expr.kind, source.type, summand)
        return ir.Search(kind, expr.span, self.text(expr.span), expr.kind, binding, source, condition, summand)

    def _search_type(self, kind: str, source: ListOf, summand: ir.Expr | None) -> Type:
        if summand is not None:
            return summand.type
        return {"first": Maybe(source.item), "all": source, "count": INTEGER}.get(kind, BOOLEAN)
