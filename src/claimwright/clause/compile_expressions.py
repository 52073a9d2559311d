"""Expressions to Python. With tracing on, the values that a rule reads are captured on the way, at a store each."""

from __future__ import annotations

from itertools import count
from typing import Any, cast

from claimwright.clause import ir
from claimwright.clause.emit import Constants, Row, Sites, slot
from claimwright.clause.tables import attribute
from claimwright.clause.types import ListOf, Maybe, Num, RecordOf, RowOf, SetOf, Type, strip, tag
from claimwright.trace.sites import Origin, Role

_PLAIN = {"text", "integer"}
_NAMED_WRITERS = {"money", "rate", "quantity", "date", "boolean", "enumeration", "period"}


def variable(binding: ir.Binding) -> str:
    """The Python name of a rule's name."""
    return f"v_{binding.name}"


class ExpressionEmitter:
    """Writes expressions for one function. `parent` is the Python name of the enclosing row."""

    def __init__(self, constants: Constants, sites: Sites, full: bool) -> None:
        self.constants, self.sites, self.full = constants, sites, full
        self.parent = "p"
        self._numbers = count(1)

    def fresh(self, prefix: str) -> str:
        """A new Python name."""
        return f"{prefix}{next(self._numbers)}"

    def emit(self, expr: ir.Expr, row: Row, *, lazy: bool = False) -> str:
        """Python for an expression; `lazy` where it may be left unevaluated."""
        method = getattr(self, f"_emit_{type(expr).__name__.lower()}")
        return method(expr, row, lazy)

    def keep(self, expr: ir.Expr, row: Row, *, lazy: bool = False, role: Role = "operand") -> str:
        """Python for an operand whose value the row shows."""
        if isinstance(expr, ir.Scaled):
            return f"({self.keep(expr.operand, row, lazy=lazy, role=role)} * {expr.factor})"
        code = self.emit(expr, row, lazy=lazy)
        if not self.full or isinstance(expr, ir.Const) or _static(expr.type):
            return code
        return self._capture(expr, code, row, lazy, role)

    def _capture(self, expr: ir.Expr, code: str, row: Row, lazy: bool, role: Role) -> str:
        shown = slot(expr.text, role, tag(expr.type), origins(expr))
        if code.isidentifier():
            row.add(shown, address(Maybe(strip(expr.type)), code))
            return code
        name = self._captured(row, lazy)
        row.add(shown, checked_address(expr.type, name))
        return f"({name} := {code})"

    def _captured(self, row: Row, lazy: bool) -> str:
        name = self.fresh("c")
        row.names.append(name)
        if lazy:
            row.presets.append(name)
        return name

    # --- leaves ---

    def _emit_const(self, expr: ir.Const, row: Row, lazy: bool) -> str:
        return self.constants.code(expr.value)

    def _emit_var(self, expr: ir.Var, row: Row, lazy: bool) -> str:
        return variable(expr.binding)

    def _emit_datalist(self, expr: ir.DataList, row: Row, lazy: bool) -> str:
        return f"data_{expr.word}"

    def _emit_get(self, expr: ir.Get, row: Row, lazy: bool) -> str:
        return f"{self.emit(expr.of, row, lazy=lazy)}.{attribute(expr.name)}"

    def _emit_resultread(self, expr: ir.ResultRead, row: Row, lazy: bool) -> str:
        subject = self.emit(expr.subject, row, lazy=lazy)
        start = "" if expr.start is None else f", {self.constants.code(expr.start)}"
        return f"rt.r_{expr.result}.get({subject}.ref{start})"

    def _emit_callof(self, expr: ir.CallOf, row: Row, lazy: bool) -> str:
        arguments = "".join(f", {self.emit(arg, row, lazy=lazy)}" for arg in expr.arguments)
        return (
            f"f_{expr.function}(rt, t, {self.parent}{arguments})" if self.full else f"f_{expr.function}(rt{arguments})"
        )

    # --- arithmetic ---

    def _inner(self, expr: ir.Expr, row: Row, lazy: bool) -> str:
        """An operand of arithmetic: input fields, results and searches are shown, named values stand in their own rows."""
        if self.full and _is_input(expr):
            return self.keep(expr, row, lazy=lazy)
        return self.emit(expr, row, lazy=lazy)

    def _emit_scaled(self, expr: ir.Scaled, row: Row, lazy: bool) -> str:
        return f"({self._inner(expr.operand, row, lazy)} * {expr.factor})"

    def _emit_binary(self, expr: ir.Binary, row: Row, lazy: bool) -> str:
        left, right = self._inner(expr.left, row, lazy), self._inner(expr.right, row, lazy)
        if expr.operator.startswith("date"):
            return f"shift({left}, {right}, {1 if expr.operator == 'date+' else -1})"
        return f"({left} {expr.operator} {right})"

    def _emit_roundto(self, expr: ir.RoundTo, row: Row, lazy: bool) -> str:
        operand = self._inner(expr.operand, row, lazy)
        if expr.divisor is not None:
            return f"divide({expr.mode!r}, {operand}, {self._inner(expr.divisor, row, lazy)})"
        return f"round_{expr.mode.replace(' ', '_')}({operand}, {expr.factor})"

    def _emit_pick(self, expr: ir.Pick, row: Row, lazy: bool) -> str:
        a, b = self.fresh("a"), self.fresh("b")
        left, right = self._inner(expr.left, row, lazy), self._inner(expr.right, row, lazy)
        sign = "<=" if expr.which == "lesser" else ">="
        return f"({a} if ({a} := {left}) {sign} ({b} := {right}) else {b})"

    def _emit_distance(self, expr: ir.Distance, row: Row, lazy: bool) -> str:
        start, end = self._inner(expr.start, row, lazy), self._inner(expr.end, row, lazy)
        if expr.unit == "days":
            return f"({end} - {start}).days"
        return f"between({expr.unit!r}, {start}, {end})"

    # --- conditions ---

    def _test(self, expr: ir.Expr, code: str, row: Row, lazy: bool, shown: tuple[Origin, ...] = ()) -> str:
        """The truth of a test, shown by its text."""
        if not self.full:
            return code
        name = self._captured(row, lazy)
        row.add(slot(expr.text, "test", "boolean", shown), name)
        return f"({name} := {code})"

    def _emit_compare(self, expr: ir.Compare, row: Row, lazy: bool) -> str:
        return self._test(expr, self._compared(expr, row, lazy), row, lazy)

    def _compared(self, expr: ir.Compare, row: Row, lazy: bool) -> str:
        left = self.keep(expr.left, row, lazy=lazy)
        values: Any = expr.right.value if isinstance(expr.right, ir.Const) else None
        if isinstance(values, tuple) and values:
            right = self._members(cast("tuple[Any, ...]", values))
        else:
            right = self.keep(expr.right, row, lazy=lazy)
        return f"({left} {expr.operator} {right})"

    def _members(self, values: tuple[Any, ...]) -> str:
        if all(isinstance(value, str | int) for value in values):
            return "{" + ", ".join(repr(value) for value in values) + "}"
        return self.constants.code(values)

    def _emit_test(self, expr: ir.Test, row: Row, lazy: bool) -> str:
        shown = origins(expr) if expr.state in ("denied", "pended") else origins(expr.operand)
        return self._test(expr, self._tested(expr, row, lazy), row, lazy, shown)

    def _tested(self, expr: ir.Test, row: Row, lazy: bool) -> str:
        operand = self.emit(expr.operand, row, lazy=lazy)
        match expr.state:
            case "present" | "absent":
                none = (expr.state == "absent") != expr.negated
                return f"({operand} is {'' if none else 'not '}None)"
            case "empty":
                return f"(not not {operand})" if expr.negated else f"(not {operand})"
            case "denied" | "pended":
                return f"({operand}.ref {'not in' if expr.negated else 'in'} rt.{expr.state})"

    def _emit_notof(self, expr: ir.NotOf, row: Row, lazy: bool) -> str:
        return f"(not {self._condition(expr.operand, row, lazy)})"

    def _condition(self, expr: ir.Expr, row: Row, lazy: bool) -> str:
        """A truth value inside a condition; a call, search or Boolean field shows its own value."""
        if isinstance(expr, ir.CallOf | ir.Search | ir.Var | ir.Get | ir.ResultRead | ir.Default):
            return self.keep(expr, row, lazy=lazy, role="test")
        return self.emit(expr, row, lazy=lazy)

    def _emit_both(self, expr: ir.Both, row: Row, lazy: bool) -> str:
        parts = [self._condition(each, row, lazy or at > 0) for at, each in enumerate(expr.operands)]
        return "(" + f" {expr.operator} ".join(parts) + ")"

    def whole(self, expr: ir.Expr, row: Row) -> str:
        """An expression whose own value the row shows anyway: what it compares is kept, its truth not once more."""
        match expr:
            case ir.Compare():
                return self._compared(expr, row, False)
            case ir.Test():
                return self._tested(expr, row, False)
            case ir.NotOf():
                return f"(not {self.whole(expr.operand, row)})"
            case _:
                return self.emit(expr, row)

    def _emit_default(self, expr: ir.Default, row: Row, lazy: bool) -> str:
        name = self.fresh("d")
        operand = self._inner(expr.operand, row, lazy)
        return f"({name} if ({name} := {operand}) is not None else {self._inner(expr.default, row, True)})"

    # --- texts, lists, searches ---

    def _emit_listofvalues(self, expr: ir.ListOfValues, row: Row, lazy: bool) -> str:
        return "(" + "".join(self._inner(item, row, lazy) + ", " for item in expr.items) + ")"

    def _emit_sentence(self, expr: ir.Sentence, row: Row, lazy: bool) -> str:
        parts = [repr(part) if isinstance(part, str) else self._written(part, row, lazy) for part in expr.parts]
        return "''.join((" + "".join(f"{part}, " for part in parts) + "))"

    def _written(self, expr: ir.Expr, row: Row, lazy: bool) -> str:
        code, kind = self.keep(expr, row, lazy=lazy), tag(expr.type)
        if kind.startswith("code:") or kind == "text":
            return code
        if kind in _NAMED_WRITERS:
            return f"w_{kind}({code})"
        return f"str({code})" if kind in _PLAIN else f"write({code}, {kind!r})"

    def _emit_search(self, expr: ir.Search, row: Row, lazy: bool) -> str:
        name = self.fresh("q")
        expr.variable.sites[:] = [self.sites.reserve()] if self.full else []
        row.searches.append((expr, name))
        return f"{name}()"


