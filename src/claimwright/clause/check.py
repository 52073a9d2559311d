"""The checker for packs: every rule, function, pipeline and data record, and what holds between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from types import UnionType
from typing import Any, Literal

from claimwright.clause import ir, syntax
from claimwright.clause.check_data import DataChecker
from claimwright.clause.check_expressions import ExpressionChecker
from claimwright.clause.check_pipelines import check_pipeline
from claimwright.clause.check_statements import Frame, StatementChecker, plain
from claimwright.clause.diagnostics import Diagnostic, Note, closest
from claimwright.clause.scope import Scope, facts
from claimwright.clause.symbols import CodeBook, Symbols, gather, resolve_type
from claimwright.clause.types import BOOLEAN, RecordOf, Wrong, strip


@dataclass(slots=True)
class Checked:
    """Packs after checking: ready to compile where no diagnostic is an error."""

    packs: tuple[syntax.Pack, ...]
    symbols: Symbols
    rules: dict[str, list[ir.Rule]] = field(default_factory=dict[str, list[ir.Rule]])
    functions: dict[str, list[ir.Function]] = field(default_factory=dict[str, list[ir.Function]])
    pipelines: dict[str, ir.PipelineOf] = field(default_factory=dict[str, ir.PipelineOf])
    data: dict[str, list[ir.DataRecord]] = field(default_factory=dict[str, list[ir.DataRecord]])
    """Data records by word, in order of files and lines."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All findings, by file and line."""
        return tuple(sorted(self.symbols.diagnostics, key=lambda d: (d.path, d.span.line, d.span.column, d.code)))

    @property
    def ok(self) -> bool:
        """Whether the packs may run."""
        return not any(d.is_error for d in self.symbols.diagnostics)


def check(packs: Iterable[syntax.Pack], codebook: CodeBook | None = None) -> Checked:
    """Check packs together. Never raises for what is wrong in them: see `Checked.diagnostics`."""
    packs = tuple(packs)
    checked = Checked(packs, gather(packs))
    items = {p.name for _, d in _declared(packs, syntax.Pipeline) for p in d.parameters if p.source is not None}
    for pack, result in _declared(packs, syntax.Result):
        _check_start(checked.symbols, pack, result)
    for pack, declaration in _declared(packs, syntax.Clause | syntax.Define | syntax.Data):
        _check_declaration(checked, pack, declaration, items, codebook)
    _check_between(checked)
    for pack, pipeline in _declared(packs, syntax.Pipeline):
        checked.pipelines[pipeline.name] = check_pipeline(checked.symbols, checked.rules, pack, pipeline)
    _check_unused(checked)
    return checked


def _declared(packs: tuple[syntax.Pack, ...], kind: type | UnionType) -> Iterator[tuple[syntax.Pack, Any]]:
    """Every declaration of a kind, with its pack."""
    for pack in packs:
        for declaration in pack.declarations:
            if isinstance(declaration, kind):
                yield pack, declaration


def _check_between(checked: Checked) -> None:
    """What holds between declarations: versions, editions, calls."""
    symbols = checked.symbols
    for versions in (*checked.rules.values(), *checked.functions.values()):
        _check_versions(symbols, versions)
    for rules in checked.rules.values():
        _check_parameters(symbols, rules)
    for word, records in checked.data.items():
        _check_editions(symbols, word, records)
    _check_recursion(checked)


def _check_declaration(
    checked: Checked,
    pack: syntax.Pack,
    declaration: syntax.Declaration,
    items: set[str],
    codebook: CodeBook | None,
) -> None:
    match declaration:
        case syntax.Clause():
            rule = _check_clause(checked.symbols, pack, declaration, items, codebook)
            checked.rules.setdefault(declaration.name, []).append(rule)
        case syntax.Define():
            function = _check_define(checked.symbols, pack, declaration)
            checked.functions.setdefault(declaration.name, []).append(function)
        case syntax.Data():
            record = DataChecker(checked.symbols, pack).data(declaration)
            if record is not None:
                checked.data.setdefault(declaration.word, []).append(record)
        case _:
            pass


def _check_start(symbols: Symbols, pack: syntax.Pack, declaration: syntax.Result) -> None:
    if declaration.start is None:
        return
    value = ExpressionChecker(symbols, pack).check(declaration.start, Scope(), symbols.results[declaration.name].type)
    if isinstance(value, ir.Const):
        symbols.results[declaration.name].start = value.value
    else:
        symbols.report(
            "CL503",
            "a result starts at a plain value",
            pack.path,
            declaration.start.span,
            fix="write the value itself",
        )


# --- clauses and functions -------------------------------------------------------------------------------------


