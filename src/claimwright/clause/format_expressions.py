"""Printing of expressions and types, with parentheses only where they are needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from claimwright.clause import syntax
from claimwright.clause.format_layout import Chain, Doc, flat, row
from claimwright.clause.syntax import Expr, TypeExpr

OR, AND, NOT, COMPARISON, ELSE, ROUNDED, ADDITIVE, MULTIPLICATIVE, UNARY, PRIMARY = range(10)
"""How tightly a form binds."""

_CLOSED = 10
_AFTER_IS = frozenset({
    "not", "present", "absent", "empty", "denied", "pended", "less", "more", "at", "on", "before", "after", "in",
    "greater", "bigger", "smaller", "fewer", "later", "earlier", "equal", "one", "any", "null",
})  # fmt: skip
"""Words that mean something behind `is`, so that a value which begins with one stands in parentheses."""


class _Printed(NamedTuple):
    """A form in print. `tail`: operators that bind so or tighter would be read as a part of its end."""

    doc: Doc
    level: int = PRIMARY
    tail: int = _CLOSED
    takes_where: bool = False


def format_expression(expr: Expr, level: int = OR) -> Doc:
    """The expression where forms that bind as `level` or tighter are expected."""
    return _operand(expr, level).doc


def format_source(expr: Expr) -> Doc:
    """A list to search: `where` behind it is not a part of it."""
    printed = _operand(expr, ADDITIVE)
    return _parenthesised(printed).doc if printed.takes_where or printed.tail == OR else printed.doc


def format_key_value(expr: Expr) -> Doc:
    """A value in a `find`: `and` behind it is not a part of it."""
    return _operand(expr, ELSE, follow=AND).doc


def format_text(text: syntax.TextLiteral) -> str:
    """A text with its values in braces; it stays on one line."""
    parts = [escape(p) if isinstance(p, str) else "{" + flat(format_expression(p)) + "}" for p in text.parts]
    return f'"{"".join(parts)}"'


def quote(text: str) -> str:
    """A plain text in quotes."""
    return f'"{escape(text)}"'


def escape(text: str) -> str:
    """The text as it stands between quotes."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("{", "{{").replace("}", "}}")


def _print(expr: Expr) -> _Printed:
    return _PRINTERS[type(expr)](expr)


def _operand(expr: Expr, level: int, *, follow: int | None = None) -> _Printed:
    """An operand; `follow`: how tightly the operator behind it binds, None where nothing follows."""
    printed = _print(expr)
    if printed.level < level or (follow is not None and follow >= printed.tail):
        return _parenthesised(printed)
    return printed


def _parenthesised(printed: _Printed) -> _Printed:
    return _Printed(Chain((printed.doc,), opening="(", closing=")"))


# --- operators ---------------------------------------------------------------------------------------------------


def _logical(expr: syntax.Logical) -> _Printed:
    level = OR if expr.operator == "or" else AND
    *front, last = expr.operands
    printed = [_member(each, level + 1, follow=level) for each in front] + [_member(last, level + 1)]
    doc = Chain(tuple(each.doc for each in printed), f" {expr.operator}")
    return _Printed(doc, level, min(printed[-1].tail, _CLOSED), printed[-1].takes_where)


def _member(expr: Expr, level: int, *, follow: int | None = None) -> _Printed:
    """An operand of a chain: a search with its condition, and `and` within `or`, stand in parentheses to be seen."""
    printed = _operand(expr, level, follow=follow)
    mixed = isinstance(expr, syntax.Logical) and printed.level != PRIMARY
    search = isinstance(expr, syntax.Quantifier) and printed.tail == OR
    return _parenthesised(printed) if mixed or search else printed


def _compared(expr: Expr, *, follow: int | None = None) -> _Printed:
    """A side of a comparison: a default stands in parentheses to be seen."""
    printed = _operand(expr, ELSE, follow=follow)
    return _parenthesised(printed) if printed.level == ELSE else printed


