"""The checker for `test` blocks: their inputs, tables and expectations, ready to run."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from claimwright.clause import ir, syntax
from claimwright.clause.check import Checked
from claimwright.clause.check_data import DataChecker
from claimwright.clause.check_expressions import ExpressionChecker
from claimwright.clause.data import DataObject, build
from claimwright.clause.scope import Scope
from claimwright.clause.symbols import RecordInfo, TableInfo
from claimwright.clause.types import Maybe, RecordOf


@dataclass(frozen=True, slots=True)
class TestTable:
    """A table's rows in a test, and the dates that it covers (None: every date)."""

    __test__ = False

    info: TableInfo
    rows: tuple[tuple[Any, ...], ...]
    start: dt.date | None
    end: dt.date | None


@dataclass(slots=True)
class TestPlan:
    """A checked test. `expected` pairs an expectation with its checked value, if it has one."""

    __test__ = False

    pack: syntax.Pack
    test: syntax.Test
    inputs: dict[str, DataObject] = field(default_factory=dict[str, DataObject])
    items: dict[str, DataObject] = field(default_factory=dict[str, DataObject])
    """`line 1` to its record."""
    tables: dict[str, TestTable] = field(default_factory=dict[str, TestTable])
    results: list[tuple[str, str, Any]] = field(default_factory=list[tuple[str, str, Any]])
    """Result, subject reference, value."""
    runs: list[syntax.Run] = field(default_factory=list[syntax.Run])
    decisions: list[tuple[syntax.ExpectDecision, int | None]] = field(
        default_factory=list[tuple[syntax.ExpectDecision, int | None]]
    )
    values: list[ir.Expr] = field(default_factory=list[ir.Expr])
    bindings: dict[str, ir.Binding] = field(default_factory=dict[str, ir.Binding])


def check_tests(checked: Checked) -> list[TestPlan]:
    """Every test of the packs; what is wrong in them is added to the diagnostics."""
    return [
        _Planner(checked, pack, d).plan()
        for pack in checked.packs
        for d in pack.declarations
        if isinstance(d, syntax.Test)
    ]


