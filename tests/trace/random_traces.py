"""Random well-formed traces: any tree over every kind of site, any values, cut anywhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from random import Random
from typing import Any, get_args

from builder import header
from hypothesis import strategies as st

from claimwright.trace.sites import NOT_EVALUATED, Origin, Site, SiteKind, SiteTable, Slot, Trace

KINDS = tuple(get_args(SiteKind))
SOURCES = {"a.clause": "one\ntwo\n"}
INNER = frozenset({"run", "stage", "item", "clause", "call", "branch", "case", "for", "exception"})

SHAPES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "item": (("line", "argument", "record"), ("denied", "test", "boolean")),
    "find": (("key", "key", "code:Procedure"), ("date", "date", "date"), ("row", "row", "row:fees")),
    "find_all": (("key", "key", "code:Procedure"), ("date", "date", "date"), ("rows", "rows", "row:fees")),
    "choose": (("term", "value", "record"), ("count", "figure", "integer")),
    "candidate": (
        ("term", "value", "record"),
        ("lost", "index", "integer"),
        ("priority", "operand", "quantity"),
    ),
    "version": (("chosen", "index", "integer"), ("judged", "date", "date"), ("lost", "value", "list:text")),
    "set": (("line", "subject", "record"), ("allowed", "value", "money")),
    "outcome": (("line", "subject", "record"), ("state", "text", "text"), ("paid", "figure", "money")),
    "error": (("line", "subject", "record"), ("code", "text", "text"), ("message", "text", "text")),
}
CONDITION = (("outcome", "outcome", "boolean"), ("a", "operand", "money"), ("a is $1.00", "test", "boolean"))
STEP = (("x", "value", "record"), ("outcome", "outcome", "boolean"), ("x.day", "operand", "date"))
DECISION = (("line", "subject", "record"), ("amount", "amount", "money"), ("because", "text", "text"))
for _kind in ("branch", "exception"):
    SHAPES[_kind] = CONDITION
for _kind in ("for", "search"):
    SHAPES[_kind] = STEP
for _kind in ("deny", "reduce", "pend", "pass"):
    SHAPES[_kind] = DECISION
SHAPES["case"] = (("outcome", "outcome", "boolean"), ("value", "value", "enumeration"))
DEFAULT = (("a", "argument", "record"), ("b", "value", "rate"))

REFS = ("C1/line/1", "C1/line/2", "C1", "book")
WORDS = ("", "a", "because", "naïve — {x}", "two\nlines", "x" * 40)


def _row_found(r: Random) -> tuple[Any, ...] | None:
    lost = (((r.randrange(9), 5, 1, ()), "ended"),) if r.random() < 0.2 else ()
    return None if r.random() < 0.4 else (r.choice(["99212", "85025"]), r.randrange(10**6), r.randrange(99), lost)


BY_TYPE: dict[str, Callable[[Random], Any]] = {
    "money": lambda r: r.choice([None, NOT_EVALUATED, r.randrange(-(10**9), 10**9)]),
    "rate": lambda r: r.randrange(20000),
    "quantity": lambda r: r.randrange(10**6),
    "integer": lambda r: r.randrange(-1, 4),
    "date": lambda r: r.choice([None, dt.date(2024, 7, r.randrange(1, 31))]),
    "boolean": lambda r: r.choice([True, False, NOT_EVALUATED]),
    "record": lambda r: r.choice(REFS),
    "row:fees": _row_found,
    "enumeration": lambda r: r.choice(["participating", "out_of_network"]),
    "list:text": lambda r: [(r.randrange(4), r.choice(WORDS))] * r.randrange(3),
}
FIND = {"columns": ["procedure", "amount"], "column_types": ["code:Procedure", "money"], "table": "fees"}
TOP = frozenset({"run", "stage", "item", "outcome"})


@lru_cache
def make_table(seed: int) -> SiteTable:
    """Two sites of every kind, with origins that may or may not resolve."""
    r = Random(seed)
    return SiteTable("p" * 64, tuple(_site(r, kind, number) for kind in KINDS for number in range(2)), SOURCES)


def _site(r: Random, kind: Any, number: int) -> Site:
    slots = tuple(Slot(n, role, t, _origins(r)) for n, role, t in SHAPES.get(kind, DEFAULT))  # type: ignore[arg-type]
    rule = "" if kind in TOP else f"pack.rule{number}"
    attributes: dict[str, Any] = FIND if kind in {"find", "find_all"} else {}
    if kind in {"deny", "reduce"}:
        attributes = {"group": "CO", "carc": "45"}
    chain = 2 * KINDS.index(kind) if kind == "branch" else -1
    place = ("a.clause", number + 1, 1, number + 1, 9)
    return Site(kind, f"{kind}{number}", rule, *place, f"{kind} text", slots, chain, r.random() < 0.5, attributes)


def _origins(r: Random) -> tuple[Origin, ...]:
    def sites() -> tuple[int, ...]:
        return (r.randrange(2 * len(KINDS)),)

    subject = Origin("variable", sites=sites())
    choices = (
        Origin("variable", sites=sites(), slot=r.randrange(3), path=r.choice([(), ("amount",)])),
        Origin("result", r.choice(["set0", "set1", "nothing"]), subject=subject),
        Origin("state", r.choice(["denied", "pended"]), subject=subject),
        Origin("call", r.choice(["call0", "call1"])),
        Origin("search", sites=sites()),
        Origin("data", "harbor", path=("rate",)),
    )
    return tuple(r.sample(choices, r.randrange(3)))


def make_trace(seed: int, count: int) -> tuple[Trace, SiteTable]:
    """A trace of `count` rows: the first is the run, later ones hang from open rows."""
    r = Random(seed)
    table = make_table(seed % 8)
    rows: list[list[Any]] = [_row(r, table, 0, -1)]
    spine = [0]
    for number in range(1, count):
        late = r.choice(spine) if r.random() < 0.1 else -1
        spine = spine[: r.randrange(len(spine)) + 1]
        site = r.randrange(2, len(table.sites))
        rows.append(_row(r, table, site, late if late >= 0 else spine[-1]))
        if table.sites[site].kind in INNER and late < 0:
            spine.append(number)
    return Trace(header(table), rows), table


def traces(most: int = 60) -> st.SearchStrategy[tuple[Trace, SiteTable]]:
    """Traces of up to `most` rows; a failing one shrinks in its number of rows."""
    return st.builds(make_trace, st.integers(0, 2**32), st.integers(1, most))


def _row(r: Random, table: SiteTable, site: int, parent: int) -> list[Any]:
    values = (BY_TYPE.get(slot.type, lambda r: r.choice(WORDS))(r) for slot in table.sites[site].slots)
    return [site, parent, *values]