def _in_force(dating: syntax.Dating | None) -> ir.InForce:
    return ir.InForce(dating.start, dating.end, dating.known) if dating is not None else ir.InForce()


def _parameters(
    symbols: Symbols, pack: syntax.Pack, parameters: tuple[syntax.Parameter, ...]
) -> tuple[ir.Binding, ...]:
    bindings: list[ir.Binding] = []
    for parameter in parameters:
        kind = resolve_type(symbols, pack, parameter.type) if parameter.type is not None else RecordOf("?")
        if any(b.name == parameter.name for b in bindings):
            symbols.report(
                "CL202",
                f"two parameters are named `{parameter.name}`",
                pack.path,
                parameter.span,
                fix="rename one",
                at=parameter.name,
            )
        bindings.append(ir.Binding(parameter.name, kind, "parameter", parameter.span, slot=len(bindings)))
    return tuple(bindings)


def _scope(parameters: tuple[ir.Binding, ...]) -> Scope:
    return Scope({binding.name: binding for binding in parameters})


def _check_define(symbols: Symbols, pack: syntax.Pack, define: syntax.Define) -> ir.Function:
    parameters = _parameters(symbols, pack, define.parameters)
    in_force = _in_force(define.dating)
    frame = Frame("define", resolve_type(symbols, pack, define.returns), parameters, in_force)
    checker = StatementChecker(symbols, pack, frame, None)
    body, ends = checker.nested(define.body, _scope(parameters))
    if not ends:
        checker.report("CL413", f"`{define.name}` does not give a value on every path", define.span, label="a path without `give`",
                       fix="end with `give ...`, or add an `otherwise`")  # fmt: skip
    _unused_bindings(checker, frame)
    cites = tuple(plain(cite) for cite in define.cites)
    return ir.Function(
        define.name,
        pack.name,
        pack.path,
        define.span,
        parameters,
        frame.returns,
        in_force,
        cites,
        body,
        frozenset(checker.expressions.calls),
    )


def _check_clause(
    symbols: Symbols, pack: syntax.Pack, clause: syntax.Clause, items: set[str], codebook: CodeBook | None
) -> ir.Rule:
    parameters = _parameters(symbols, pack, clause.parameters)
    in_force = _in_force(clause.dating)
    frame = Frame("clause", BOOLEAN, parameters, in_force)
    checker = StatementChecker(symbols, pack, frame, codebook)
    cut = _shared_count(clause) if clause.exceptions else 0
    shared, _, scope = checker.block(clause.body[:cut], _scope(parameters))
    body, _ = checker.nested(clause.body[cut:], scope)
    exceptions = _check_exceptions(checker, clause, scope)
    _unused_bindings(checker, frame)
    if not parameters:
        checker.report(
            "CL414", f"`{clause.name}` has no parameter to judge", clause.span, fix="add one: `(line: Line)`"
        )
    subject = next(
        (p for p in parameters if p.name in items),
        parameters[0] if parameters else ir.Binding("?", BOOLEAN, "parameter", clause.span),
    )
    return ir.Rule(
        clause.name, pack.name, pack.path, clause.span, clause.doc[0] if clause.doc else "", parameters, subject, in_force,
        tuple(plain(cite) for cite in clause.cites), shared, body, exceptions, frozenset(checker.expressions.calls),
    )  # fmt: skip


def _shared_count(clause: syntax.Clause) -> int:
    """How many leading statements only name things."""
    count = 0
    for statement in clause.body:
        if not isinstance(statement, syntax.Let | syntax.Find | syntax.Choose):
            break
        count += 1
    return count


def _check_exceptions(checker: StatementChecker, clause: syntax.Clause, scope: Scope) -> tuple[ir.Exceptional, ...]:
    seen: dict[str, syntax.ExceptionRule] = {}
    known: dict[str, frozenset[str]] = {"": frozenset()}
    result: list[ir.Exceptional] = []
    for exception in clause.exceptions:
        if exception.label in seen:
            checker.report(
                "CL415",
                f"two exceptions are labelled `{exception.label}`",
                exception.span,
                fix="rename one",
                at=exception.label,
            )
        if exception.parent and exception.parent not in seen:
            near = closest(exception.parent, seen)
            checker.report("CL415", f"`{exception.label}` is an exception to `{exception.parent}`, which does not stand before it", exception.span,
                           at=exception.parent,
                           fix=f"did you mean `{near}`?" if near else "name an exception above it, or leave `to` out")  # fmt: skip
        inner = scope.knowing(known.get(exception.parent, frozenset()))
        condition = checker.expressions.condition(exception.condition, inner)
        known[exception.label] = known.get(exception.parent, frozenset()) | facts(condition, True)
        body, _ = checker.nested(exception.body, inner.knowing(facts(condition, True)))
        seen[exception.label] = exception
        result.append(ir.Exceptional(exception.label, exception.parent, exception.span, condition, body))
    return tuple(result)