def _static(kind: Type) -> bool:
    """Sets of codes are constants of the packs: their record's address says which."""
    return isinstance(strip(kind), SetOf)


def _is_input(expr: ir.Expr) -> bool:
    if isinstance(expr, ir.ResultRead | ir.Search):
        return True
    base = expr
    while isinstance(base, ir.Get):
        base = base.of
    return isinstance(expr, ir.Get) and isinstance(strip(base.type), RecordOf) and isinstance(strip(expr.type), Num)


def address(kind: Type, code: str) -> str:
    """Python that turns a named value into what a row holds: records by reference, rows by their number."""
    bare = strip(kind)
    name = "ref" if isinstance(bare, RecordOf) else "row" if isinstance(bare, RowOf) else ""
    if name:
        return f"({code} and {code}.{name})" if isinstance(kind, Maybe) else f"{code}.{name}"
    return checked_address(kind, code)


def checked_address(kind: Type, code: str) -> str:
    """Likewise for a captured value, which an `and`, `or` or `else` may have left unevaluated."""
    bare = strip(kind)
    if isinstance(bare, RecordOf):
        return f"ref({code})"
    if isinstance(bare, RowOf):
        return f"row_number({code})"
    if isinstance(bare, ListOf) and isinstance(bare.item, RecordOf):
        return f"refs({code})"
    if isinstance(bare, ListOf) and isinstance(bare.item, RowOf):
        return f"row_numbers({code})"
    return code


