"""Sites: what is known about a trace's rows from the code alone, kept once per program and joined when a trace is read.

A trace is a list of flat rows. Row `i` is `[site, parent, value, value, ...]`: `site` is an index into the program's
site table, `parent` the number of the enclosing row (-1 for the first), and the values stand in the order of the
site's slots. A row's number is its node id. Rows are appended in order of execution: what an expression calls or
searches stands before the row of the statement that uses it, as a sibling.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SiteKind = Literal[
    "run",        # the whole run; slots: inputs (references)
    "stage",      # a stage of the pipeline
    "item",       # one line within a stage; slots: the line's reference, then a boolean per guard (`unless denied`)
    "clause",     # a clause's frame; slots: arguments (references)
    "call",       # a function's frame; slots: arguments
    "give",       # a function's value
    "let",        # a named value
    "find",       # a table search; slots: keys, date, then the row found (list of columns, row number, lost) or None
    "find_all",   # likewise; the last slot is a list of rows
    "choose",     # the choice among candidates: slots: the winner's reference or None, number of candidates
    "candidate",  # one candidate, before its `choose`; slots: reference, requirement lost (index, -1 none), preference values
    "branch",     # a condition evaluated; slots: outcome, then the values compared and the truth of each test
    "case",       # an enumeration's arm; slots: outcome, value
    "for",        # one step of a loop; slots: the item, outcome of its `where`, then the values compared
    "search",     # one step of `any`, `first`, `sum` and the like; slots as in `for`
    "exception",  # a labelled exception's condition; slots as in `branch`
    "version",    # a rule's versions; slots: chosen index or -1, judged date, list of [index, reason lost]
    "deny", "reduce", "pend", "pass",  # decisions; slots: subject, amount, because, needs, then values used
    "set",        # a result; slots: subject, value, then values used
    "outcome",    # what became of a subject; slots: subject, then figures, written by the host
    "error",      # a rule failed or had no data; slots: subject, code, message
]  # fmt: skip

Role = Literal[
    "argument",
    "operand",
    "test",
    "outcome",
    "value",
    "key",
    "date",
    "row",
    "rows",
    "subject",
    "amount",
    "text",
    "index",
    "figure",
]


class Origin(msgspec.Struct, frozen=True, omit_defaults=True, array_like=False):
    """Where a value comes from, as far as the code tells. Reading joins it with the rows (`trace.provenance`).

    - `variable`: the latest earlier row of the same frame whose site is in `sites`, slot `slot`; then the fields of `path`.
      Where that row is the frame itself, the variable is an argument.
    - `result`: the latest earlier `set` row of result `name` for the subject that the origin `subject` resolves to.
    - `state`: earlier `deny` (or `pend`, by `name`) rows for the subject that `subject` resolves to.
    - `call`: the sibling `call` rows of function `name` since the previous statement.
    - `search`: the sibling `search` rows of site `sites` since the previous statement.
    - `data`: a constant record of the packs, `name`, then `path`.
    """

    kind: Literal["variable", "result", "state", "call", "search", "data"]
    name: str = ""
    sites: tuple[int, ...] = ()
    slot: int = 0
    path: tuple[str, ...] = ()
    subject: Origin | None = None


class Slot(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value of a row.

    `type` says how to write it: `money` (cents), `rate` (ten-thousandths of one), `quantity` (thousandths), `integer`,
    `number:N` (N decimals), `date`, `period`, `text`, `boolean`, `code:SYSTEM`, `enumeration`, `record` (a reference),
    `row:TABLE`, `list:TYPE`.
    """

    name: str
    """As written in the rule: `pair.modifier_indicator`; for a test, its source text."""
    role: Role
    type: str
    origins: tuple[Origin, ...] = ()


class Site(msgspec.Struct, frozen=True, omit_defaults=True):
    """A place in a rule that writes rows."""

    kind: SiteKind
    name: str
    """Clause, function, variable, table, result, label, stage; by kind."""
    rule: str = ""
    """`pack.clause`, the rule that the site belongs to."""
    file: str = ""
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    text: str = ""
    """The source text of the condition, expression or requirement."""
    slots: tuple[Slot, ...] = ()
    chain: int = -1
    """Of a `branch`: the site of the first branch of its `when`; of a `candidate`: its `choose`."""
    ends: bool = False
    """Of a `branch`: taking it always ends the clause, so what follows depends on its outcome."""
    attributes: dict[str, Any] = {}
    """Decisions: `group`, `carc`, `remarks`, `cites`, `label`; `find`: `table`, `columns`, `column_types`; `candidate`:
    `requirements` (texts), `because` (texts); clauses: `title`, `cites`, `in_force`; stages: `unless`."""


class SiteTable(msgspec.Struct, frozen=True):
    """The sites of one program."""

    program: str
    """SHA-256 over the packs, their order and the pipeline, hexadecimal."""
    sites: tuple[Site, ...]
    sources: dict[str, str] = {}
    """File name to source text, so that a reader can show the rule beside the row."""


class Header(msgspec.Struct, frozen=True):
    """The receipt of a run: with it and the inputs, the run can be repeated."""

    format: str
    """`claimtrace/1`."""
    engine: str
    """Claimwright's version."""
    run: str
    """Identity of the run: SHA-256 over program, tables, dates and inputs, 16 hexadecimal digits."""
    subject: str
    """The claim's id."""
    level: Literal["off", "outcome", "full"]
    program: str
    packs: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each pack's text."""
    tables: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each table's content."""
    known_on: str
    """Knowledge date, ISO."""
    inputs: str
    """SHA-256 over the canonical bytes of the inputs."""
    ledger_read: tuple[str, ...] = ()
    ledger_written: tuple[str, ...] = ()


NOT_EVALUATED = msgspec.msgpack.Ext(0, b"")
"""Stands for a value that the rule never computed, because an `and` or `or` was already decided."""


class Trace(msgspec.Struct, frozen=True):
    """A decoded trace: rows as read, without the site table."""

    header: Header
    rows: list[list[Any]]
