"""The story of `builder`: every site of its two packs, and the rows of one run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from builder import Program, Recorder, header, slot, variable

from claimwright.trace.codec import decode, encode
from claimwright.trace.sites import NOT_EVALUATED, Origin, SiteTable, Trace
from claimwright.trace.tree import Tree

CLAIM, BOOK, OTHER, DAY = "C1", "book", "H9/line/1", "2024-07-10"


class Pair(NamedTuple):
    column_one: str
    column_two: str
    modifier_indicator: int
    row: int
    lost: tuple[Any, ...] = ()


class Fee(NamedTuple):
    procedure: str
    amount: int
    row: int
    lost: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What the story can be told with."""

    procedures: tuple[str, ...] = ("99212", "85025")
    charges: tuple[int, ...] = (9000, 2500)
    emergency: bool = False
    indicator: int = 1
    bypass: bool = False
    rate: int = 10500
    fee: int = 5432
    fails: bool = False
    repeat: int = 1
    """How often each line's prices are judged, to make long traces."""


def line(number: int) -> str:
    return f"C1/line/{number}"


ARGUMENTS = ("claim", "line", "book")


class Sites:
    """The sites of both packs, by short names."""

    def __init__(self) -> None:
        self.program = p = Program()
        self.run = p.site("run", "professional", *(slot(n, "argument", "record") for n in ("claim", "book")))
        self.edits = p.site("stage", "edits")
        self.edits_item = p.site("item", "line", slot("line", "argument", "record"))
        self.price = p.site(
            "stage",
            "pricing",
            attributes={"unless": ["denied"], "clauses": ["allowed_amount", "contractual", "deductible"]},
        )
        state = Origin("state", "deny", subject=Origin("variable", "line"))
        guards = (slot("denied", "test", "boolean", state),)
        self.price_item = p.site("item", "line", slot("line", "argument", "record"), *guards)
        self.edit_sites(p)
        self.pricing_sites(p)
        self.outcome = p.site(
            "outcome",
            "line",
            slot("line", "subject", "record"),
            slot("state", "text", "text"),
            slot("allowed", "figure", "money"),
        )
        self.error = p.site(
            "error",
            "pricing.deductible",
            slot("subject", "subject", "record"),
            slot("code", "text", "text"),
            slot("message", "text", "text"),
            rule="main.professional",
        )
        self.table: SiteTable = p.table()

    def clause(self, name: str, rule: str) -> int:
        slots = [slot(n, "argument", "record", Origin("variable", n)) for n in ARGUMENTS]
        return self.program.site(
            "clause",
            name,
            *slots,
            rule=rule,
            at=f"clause {name}",
            attributes={"title": "", "cites": ["CLM104 ch. 23"]},
        )

    def edit_sites(self, p: Program) -> None:
        rule = "ncci.procedure_to_procedure"
        self.ptp = ptp = self.clause("procedure_to_procedure", rule)
        emergency = (
            slot("line.emergency", "operand", "boolean", variable(ptp, slot=1, path=("emergency",))),
            slot(
                "line.place_of_service",
                "operand",
                "code:Place",
                variable(ptp, slot=1, path=("place_of_service",)),
            ),
        )
        tests = (
            slot("line.emergency", "test", "boolean"),
            slot("line.place_of_service is 23", "test", "boolean"),
        )
        self.emergency = p.site(
            "exception",
            "emergency",
            slot("outcome", "outcome", "boolean"),
            *emergency,
            *tests,
            rule=rule,
            at="exception emergency when",
            text="line.emergency and line.place_of_service is 23",
        )
        self.passed = p.site(
            "pass",
            "pass",
            slot("subject", "subject", "record"),
            slot("amount", "amount", "money"),
            slot("because", "text", "text"),
            slot("needs", "text", "text"),
            rule=rule,
            at="    pass",
        )
        own = p_next(p)
        self.other = p.site(
            "for",
            "other",
            slot("other", "value", "record", variable(ptp, slot=2, path=("history",))),
            slot("outcome", "outcome", "boolean"),
            slot("other.from_date", "operand", "date", variable(own, path=("from_date",))),
            slot("line.from_date", "operand", "date", variable(ptp, slot=1, path=("from_date",))),
            rule=rule,
            at="for other in book.history where other.from_date is line.from_date",
        )
        subject = variable(ptp, slot=1)
        keys = (
            slot("column_one", "key", "code:Procedure", variable(self.other, path=("procedure",))),
            slot("column_two", "key", "code:Procedure", variable(ptp, slot=1, path=("procedure",))),
        )
        columns = {
            "table": "ncci_ptp",
            "columns": ["column_one", "column_two", "modifier_indicator"],
            "column_types": ["code:Procedure", "code:Procedure", "integer"],
        }
        self.pair = p.site(
            "find",
            "pair",
            *keys,
            slot("date", "date", "date", variable(ptp, slot=1, path=("from_date",))),
            slot("pair", "row", "row:ncci_ptp"),
            rule=rule,
            at="find pair in ncci_ptp where column_one is other.procedure and column_two is line.procedure",
            attributes=columns,
        )
        pair = variable(self.pair, slot=3)
        self.present = p.site(
            "branch",
            "when",
            slot("outcome", "outcome", "boolean"),
            slot("pair is present", "test", "boolean", pair),
            rule=rule,
            at="pair is present",
            chain=p_next(p),
        )
        indicator = slot(
            "pair.modifier_indicator",
            "operand",
            "integer",
            variable(self.pair, slot=3, path=("modifier_indicator",)),
        )
        first = p_next(p)
        self.zero = p.site(
            "branch",
            "when",
            slot("outcome", "outcome", "boolean"),
            indicator,
            rule=rule,
            at="pair.modifier_indicator is 0",
            chain=first,
            ends=True,
        )
        decision = (
            slot("line", "subject", "record", subject),
            slot("amount", "amount", "money"),
            slot("because", "text", "text"),
            slot("needs", "text", "text"),
        )
        code = {"group": "CO", "carc": "236"}
        self.deny_zero = p.site("deny", "CO-236", *decision, rule=rule, at="deny CO-236", attributes=code)
        self.bypassed = p.site(
            "branch",
            "otherwise when",
            slot("outcome", "outcome", "boolean"),
            slot("bypasses (line, other)", "operand", "boolean", Origin("call", "bypasses")),
            rule=rule,
            at="bypasses (line, other)",
            chain=first,
            ends=True,
        )
        self.call = p.site(
            "call",
            "bypasses",
            slot("line", "argument", "record", Origin("variable", "line")),
            slot("other", "argument", "record", Origin("variable", "other")),
            rule="ncci.bypasses",
            at="define bypasses",
        )
        self.search = p.site(
            "search",
            "any",
            slot("m", "value", "code:Modifier", variable(self.call, path=("modifiers",))),
            slot("outcome", "outcome", "boolean"),
            slot("m", "operand", "code:Modifier", variable(p_next(p))),
            rule="ncci.bypasses",
            at="any m in line.modifiers where m is in [XE, XP]",
        )
        self.give = p.site(
            "give",
            "bypasses",
            slot("value", "value", "boolean", Origin("search", sites=(self.search,))),
            rule="ncci.bypasses",
            at="give any m in line.modifiers where m is in [XE, XP]",
        )
        self.otherwise = p.site(
            "branch",
            "otherwise",
            slot("outcome", "outcome", "boolean"),
            rule=rule,
            at="      otherwise",
            text="otherwise",
            chain=first,
            ends=True,
        )
        used = (
            slot("line.procedure", "operand", "code:Procedure", variable(ptp, slot=1, path=("procedure",))),
            slot("other.procedure", "operand", "code:Procedure", variable(self.other, path=("procedure",))),
            slot("other.claim_id", "operand", "text", variable(self.other, path=("claim_id",))),
        )
        self.deny = p.site(
            "deny",
            "CO-236",
            *decision,
            *used,
            rule=rule,
            at="deny CO-236 with N20",
            attributes={**code, "remarks": ["N20"], "cites": ["NCCI policy manual ch. 1"]},
        )

    def pricing_sites(self, p: Program) -> None:
        rule = "pricing.allowed_amount"
        self.allowed_amount = clause = self.clause("allowed_amount", rule)
        own = p_next(p)
        self.candidate = p.site(
            "candidate",
            "term",
            slot("term", "value", "record", variable(clause, slot=2, path=("terms",))),
            slot("lost on", "index", "integer"),
            slot("because", "text", "text"),
            slot("preferred by", "figure", "list:text"),
            slot("term.from_date", "operand", "date", variable(own, path=("from_date",))),
            slot("line.from_date", "operand", "date", variable(clause, slot=1, path=("from_date",))),
            rule=rule,
            at="require term.from_date is on or before line.from_date",
            chain=own + 1,
            attributes={
                "requirements": ["term.from_date is on or before line.from_date"],
                "preferences": ["term.priority highest"],
            },
        )
        self.choose = p.site(
            "choose",
            "term",
            slot("term", "value", "record"),
            slot("candidates", "figure", "integer"),
            rule=rule,
            at="choose term among book.terms",
        )
        columns = {
            "table": "fees",
            "columns": ["procedure", "amount"],
            "column_types": ["code:Procedure", "money"],
        }
        self.fee = p.site(
            "find",
            "fee",
            slot("procedure", "key", "code:Procedure", variable(clause, slot=1, path=("procedure",))),
            slot("date", "date", "date", variable(clause, slot=1, path=("from_date",))),
            slot("fee", "row", "row:fees"),
            rule=rule,
            at="find fee in fees where procedure is line.procedure",
            attributes=columns,
        )
        self.rate = p.site(
            "let",
            "rate",
            slot("rate", "value", "rate", Origin("data", "harbor", path=("rate",))),
            rule=rule,
            at="let rate be harbor.rate",
        )
        self.full = p.site(
            "let",
            "full",
            slot("full", "value", "money", variable(self.fee, slot=2, path=("amount",)), variable(self.rate)),
            rule=rule,
            at="let full be fee.amount * rate rounded half up to the cent",
        )
        self.set = p.site(
            "set",
            "allowed",
            slot("subject", "subject", "record"),
            slot("allowed", "value", "money", variable(self.full), variable(clause, slot=1, path=("charge",))),
            slot("full", "operand", "money", variable(self.full)),
            slot("line.charge", "operand", "money", variable(clause, slot=1, path=("charge",))),
            rule=rule,
            at="set allowed to lesser of full and line.charge",
        )
        rule = "pricing.contractual"
        self.contractual = clause = self.clause("contractual", rule)
        allowed = Origin("result", "allowed", subject=variable(clause, slot=1))
        self.gap = p.site(
            "let",
            "gap",
            slot("gap", "value", "money", variable(clause, slot=1, path=("charge",)), allowed),
            rule=rule,
            at="let gap be line.charge - allowed of line",
        )
        self.positive = p.site(
            "branch",
            "when",
            slot("outcome", "outcome", "boolean"),
            slot("gap", "operand", "money", variable(self.gap)),
            rule=rule,
            at="gap is more than $0.00",
            chain=p_next(p),
            ends=True,
        )
        self.reduce = p.site(
            "reduce",
            "CO-45",
            slot("subject", "subject", "record"),
            slot("gap", "amount", "money", variable(self.gap)),
            slot("because", "text", "text"),
            slot("needs", "text", "text"),
            rule=rule,
            at="reduce CO-45 by gap",
            attributes={"group": "CO", "carc": "45"},
        )
        self.deductible = self.clause("deductible", "pricing.deductible")


