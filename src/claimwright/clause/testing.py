"""Runs the `test` blocks of packs, and measures from their traces which branches they took."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from claimwright.clause import ir, syntax
from claimwright.clause.check import Checked
from claimwright.clause.check_tests import TestPlan, TestTable, check_tests
from claimwright.clause.compile_expressions import ExpressionEmitter
from claimwright.clause.coverage import Coverage, Points, coverage_of, mark, points
from claimwright.clause.data import DataObject
from claimwright.clause.emit import Constants, Row, Sites
from claimwright.clause.fixtures import FixtureTable
from claimwright.clause.program import LATEST, Engine, Program
from claimwright.clause.runtime import Decision, Runtime
from claimwright.clause.types import tag
from claimwright.clause.values import ClauseFault, write


@dataclass(frozen=True, slots=True)
class TestResult:
    """What became of one test: no failures is a pass. `rows` is its trace."""

    __test__ = False

    pack: str
    path: str
    line: int
    title: str
    failures: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(slots=True)
class TestReport:
    """All tests of some packs, and the coverage that they reach."""

    __test__ = False

    results: list[TestResult] = field(default_factory=list[TestResult])
    coverage: list[Coverage] = field(default_factory=list[Coverage])

    @property
    def failed(self) -> int:
        return sum(1 for result in self.results if result.failures)

    @property
    def share(self) -> float:
        """Branches taken of branches there are, from 0 to 1."""
        total = sum(each.branches for each in self.coverage)
        return 1 - sum(len(each.missed) for each in self.coverage) / total if total else 1.0


def run_tests(checked: Checked, *, only: str = "", packs: Iterable[str] | None = None) -> TestReport:
    """Run every test whose title holds `only`; coverage is of the packs that are named, or of all."""
    plans = [p for p in check_tests(checked) if only in p.test.title]
    wanted = set(packs) if packs is not None else {pack.name for pack in checked.packs}
    programs: dict[tuple[str, dt.date], Program] = {}
    report, covered = TestReport(), Points()
    default = next(iter(checked.pipelines), "")
    points(programs.setdefault((default, LATEST), Program(checked, pipeline=default)), covered)
    for plan in plans:
        if plan.pack.name in wanted:
            target = next((r.target for r in plan.runs if r.target in checked.pipelines), default)
            key = (target, plan.test.known_on or LATEST)
            program = programs.get(key) or programs.setdefault(key, Program(checked, pipeline=key[0], known_on=key[1]))
            result = _Run(program, plan).result()
            report.results.append(result)
            mark(program, result.rows, covered)
    report.coverage = coverage_of(checked, covered, wanted)
    return report


class _Run:
    """One test on its way."""

    def __init__(self, program: Program, plan: TestPlan) -> None:
        self.program, self.plan = program, plan
        self.symbols = program.checked.symbols
        self.failures: list[str] = []

    def result(self) -> TestResult:
        engine = Engine(self.program, {name: self._table(name) for name in self.program.checked.symbols.tables})
        self._add_data(engine)
        run = engine.start(tuple(i.__dict__["ref"] for i in self.plan.inputs.values()))
        for result, subject, value in self.plan.results:
            getattr(run, f"r_{result}")[subject] = value
        for step in self.plan.runs:
            run = self._step(engine, run, step)
        for expected, amount in self.plan.decisions:
            self._decision(run, expected, amount)
        for value in self.plan.values:
            self._value(engine, run, value)
        test = self.plan.test
        return TestResult(
            self.plan.pack.name,
            self.plan.pack.path,
            test.span.line,
            test.title,
            tuple(self.failures),
            tuple(run.rows),
        )

    def _add_data(self, engine: Engine) -> None:
        """Given records that are written as data join the packs' own: a given plan is one of `plans`."""
        for name, record in self.plan.inputs.items():
            info = self.symbols.records[str(self.plan.bindings[name].type)]
            if info.written_as:
                engine.namespace[f"data_{info.written_as}"] = (
                    *engine.namespace[f"data_{info.written_as}"],
                    record,
                )

    def _table(self, name: str) -> FixtureTable:
        given = self.plan.tables.get(name) or TestTable(self.symbols.tables[name], (), None, None)
        return FixtureTable(given.info, given.rows, given.start, given.end)

    def _step(self, engine: Engine, run: Runtime, step: syntax.Run) -> Runtime:
        pipeline = self.program.checked.pipelines.get(step.target)
        try:
            if pipeline is not None:
                engine.namespace["run_pipeline"](run, *(self._input(name) for name, _ in pipeline.inputs))
            else:
                self._rule(engine, run, step)
        except ClauseFault as fault:
            self.failures.append(fault.message)
        return run

    def _rule(self, engine: Engine, run: Runtime, step: syntax.Run) -> None:
        rule = self.program.checked.rules[step.target][0]
        item = rule.subject.name
        walked = [(name, record) for name, record in self.plan.items.items() if name.startswith(f"{item} ")]
        if item in self.plan.inputs or not walked:
            inputs = {p.name: self._input(p.name) for p in rule.parameters}
            engine.call(run, step.target, inputs, inputs[item].__dict__["ref"], self._date(rule.subject, inputs[item]))
            return
        for name, record in walked:
            if step.item in (0, int(name.split()[1])):
                inputs = {p.name: record if p.name == item else self._input(p.name) for p in rule.parameters}
                engine.call(run, step.target, inputs, record.__dict__["ref"], self._date(rule.subject, record))

    def _input(self, name: str) -> DataObject:
        if name not in self.plan.inputs:
            raise ClauseFault("CL907", f"the test gives no `{name}`")
        return self.plan.inputs[name]

    def _date(self, subject: ir.Binding, record: DataObject) -> dt.date:
        info = self.symbols.records.get(str(subject.type))
        date = record.__dict__.get(info.dated_by) if info is not None and info.dated_by else None
        return date or dt.date.min

    # --- expectations ---

    def _decision(self, run: Runtime, expected: syntax.ExpectDecision, amount: int | None) -> None:
        subject = self._item_ref(expected.item)
        made = self._passes(run) if expected.kind == "pass" else run.decisions
        candidates = [d for d in made if subject in ("", d.subject)]
        if expected.kind == "no decision":
            if candidates:
                self.failures.append(
                    f"line {expected.span.line}: expected no decision, got {', '.join(map(say, candidates))}"
                )
            return
        if any(_matches(d, expected, amount) for d in candidates):
            return
        got = ", ".join(f"{say(d)} because {d.because!r}" for d in candidates) or "no decision"
        self.failures.append(f"line {expected.span.line}: expected {_expected(expected, amount)}, got {got}")

    def _passes(self, run: Runtime) -> list[Decision]:
        """What was passed, from the trace: a pass moves no money, so that the run itself forgets it."""
        sites = self.program.sites.sites
        found: list[Decision] = []
        for at, row in enumerate(run.rows):
            number: int = row[0]
            site, values = sites[number], row[2:]
            if site.kind == "pass":
                found.append(Decision("pass", site.rule, values[0], "", "", (), None, "", values[2], "", (), at))
        return found

    def _item_ref(self, item: int) -> str:
        found = [r for name, r in self.plan.items.items() if name.endswith(f" {item}")]
        return found[0].__dict__["ref"] if item and found else ""

    def _value(self, engine: Engine, run: Runtime, value: ir.Expr) -> None:
        try:
            if not self._evaluate(engine, run, value):
                sides = [value.left, value.right] if isinstance(value, ir.Compare) else []
                shown = ", ".join(
                    f"{s.text} is {write(self._evaluate(engine, run, s), tag(s.type))}"
                    for s in sides
                    if not isinstance(s, ir.Const)
                )
                self.failures.append(f"line {value.span.line}: expected {value.text}" + (f"; {shown}" if shown else ""))
        except Exception as error:  # noqa: BLE001  -- a failing expectation is a finding
            self.failures.append(f"line {value.span.line}: {error}")

    def _evaluate(self, engine: Engine, run: Runtime, value: ir.Expr) -> Any:
        constants, row = Constants(), Row()
        emitter = ExpressionEmitter(constants, Sites(), full=False)
        names = {
            f"v_{self.plan.bindings[name].name}": record
            for name, record in (*self.plan.inputs.items(), *self.plan.items.items())
            if name in self.plan.bindings
        }
        code = emitter.emit(value, row)
        source = _with_searches(emitter, row, code)
        scope: dict[str, Any] = {
            **engine.namespace,
            **constants.values,
            **names,
            "rt": run,
            "t": run.rows,
            "p": 0,
        }
        _full_functions(scope, run)
        exec(source, scope)
        return scope["value"]