def _unused_bindings(checker: StatementChecker, frame: Frame) -> None:
    for binding in frame.bindings:
        if not binding.used and not isinstance(strip(binding.type), Wrong):
            checker.report(
                "CL209",
                f"`{binding.name}` is never used",
                binding.span,
                label="unused",
                fix="remove it",
                warning=True,
                at=binding.name,
            )


# --- between rules ---------------------------------------------------------------------------------------------


def _check_versions(symbols: Symbols, versions: list[ir.Rule] | list[ir.Function]) -> None:
    """Versions known from one day must not overlap: which one holds would be chance."""
    for one, other in combinations(versions, 2):
        if one.in_force.known == other.in_force.known and _overlap(one.in_force, other.in_force):
            symbols.report("CL404", f"two versions of `{one.name}` are in force on one day", other.path, other.span, label="overlaps",
                           fix="end one before the other starts, or say from when the later one was known",
                           notes=[Note("the other version", one.path, one.span)])  # fmt: skip


def _check_parameters(symbols: Symbols, versions: list[ir.Rule]) -> None:
    """A stage calls whichever version is in force, so that all must take the same."""
    first = versions[0]
    wanted = [(p.name, p.type) for p in first.parameters]
    for other in versions[1:]:
        if [(p.name, p.type) for p in other.parameters] != wanted:
            symbols.report("CL405", f"this version of `{first.name}` has other parameters than the first", other.path, other.span,
                           fix="give every version the same parameters", notes=[Note("the first version", first.path, first.span)])  # fmt: skip


def _check_editions(symbols: Symbols, word: str, records: list[ir.DataRecord]) -> None:
    """Records of one name are editions of one thing: no day may have two."""
    for one, other in combinations(records, 2):
        same = one.name == other.name and one.in_force.known == other.in_force.known
        if same and _overlap(one.in_force, other.in_force):
            symbols.report("CL404", f"two editions of {word} `{one.name}` are in force on one day", other.path, other.span, label="overlaps",
                           fix="end one before the other starts, or give the later one another name", at=other.name,
                           notes=[Note("the other edition", one.path, one.span)])  # fmt: skip


def _overlap(a: ir.InForce, b: ir.InForce) -> bool:
    starts_before_end = b.end is None or a.start is None or a.start <= b.end
    return starts_before_end and (a.end is None or b.start is None or b.start <= a.end)


def _check_recursion(checked: Checked) -> None:
    calls = {name: sorted({c for v in versions for c in v.calls}) for name, versions in checked.functions.items()}
    state: dict[str, Literal["open", "done"]] = {}

    def visit(name: str, path: tuple[str, ...]) -> None:
        if state.get(name) == "open":
            cycle = " -> ".join((*path[path.index(name) :], name))
            function = checked.functions[name][0]
            checked.symbols.report("CL407", f"`{name}` calls itself: {cycle}", function.path, function.span, label="recursion",
                                   fix="rules are total: use a search of a list instead")  # fmt: skip
        elif name not in state and name in calls:
            state[name] = "open"
            for callee in calls[name]:
                visit(callee, (*path, name))
            state[name] = "done"

    for name in calls:
        visit(name, ())


def _check_unused(checked: Checked) -> None:
    """Definitions that nothing uses; only told of when a pipeline shows what is used at all."""
    symbols = checked.symbols
    if not checked.pipelines:
        return
    staged = {name for p in checked.pipelines.values() for s in p.stages for name in s.clauses}
    tested = {
        s.target
        for pack in checked.packs
        for d in pack.declarations
        if isinstance(d, syntax.Test)
        for s in d.steps
        if isinstance(s, syntax.Run)
    }
    for kind, names in (
        ("clause", checked.rules),
        ("function", checked.functions),
        ("table", symbols.tables),
        ("result", symbols.results),
    ):
        for name in names:
            if name not in staged and name not in symbols.used and name not in tested:
                _, path, span = symbols.home[name]
                where = "stands in no stage" if kind == "clause" else "is never used"
                symbols.report(
                    "CL209",
                    f"{kind} `{name}` {where}",
                    path,
                    span,
                    label="unused",
                    fix="use it or remove it",
                    warning=True,
                    at=name,
                )
    for name in sorted(symbols.read - symbols.written):
        if name in symbols.results:
            info = symbols.results[name]
            symbols.report(
                "CL210",
                f"`{name}` is read, and no clause sets it",
                info.path,
                info.span,
                fix="add a clause with `set`",
                warning=True,
            )
