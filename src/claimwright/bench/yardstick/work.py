"""What the hand-written rules work on: the claim, each line with what is known of it so far, and their decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from claimwright.claims.records import Book, Claim, ContractTerm, Coverage, Line, Provider
from claimwright.clause.tables import Lookup, NoData
from claimwright.core.money import format_cents


class Decision(NamedTuple):
    """As the engine's, without the trace node and the citations."""

    kind: str
    rule: str
    subject: str
    group: str
    reason: str
    remarks: tuple[str, ...]
    amount: int | None
    label: str
    because: str
    needs: str


class Tie(Exception):  # noqa: N818  -- an answer, as the engine has it: the line is pended
    """Several candidates are left, and nothing prefers one."""


class LineWork:
    """One line and what the rules have found of it so far."""

    denied = False
    pended = False
    payable = False
    coverage: Coverage | None = None
    plan: Any = None
    term: ContractTerm | None = None
    contract: Any = None
    in_network = False
    shares_in_network = False
    benefit: Any = None
    method: str | None = None
    rate = 0
    schedule = ""
    locality = ""
    lesser_of_charge = True
    price: int | None = None
    agreed: int | None = None
    component_paid = 0
    allowed = 0
    copay_amount = 0
    coinsurance_rate = 0
    deductible_applies = False
    copay_first = True
    deductible_left = 0
    out_of_pocket_left = 0
    deductible = 0
    copay = 0
    coinsurance = 0
    deductible_due = 0
    copay_due = 0
    coinsurance_due = 0

    def __init__(self, line: Line) -> None:
        self.line = line
        self.on: dt.date = line.from_date
        self.npi: str = line.rendering_npi or ""


class ClaimWork:
    """One claim under judgement."""

    def __init__(self, claim: Claim, book: Book, tables: Mapping[str, Lookup], plans: Any, contracts: Any) -> None:
        self.claim, self.book, self.tables = claim, book, tables
        self.plans, self.contracts = plans, contracts
        self.lines = [LineWork(line) for line in claim.lines]
        replaced = claim.original_reference or ""
        self.history = [each for each in book.history if each.claim_id != replaced]
        """Without the lines of the claim that this one replaces."""
        self.providers = {each.npi: each for each in reversed(book.providers)}
        self.limits: dict[tuple[str, int, bool], tuple[int, int]] = {}
        """What deductible and out-of-pocket maximum leave, by plan, year and network."""
        self.pended = False
        self.decisions: list[Decision] = []

    def deny(self, work: LineWork, rule: str, code: str, because: str, *remarks: str) -> None:
        """Refuse the line; `code` is group and CARC."""
        work.denied = True
        group, reason = code.split("-")
        self.decisions.append(
            Decision("deny", rule, work.line.ref, group, reason, remarks, None, "", because, ""),
        )

    def reduce(self, work: LineWork, rule: str, code: str, amount: int, because: str) -> None:
        """Take money off the line."""
        group, reason = code.split("-")
        self.decisions.append(
            Decision("reduce", rule, work.line.ref, group, reason, (), amount, "", because, ""),
        )

    def pend(self, work: LineWork, rule: str, label: str, because: str, needs: str) -> None:
        """Hold the line for a person."""
        work.pended = True
        self.decisions.append(Decision("pend", rule, work.line.ref, "", "", (), None, label, because, needs))

    def pend_claim(self, rule: str, label: str, because: str, needs: str) -> None:
        """Hold the claim for a person."""
        self.pended = True
        self.decisions.append(Decision("pend", rule, self.claim.ref, "", "", (), None, label, because, needs))

    def no_answer(self, work: LineWork, rule: str, error: NoData | Tie) -> None:
        """A rule cannot be judged: the line waits."""
        if isinstance(error, NoData):
            self.pend(work, rule, "no data", str(error), f"an edition of {error.table} that covers {error.asked}")
        else:
            self.pend(work, rule, "rule failed", str(error), "a correction of the rule or of the data that it read")


def same_visit(one: Line, npi: str, two: Line) -> bool:
    """Whether a line is of the provider with this NPI and of the day of the other line."""
    return one.from_date == two.from_date and npi == (one.rendering_npi or "")


def is_visit(procedure: str) -> bool:
    """Evaluation and management (CLM104 ch. 12 s. 30.6)."""
    return ("99202" <= procedure <= "99499" and len(procedure) == 5) or procedure in _OTHER_VISITS


_OTHER_VISITS = frozenset({"92002", "92004", "92012", "92014", "G0438", "G0439", "G0463"})

ANATOMIC = frozenset(
    [
        "E1",
        "E2",
        "E3",
        "E4",
        "FA",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "TA",
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
        "T7",
        "T8",
        "T9",
        "LT",
        "RT",
        "LC",
        "LD",
        "RC",
        "LM",
        "RI",
    ]
)
"""Modifiers that name a part of the body."""


def are_colleagues(providers: Mapping[str, Provider], one: str, two: str) -> bool:
    """Whether two NPIs are of one specialty in one group (CLM104 ch. 12 s. 30.6.5)."""
    here, there = providers.get(one), providers.get(two)
    if here is None or there is None or not here.group:
        return False
    return here.group == there.group and here.specialty == there.specialty


money = format_cents


def quantity(thousandths: int) -> str:
    """Units without trailing zeros."""
    whole, part = divmod(thousandths, 1000)
    return f"{whole}.{part:03}".rstrip("0") if part else str(whole)


def rate(ten_thousandths: int) -> str:
    """A percentage without trailing zeros."""
    whole, part = divmod(ten_thousandths, 100)
    return f"{whole}.{part:02}".rstrip("0") + "%" if part else f"{whole}%"


def half_up(value: int, divisor: int) -> int:
    """The quotient to the nearest whole, a half away from zero."""
    return (2 * value + divisor) // (2 * divisor) if value >= 0 else -((2 * -value + divisor) // (2 * divisor))
