"""The ground of the expression checker: texts of spans, findings, conversions, and the dispatch to each construct."""

from __future__ import annotations

from typing import Literal

from claimwright.clause import ir, syntax
from claimwright.clause.ir import Binding
from claimwright.clause.scope import Scope
from claimwright.clause.symbols import Symbols
from claimwright.clause.syntax import Span
from claimwright.clause.types import (
    BOOLEAN,
    INTEGER,
    MONEY,
    WRONG,
    CodeOf,
    ListOf,
    Maybe,
    Num,
    Type,
    Wrong,
    strip,
)
from claimwright.clause.values import write

_LITERAL = (
    syntax.NumberLiteral,
    syntax.CodeLiteral,
    syntax.MoneyLiteral,
    syntax.TextLiteral,
    syntax.DateLiteral,
)


class CheckerBase:
    """What every part of the expression checker uses: findings, conversions, and the way to the other parts."""

    def __init__(self, symbols: Symbols, pack: syntax.Pack) -> None:
        self.symbols, self.pack = symbols, pack
        self._lines = pack.source.split("\n")
        self.calls: set[str] = set()

    def text(self, span: Span) -> str:
        """The source text of a span on one line."""
        if span.line == span.end_line:
            return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self._lines[span.line - 1][span.column - 1 :]
        last = self._lines[span.end_line - 1][: span.end_column - 1]
        parts = [first, *self._lines[span.line : span.end_line - 1], last]
        return " ".join(part.split("--")[0].strip() for part in parts)

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        label: str = "",
        fix: str = "",
        warning: bool = False,
        at: str = "",
    ) -> None:
        """Add a finding about this pack; `at` narrows the span to a name in it."""
        self.symbols.report(code, message, self.pack.path, span, label=label, fix=fix, warning=warning, at=at)

    def wrong(self, span: Span) -> ir.Expr:
        """What stands for an expression that is already reported."""
        return ir.Const(WRONG, span, self.text(span), None)

    def see(self, name: str, span: Span) -> None:
        """Mark a declared name as used here."""
        self.symbols.see(name, self.pack.name, self.pack.path, span)

    def check(self, expr: syntax.Expr, scope: Scope, expected: Type | None = None) -> ir.Expr:
        """The checked form; with `expected` given it has that type, or the mismatch is reported."""
        result = self.infer(expr, scope, expected)
        return result if expected is None else self.fit(result, expected)

    def condition(self, expr: syntax.Expr, scope: Scope) -> ir.Expr:
        """A Boolean, reported with its own message where it is not."""
        result = self.infer(expr, scope, BOOLEAN)
        if result.type == Maybe(BOOLEAN):
            self.absent(result)
            return self.wrong(expr.span)
        if result.type not in (BOOLEAN, WRONG):
            self.report("CL305", f"a condition is needed here, and this is {result.type}", expr.span, label=str(result.type),
                        fix=_as_condition(result))  # fmt: skip
            return self.wrong(expr.span)
        return result

    def fit(self, expr: ir.Expr, expected: Type) -> ir.Expr:
        """The expression converted to the expected type, where that loses nothing."""
        have, want = expr.type, expected
        if isinstance(have, Wrong) or isinstance(strip(want), Wrong) or have == want:
            return expr
        if isinstance(want, Maybe):
            return expr if strip(have) == want.item else self.fit(expr, want.item)
        if isinstance(have, Maybe):
            self.absent(expr)
            return self.wrong(expr.span)
        if isinstance(have, Num) and isinstance(want, Num) and have.is_money == want.is_money:
            return self._rescale(expr, have, want)
        if isinstance(have, ListOf) and isinstance(have.item, Wrong):
            return expr
        self.report(
            "CL301",
            f"{want} is needed here, and this is {have}",
            expr.span,
            label=str(have),
            fix=_conversion(expr, want),
        )
        return self.wrong(expr.span)

    def _rescale(self, expr: ir.Expr, have: Num, want: Num) -> ir.Expr:
        if have.scale > want.scale:
            self.report("CL303", f"{want} has {want.scale} decimals and this has {have.scale}: the rounding is not stated", expr.span,
                        label=str(have), fix=f"write `{rounded(expr.text, want)}`, or another rounding")  # fmt: skip
            return self.wrong(expr.span)
        return self.scaled(expr, want)

    def scaled(self, expr: ir.Expr, want: Num) -> ir.Expr:
        """The number with more decimals; a constant is scaled at once."""
        assert isinstance(expr.type, Num)
        factor = 10 ** (want.scale - expr.type.scale)
        if isinstance(expr, ir.Const):
            return ir.Const(want, expr.span, expr.text, expr.value * factor)
        return ir.Scaled(want, expr.span, expr.text, expr, factor) if factor > 1 else expr

    def absent(self, expr: ir.Expr) -> None:
        self.report("CL302", f"`{expr.text}` may be absent", expr.span, label=str(expr.type),
                    fix=f"ask `{expr.text} is present` first, or give a default: `{expr.text} else ...`")  # fmt: skip

    def present(self, expr: syntax.Expr, scope: Scope, expected: Type | None = None) -> ir.Expr:
        """A checked operand that must not be absent."""
        result = self.infer(expr, scope, expected)
        if isinstance(result.type, Maybe):
            self.absent(result)
            return self.wrong(expr.span)
        return result

    def infer(self, expr: syntax.Expr, scope: Scope, expected: Type | None) -> ir.Expr:
        method = getattr(self, f"_check_{type(expr).__name__.lower()}")
        return method(expr, scope, strip(expected) if expected is not None else None)

    def not_number(self, expr: ir.Expr) -> ir.Expr:
        if not isinstance(expr.type, Wrong):
            self.report("CL301", f"a number is needed here, and this is {expr.type}", expr.span, label=str(expr.type),
                        fix="name a number, or a field that is one")  # fmt: skip
        return self.wrong(expr.span)

    def unify(self, left: ir.Expr, right: ir.Expr, span: Span) -> tuple[ir.Expr, ir.Expr] | None:
        """Both at the larger scale; money meets only money."""
        a, b = left.type, right.type
        assert isinstance(a, Num) and isinstance(b, Num)
        if a.is_money != b.is_money:
            other = right if a.is_money else left
            self.report(
                "CL311",
                "money and a plain number do not mix",
                span,
                label=f"{a} and {b}",
                fix=_as_money(other),
            )
            return None
        scale = max(a.scale, b.scale)
        same = a.kind if a.kind == b.kind else "number" if not a.is_money else "money"
        kind = Num(same if a.kind == b.kind or scale else "integer", scale)
        return self.scaled(left, kind), self.scaled(right, kind)

    def pair(self, expr: syntax.Comparison | syntax.Extreme, scope: Scope) -> tuple[ir.Expr, ir.Expr]:
        """Both operands; the one that can tell its type is checked first and says what the other must be."""
        if isinstance(expr.left, _LITERAL) or (
            isinstance(expr.left, syntax.Name) and expr.left.name not in scope.names
        ):
            right = self.present(expr.right, scope)
            return self.present(expr.left, scope, right.type), right
        left = self.present(expr.left, scope)
        return left, self.present(expr.right, scope, left.type)

    def bind(
        self,
        name: str,
        kind: Type,
        role: Literal["parameter", "let", "find", "choose", "for", "search"],
        span: Span,
        scope: Scope,
    ) -> Binding:
        """A new name; one that hides another is reported."""
        if name in scope.names:
            self.report(
                "CL208",
                f"`{name}` already has a meaning here",
                span,
                label="the same name again",
                fix="choose another name",
                at=name,
            )
        elif name in self.symbols.home:
            self.report(
                "CL208",
                f"`{name}` is declared by a pack",
                span,
                label="the same name again",
                fix="choose another name",
                at=name,
            )
        return Binding(name, kind, role, span)


def rounded(text: str, target: Num) -> str:
    """How an expression is written with a rounding; long ones are left out."""
    shown = text if len(text) <= 40 else "..."
    places = "the cent" if target == MONEY else f"{target.scale} decimals"
    return f"{shown} rounded half up to {places}"


def _conversion(expr: ir.Expr, want: Type) -> str:
    have = strip(expr.type)
    if isinstance(want, Num) and want.is_money and isinstance(have, Num):
        return _as_money(expr)
    if isinstance(want, CodeOf) and isinstance(have, CodeOf):
        return f"these are codes of two systems, {have} and {want}"
    return f"give a value of type {want}"


def _as_money(expr: ir.Expr) -> str:
    if isinstance(expr, ir.Const) and expr.type == INTEGER:
        return f"write money with a dollar sign: {write(expr.value * 100, 'money')}"
    return f"if dollars are meant, write `$1.00 * {expr.text}`"


def _as_condition(expr: ir.Expr) -> str:
    if isinstance(expr.type, Maybe):
        return f"compare it with something, or ask `{expr.text} is present`"
    return "compare it with something: `... is ...`"
