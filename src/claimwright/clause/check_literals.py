"""The checker for literals, texts with values, lists and sets of codes."""

from __future__ import annotations

from claimwright.clause import ir, syntax
from claimwright.clause.check_base import CheckerBase
from claimwright.clause.scope import Scope
from claimwright.clause.syntax import Span
from claimwright.clause.types import (
    BOOLEAN,
    DATE,
    INTEGER,
    MONEY_SCALE,
    PERIOD,
    RATE_SCALE,
    TEXT,
    WRONG,
    CodeOf,
    ListOf,
    Num,
    RecordOf,
    RowOf,
    SetOf,
    Type,
)
from claimwright.clause.values import CodeSet


class LiteralChecks(CheckerBase):
    """Literals: a code takes its system from where it stands."""

    def _check_moneyliteral(self, expr: syntax.MoneyLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        return ir.Const(Num("money", MONEY_SCALE), expr.span, self.text(expr.span), expr.cents)

    def _check_rateliteral(self, expr: syntax.RateLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        if expr.scale <= RATE_SCALE:
            return ir.Const(
                Num("rate", RATE_SCALE), expr.span, expr.text, expr.digits * 10 ** (RATE_SCALE - expr.scale)
            )
        return ir.Const(Num("number", expr.scale), expr.span, expr.text, expr.digits)

    def _check_numberliteral(self, expr: syntax.NumberLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        if isinstance(expected, CodeOf):
            return ir.Const(expected, expr.span, expr.text, expr.text)
        kind = Num("number", expr.scale) if expr.scale else INTEGER
        return ir.Const(kind, expr.span, expr.text, expr.digits)

    def _check_codeliteral(self, expr: syntax.CodeLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        if isinstance(expected, CodeOf) or (expected is not None and expected == TEXT):
            return ir.Const(expected, expr.span, expr.code, expr.code.replace(".", ""))
        wanted = f"{expected} is needed here" if expected else "nothing here says which code system it belongs to"
        self.report(
            "CL301",
            f"`{expr.code}` is a code, and {wanted}",
            expr.span,
            label="a code",
            fix="compare it with a code, or write a text in quotes",
        )
        return self.wrong(expr.span)

    def _check_reasonliteral(self, expr: syntax.ReasonLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        self.report(
            "CL301",
            "a reason code stands only after `deny` or `reduce`",
            expr.span,
            fix="compare the parts of it as texts",
        )
        return self.wrong(expr.span)

    def _check_dateliteral(self, expr: syntax.DateLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        return ir.Const(DATE, expr.span, self.text(expr.span), expr.value)

    def _check_periodliteral(self, expr: syntax.PeriodLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        return ir.Const(PERIOD, expr.span, self.text(expr.span), (expr.count, expr.unit))

    def _check_booleanliteral(self, expr: syntax.BooleanLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        return ir.Const(BOOLEAN, expr.span, self.text(expr.span), expr.value)

    def _check_textliteral(self, expr: syntax.TextLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        if all(isinstance(part, str) for part in expr.parts):
            value = "".join(part for part in expr.parts if isinstance(part, str))
            if isinstance(expected, CodeOf):
                return ir.Const(expected, expr.span, self.text(expr.span), value.replace(".", ""))
            return ir.Const(TEXT, expr.span, self.text(expr.span), value)
        return self.sentence(expr, scope)

    def sentence(self, expr: syntax.TextLiteral, scope: Scope) -> ir.Sentence:
        """A text with values; every value must be present and have a written form."""
        parts: list[str | ir.Expr] = []
        for part in expr.parts:
            if isinstance(part, str):
                parts.append(part)
                continue
            value = self.present(part, scope)
            if isinstance(value.type, RecordOf | RowOf):
                self.report("CL301", f"{value.type} has no written form", part.span, fix="name one of its fields")
                value = self.wrong(part.span)
            parts.append(value)
        return ir.Sentence(TEXT, expr.span, self.text(expr.span), tuple(parts))

    def _check_listliteral(self, expr: syntax.ListLiteral, scope: Scope, expected: Type | None) -> ir.Expr:
        item_type = expected.item if isinstance(expected, ListOf | SetOf) else None
        ranges = [item for item in expr.items if isinstance(item, syntax.CodeRange)]
        if ranges or isinstance(expected, SetOf):
            return self.code_set(expr.items, expr.span, item_type if isinstance(item_type, CodeOf) else None, scope)
        items = [self.check(item, scope, item_type) for item in expr.items]
        kind = item_type or (items[0].type if items else WRONG)
        items = [self.fit(item, kind) for item in items]
        text = self.text(expr.span)
        if all(isinstance(item, ir.Const) for item in items):
            return ir.Const(
                ListOf(kind),
                expr.span,
                text,
                tuple(item.value for item in items if isinstance(item, ir.Const)),
            )
        return ir.ListOfValues(ListOf(kind), expr.span, text, tuple(items))

    def code_set(self, items: tuple[syntax.Expr, ...], span: Span, system: CodeOf | None, scope: Scope) -> ir.Expr:
        """A set of codes and ranges of one system."""
        if system is None:
            self.report(
                "CL301",
                "nothing here says which code system these codes belong to",
                span,
                fix="compare a code with them: `... is in [...]`",
            )
            return self.wrong(span)
        ranges = [
            (item.first.replace(".", ""), item.last.replace(".", ""))
            for item in items
            if isinstance(item, syntax.CodeRange)
        ]
        for item in items:
            if isinstance(item, syntax.CodeRange) and (item.first > item.last or len(item.first) != len(item.last)):
                self.report(
                    "CL310",
                    f"`{item.first} to {item.last}` is no range",
                    item.span,
                    fix="write the lower code first; both need the same length",
                )
        codes = [self.check(item, scope, system) for item in items if not isinstance(item, syntax.CodeRange)]
        values = [code.value for code in codes if isinstance(code, ir.Const)]
        return ir.Const(SetOf(system), span, self.text(span), CodeSet(values, ranges))

    def _check_coderange(self, expr: syntax.CodeRange, scope: Scope, expected: Type | None) -> ir.Expr:
        self.report(
            "CL310",
            "a range of codes stands only inside a list",
            expr.span,
            fix=f"write `is in [{expr.first} to {expr.last}]`",
        )
        return self.wrong(expr.span)
