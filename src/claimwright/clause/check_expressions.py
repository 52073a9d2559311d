"""The checker for expressions: resolves names, finds types, writes every conversion out, and reports what is wrong."""

from __future__ import annotations

from typing import Literal

from claimwright.clause import ir, syntax
from claimwright.clause.diagnostics import closest
from claimwright.clause.ir import Binding
from claimwright.clause.scope import Scope, facts, path_key
from claimwright.clause.symbols import Symbols
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
    EnumOf,
    ListOf,
    Maybe,
    Num,
    RecordOf,
    RowOf,
    SetOf,
    Type,
    Wrong,
    strip,
)
from claimwright.clause.values import CodeSet

_ORDER = {
    "is less than": "<", "is at most": "<=", "is more than": ">", "is at least": ">=",
    "is before": "<", "is on or before": "<=", "is after": ">", "is on or after": ">=",
}  # fmt: skip
_DATE_WORDS = {
    "is less than": "is before", "is at most": "is on or before", "is more than": "is after", "is at least": "is on or after",
}  # fmt: skip
_LITERAL = (
    syntax.NumberLiteral,
    syntax.CodeLiteral,
    syntax.MoneyLiteral,
    syntax.TextLiteral,
    syntax.DateLiteral,
)


class ExpressionChecker:
    """Checks the expressions of one pack. `check(expr, scope, expected)` yields the checked form, always."""

    def __init__(self, symbols: Symbols, pack: syntax.Pack) -> None:
        self.symbols, self.pack = symbols, pack
        self._lines = pack.source.split("\n")
        self.calls: set[str] = set()

    # --- helpers ---

    def text(self, span: Span) -> str:
        """The source text of a span on one line."""
        if span.line == span.end_line:
            return self._lines[span.line - 1][span.column - 1 : span.end_column - 1]
        first = self._lines[span.line - 1][span.column - 1 :]
        last = self._lines[span.end_line - 1][: span.end_column - 1]
        parts = [first, *self._lines[span.line : span.end_line - 1], last]
        return " ".join(part.split("--")[0].strip() for part in parts)

    def report(
        self, code: str, message: str, span: Span, *, label: str = "", fix: str = "", warning: bool = False
    ) -> None:
        """Add a finding about this pack."""
        self.symbols.report(code, message, self.pack.path, span, label=label, fix=fix, warning=warning)

    def wrong(self, span: Span) -> ir.Expr:
        """What stands for an expression that is already reported."""
        return ir.Const(WRONG, span, self.text(span), None)

    def see(self, name: str, span: Span) -> None:
        """Mark a declared name as used here."""
        self.symbols.see(name, self.pack.name, self.pack.path, span)

    # --- entry ---

    def check(self, expr: syntax.Expr, scope: Scope, expected: Type | None = None) -> ir.Expr:
        """The checked form; with `expected` given it has that type, or the mismatch is reported."""
        result = self._infer(expr, scope, expected)
        return result if expected is None else self.fit(result, expected)

    def condition(self, expr: syntax.Expr, scope: Scope) -> ir.Expr:
        """A Boolean, reported with its own message where it is not."""
        result = self._infer(expr, scope, BOOLEAN)
        if isinstance(result.type, Maybe):
            self._absent(result)
        elif result.type not in (BOOLEAN, WRONG):
            self.report("CL305", f"a condition is needed here, and this is {result.type}", expr.span, label=str(result.type),
                        fix="compare it with something: `... is ...`")  # fmt: skip
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
            self._absent(expr)
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
            fix=_conversion(have, want),
        )
        return self.wrong(expr.span)

    def _rescale(self, expr: ir.Expr, have: Num, want: Num) -> ir.Expr:
        if have.scale > want.scale:
            target = "the cent" if want.is_money else f"{want.scale} decimals"
            self.report("CL303", f"{want} has {want.scale} decimals and this has {have.scale}: the rounding is not stated", expr.span,
                        label=str(have), fix=f"write `(...) rounded half up to {target}`, or another rounding")  # fmt: skip
            return self.wrong(expr.span)
        return self.scaled(expr, want)

    def scaled(self, expr: ir.Expr, want: Num) -> ir.Expr:
        """The number with more decimals; a constant is scaled at once."""
        assert isinstance(expr.type, Num)
        factor = 10 ** (want.scale - expr.type.scale)
        if isinstance(expr, ir.Const):
            return ir.Const(want, expr.span, expr.text, expr.value * factor)
        return ir.Scaled(want, expr.span, expr.text, expr, factor) if factor > 1 else expr

    def _absent(self, expr: ir.Expr) -> None:
        self.report("CL302", f"`{expr.text}` may be absent", expr.span, label=str(expr.type),
                    fix=f"ask `{expr.text} is present` first, or give a default: `{expr.text} else ...`")  # fmt: skip

    def present(self, expr: syntax.Expr, scope: Scope, expected: Type | None = None) -> ir.Expr:
        """A checked operand that must not be absent."""
        result = self._infer(expr, scope, expected)
        if isinstance(result.type, Maybe):
            self._absent(result)
            return self.wrong(expr.span)
        return result

    # --- dispatch ---

    def _infer(self, expr: syntax.Expr, scope: Scope, expected: Type | None) -> ir.Expr:
        method = getattr(self, f"_check_{type(expr).__name__.lower()}")
        return method(expr, scope, strip(expected) if expected is not None else None)

    # --- literals ---

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

    # --- names and paths ---

    def _check_name(self, expr: syntax.Name, scope: Scope, expected: Type | None) -> ir.Expr:
        binding = scope.names.get(expr.name)
        if binding is not None:
            binding.used = True
            return self._narrowed(ir.Var(binding.type, expr.span, expr.name, binding), scope)
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

    def _narrowed(self, expr: ir.Expr, scope: Scope) -> ir.Expr:
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
                self.report("CL301", f"{of.type} has no fields", expr.span, label=str(of.type))
                return self.wrong(expr.span)
        if expr.name not in fields:
            near = closest(expr.name, fields)
            fix = f"did you mean `{near}`?" if near else f"it has {', '.join(fields)}"
            self.report("CL201", f"{owner} has no field `{expr.name}`", expr.span, label="unknown field", fix=fix)
            return self.wrong(expr.span)
        return self._narrowed(ir.Get(fields[expr.name].type, expr.span, self.text(expr.span), of, expr.name), scope)

    def _check_resultof(self, expr: syntax.ResultOf, scope: Scope, expected: Type | None) -> ir.Expr:
        subject = self.present(expr.subject, scope)
        info = self.symbols.results.get(expr.result)
        if info is None:
            self.symbols.unknown("result", expr.result, self.symbols.results, self.pack.path, expr.span)
            return self.wrong(expr.span)
        self.see(expr.result, expr.span)
        self.symbols.read.add(expr.result)
        if subject.type not in (RecordOf(info.subject), WRONG):
            self.report(
                "CL301",
                f"`{expr.result}` is a result of {info.subject}, and this is {subject.type}",
                expr.subject.span,
                label=str(subject.type),
            )
            return self.wrong(expr.span)
        kind = info.type if info.starts else Maybe(strip(info.type))
        return self._narrowed(
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

    # --- arithmetic ---

    def _check_negate(self, expr: syntax.Negate, scope: Scope, expected: Type | None) -> ir.Expr:
        operand = self.present(expr.operand, scope)
        if not isinstance(operand.type, Num):
            return self._not_number(operand)
        zero = ir.Const(operand.type, expr.span, "0", 0)
        if isinstance(operand, ir.Const):
            return ir.Const(operand.type, expr.span, self.text(expr.span), -operand.value)
        return ir.Binary(operand.type, expr.span, self.text(expr.span), "-", zero, operand)

    def _not_number(self, expr: ir.Expr) -> ir.Expr:
        if not isinstance(expr.type, Wrong):
            self.report("CL301", f"a number is needed here, and this is {expr.type}", expr.span, label=str(expr.type))
        return self.wrong(expr.span)

    def _check_arithmetic(self, expr: syntax.Arithmetic, scope: Scope, expected: Type | None) -> ir.Expr:
        if expr.operator == "/":
            self.report(
                "CL308",
                "a division must say how it is rounded",
                expr.span,
                fix="write `a / b rounded half up to the cent`, with the division last",
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
            return self._not_number(right if isinstance(left.type, Num) else left)
        if expr.operator == "*":
            return self._product(expr, left, right)
        return self._sum(expr, left, right)

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
        unified = self._unify(left, right, expr.span)
        if unified is None:
            return self.wrong(expr.span)
        left, right = unified
        operator: Literal["+", "-"] = "+" if expr.operator == "+" else "-"
        return ir.Binary(left.type, expr.span, self.text(expr.span), operator, left, right)

    def _unify(self, left: ir.Expr, right: ir.Expr, span: Span) -> tuple[ir.Expr, ir.Expr] | None:
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
                fix=f"write `{other.text}` as money, such as $0.00",
            )
            return None
        scale = max(a.scale, b.scale)
        same = a.kind if a.kind == b.kind else "number" if not a.is_money else "money"
        kind = Num(same if a.kind == b.kind or scale else "integer", scale)
        return self.scaled(left, kind), self.scaled(right, kind)

    def _check_rounded(self, expr: syntax.Rounded, scope: Scope, expected: Type | None) -> ir.Expr:
        operand = expr.operand
        if isinstance(operand, syntax.Arithmetic) and operand.operator == "/":
            return self._quotient(expr, operand, scope)
        value = self.present(operand, scope)
        if not isinstance(value.type, Num):
            return self._not_number(value)
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
            return self._not_number(right if isinstance(left.type, Num) else left)
        if right.type.is_money and not left.type.is_money:
            self.report(
                "CL311",
                "a plain number cannot be divided by money",
                expr.span,
                fix="divide money by money, or money by a number",
            )
            return self.wrong(expr.span)
        if isinstance(right, ir.Const) and right.value == 0:
            self.report("CL309", "division by zero", right.span, label="this is zero")
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

    # --- comparisons and logic ---

    def _check_comparison(self, expr: syntax.Comparison, scope: Scope, expected: Type | None) -> ir.Expr:
        if expr.operator in ("is in", "is not in"):
            return self._membership(expr, scope)
        left, right = self._pair(expr, scope)
        if isinstance(left.type, Wrong) or isinstance(right.type, Wrong):
            return self.wrong(expr.span)
        text = self.text(expr.span)
        if expr.operator in ("is", "is not"):
            matched = self._match(left, right, expr.span)
            if matched is None:
                return self.wrong(expr.span)
            return ir.Compare(BOOLEAN, expr.span, text, "==" if expr.operator == "is" else "!=", *matched)
        return self._ordered(expr, left, right)

    def _pair(self, expr: syntax.Comparison | syntax.Extreme, scope: Scope) -> tuple[ir.Expr, ir.Expr]:
        """Both operands; the one that can tell its type is checked first and says what the other must be."""
        if isinstance(expr.left, _LITERAL) or (
            isinstance(expr.left, syntax.Name) and expr.left.name not in scope.names
        ):
            right = self.present(expr.right, scope)
            return self.present(expr.left, scope, right.type), right
        left = self.present(expr.left, scope)
        return left, self.present(expr.right, scope, left.type)

    def _match(self, left: ir.Expr, right: ir.Expr, span: Span) -> tuple[ir.Expr, ir.Expr] | None:
        if isinstance(left.type, Num) and isinstance(right.type, Num):
            return self._unify(left, right, span)
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
            unified = self._unify(left, right, expr.span)
            if unified is None:
                return self.wrong(expr.span)
            return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), _ORDER[expr.operator], *unified)  # type: ignore[arg-type]
        self.report("CL304", f"{left.type} and {right.type} have no order here", expr.span, label=f"{left.type} and {right.type}",
                    fix="`is before` and the like are for dates, `is less than` and the like for numbers")  # fmt: skip
        return self.wrong(expr.span)

    def _membership(self, expr: syntax.Comparison, scope: Scope) -> ir.Expr:
        if isinstance(expr.right, syntax.ListLiteral):
            left = self.present(expr.left, scope)
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
            )
            return self.wrong(expr.span)
        left = self.fit(left, right.type.item)
        operator: Literal["in", "not in"] = "in" if expr.operator == "is in" else "not in"
        return ir.Compare(BOOLEAN, expr.span, self.text(expr.span), operator, left, right)

    def _check_is(self, expr: syntax.Is, scope: Scope, expected: Type | None) -> ir.Expr:
        present = expr.state in ("present", "absent")
        operand = self._infer(expr.operand, scope, None) if present else self.present(expr.operand, scope)
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
            self.report("CL301", f"only a list, a set or a text can be empty, and this is {operand.type}", expr.span)
            return self.wrong(expr.span)
        if expr.state in ("denied", "pended") and not isinstance(operand.type, RecordOf):
            self.report("CL301", f"only a record can be {expr.state}, and this is {operand.type}", expr.span)
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
        operand = self._infer(expr.operand, scope, expected)
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
        default = self._infer(expr.default, scope, operand.type.item)
        if isinstance(default.type, Maybe):
            return ir.Default(operand.type, expr.span, self.text(expr.span), operand, self.fit(default, operand.type))
        return ir.Default(
            operand.type.item, expr.span, self.text(expr.span), operand, self.fit(default, operand.type.item)
        )

    # --- built-in functions ---

    def _check_extreme(self, expr: syntax.Extreme, scope: Scope, expected: Type | None) -> ir.Expr:
        left, right = self._pair(expr, scope)
        if left.type == DATE and right.type == DATE:
            return ir.Pick(DATE, expr.span, self.text(expr.span), expr.which, left, right)
        if not isinstance(left.type, Num) or not isinstance(right.type, Num):
            return self._not_number(right if isinstance(left.type, Num) else left)
        unified = self._unify(left, right, expr.span)
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
                )
            return self.wrong(expr.span)
        binding = self.bind(expr.variable, source.type.item, "search", expr.span, scope)
        inner = scope.bind(binding)
        condition = self.condition(expr.condition, inner) if expr.condition is not None else None
        if condition is not None:
            inner = inner.knowing(facts(condition, True))
        summand = self.present(expr.summand, inner) if expr.summand is not None else None
        if summand is not None and not isinstance(summand.type, Num):
            return self._not_number(summand)
        kind = self._search_type(expr.kind, source.type, summand)
        return ir.Search(kind, expr.span, self.text(expr.span), expr.kind, binding, source, condition, summand)

    def _search_type(self, kind: str, source: ListOf, summand: ir.Expr | None) -> Type:
        if summand is not None:
            return summand.type
        return {"first": Maybe(source.item), "all": source, "count": INTEGER}.get(kind, BOOLEAN)

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
            )
        elif name in self.symbols.home:
            self.report(
                "CL208",
                f"`{name}` is declared by a pack",
                span,
                label="the same name again",
                fix="choose another name",
            )
        return Binding(name, kind, role, span)


def _conversion(have: Type, want: Type) -> str:
    if isinstance(want, Num) and want.is_money and isinstance(have, Num):
        return "write money with a dollar sign: $40.00"
    if isinstance(want, CodeOf) and isinstance(have, CodeOf):
        return f"these are codes of two systems, {have} and {want}"
    return f"give a value of type {want}"
