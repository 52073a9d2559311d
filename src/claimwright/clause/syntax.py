"""The syntax tree of Clause: what the parser builds, and the formatter, checker and compiler read.

Every node is immutable and knows where it stands. Nodes that occupy whole source lines (declarations, fields,
statements) also keep the comments around them, so that formatting loses nothing.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of source: lines and columns count from 1, the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Trivia:
    """Comments before a node, one a line without the dashes, the comment behind it, and whether a blank line precedes."""

    before: tuple[str, ...] = ()
    behind: str = ""
    blank_before: bool = False
    blanks: tuple[int, ...] = ()
    """Which comments of `before`, counted from 0, a blank line follows."""


NO_TRIVIA = Trivia()


# --- types -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NamedType:
    """`Money`, `Date`, a record, an enumeration, a code system; `row of TABLE` where `table` is set."""

    span: Span
    name: str
    decimals: int | None = None
    """For `Number with N decimals`."""
    table: bool = False


@dataclass(frozen=True, slots=True)
class OptionalType:
    """`T?`: may be absent."""

    span: Span
    item: TypeExpr


@dataclass(frozen=True, slots=True)
class ListType:
    """`list of T`."""

    span: Span
    item: TypeExpr


@dataclass(frozen=True, slots=True)
class SetType:
    """`set of CODE`: codes and ranges of codes."""

    span: Span
    item: TypeExpr


TypeExpr: TypeAlias = NamedType | OptionalType | ListType | SetType

# --- expressions -----------------------------------------------------------------------------------------------

Unit = Literal["days", "weeks", "months", "years"]


@dataclass(frozen=True, slots=True)
class MoneyLiteral:
    """`$40.00`, in cents."""

    span: Span
    cents: int


@dataclass(frozen=True, slots=True)
class RateLiteral:
    """`62.5%`: `digits` over ten to the `scale`, of one (0.625 is 625 and 3)."""

    span: Span
    digits: int
    scale: int
    text: str


@dataclass(frozen=True, slots=True)
class NumberLiteral:
    """`3`, `1.50` or, where a code is expected, `99202`: the text is kept for that."""

    span: Span
    digits: int
    scale: int
    text: str


@dataclass(frozen=True, slots=True)
class CodeLiteral:
    """`G0463`, `E11.9`, `LT`: capitals and digits, at least one capital; its system comes from the context."""

    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class ReasonLiteral:
    """`CO-236`: a group code and an adjustment reason code."""

    span: Span
    group: str
    reason: str


@dataclass(frozen=True, slots=True)
class DateLiteral:
    """`2024-07-01`."""

    span: Span
    value: dt.date


@dataclass(frozen=True, slots=True)
class PeriodLiteral:
    """`90 days`."""

    span: Span
    count: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class BooleanLiteral:
    """`true` or `false`."""

    span: Span
    value: bool


@dataclass(frozen=True, slots=True)
class TextLiteral:
    """`"..."`; the parts alternate as written between literal text and `{expression}`."""

    span: Span
    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True)
class ListLiteral:
    """`[a, b]`."""

    span: Span
    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class CodeRange:
    """`99202 to 99215`, both ends included; only inside a set of codes."""

    span: Span
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Name:
    """A variable, parameter or enumeration member."""

    span: Span
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """`line 1`, only in tests: one item of the list that a pipeline walks; `index` counts from 1."""

    span: Span
    name: str
    index: int


@dataclass(frozen=True, slots=True)
class Field:
    """`of.name`."""

    span: Span
    of: Expr
    name: str


@dataclass(frozen=True, slots=True)
class ResultOf:
    """`allowed of line`: a value that a clause has set."""

    span: Span
    result: str
    subject: Expr


@dataclass(frozen=True, slots=True)
class Call:
    """`f (a, b)`."""

    span: Span
    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Negate:
    """`-a`."""

    span: Span
    operand: Expr


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """`a + b`, and the like."""

    span: Span
    operator: Literal["+", "-", "*", "/"]
    left: Expr
    right: Expr


RoundingMode = Literal["half up", "half even", "up", "down"]


@dataclass(frozen=True, slots=True)
class Rounded:
    """`a rounded half up to the cent` (`decimals` None) or `... to 4 decimals`."""

    span: Span
    operand: Expr
    mode: RoundingMode
    decimals: int | None


ComparisonOperator = Literal[
    "is", "is not", "is less than", "is at most", "is more than", "is at least",
    "is before", "is on or before", "is after", "is on or after", "is in", "is not in",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """`a is at least b`."""

    span: Span
    operator: ComparisonOperator
    left: Expr
    right: Expr


StateTest = Literal["present", "absent", "empty", "denied", "pended"]


@dataclass(frozen=True, slots=True)
class Is:
    """`a is present`, `line is not denied`."""

    span: Span
    operand: Expr
    state: StateTest
    negated: bool


@dataclass(frozen=True, slots=True)
class Not:
    """`not a`."""

    span: Span
    operand: Expr


@dataclass(frozen=True, slots=True)
class Logical:
    """`a and b and c`, or with `or`; two operands or more, evaluated left to right until decided."""

    span: Span
    operator: Literal["and", "or"]
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Else:
    """`a else b`: b where a is absent."""

    span: Span
    operand: Expr
    default: Expr


@dataclass(frozen=True, slots=True)
class Extreme:
    """`lesser of a and b`, `greater of a and b`."""

    span: Span
    which: Literal["lesser", "greater"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True)
class Between:
    """`days from a to b`: whole units from a to b, negative where b is earlier."""

    span: Span
    unit: Unit
    start: Expr
    end: Expr


@dataclass(frozen=True, slots=True)
class Quantifier:
    """A bounded search of a list.

    `any x in xs where c`, `no x in ...`, `every x in xs satisfies c` (Boolean); `first x in xs where c` (optional);
    `all x in xs where c` (list); `count of x in xs where c` (Integer); `sum of e for x in xs where c`.
    """

    span: Span
    kind: Literal["any", "no", "every", "first", "all", "count", "sum"]
    variable: str
    source: Expr
    condition: Expr | None
    summand: Expr | None = None


Expr: TypeAlias = (
    MoneyLiteral | RateLiteral | NumberLiteral | CodeLiteral | ReasonLiteral | DateLiteral | PeriodLiteral
    | BooleanLiteral | TextLiteral | ListLiteral | CodeRange | Name | Item | Field | ResultOf | Call | Negate | Arithmetic
    | Rounded | Comparison | Is | Not | Logical | Else | Extreme | Between | Quantifier
)  # fmt: skip

# --- statements ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Let:
    """`let x be e`."""

    span: Span
    trivia: Trivia
    name: str
    value: Expr


@dataclass(frozen=True, slots=True)
class KeyMatch:
    """`column is e` in a `find`."""

    span: Span
    column: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Find:
    """`find r in t where a is x and b is y as of d`: the row in force (optional), or with `all` the list of rows."""

    span: Span
    trivia: Trivia
    name: str
    table: str
    keys: tuple[KeyMatch, ...]
    as_of: Expr | None
    every: bool


@dataclass(frozen=True, slots=True)
class Require:
    """`require c because "..."`: a candidate that fails it has lost, for that reason."""

    span: Span
    trivia: Trivia
    condition: Expr
    because: TextLiteral


@dataclass(frozen=True, slots=True)
class Prefer:
    """`prefer e highest`: among the candidates left, those with the best value stay."""

    span: Span
    trivia: Trivia
    value: Expr
    order: Literal["highest", "lowest"]


@dataclass(frozen=True, slots=True)
class Choose:
    """`choose x among xs`, with requirements and preferences in order; `x` is optional afterwards."""

    span: Span
    trivia: Trivia
    name: str
    source: Expr
    criteria: tuple[Require | Prefer, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """One arm of a `when` chain; `condition` None is `otherwise`."""

    span: Span
    trivia: Trivia
    condition: Expr | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class When:
    """`when c`, `otherwise when d`, `otherwise`."""

    span: Span
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One arm of a `case`: the enumeration members it covers; none is `otherwise`."""

    span: Span
    trivia: Trivia
    members: tuple[Name, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class CaseOf:
    """`case e` with `is a, b` arms; every member of the enumeration must be covered."""

    span: Span
    trivia: Trivia
    value: Expr
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class For:
    """`for x in xs where c`."""

    span: Span
    trivia: Trivia
    variable: str
    source: Expr
    condition: Expr | None
    body: tuple[Statement, ...]


DecisionKind = Literal["deny", "reduce", "pend", "pass"]


@dataclass(frozen=True, slots=True)
class Decide:
    """`deny CO-236 with N362`, `reduce CO-45 by e`, `pend label`, `pass`; it ends the clause.

    `because`, `needs` (what a pended claim waits for) and `cites` follow on indented lines.
    """

    span: Span
    trivia: Trivia
    kind: DecisionKind
    reason: ReasonLiteral | None = None
    label: str = ""
    remarks: tuple[CodeLiteral, ...] = ()
    amount: Expr | None = None
    because: TextLiteral | None = None
    needs: TextLiteral | None = None
    cites: tuple[TextLiteral, ...] = ()


@dataclass(frozen=True, slots=True)
class SetResult:
    """`set allowed to e`, for the clause's subject."""

    span: Span
    trivia: Trivia
    result: str
    value: Expr


@dataclass(frozen=True, slots=True)
class Give:
    """`give e`: the value of a `define`."""

    span: Span
    trivia: Trivia
    value: Expr


Statement: TypeAlias = Let | Find | Choose | When | CaseOf | For | Decide | SetResult | Give

# --- declarations ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parameter:
    """`line: Line`, or in a pipeline `line in claim.lines` (`source` set, `type` None)."""

    span: Span
    name: str
    type: TypeExpr | None
    source: Expr | None = None


@dataclass(frozen=True, slots=True)
class Dating:
    """`in force from a until b` and `known from c`; an end is included; None is open."""

    span: Span
    start: dt.date | None = None
    end: dt.date | None = None
    known: dt.date | None = None


@dataclass(frozen=True, slots=True)
class CodeSystem:
    """`code system Procedure`."""

    span: Span
    trivia: Trivia
    name: str
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Enumeration:
    """`enumeration Network is participating, out_of_network`."""

    span: Span
    trivia: Trivia
    name: str
    members: tuple[Name, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldDecl:
    """`name: Type`, with `key` before it for a table's key column."""

    span: Span
    trivia: Trivia
    name: str
    type: TypeExpr
    key: bool
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """`record Plan written as plan dated by from_date`."""

    span: Span
    trivia: Trivia
    name: str
    written_as: str
    dated_by: str
    fields: tuple[FieldDecl, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`table ncci_ptp "..."` with its columns."""

    span: Span
    trivia: Trivia
    name: str
    title: str
    columns: tuple[FieldDecl, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """`result allowed of Line: Money starts at $0.00`."""

    span: Span
    trivia: Trivia
    name: str
    subject: str
    type: TypeExpr
    start: Expr | None
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Define:
    """`define f (x: T) -> U`: a pure function; every path ends in `give`."""

    span: Span
    trivia: Trivia
    name: str
    parameters: tuple[Parameter, ...]
    returns: TypeExpr
    dating: Dating | None
    cites: tuple[TextLiteral, ...]
    body: tuple[Statement, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExceptionRule:
    """`exception label to parent when c`."""

    span: Span
    trivia: Trivia
    label: str
    parent: str
    condition: Expr
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """`clause name (line: Line)`: a rule; its first `let`, `find` and `choose` statements are seen by its exceptions."""

    span: Span
    trivia: Trivia
    name: str
    parameters: tuple[Parameter, ...]
    dating: Dating | None
    cites: tuple[TextLiteral, ...]
    body: tuple[Statement, ...]
    exceptions: tuple[ExceptionRule, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageEntry:
    """A clause's name in a stage."""

    span: Span
    trivia: Trivia
    clause: str


@dataclass(frozen=True, slots=True)
class Stage:
    """`stage pricing unless denied or pended`, with its clauses in order."""

    span: Span
    trivia: Trivia
    name: str
    unless: tuple[Literal["denied", "pended"], ...]
    entries: tuple[StageEntry, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """`pipeline professional (claim: Claim, line in claim.lines, book: Book)`."""

    span: Span
    trivia: Trivia
    name: str
    parameters: tuple[Parameter, ...]
    stages: tuple[Stage, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataField:
    """`name: a, b`, or `name:` with items or fields below it.

    Exactly one of `values` (one expression, or several for a list or set), `items` (records of a list) and
    `fields` (a nested record) is not empty; all three empty is an empty list.
    """

    span: Span
    trivia: Trivia
    name: str
    values: tuple[Expr, ...]
    items: tuple[DataItem, ...]
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class DataItem:
    """`benefit office_visit "Office visits"` with its fields: one record of a list. `name` and `title` may be empty."""

    span: Span
    trivia: Trivia
    word: str
    name: str
    title: str
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class Data:
    """`plan harbor_silver "Harbor Silver"`: a record written as data; `word` is the record's `written as`."""

    span: Span
    trivia: Trivia
    word: str
    name: str
    title: str
    dating: Dating | None
    fields: tuple[DataField, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """`given claim: Claim` with fields: an input of a test."""

    span: Span
    trivia: Trivia
    name: str
    type: str
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class GivenTable:
    """`given table ncci_ptp from 2024-07-01 until 2024-09-30` with `row` items: all that the test's table holds.

    Without dates the table covers every date.
    """

    span: Span
    trivia: Trivia
    table: str
    dating: Dating | None
    rows: tuple[DataItem, ...]


@dataclass(frozen=True, slots=True)
class GivenResult:
    """`given allowed of line 1 is $50.00`: a value set by an earlier stage."""

    span: Span
    trivia: Trivia
    result: str
    subject: Item | Name
    value: Expr


@dataclass(frozen=True, slots=True)
class Run:
    """`run name on line 2`: a clause for one item (`item` 0: for every item), or a pipeline."""

    span: Span
    trivia: Trivia
    target: str
    item: int
    item_name: str = "line"


@dataclass(frozen=True, slots=True)
class ExpectDecision:
    """`expect deny CO-236 with N362 on line 1`, `expect reduce CO-45 by $10.00`, `expect pend label`,
    `expect no decision`. `because` asks that the sentence holds the text. `item` 0: any subject.
    """

    span: Span
    trivia: Trivia
    kind: DecisionKind | Literal["no decision"]
    reason: ReasonLiteral | None
    label: str
    remarks: tuple[CodeLiteral, ...]
    amount: Expr | None
    because: str
    item: int
    item_name: str = "line"


@dataclass(frozen=True, slots=True)
class ExpectValue:
    """`expect e`: a Boolean expression over the test's inputs and the results; items are `line 1`."""

    span: Span
    trivia: Trivia
    value: Expr


@dataclass(frozen=True, slots=True)
class Test:
    """`test "..."` with `given`, `run` and `expect` lines in order."""

    span: Span
    trivia: Trivia
    title: str
    known_on: dt.date | None
    steps: tuple[GivenRecord | GivenTable | GivenResult | Run | ExpectDecision | ExpectValue, ...]


Declaration: TypeAlias = (
    CodeSystem | Enumeration | Record | Table | Result | Define | Clause | Pipeline | Data | Test
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pack:
    """One `.clause` file: `pack ncci "..."`, `uses vocabulary, plans`, then declarations."""

    span: Span
    trivia: Trivia
    path: str
    source: str
    name: str
    title: str
    uses: tuple[Name, ...]
    declarations: tuple[Declaration, ...]
    doc: tuple[str, ...]
    tail: tuple[str, ...] = ()
    """Comments after the last declaration."""