def origins(expr: ir.Expr) -> tuple[Origin, ...]:
    """Where the value of an expression comes from: its leaves, each once."""
    found: list[Origin] = []
    _collect(expr, (), found)
    return tuple(dict.fromkeys(found))


def _collect(expr: ir.Expr, path: tuple[str, ...], found: list[Origin]) -> None:
    match expr:
        case ir.Var():
            found.append(Origin("variable", expr.binding.name, tuple(expr.binding.sites), expr.binding.slot, path))
        case ir.Get():
            _collect(expr.of, (expr.name, *path), found)
        case ir.DataList():
            found.append(Origin("data", expr.word, path=path))
        case ir.ResultRead():
            found.append(Origin("result", expr.result, path=path, subject=_subject(expr.subject)))
        case ir.Test(state="denied" | "pended"):
            found.append(Origin("state", "deny" if expr.state == "denied" else "pend", subject=_subject(expr.operand)))
        case ir.CallOf():
            found.append(Origin("call", expr.function))
            for argument in expr.arguments:
                _collect(argument, (), found)
        case ir.Search():
            found.append(Origin("search", expr.kind, tuple(expr.variable.sites)))
            _collect(expr.source, (), found)
        case _:
            for child in children(expr):
                _collect(child, (), found)


def _subject(expr: ir.Expr) -> Origin | None:
    found = origins(expr)
    return found[0] if found else None


def children(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    """The operands of an expression."""
    match expr:
        case ir.Scaled() | ir.NotOf() | ir.Test():
            return (expr.operand,)
        case ir.RoundTo():
            return (expr.operand, expr.divisor) if expr.divisor is not None else (expr.operand,)
        case ir.Binary() | ir.Compare() | ir.Pick():
            return (expr.left, expr.right)
        case ir.Both():
            return expr.operands
        case ir.Default():
            return (expr.operand, expr.default)
        case ir.Distance():
            return (expr.start, expr.end)
        case ir.ListOfValues():
            return expr.items
        case ir.Sentence():
            return tuple(part for part in expr.parts if not isinstance(part, str))
        case _:
            return ()


def may_fail(expr: ir.Expr) -> bool:
    """Whether computing it can be a fault, so that every level must compute it even where only a trace shows it."""
    match expr:
        case ir.CallOf() | ir.Search() | ir.Binary(operator="date+" | "date-"):
            return True
        case ir.RoundTo() if expr.divisor is not None:
            return True
        case ir.Get():
            return may_fail(expr.of)
        case _:
            return any(may_fail(each) for each in children(expr))


def mentions(expr: ir.Expr, binding: ir.Binding) -> bool:
    """Whether its value depends on a name; of calls and searches it is not asked further."""
    match expr:
        case ir.Var():
            return expr.binding.name == binding.name
        case ir.Get():
            return mentions(expr.of, binding)
        case ir.ResultRead():
            return mentions(expr.subject, binding)
        case ir.CallOf() | ir.Search():
            return True
        case _:
            return any(mentions(each, binding) for each in children(expr))
