"""Checked packs to a program: one Python function a rule, one for the pipeline, and the site table of its traces."""

from __future__ import annotations

import datetime as dt
import hashlib
from types import CodeType
from typing import Any

from claimwright.clause import ir, syntax
from claimwright.clause.check import Checked
from claimwright.clause.compile_expressions import address, origins, variable
from claimwright.clause.compile_statements import StatementEmitter
from claimwright.clause.emit import Constants, Module, Row, Sites, slot
from claimwright.clause.runtime import Level
from claimwright.clause.types import tag
from claimwright.trace.sites import Origin, SiteTable

RUN_SITE = 0
"""The first site is always the run's own row."""


class Compiled:
    """The Python of a set of packs at one level, before any table is bound to it."""

    def __init__(self, checked: Checked, pipeline: str, level: Level, known_on: dt.date) -> None:
        self.checked, self.known_on = checked, known_on
        self.level: Level = level
        self.pipeline = checked.pipelines.get(pipeline)
        self.sites, self.constants = Sites(), Constants()
        self.functions: dict[str, list[tuple[ir.Rule, str]]] = {}
        self.sites.reserve()
        self.codes: list[CodeType] = [self._pack(pack).compile() for pack in checked.packs]
        if self.pipeline is not None:
            self.codes.append(PipelineEmitter(self, self.pipeline).module.compile())
        self.digest = _digest(checked, pipeline, level, known_on)
        self.table = SiteTable(self.digest, tuple(self.sites.sites), {pack.path: pack.source for pack in checked.packs})

    def _pack(self, pack: syntax.Pack) -> Module:
        module = Module(pack.path)
        for name, versions in self.checked.functions.items():
            own = [f for f in versions if f.path == pack.path]
            for function in own:
                FunctionEmitter(self, module, pack).function(function, versions.index(function))
            if own and own[0] is versions[0]:
                _dispatch(self, module, name, versions)
        for versions in self.checked.rules.values():
            for rule in versions:
                if rule.path == pack.path:
                    python = f"r_{rule.name}_{versions.index(rule)}"
                    FunctionEmitter(self, module, pack).rule(rule, python)
                    self.functions.setdefault(rule.name, []).append((rule, python))
        return module

    def versions(self, name: str) -> list[tuple[ir.Rule, str]]:
        """The versions of a rule that were known on the knowledge date, the latest known first."""
        known = [v for v in self.functions.get(name, ()) if (v[0].in_force.known or dt.date.min) <= self.known_on]
        return sorted(known, key=lambda v: v[0].in_force.known or dt.date.min, reverse=True)


def _digest(checked: Checked, pipeline: str, level: str, known_on: dt.date) -> str:
    state = hashlib.sha256(f"{pipeline}\0{level}\0{known_on}".encode())
    for pack in checked.packs:
        state.update(f"\0{pack.name}\0{pack.source}".encode())
    return state.hexdigest()


def signature(level: Level, names: tuple[str, ...]) -> str:
    """The parameters of a compiled rule."""
    return ", ".join((["rt"] if level == "off" else ["rt", "t", "p"]) + list(names))


def _dispatch(compiled: Compiled, module: Module, name: str, versions: list[ir.Function]) -> None:
    """`f_name` is the only version, or picks the one in force on the judged date."""
    known = [(i, f) for i, f in enumerate(versions) if (f.in_force.known or dt.date.min) <= compiled.known_on]
    if len(known) == 1 and not _dated(known[0][1].in_force) and known[0][1].path == module.path:
        module.line(f"f_{name} = g{known[0][0]}_{name}")
        return
    known.sort(key=lambda v: v[1].in_force.known or dt.date.min, reverse=True)
    head = "rt" if compiled.level != "full" else "rt, t, p"
    with module.block(f"def f_{name}({head}, *values):"):
        for index, function in known:
            with module.block(f"if {_holds(compiled, function.in_force, 'rt.on')}:"):
                module.line(f"return g{index}_{name}({head}, *values)")
        module.line(f"raise ClauseFault('CL906', f'no version of `{name}` is in force on {{rt.on}}')")


def _dated(in_force: ir.InForce) -> bool:
    return in_force.start is not None or in_force.end is not None


def _holds(compiled: Compiled, in_force: ir.InForce, on: str) -> str:
    """Python that tells whether a date is within the dates of a version."""
    start = f"{compiled.constants.code(in_force.start)} <= " if in_force.start else ""
    end = f" <= {compiled.constants.code(in_force.end)}" if in_force.end else ""
    return f"{start}{on}{end}" if start or end else "True"