def _not(expr: syntax.Not) -> _Printed:
    operand = _operand(expr.operand, NOT)
    return operand._replace(doc=row("not ", operand.doc), level=NOT)


def _comparison(expr: syntax.Comparison) -> _Printed:
    left = _compared(expr.left, follow=COMPARISON)
    right = _compared(expr.right)
    if expr.operator in ("is", "is not") and flat(right.doc).split(" ")[0] in _AFTER_IS:
        right = _parenthesised(right)
    return right._replace(doc=row(left.doc, f" {expr.operator} ", right.doc), level=COMPARISON)


def _is(expr: syntax.Is) -> _Printed:
    left = _compared(expr.operand, follow=COMPARISON)
    return _Printed(row(left.doc, " is not " if expr.negated else " is ", expr.state), COMPARISON)


def _else(expr: syntax.Else) -> _Printed:
    left = _operand(expr.operand, ELSE, follow=ELSE)
    right = _operand(expr.default, ROUNDED)
    doc = Chain((row(left.doc, " else"), right.doc), fill=True)
    return right._replace(doc=doc, level=ELSE)


def _rounded(expr: syntax.Rounded) -> _Printed:
    operand = _operand(expr.operand, ROUNDED, follow=ROUNDED)
    places = "the cent" if expr.decimals is None else count(expr.decimals, "decimal")
    doc = Chain((operand.doc, f"rounded {expr.mode} to {places}"), fill=True)
    return _Printed(doc, ROUNDED)


def _arithmetic(expr: syntax.Arithmetic) -> _Printed:
    level = ADDITIVE if expr.operator in "+-" else MULTIPLICATIVE
    left = _member(expr.left, level, follow=level)
    right = _member(expr.right, level + 1)
    doc = Chain((row(left.doc, f" {expr.operator}"), right.doc), fill=True)
    return right._replace(doc=doc, level=level)


def _negate(expr: syntax.Negate) -> _Printed:
    operand = _operand(expr.operand, PRIMARY)
    return operand._replace(doc=row("-", operand.doc), level=UNARY)


def count(number: int, word: str) -> str:
    """`1 day`, `90 days`."""
    return f"{number} {word}{'s' * (number != 1)}"


# --- forms with words --------------------------------------------------------------------------------------------


def _extreme(expr: syntax.Extreme) -> _Printed:
    left, right = _extreme_side(expr.left, follow=AND), _extreme_side(expr.right)
    doc = row(f"{expr.which} of ", Chain((left.doc, right.doc), " and", fill=True))
    return _Printed(doc, tail=min(ADDITIVE, right.tail), takes_where=right.takes_where)


def _extreme_side(expr: Expr, *, follow: int | None = None) -> _Printed:
    printed = _operand(expr, ADDITIVE, follow=follow)
    return _parenthesised(printed) if isinstance(expr, syntax.Extreme) else printed


def _between(expr: syntax.Between) -> _Printed:
    start = _operand(expr.start, ADDITIVE)
    end = _operand(expr.end, ADDITIVE)
    doc = row(f"{expr.unit} from ", Chain((row(start.doc, " to"), end.doc), fill=True))
    return _Printed(doc, tail=min(ADDITIVE, end.tail), takes_where=end.takes_where)


def _quantifier(expr: syntax.Quantifier) -> _Printed:
    if expr.summand is not None:
        head = row("sum of ", _operand(expr.summand, ELSE).doc, f" for {expr.variable} in ")
    else:
        head = f"{'count of' if expr.kind == 'count' else expr.kind} {expr.variable} in "
    source = row(head, format_source(expr.source))
    if expr.condition is None:
        tail = _operand(expr.source, ADDITIVE).tail
        return _Printed(source, tail=min(ADDITIVE, tail), takes_where=True)
    word = "satisfies" if expr.kind == "every" else "where"
    condition = _operand(expr.condition, OR)
    return _Printed(
        Chain((source, row(f"{word} ", condition.doc)), fill=True), tail=OR, takes_where=condition.takes_where
    )


