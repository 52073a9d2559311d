"""Programs and traces made by hand, for tests: sites and rows as compiled rules write them."""

from __future__ import annotations

import hashlib
from typing import Any

from claimwright.trace.sites import Header, Origin, Site, SiteTable, Slot

NCCI = """\
pack ncci "Code pairs"

define bypasses (line: Line, other: Line) -> Boolean
  give any m in line.modifiers where m is in [XE, XP]

clause procedure_to_procedure (claim: Claim, line: Line, book: Book)
  for other in book.history where other.from_date is line.from_date
    find pair in ncci_ptp where column_one is other.procedure and column_two is line.procedure
    when pair is present
      when pair.modifier_indicator is 0
        deny CO-236
      otherwise when bypasses (line, other)
        pass
      otherwise
        deny CO-236 with N20
          because "{line.procedure} with {other.procedure} on claim {other.claim_id}"

  exception emergency when line.emergency and line.place_of_service is 23
    pass
"""

PRICING = """\
pack pricing "Pricing"

clause allowed_amount (claim: Claim, line: Line, book: Book)
  choose term among book.terms
    require term.from_date is on or before line.from_date because "the contract starts later"
    prefer term.priority highest
  find fee in fees where procedure is line.procedure
  let rate be harbor.rate
  let full be fee.amount * rate rounded half up to the cent
  set allowed to lesser of full and line.charge

clause contractual (claim: Claim, line: Line, book: Book)
  let gap be line.charge - allowed of line
  when gap is more than $0.00
    reduce CO-45 by gap

clause deductible (claim: Claim, line: Line, book: Book)
  let left be book.left / book.years rounded half up to the cent
"""

FILES = {"ncci": ("ncci.clause", NCCI), "pricing": ("pricing.clause", PRICING)}


class Program:
    """Collects sites; `find` returns where in the source a text stands, so that spans are true."""

    def __init__(self) -> None:
        self.sites: list[Site] = []

    def site(self, kind: Any, name: str, *slots: Slot, rule: str = "", at: str = "", **more: Any) -> int:
        file, source = FILES.get(rule.partition(".")[0], ("", ""))
        line = next((n for n, text in enumerate(source.splitlines(), 1) if at and at in text), 0)
        column = source.splitlines()[line - 1].index(at) + 1 if line else 0
        more.setdefault("text", at)
        self.sites.append(Site(kind, name, rule, file, line, column, line, column + len(at), slots=slots, **more))
        return len(self.sites) - 1

    def table(self) -> SiteTable:
        sources = dict(FILES.values())
        return SiteTable(hashlib.sha256(repr(self.sites).encode()).hexdigest(), tuple(self.sites), sources)


class Recorder:
    """Appends rows, as compiled rules do."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []

    def add(self, site: int, parent: int, *values: Any) -> int:
        self.rows.append([site, parent, *values])
        return len(self.rows) - 1


def header(table: SiteTable, *, subject: str = "C1", run: str = "00000000000000aa") -> Header:
    """A receipt for the table's program."""
    packs = tuple((name, hashlib.sha256(text.encode()).hexdigest()) for name, (_, text) in FILES.items())
    tables = (("fees", "f" * 64), ("ncci_ptp", "e" * 64))
    return Header("claimtrace/1", "0.1.0", run, subject, "full", table.program, packs, tables, "2024-08-01", "d" * 64)


def variable(*sites: int, slot: int = 0, path: tuple[str, ...] = ()) -> Origin:
    return Origin("variable", sites=sites, slot=slot, path=path)


def slot(name: str, role: Any, kind: str, *origins: Origin) -> Slot:
    return Slot(name, role, kind, origins)