class FunctionEmitter:
    """Writes one rule or function of a pack."""

    def __init__(self, compiled: Compiled, module: Module, pack: syntax.Pack) -> None:
        self.compiled, self.module, self.pack = compiled, module, pack
        self.level: Level = compiled.level

    def _emitter(self, name: str) -> StatementEmitter:
        c = self.compiled
        return StatementEmitter(
            self.module,
            c.sites,
            c.constants,
            c.checked.symbols,
            self.level,
            f"{self.pack.name}.{name}",
            self.pack.source,
        )

    def _frame(self, emitter: StatementEmitter, rule: ir.Rule | ir.Function, kind: Any, **attributes: Any) -> None:
        """The row of the frame: its arguments, and everything below it stands under it."""
        if self.level != "full":
            return
        slots = [slot(p.name, "argument", tag(p.type), (Origin("variable", p.name),)) for p in rule.parameters]
        number = emitter.site(
            kind,
            rule.name,
            rule.span,
            slots,
            text=rule.name,
            cites=list(rule.cites),
            in_force=_said(rule.in_force),
            **attributes,
        )
        for at, parameter in enumerate(rule.parameters):
            parameter.sites[:], parameter.slot = [number], at
        emitter.expressions.parent = emitter.numbered(number, [address(p.type, variable(p)) for p in rule.parameters])

    def function(self, function: ir.Function, index: int) -> None:
        """A `define`."""
        emitter = self._emitter(function.name)
        names = tuple(variable(p) for p in function.parameters)
        head = signature("full" if self.level == "full" else "off", names)
        with self.module.at(function.span), self.module.block(f"def g{index}_{function.name}({head}):"):
            emitter.outcomes = self.level == "full"
            self._frame(emitter, function, "call")
            emitter.body(function.body)

    def rule(self, rule: ir.Rule, python: str) -> None:
        """A clause: shared statements, exceptions, then the general rule."""
        emitter = self._emitter(rule.name)
        emitter.subject = f"{variable(rule.subject)}.ref"
        names = tuple(variable(p) for p in rule.parameters)
        with self.module.at(rule.span), self.module.block(f"def {python}({signature(self.level, names)}):"):
            self._frame(emitter, rule, "clause", title=rule.title)
            emitter.body(rule.shared)
            if rule.exceptions:
                self.module.line("app = []")
                for exception in rule.exceptions:
                    if not exception.parent:
                        self._exception(emitter, rule, exception)
                with self.module.block("if app:"):
                    self.module.line(f"return rt.resolve({rule.name!r}, app)")
            emitter.body(rule.body)

    def _exception(self, emitter: StatementEmitter, rule: ir.Rule, exception: ir.Exceptional) -> None:
        """Judge an exception and, where it applies, those to it; the most specific ones are collected."""
        row, outcome = Row(), emitter.expressions.fresh("o")
        with self.module.at(exception.span):
            code = emitter.expressions.whole(exception.condition, row)
            emitter.before(row)
            self.module.line(f"{outcome} = {code}")
            written = ""
            if emitter.full:
                outcome_slot = slot("outcome", "outcome", "boolean", origins(exception.condition))
                slots = [outcome_slot, *row.slots]
                number = emitter.site(
                    "exception",
                    exception.label,
                    exception.span,
                    slots,
                    text=exception.condition.text,
                    parent=exception.parent,
                )
                written = emitter.numbered(number, [outcome, *row.code])
            with self.module.block(f"if {outcome}:"):
                self._applies(emitter, rule, exception, written)

    def _applies(self, emitter: StatementEmitter, rule: ir.Rule, exception: ir.Exceptional, written: str) -> None:
        outer = emitter.expressions.parent
        if emitter.full:
            emitter.expressions.parent = written
        below = [e for e in rule.exceptions if e.parent == exception.label]
        counted = emitter.expressions.fresh("n")
        if below:
            self.module.line(f"{counted} = len(app)")
            for each in below:
                self._exception(emitter, rule, each)
        with self.module.block(f"if len(app) == {counted}:" if below else "if True:"):
            name = f"x_{exception.label}"
            with self.module.block(f"def {name}():"):
                self.module.line("s = {}")
                emitter.sets, emitter.pair = "s", True
                emitter.body(exception.body)
                emitter.sets, emitter.pair = "", False
                self.module.line("return None, s")
            self.module.line(f"app.append(({exception.label!r}, {name}))")
        emitter.expressions.parent = outer


def _said(in_force: ir.InForce) -> str:
    parts = [
        f"from {in_force.start}" if in_force.start else "",
        f"until {in_force.end}" if in_force.end else "",
        f"known from {in_force.known}" if in_force.known else "",
    ]
    return " ".join(part for part in parts if part)