def p_next(p: Program) -> int:
    return len(p.sites)


def tell(facts: Facts = Facts(), sites: Sites | None = None) -> tuple[Trace, SiteTable]:
    """One run of the story."""
    s = sites or Sites()
    rows = Recorder()
    run = rows.add(s.run, -1, CLAIM, BOOK)
    denied = _edits(s, rows, run, facts)
    _pricing(s, rows, run, facts, denied)
    _outcomes(s, rows, run, facts, denied)
    return Trace(header(s.table), rows.rows), s.table


def changed(facts: Facts, **changes: Any) -> Facts:
    return replace(facts, **changes)


def _edits(s: Sites, r: Recorder, run: int, facts: Facts) -> set[int]:
    stage = r.add(s.edits, run)
    denied: set[int] = set()
    for number, procedure in enumerate(facts.procedures, 1):
        item = r.add(s.edits_item, stage, line(number))
        if _ptp(s, r, item, facts, number, procedure):
            denied.add(number)
    return denied


def _ptp(s: Sites, r: Recorder, item: int, facts: Facts, number: int, procedure: str) -> bool:
    frame = r.add(s.ptp, item, CLAIM, line(number), BOOK)
    if facts.emergency:
        exception = r.add(s.emergency, frame, True, True, "23", True, True)
        r.add(s.passed, exception, line(number), None, "", "")
        return False
    r.add(s.emergency, frame, False, False, NOT_EVALUATED, False, NOT_EVALUATED)
    r.add(s.other, frame, "H8/line/1", False, "2024-06-01", DAY)
    step = r.add(s.other, frame, OTHER, True, DAY, DAY)
    pair = Pair("99202", procedure, facts.indicator, 812) if procedure == "99212" else None
    r.add(s.pair, step, "99202", procedure, DAY, pair)
    present = r.add(s.present, step, pair is not None, pair is not None)
    return pair is not None and _hit(s, r, present, facts, number, procedure)