# --- what stands alone -------------------------------------------------------------------------------------------


def _money(expr: syntax.MoneyLiteral) -> _Printed:
    return _Printed(f"${expr.cents // 100:,}.{expr.cents % 100:02}")


def _text_of(expr: Any) -> _Printed:
    return _Printed(expr.text)


def _code(expr: syntax.CodeLiteral) -> _Printed:
    return _Printed(expr.code)


def format_reason(expr: syntax.ReasonLiteral) -> str:
    """`CO-236`."""
    return f"{expr.group}-{expr.reason}"


def _list(expr: syntax.ListLiteral) -> _Printed:
    items = tuple(format_expression(each) for each in expr.items)
    return _Printed(Chain(items, ",", "[", "]", fill=True))


def _call(expr: syntax.Call) -> _Printed:
    arguments = tuple(format_expression(each) for each in expr.arguments)
    return _Printed(row(expr.function, " ", Chain(arguments, ",", "(", ")", fill=True)))


def _field(expr: syntax.Field) -> _Printed:
    plain = isinstance(expr.of, syntax.Name | syntax.Field | syntax.Call | syntax.Item)
    of = _print(expr.of) if plain else _parenthesised(_print(expr.of))
    return _Printed(row(of.doc, f".{expr.name}"))


def _result_of(expr: syntax.ResultOf) -> _Printed:
    plain = isinstance(expr.subject, syntax.Name | syntax.Field | syntax.Item | syntax.Call)
    subject = _print(expr.subject) if plain else _parenthesised(_print(expr.subject))
    return _Printed(row(f"{expr.result} of ", subject.doc))


_PRINTERS: dict[type, Callable[[Any], _Printed]] = {
    syntax.MoneyLiteral: _money,
    syntax.RateLiteral: _text_of,
    syntax.NumberLiteral: _text_of,
    syntax.CodeLiteral: _code,
    syntax.ReasonLiteral: lambda e: _Printed(format_reason(e)),
    syntax.DateLiteral: lambda e: _Printed(e.value.isoformat()),
    syntax.PeriodLiteral: lambda e: _Printed(count(e.count, e.unit[:-1])),
    syntax.BooleanLiteral: lambda e: _Printed("true" if e.value else "false"),
    syntax.TextLiteral: lambda e: _Printed(format_text(e)),
    syntax.ListLiteral: _list,
    syntax.CodeRange: lambda e: _Printed(f"{e.first} to {e.last}"),
    syntax.Name: lambda e: _Printed(e.name),
    syntax.Item: lambda e: _Printed(f"{e.name} {e.index}"),
    syntax.Field: _field,
    syntax.ResultOf: _result_of,
    syntax.Call: _call,
    syntax.Negate: _negate,
    syntax.Arithmetic: _arithmetic,
    syntax.Rounded: _rounded,
    syntax.Comparison: _comparison,
    syntax.Is: _is,
    syntax.Not: _not,
    syntax.Logical: _logical,
    syntax.Else: _else,
    syntax.Extreme: _extreme,
    syntax.Between: _between,
    syntax.Quantifier: _quantifier,
}


# --- types -------------------------------------------------------------------------------------------------------


def format_type(kind: TypeExpr) -> str:
    """`list of Line`, `Money?`, `Number with 4 decimals`."""
    match kind:
        case syntax.NamedType():
            if kind.table:
                return f"row of {kind.name}"
            return kind.name if kind.decimals is None else f"{kind.name} with {count(kind.decimals, 'decimal')}"
        case syntax.OptionalType():
            plain = isinstance(kind.item, syntax.NamedType)
            return f"{format_type(kind.item)}?" if plain else f"({format_type(kind.item)})?"
        case syntax.ListType():
            return f"list of {format_type(kind.item)}"
        case syntax.SetType():
            return f"set of {format_type(kind.item)}"