class _Planner:
    def __init__(self, checked: Checked, pack: syntax.Pack, test: syntax.Test) -> None:
        self.checked, self.pack = checked, pack
        self.data = DataChecker(checked.symbols, pack, partial=True)
        self.expressions = ExpressionChecker(checked.symbols, pack)
        self.report = self.expressions.report
        self.result = TestPlan(pack, test)

    def plan(self) -> TestPlan:
        steps = self.result.test.steps
        for step in steps:
            if isinstance(step, syntax.GivenRecord):
                self._record(step)
            elif isinstance(step, syntax.GivenTable):
                self._table(step)
        self._items()
        scope = self._scope()
        for step in steps:
            self._step(step, scope)
        if not self.result.runs and self.result.decisions:
            self.report("CL507", "this test runs nothing", self.result.test.span, fix="add `run NAME`")
        return self.result

    def _step(self, step: Any, scope: Scope) -> None:
        match step:
            case syntax.GivenResult():
                self._given_result(step, scope)
            case syntax.Run():
                self._run(step)
            case syntax.ExpectDecision():
                self._expected_decision(step)
            case syntax.ExpectValue():
                self.result.values.append(self.expressions.condition(step.value, scope))
            case _:
                pass

    # --- inputs ---

    def _record(self, step: syntax.GivenRecord) -> None:
        if step.type not in self.checked.symbols.records:
            self.checked.symbols.unknown("record", step.type, self.checked.symbols.records, self.pack.path, step.span)
            return
        if step.name in self.result.inputs:
            self.report("CL202", f"`{step.name}` is given twice", step.span, fix="remove one")
        record = self.data.record(step.type, step.name, "", ir.InForce(), step.fields, step.span)
        self.result.inputs[step.name] = build(self.checked.symbols, record, step.name, partial=True)
        self.result.bindings[step.name] = ir.Binding(step.name, RecordOf(step.type), "parameter", step.span)

    def _items(self) -> None:
        for pipeline in self.checked.pipelines.values():
            owner = self.result.inputs.get(pipeline.source_input)
            if owner is None or pipeline.item_type is None:
                continue
            for at, item in enumerate(owner.__dict__.get(pipeline.source_field, ()), 1):
                name = f"{pipeline.item} {at}"
                self.result.items[name] = item
                self.result.bindings[name] = ir.Binding(
                    f"{pipeline.item}_{at}", pipeline.item_type, "parameter", self.result.test.span
                )

    def _scope(self) -> Scope:
        names = {name: b for name, b in self.result.bindings.items() if " " not in name}
        items: dict[str, ir.Expr] = {
            name: ir.Var(b.type, b.span, name, b) for name, b in self.result.bindings.items() if " " in name
        }
        return Scope(names, frozenset(), items)

    def _table(self, step: syntax.GivenTable) -> None:
        info = self.checked.symbols.tables.get(step.table)
        if info is None:
            self.checked.symbols.unknown("table", step.table, self.checked.symbols.tables, self.pack.path, step.span)
            return
        self.expressions.see(step.table, step.span)
        rows = tuple(self._row(info, row) for row in step.rows)
        dating = step.dating
        self.result.tables[step.table] = TestTable(
            info, rows, dating.start if dating else None, dating.end if dating else None
        )

    def _row(self, info: TableInfo, row: syntax.DataItem) -> tuple[Any, ...]:
        record = RecordInfo(info.name, "", "", info.columns, info.pack, info.path, info.span)
        self.checked.symbols.records[info.name] = record
        values = self.data.record(info.name, "", "", ir.InForce(), row.fields, row.span).values
        del self.checked.symbols.records[info.name]
        missing = [c.name for c in info.columns.values() if c.name not in values and not isinstance(c.type, Maybe)]
        if missing:
            self.report("CL506", f"this row of `{info.name}` misses the column {', '.join(f'`{m}`' for m in missing)}", row.span,
                        label="column missing", fix=f"add `{missing[0]}: ...`")  # fmt: skip
        return tuple(values.get(name) for name in info.columns)

    def _given_result(self, step: syntax.GivenResult, scope: Scope) -> None:
        info = self.checked.symbols.results.get(step.result)
        if info is None:
            self.checked.symbols.unknown("result", step.result, self.checked.symbols.results, self.pack.path, step.span)
            return
        self.checked.symbols.used.add(step.result)
        subject = self._subject(step)
        value = self._result_value(step, info.type, scope)
        if subject is not None:
            self.result.results.append((step.result, subject.__dict__["ref"], value))

    def _result_value(self, step: syntax.GivenResult, kind: Any, scope: Scope) -> Any:
        """A plain value, a given record, or a data record by its name."""
        bare = kind.item if isinstance(kind, Maybe) else kind
        if isinstance(bare, RecordOf) and isinstance(step.value, syntax.Name):
            found = self.result.inputs.get(step.value.name) or self._data_record(bare.name, step.value.name)
            if found is None:
                self.report(
                    "CL201",
                    f"there is no {bare.name} `{step.value.name}` here",
                    step.value.span,
                    fix=f"write `given {step.value.name}: {bare.name}` before it",
                )
            return found
        value = self.expressions.check(step.value, scope, kind)
        if not isinstance(value, ir.Const):
            self.report("CL503", "a plain value is needed here", step.value.span, fix="write the value itself")
            return None
        return value.value

    def _data_record(self, record: str, name: str) -> DataObject | None:
        symbols = self.checked.symbols
        for word, records in self.checked.data.items():
            for each in records:
                if each.record == record and each.name == name:
                    return build(symbols, each, f"{word}:{name}")
        return None

    def _subject(self, step: syntax.GivenResult) -> DataObject | None:
        subject = step.subject
        name = f"{subject.name} {subject.index}" if isinstance(subject, syntax.Item) else subject.name
        found = self.result.items.get(name) or self.result.inputs.get(name)
        if found is None:
            self.report(
                "CL206",
                f"there is no `{name}` in this test",
                subject.span,
                fix="give it before, or check the number",
            )
        return found

    # --- what runs, and what is expected ---

    def _run(self, step: syntax.Run) -> None:
        if step.target in self.checked.rules or step.target in self.checked.pipelines:
            self.checked.symbols.see(step.target, self.pack.name, self.pack.path, step.span)
            self.result.runs.append(step)
            return
        known = [*self.checked.rules, *self.checked.pipelines]
        self.checked.symbols.unknown("clause or pipeline", step.target, known, self.pack.path, step.span)

    def _expected_decision(self, step: syntax.ExpectDecision) -> None:
        amount = None
        if step.amount is not None:
            value = self.expressions.check(step.amount, Scope(), None)
            amount = value.value if isinstance(value, ir.Const) else None
        self.result.decisions.append((step, amount))