def _hit(s: Sites, r: Recorder, present: int, facts: Facts, number: int, procedure: str) -> bool:
    zero = r.add(s.zero, present, facts.indicator == 0, facts.indicator)
    if facts.indicator == 0:
        r.add(s.deny_zero, zero, line(number), None, "never together", "")
        return True
    call = r.add(s.call, present, line(number), OTHER)
    r.add(s.search, call, "25", False, "25")
    if facts.bypass:
        r.add(s.search, call, "XE", True, "XE")
    r.add(s.give, call, facts.bypass)
    bypassed = r.add(s.bypassed, present, facts.bypass, facts.bypass)
    if facts.bypass:
        r.add(s.passed, bypassed, line(number), None, "", "")
        return False
    rest = r.add(s.otherwise, present, True)
    because = f"{procedure} with 99202 on claim H9"
    r.add(s.deny, rest, line(number), None, because, "", procedure, "99202", "H9")
    return True


def _pricing(s: Sites, r: Recorder, run: int, facts: Facts, denied: set[int]) -> None:
    stage = r.add(s.price, run)
    for number, (procedure, charge) in enumerate(zip(facts.procedures, facts.charges, strict=True), 1):
        item = r.add(s.price_item, stage, line(number), number in denied)
        if number in denied:
            continue
        for _ in range(facts.repeat):
            allowed = _allowed(s, r, item, facts, number, procedure, charge)
        frame = r.add(s.contractual, item, CLAIM, line(number), BOOK)
        gap = charge - allowed
        r.add(s.gap, frame, gap)
        branch = r.add(s.positive, frame, gap > 0, gap)
        if gap > 0:
            r.add(s.reduce, branch, line(number), gap, "contract price", "")
        frame = r.add(s.deductible, item, CLAIM, line(number), BOOK)
        if facts.fails:
            r.add(s.error, item, line(number), "RUN-DIV", "division by zero: book.years is 0")


