"""Statements to Python, and the rows that they write.

One `StatementEmitter` writes one function. `level` full records every step, outcome only decisions, results and
errors, off nothing; the computation is the same text in all three.
"""

from __future__ import annotations

from typing import Any

from claimwright.clause import ir
from claimwright.clause.compile_expressions import ExpressionEmitter, address, may_fail, mentions, origins, variable
from claimwright.clause.emit import Constants, Module, Row, Sites, slot
from claimwright.clause.runtime import Level
from claimwright.clause.symbols import Symbols
from claimwright.clause.syntax import Span
from claimwright.clause.types import tag
from claimwright.trace.sites import SiteKind, Slot


class StatementEmitter:
    """Writes the body of one function of one rule."""

    def __init__(
        self,
        module: Module,
        sites: Sites,
        constants: Constants,
        symbols: Symbols,
        level: Level,
        rule: str,
        text: str,
    ) -> None:
        self.module, self.sites, self.symbols, self.rule = module, sites, symbols, rule
        self.level: Level = level
        self.full, self.outcomes = level == "full", level != "off"
        self.expressions = ExpressionEmitter(constants, sites, self.full)
        self.constants = constants
        self.lines = text.split("\n")
        self.subject = "''"
        self.sets = ""
        """Name of the dictionary that notes what an exception sets, to compare it with others; empty outside one."""
        self.pair = False
        """Whether decisions are returned with the collected results."""

    # --- rows ---

    def site(self, kind: SiteKind, name: str, span: Span, slots: list[Slot], *, number: int = -1, text: str = "",
             chain: int = -1, ends: bool = False, **attributes: Any) -> int:  # fmt: skip
        """Describe a site of this rule."""
        number = self.sites.reserve() if number < 0 else number
        return self.sites.fill(number, kind, name, rule=self.rule, path=self.module.path, span=span, text=text or self._text(span),
                               slots=slots, chain=chain, ends=ends, **attributes)  # fmt: skip

    def _text(self, span: Span) -> str:
        line = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        end = span.end_column - 1 if span.end_line == span.line else len(line)
        return line[span.column - 1 : end].split(" --")[0].strip()

    def log(self, site: int, values: list[str]) -> None:
        """Write the row of a site."""
        parent = self.expressions.parent if self.full else "0"
        self.module.line(f"t.append(({', '.join([str(site), parent, *values])}))")

    def numbered(self, site: int, values: list[str]) -> str:
        """Write the row of a site, and keep its number under a name."""
        name = self.expressions.fresh("p")
        self.module.line(f"{name} = len(t)")
        self.log(site, values)
        return name

    def before(self, row: Row) -> None:
        """What must stand before a statement: searches as local functions, and presets of what may stay unevaluated."""
        for search, name in row.searches:
            self._search(search, name)
        if row.presets:
            self.module.line(" = ".join(row.presets) + " = N")

    # --- dispatch ---

    def body(self, statements: tuple[ir.Statement, ...]) -> None:
        """A block of statements."""
        for statement in statements:
            with self.module.at(statement.span):
                getattr(self, f"_emit_{type(statement).__name__.lower()}")(statement)

    def _taken(self, outcome: str, statements: tuple[ir.Statement, ...]) -> None:
        """A block under the row just written, for when its outcome is true."""
        with self.module.block(f"if {outcome}:"):
            row = self.expressions.fresh("p")
            self.module.line(f"{row} = len(t) - 1")
            self._within(row, statements)

    def _within(self, row: str, statements: tuple[ir.Statement, ...]) -> None:
        """A block whose rows stand under a row, by the name that keeps its number."""
        if not self.full:
            self.body(statements)
            return
        outer, self.expressions.parent = self.expressions.parent, row
        self.body(statements)
        self.expressions.parent = outer

    # --- naming values ---

    def _emit_letvalue(self, statement: ir.LetValue) -> None:
        row, name = Row(), variable(statement.binding)
        code = self.expressions.whole(statement.value, row)
        self.before(row)
        self.module.line(f"{name} = {code}")
        if self.full:
            shown = slot(statement.binding.name, "value", tag(statement.value.type), origins(statement.value))
            number = self.site("let", statement.binding.name, statement.span, [shown, *row.slots])
            statement.binding.sites[:], statement.binding.slot = [number], 0
            self.log(number, [address(statement.value.type, name), *row.code])

    def _emit_findrow(self, statement: ir.FindRow) -> None:
        row, name = Row(), variable(statement.binding)
        keys = [self._key(key, row) for key in statement.keys]
        on = "rt.on" if statement.as_of is None else self.expressions.emit(statement.as_of, row)
        self.before(row)
        finder = f"fa_{statement.table}" if statement.every else f"f1_{statement.table}"
        if not self.full:
            self.module.line(f"{name} = {finder}(({', '.join(keys)},), {on})")
            return
        names = [self.expressions.fresh("k") for _ in keys]
        date = self.expressions.fresh("k")
        assigned = ", ".join(f"({k} := {code})" for k, code in zip(names, keys, strict=True))
        self.module.line(f"{name} = {finder}(({assigned},), ({date} := {on}))")
        self.log(self._find_site(statement), [*names, date, name])

    def _key(self, key: ir.Expr, row: Row) -> str:
        return self.expressions.emit(key, row)

    def _find_site(self, statement: ir.FindRow) -> int:
        info = self.symbols.tables[statement.table]
        slots = [
            slot(n, "key", tag(k.type), origins(k)) for n, k in zip(statement.key_names, statement.keys, strict=True)
        ]
        slots.append(slot("as of", "date", "date", origins(statement.as_of) if statement.as_of is not None else ()))
        slots.append(slot(statement.binding.name, "rows" if statement.every else "row", tag(statement.binding.type)))
        number = self.site("find_all" if statement.every else "find", statement.binding.name, statement.span, slots, table=statement.table,
                           columns=list(info.columns), column_types=[tag(c.type) for c in info.columns.values()])  # fmt: skip
        statement.binding.sites[:], statement.binding.slot = [number], len(slots) - 1
        return number

    def _emit_chooseone(self, statement: ir.ChooseOne) -> None:
        source, row = Row(), Row()
        code = self.expressions.emit(statement.source, source)
        self.before(source)
        kept, counter, name = (
            self.expressions.fresh("kept"),
            self.expressions.fresh("n"),
            variable(statement.candidate),
        )
        site, choose = (self.sites.reserve(), self.sites.reserve()) if self.full else (-1, -1)
        statement.candidate.sites[:], statement.candidate.slot = [site], 0
        self.module.line(f"{kept} = []")
        if self.full:
            self.module.line(f"{counter} = 0")
        said = self._said_once(statement)
        with self.module.block(f"for {name} in {code}:"):
            if self.full:
                self.module.line(f"{counter} += 1")
            self._candidate(statement, row, site, choose, kept, said)
        orders = self.constants.code(tuple(order for _, order in statement.preferences))
        self.module.line(f"{name} = pick({kept}, {orders}, {statement.binding.name!r})")
        if self.full:
            slots = [
                slot(statement.binding.name, "value", tag(statement.binding.type)),
                slot("candidates", "figure", "integer"),
            ]
            self.site("choose", statement.binding.name, statement.span, slots, number=choose)
            statement.binding.sites[:], statement.binding.slot = [choose], 0
            self.log(
                choose,
                [address(statement.binding.type, name), counter],
            )

    def _said_once(self, statement: ir.ChooseOne) -> list[str]:
        """Names for the reasons that are the same whichever candidate loses: each is written out once a choice."""
        same = [
            self.full and not may_fail(because) and not mentions(because, statement.candidate)
            for _, because in statement.requirements
        ]
        names = [self.expressions.fresh("s") if each else "" for each in same]
        if any(names):
            self.module.line(" = ".join(filter(None, names)) + " = ''")
        return names

    def _candidate(self, statement: ir.ChooseOne, row: Row, site: int, choose: int, kept: str, said: list[str]) -> None:
        """Judge one candidate: each requirement in order, then the values that preferences compare."""
        name = variable(statement.candidate)
        candidate = address(statement.candidate.type, name)
        rows = [Row() for _ in statement.requirements]
        codes = [
            self.expressions.whole(condition, each)
            for (condition, _), each in zip(statement.requirements, rows, strict=True)
        ]
        told = [Row() for _ in statement.requirements]
        reasons = [
            self.expressions.emit(because, each) if self.full or may_fail(because) else ""
            for (_, because), each in zip(statement.requirements, told, strict=True)
        ]
        values = [self.expressions.emit(value, row) for value, _ in statement.preferences]
        captured = [code for each in rows for code in each.code]
        later = [name for each in rows[1:] for name in each.names]
        if later:
            self.module.line(" = ".join(later) + " = N")
        for at, (code, each) in enumerate(zip(codes, rows, strict=True)):
            self.before(each)
            with self.module.block(f"if not {code}:"):
                self.before(told[at])
                if self.full:
                    reason = f"{said[at]} or ({said[at]} := {reasons[at]})" if said[at] else reasons[at]
                    self.log(site, [candidate, str(at), reason, "()", *captured])
                elif reasons[at]:
                    self.module.line(reasons[at])
                self.module.line("continue")
        self.before(row)
        keys = "(" + "".join(f"{value}, " for value in values) + ")"
        if self.full:
            key = self.expressions.fresh("k")
            self.module.line(f"{key} = {keys}")
            self.log(site, [candidate, "-1", "''", key, *captured])
            keys = key
            self._candidate_site(statement, rows, site, choose)
        self.module.line(f"{kept}.append(({keys}, {name}))")

    def _candidate_site(self, statement: ir.ChooseOne, rows: list[Row], site: int, choose: int) -> None:
        item = statement.candidate.type
        judged = tuple(dict.fromkeys(o for condition, _ in statement.requirements for o in origins(condition)))
        slots = [slot(statement.candidate.name, "value", tag(item), origins(statement.source)), slot("lost on", "index", "integer", judged),
                 slot("because", "text", "text"), slot("preferred by", "figure", "list:text")]  # fmt: skip
        slots += [each for row in rows for each in row.slots]
        self.site("candidate", statement.candidate.name, statement.span, slots, number=site, chain=choose,
                  requirements=[condition.text for condition, _ in statement.requirements],
                  preferences=[f"{value.text} {order}" for value, order in statement.preferences])  # fmt: skip

    # --- branches ---

    def _emit_whenchain(self, statement: ir.WhenChain) -> None:
        if self.full:
            self._full_arms(statement.arms, -1)
        else:
            self._plain_arms(statement.arms)

    def _plain_arms(self, arms: tuple[ir.Arm, ...]) -> None:
        rows = [Row() for _ in arms]
        codes = [
            "" if arm.condition is None else self.expressions.whole(arm.condition, row)
            for arm, row in zip(arms, rows, strict=True)
        ]
        for row in rows:
            self.before(row)
        for at, (arm, code) in enumerate(zip(arms, codes, strict=True)):
            head = "else:" if arm.condition is None else f"{'if' if at == 0 else 'elif'} {code}:"
            with self.module.at(arm.span), self.module.block(head):
                self.body(arm.body)

    def _full_arms(self, arms: tuple[ir.Arm, ...], chain: int) -> None:
        arm = arms[0]
        with self.module.at(arm.span):
            if arm.condition is None:
                number = self.site(
                    "branch",
                    "otherwise",
                    arm.span,
                    [slot("outcome", "outcome", "boolean")],
                    text="otherwise",
                    chain=chain,
                    ends=arm.ends,
                )
                self._within(self.numbered(number, ["True"]), arm.body)
                return
            row, outcome = Row(), self.expressions.fresh("o")
            code = self.expressions.whole(arm.condition, row)
            self.before(row)
            self.module.line(f"{outcome} = {code}")
            number = self.sites.reserve()
            chain = number if chain < 0 else chain
            slots = [slot("outcome", "outcome", "boolean", origins(arm.condition)), *row.slots]
            self.site(
                "branch",
                "when",
                arm.span,
                slots,
                number=number,
                text=arm.condition.text,
                chain=chain,
                ends=arm.ends,
            )
            self.log(number, [outcome, *row.code])
            self._taken(outcome, arm.body)
            if len(arms) > 1:
                with self.module.block("else:"):
                    self._full_arms(arms[1:], chain)

    def _emit_casechain(self, statement: ir.CaseChain) -> None:
        row, value = Row(), self.expressions.fresh("e")
        code = self.expressions.whole(statement.value, row)
        self.before(row)
        self.module.line(f"{value} = {code}")
        for at, arm in enumerate(statement.arms):
            last = at == len(statement.arms) - 1 and at > 0
            head = "else:" if last else f"{'if' if at == 0 else 'elif'} {value} in {self.constants.code(arm.members)}:"
            with self.module.at(arm.span), self.module.block(head):
                written = ""
                if self.full:
                    slots = [
                        slot("outcome", "outcome", "boolean"),
                        slot(
                            statement.value.text,
                            "operand",
                            tag(statement.value.type),
                            origins(statement.value),
                        ),
                    ]
                    number = self.site(
                        "case",
                        ", ".join(arm.members),
                        arm.span,
                        slots,
                        text=f"{statement.value.text} is {', '.join(arm.members)}",
                    )
                    written = self.numbered(number, ["True", value])
                self._within(written, arm.body)

    def _emit_foreach(self, statement: ir.ForEach) -> None:
        source = Row()
        code = self.expressions.emit(statement.source, source)
        self.before(source)
        row, name = Row(), variable(statement.variable)
        number = self.sites.reserve() if self.full else -1
        statement.variable.sites[:], statement.variable.slot = [number], 0
        with self.module.block(f"for {name} in {code}:"):
            condition = self.expressions.whole(statement.condition, row) if statement.condition is not None else "True"
            self.before(row)
            if not self.full:
                if statement.condition is not None:
                    with self.module.block(f"if not {condition}:"):
                        self.module.line("continue")
                self.body(statement.body)
                return
            self._loop_row(statement, row, number, condition)

    def _loop_row(self, statement: ir.ForEach, row: Row, number: int, condition: str) -> None:
        name, outcome = variable(statement.variable), self.expressions.fresh("o")
        self.module.line(f"{outcome} = {condition}")
        shown = [
            slot(statement.variable.name, "value", tag(statement.variable.type), origins(statement.source)),
            slot(
                "outcome", "outcome", "boolean", origins(statement.condition) if statement.condition is not None else ()
            ),
        ]
        text = statement.condition.text if statement.condition is not None else ""
        self.site(
            "for",
            statement.variable.name,
            statement.span,
            [*shown, *row.slots],
            number=number,
            condition=text,
        )
        self.log(number, [address(statement.variable.type, name), outcome, *row.code])
        self._taken(outcome, statement.body)

    # --- searches ---

    def _search(self, search: ir.Search, name: str) -> None:
        """A local function that searches a list; it runs only where the expression asks for it."""
        with self.module.at(search.span), self.module.block(f"def {name}():"):
            source, row = Row(), Row()
            code = self.expressions.emit(search.source, source)
            self.before(source)
            start = {"all": "[]", "count": "0", "sum": "0"}.get(search.kind)
            if start is not None:
                self.module.line(f"found = {start}")
            with self.module.block(f"for {variable(search.variable)} in {code}:"):
                self._search_step(search, row)
            self.module.line(
                {
                    "any": "return False",
                    "no": "return True",
                    "every": "return True",
                    "first": "return None",
                }.get(search.kind, "return found")
            )

    def _search_step(self, search: ir.Search, row: Row) -> None:
        item = variable(search.variable)
        condition = self.expressions.whole(search.condition, row) if search.condition is not None else "True"
        summand = (
            self.expressions.emit(search.summand, row, lazy=search.condition is not None)
            if search.summand is not None
            else ""
        )
        self.before(row)
        test = condition
        if self.full:
            test, added = self.expressions.fresh("o"), ""
            self.module.line(f"{test} = {condition}")
            if summand:
                added = self.expressions.fresh("s")
                self.module.line(
                    f"{added} = {summand} if {test} else 0" if search.condition is not None else f"{added} = {summand}"
                )
                summand = added
            self._search_row(search, row, test, added)
        effect = {"any": "return True", "no": "return False", "every": "return False", "first": f"return {item}", "all": f"found.append({item})",
                  "count": "found += 1", "sum": f"found += {summand}"}[search.kind]  # fmt: skip
        with self.module.block(f"if {'not ' if search.kind == 'every' else ''}{test}:"):
            self.module.line(effect)

    def _search_row(self, search: ir.Search, row: Row, outcome: str, added: str) -> None:
        shown = [slot(search.variable.name, "value", tag(search.variable.type), origins(search.source)),
                 slot("outcome", "outcome", "boolean", origins(search.condition) if search.condition is not None else ())]  # fmt: skip
        values = [address(search.variable.type, variable(search.variable)), outcome]
        if search.summand is not None:
            shown.append(slot(search.summand.text, "value", tag(search.summand.type), origins(search.summand)))
            values.append(added)
        number = self.site(
            "search",
            search.kind,
            search.span,
            [*shown, *row.slots],
            number=search.variable.sites[0],
            text=search.text,
        )
        self.log(number, [*values, *row.code])

    # --- effects ---

    def _emit_decision(self, statement: ir.Decision) -> None:
        row = Row()
        amount = self.expressions.emit(statement.amount, row) if statement.amount is not None else "None"
        because = self.expressions.emit(statement.because, row) if statement.because is not None else "''"
        needs = self.expressions.emit(statement.needs, row) if statement.needs is not None else "''"
        self.before(row)
        node = "-1"
        if self.outcomes and (statement.kind != "pass" or self.full):
            amount, because, needs = self._stored(amount, because, needs)
            site, values = self._decision_site(statement, row), [self.subject, amount, because, needs, *row.code]
            if statement.kind == "pass":
                self.log(site, values)
            else:
                node = self.numbered(site, values)
        cites = self.constants.code(statement.cites)
        decision = (f"Decision({statement.kind!r}, {self.rule!r}, {self.subject}, {statement.group!r}, {statement.reason!r}, "
                    f"{self.constants.code(statement.remarks)}, {amount}, {statement.label!r}, {because}, {needs}, {cites}, {node})")  # fmt: skip
        if statement.kind == "pass":
            decision = "None"
        self.module.line(f"return {decision}, {self.sets or '{}'}" if self.pair else f"return {decision}")

    def _stored(self, *codes: str) -> list[str]:
        names: list[str] = []
        for code in codes:
            if code in ("None", "''"):
                names.append(code)
                continue
            names.append(self.expressions.fresh("x"))
            self.module.line(f"{names[-1]} = {code}")
        return names

    def _decision_site(self, statement: ir.Decision, row: Row) -> int:
        amount = origins(statement.amount) if statement.amount is not None else ()
        because = origins(statement.because) if statement.because is not None else ()
        slots = [slot("subject", "subject", "record"), slot("amount", "amount", "money", amount), slot("because", "text", "text", because),
                 slot("needs", "text", "text"), *row.slots]  # fmt: skip
        return self.site(statement.kind, statement.label or f"{statement.group}-{statement.reason}".strip("-"), statement.span, slots, text=statement.text,
                         group=statement.group, carc=statement.reason, remarks=list(statement.remarks), label=statement.label, cites=list(statement.cites))  # fmt: skip

    def _emit_setvalue(self, statement: ir.SetValue) -> None:
        row = Row()
        code = self.expressions.whole(statement.value, row)
        self.before(row)
        subject = f"{variable(statement.subject)}.ref"
        target = f"rt.r_{statement.result}[{subject}]"
        if self.sets:
            target = f"{self.sets}[('r_{statement.result}', {subject})] = {target}"
        if not self.outcomes:
            self.module.line(f"{target} = {code}")
            return
        value = self.expressions.fresh("x")
        self.module.line(f"{target} = {value} = {code}")
        kind = self.symbols.results[statement.result].type
        slots = [
            slot("subject", "subject", "record"),
            slot(statement.result, "value", tag(kind), origins(statement.value)),
            *row.slots,
        ]
        number = self.site("set", statement.result, statement.span, slots)
        self.log(number, [subject, address(kind, value), *row.code])

    def _emit_givevalue(self, statement: ir.GiveValue) -> None:
        row = Row()
        code = self.expressions.whole(statement.value, row)
        self.before(row)
        if not self.full:
            self.module.line(f"return {code}")
            return
        value = self.expressions.fresh("x")
        self.module.line(f"{value} = {code}")
        shown = slot("value", "value", tag(statement.value.type), origins(statement.value))
        self.log(
            self.site("give", "give", statement.span, [shown, *row.slots]),
            [address(statement.value.type, value), *row.code],
        )
        self.module.line(f"return {value}")