class PipelineEmitter:
    """Writes the function that runs the stages in order."""

    def __init__(self, compiled: Compiled, pipeline: ir.PipelineOf) -> None:
        self.compiled, self.pipeline = compiled, pipeline
        self.level: Level = compiled.level
        self.full, self.outcomes = compiled.level == "full", compiled.level != "off"
        self.module = Module(pipeline.path)
        self.names = tuple(f"v_{name}" for name, _ in pipeline.inputs)
        with (
            self.module.at(pipeline.span),
            self.module.block(f"def run_pipeline(rt, {', '.join(self.names)}):"),
        ):
            self._open()
            for stage in pipeline.stages:
                with self.module.at(stage.span):
                    self._stage(stage)
        self._describe_run()

    def _site(self, kind: Any, name: str, span: syntax.Span, slots: list[Any], **attributes: Any) -> int:
        number = self.compiled.sites.reserve()
        return self.compiled.sites.fill(number, kind, name, rule=f"{self.pipeline.pack}.{self.pipeline.name}", path=self.pipeline.path,
                                        span=span, text=name, slots=slots, **attributes)  # fmt: skip

    def _describe_run(self) -> None:
        slots = [slot(name, "argument", tag(kind), (Origin("variable", name),)) for name, kind in self.pipeline.inputs]
        self.compiled.sites.fill(RUN_SITE, "run", self.pipeline.name, rule=f"{self.pipeline.pack}.{self.pipeline.name}", path=self.pipeline.path,
                                 span=self.pipeline.span, text=self.pipeline.name, slots=slots)  # fmt: skip

    def _open(self) -> None:
        self.module.line("commit = rt.commit")
        if self.outcomes:
            self.module.line("t = rt.rows")
            self.module.line(f"t.append(({RUN_SITE}, -1, {', '.join(f'{n}.ref' for n in self.names)}))")
        if self.pipeline.item:
            self.module.line(f"items = v_{self.pipeline.source_input}.{self.pipeline.source_field}")
            self.module.line(f"whole = v_{self.pipeline.source_input}.ref")

    def _stage(self, stage: ir.StageOf) -> None:
        groups = self._groups(stage)
        if self.full:
            self._stage_row(stage, guarded=not all(per_item for per_item, _ in groups))
        for per_item, group in groups:
            if per_item:
                self._items(stage, group)
            else:
                self._once(stage, group)

    def _stage_row(self, stage: ir.StageOf, *, guarded: bool) -> None:
        """The stage; with its guards, where rules in it judge the whole."""
        unless = stage.unless if guarded else ()
        states = {"denied": "deny", "pended": "pend"}
        subject = Origin("variable", self.pipeline.inputs[0][0])
        slots = [slot(state, "test", "boolean", (Origin("state", states[state], subject=subject),)) for state in unless]
        number = self._site(
            "stage", stage.name, stage.span, slots, unless=list(stage.unless), clauses=list(stage.clauses)
        )
        self.module.line("q = len(t)")
        guards = self._guards(stage) if unless else []
        self.module.line(f"t.append(({', '.join([str(number), '0', *guards])}))")

    def _groups(self, stage: ir.StageOf) -> list[tuple[bool, list[str]]]:
        """Clauses in order, neighbours of one kind together: those that judge an item, and those that judge the whole."""
        groups: list[tuple[bool, list[str]]] = []
        for name in stage.clauses:
            rule = self.compiled.checked.rules[name][0]
            per_item = any(p.name == self.pipeline.item for p in rule.parameters)
            if groups and groups[-1][0] == per_item:
                groups[-1][1].append(name)
            else:
                groups.append((per_item, [name]))
        return groups

    def _once(self, stage: ir.StageOf, group: list[str]) -> None:
        name, date = self.pipeline.input_date
        if date:
            self.module.line(f"rt.on = on = v_{name}.{date}")
        else:
            self.module.line("on = rt.on")
        self.module.line(f"ref = {self.names[0]}.ref")
        if self.full:
            self.module.line("k = q")
        with self.module.block("for _ in ((),):" if stage.unless else "if True:"):
            if stage.unless:
                with self.module.block(f"if {' or '.join(self._guards(stage))}:"):
                    self.module.line("continue")
            for clause in group:
                self._clause(clause, stage.unless)

    def _guards(self, stage: ir.StageOf) -> list[str]:
        """Python that tells whether the whole is in a state that the stage stops at."""
        return [f"{self.names[0]}.ref in rt.{state}" for state in stage.unless]

    def _items(self, stage: ir.StageOf, group: list[str]) -> None:
        with self.module.block(f"for v_{self.pipeline.item} in items:"):
            if self.pipeline.item_date:
                self.module.line(f"rt.on = on = v_{self.pipeline.item}.{self.pipeline.item_date}")
            else:
                self.module.line("on = rt.on")
            self.module.line(f"ref = v_{self.pipeline.item}.ref")
            tests = [f"(ref in rt.{state} or whole in rt.{state})" for state in stage.unless]
            if self.full:
                self._item_row(stage, tests)
            elif tests:
                with self.module.block(f"if {' or '.join(tests)}:"):
                    self.module.line("continue")
            for clause in group:
                self._clause(clause, stage.unless)

    def _item_row(self, stage: ir.StageOf, tests: list[str]) -> None:
        item = self.pipeline.item
        kind = tag(self.pipeline.item_type) if self.pipeline.item_type else "record"
        subject = Origin("variable", item)
        slots = [slot(item, "argument", kind)]
        slots += [
            slot(
                state,
                "test",
                "boolean",
                (Origin("state", "deny" if state == "denied" else "pend", subject=subject),),
            )
            for state in stage.unless
        ]
        number = self._site("item", item, stage.span, slots)
        guards = [f"u{at}" for at in range(len(tests))]
        for guard, test in zip(guards, tests, strict=True):
            self.module.line(f"{guard} = {test}")
        self.module.line("k = len(t)")
        self.module.line(f"t.append(({', '.join([str(number), 'q', 'ref', *guards])}))")
        if guards:
            with self.module.block(f"if {' or '.join(guards)}:"):
                self.module.line("continue")

    def _clause(self, name: str, unless: tuple[str, ...]) -> None:
        """Call a rule, take its decision over, and leave the item where that decision is one the stage stops at."""
        versions = self.compiled.versions(name)
        rule = self.compiled.checked.rules[name][0]
        if unless:
            self.module.line("d = None")
        with self.module.at(rule.span), self.module.block("try:"):
            if len(versions) == 1 and not _dated(versions[0][0].in_force):
                self._call(*versions[0])
            else:
                self._dated_call(name, versions)
        error = (
            self._site(
                "error",
                f"{rule.pack}.{name}",
                rule.span,
                [
                    slot("subject", "subject", "record"),
                    slot("code", "text", "text"),
                    slot("message", "text", "text"),
                ],
            )
            if self.outcomes
            else -1
        )
        parent = "k" if self.full else "0"
        with self.module.block("except Exception as error:"):
            self.module.line(f"rt.fault(error, '{rule.pack}.{name}', ref, {parent}, {error})")
            if "pended" in unless:
                self.module.line("continue")
        if unless:
            kinds = tuple({"denied": "deny", "pended": "pend"}[state] for state in unless)
            with self.module.block(f"if d is not None and d.kind in {kinds!r}:"):
                self.module.line("continue")

    def _call(self, rule: ir.Rule, python: str) -> None:
        head = ["rt"] if self.level == "off" else ["rt", "t", "k" if self.full else "0"]
        arguments = ", ".join(head + [variable(p) for p in rule.parameters])
        self.module.line(f"d = {python}({arguments})")
        with self.module.block("if d is not None:"):
            self.module.line("commit(d)")

    def _dated_call(self, name: str, versions: list[tuple[ir.Rule, str]]) -> None:
        rows = tuple(
            (
                v.in_force.start or dt.date.min,
                v.in_force.end or dt.date.max,
                str(v.in_force.known or "always"),
            )
            for v, _ in versions
        )
        site, all_versions = -1, self.compiled.constants.code(rows)
        if self.full:
            slots = [
                slot("chosen", "index", "integer"),
                slot("judged on", "date", "date"),
                slot("lost", "rows", "list:text"),
            ]
            rule = versions[0][0] if versions else self.compiled.checked.rules[name][0]
            said = [_said(v.in_force) for v, _ in versions]
            site = self._site(
                "version",
                f"{rule.pack}.{name}",
                rule.span,
                slots,
                versions=said,
                lines=[v.span.line for v, _ in versions],
                files=[v.path for v, _ in versions],
            )
        for at, (rule, python) in enumerate(versions):
            with self.module.block(f"{'if' if at == 0 else 'elif'} {_holds(self.compiled, rule.in_force, 'on')}:"):
                if self.full and len(versions) > 1:
                    self.module.line(f"t.append(({site}, k, {at}, on, versions_lost({all_versions}, {at}, on)))")
                self._call(rule, python)
        if self.full and versions:
            with self.module.block("else:"):
                self.module.line(f"t.append(({site}, k, -1, on, versions_lost({all_versions}, -1, on)))")
        elif self.full:
            self.module.line(f"t.append(({site}, k, -1, on, []))")
        elif not versions:
            self.module.line("pass")