def _allowed(s: Sites, r: Recorder, item: int, facts: Facts, number: int, procedure: str, charge: int) -> int:
    frame = r.add(s.allowed_amount, item, CLAIM, line(number), BOOK)
    r.add(s.candidate, frame, "book/term/1", 0, "the contract starts later", (), "2025-01-01", DAY)
    r.add(s.candidate, frame, "book/term/2", -1, "", (3,), "2024-01-01", DAY)
    r.add(s.choose, frame, "book/term/2", 2)
    fee = Fee(
        procedure,
        facts.fee if procedure == "99212" else facts.fee // 3,
        77,
        (((procedure, 1), "ended 2023-12-31"),),
    )
    r.add(s.fee, frame, procedure, DAY, fee)
    r.add(s.rate, frame, facts.rate)
    full = (fee.amount * facts.rate + 5000) // 10000
    r.add(s.full, frame, full)
    allowed = min(full, charge)
    r.add(s.set, frame, line(number), allowed, full, charge)
    return allowed


def _outcomes(s: Sites, r: Recorder, run: int, facts: Facts, denied: set[int]) -> None:
    allowed = {row[2]: row[3] for row in r.rows if row[0] == s.set}
    for number in range(1, len(facts.procedures) + 1):
        state = "denied" if number in denied else "pended" if facts.fails else "paid"
        r.add(s.outcome, run, line(number), state, allowed.get(line(number), 0))


def build(facts: Facts = Facts()) -> Tree:
    """The story as read back from its bytes."""
    trace, table = tell(facts)
    return Tree(decode(encode(trace.header, trace.rows)), table)