def _full_functions(scope: dict[str, Any], run: Runtime) -> None:
    """Functions compiled with tracing, called as if they were compiled without."""
    for name, function in list(scope.items()):
        if name.startswith("f_") and callable(function):
            scope[name] = _untraced(function)


def _untraced(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(run: Runtime, *values: Any) -> Any:
        rows: list[Any] = []
        return function(run, rows, 0, *values)

    return call


def _with_searches(emitter: ExpressionEmitter, row: Row, code: str) -> str:
    from claimwright.clause.compile_statements import StatementEmitter
    from claimwright.clause.emit import Module
    from claimwright.clause.symbols import Symbols

    module = Module("<test>")
    statements = StatementEmitter(module, Sites(), emitter.constants, Symbols(), "off", "test", "")
    statements.expressions = emitter
    statements.before(row)
    module.line(f"value = {code}")
    return "\n".join(module.lines)


def say(decision: Decision) -> str:
    """A decision in a few words."""
    if decision.kind == "pend":
        return f"pend {decision.label.replace(' ', '_')}"
    remarks = f" with {', '.join(decision.remarks)}" if decision.remarks else ""
    amount = f" by {write(decision.amount, 'money')}" if decision.amount is not None else ""
    return f"{decision.kind} {decision.group}-{decision.reason}{amount}{remarks}"


def _expected(expected: syntax.ExpectDecision, amount: int | None) -> str:
    reason = (
        f" {expected.reason.group}-{expected.reason.reason}"
        if expected.reason
        else f" {expected.label}"
        if expected.label
        else ""
    )
    shown = f" by {write(amount, 'money')}" if amount is not None else ""
    remarks = f" with {', '.join(r.code for r in expected.remarks)}" if expected.remarks else ""
    because = f" because ...{expected.because!r}..." if expected.because else ""
    return f"{expected.kind}{reason}{shown}{remarks}{because}"


def _matches(decision: Decision, expected: syntax.ExpectDecision, amount: int | None) -> bool:
    if decision.kind != expected.kind or expected.because not in decision.because:
        return False
    if expected.reason and (decision.group, decision.reason) != (
        expected.reason.group,
        expected.reason.reason,
    ):
        return False
    if expected.label and expected.label != decision.label.replace(" ", "_"):
        return False
    if amount is not None and amount != decision.amount:
        return False
    return all(remark.code in decision.remarks for remark in expected.remarks)
