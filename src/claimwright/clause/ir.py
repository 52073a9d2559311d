"""The checked form of a pack: names resolved, types known, conversions written out. The compiler reads only this.

Each expression carries its type, the source text it came from and its span, so that a trace can show both.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from claimwright.clause import syntax
from claimwright.clause.syntax import Span
from claimwright.clause.types import Type


@dataclass(slots=True, eq=False)
class Binding:
    """A name in scope. `sites` are filled by the compiler: the rows that give the name its value."""

    name: str
    type: Type
    kind: Literal["parameter", "let", "find", "choose", "for", "search"]
    span: Span
    used: bool = False
    sites: list[int] = field(default_factory=list[int])
    slot: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """What every expression has."""

    type: Type
    span: Span
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Const(Node):
    """A value known from the source: integers scaled, codes as text, dates; a tuple for a list; a `CodeSet` for a set."""

    value: Any


@dataclass(frozen=True, slots=True, eq=False)
class Var(Node):
    """A name in scope."""

    binding: Binding


@dataclass(frozen=True, slots=True, eq=False)
class DataList(Node):
    """Every data record of a word: `plans`."""

    word: str


@dataclass(frozen=True, slots=True, eq=False)
class Get(Node):
    """A field of a record or a column of a row."""

    of: Expr
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class ResultRead(Node):
    """A result of a subject; `start` is its value before any clause has set it."""

    result: str
    subject: Expr
    start: Any


@dataclass(frozen=True, slots=True, eq=False)
class CallOf(Node):
    """A call of a `define`."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Scaled(Node):
    """The operand times a power of ten: a change of scale upwards."""

    operand: Expr
    factor: int


@dataclass(frozen=True, slots=True, eq=False)
class Binary(Node):
    """`+`, `-`, `*` of integers at equal or added scales, or dates with periods (`date+`, `date-`)."""

    operator: Literal["+", "-", "*", "date+", "date-"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class RoundTo(Node):
    """Decimals taken away: by a power of ten (`divisor` None), or by a quotient whose numerator is scaled by `factor`."""

    operand: Expr
    mode: syntax.RoundingMode
    factor: int
    divisor: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Node):
    """A comparison, with Python's operator."""

    operator: Literal["==", "!=", "<", "<=", ">", ">=", "in", "not in"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Test(Node):
    """`is present`, `is empty`, `is denied`, ... of the operand."""

    operand: Expr
    state: syntax.StateTest
    negated: bool


@dataclass(frozen=True, slots=True, eq=False)
class NotOf(Node):
    """Negation."""

    operand: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Both(Node):
    """`and`, `or`."""

    operator: Literal["and", "or"]
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Default(Node):
    """`a else b`."""

    operand: Expr
    default: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Pick(Node):
    """`lesser of`, `greater of`."""

    which: Literal["lesser", "greater"]
    left: Expr
    right: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Distance(Node):
    """`days from a to b`."""

    unit: syntax.Unit
    start: Expr
    end: Expr


@dataclass(frozen=True, slots=True, eq=False)
class ListOfValues(Node):
    """A list literal with parts that are not constant."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sentence(Node):
    """A text with values in it."""

    parts: tuple[str | Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Search(Node):
    """A quantifier."""

    kind: Literal["any", "no", "every", "first", "all", "count", "sum"]
    variable: Binding
    source: Expr
    condition: Expr | None
    summand: Expr | None


Expr: TypeAlias = (
    Const | Var | DataList | Get | ResultRead | CallOf | Scaled | Binary | RoundTo | Compare | Test | NotOf | Both | Default
    | Pick | Distance | ListOfValues | Sentence | Search
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class LetValue:
    span: Span
    binding: Binding
    value: Expr


@dataclass(frozen=True, slots=True, eq=False)
class FindRow:
    """A search of a table; `as_of` None is the judged date."""

    span: Span
    binding: Binding
    table: str
    keys: tuple[Expr, ...]
    key_names: tuple[str, ...]
    as_of: Expr | None
    every: bool


@dataclass(frozen=True, slots=True, eq=False)
class ChooseOne:
    """A choice; the candidate is bound while the criteria are judged, the winner afterwards."""

    span: Span
    binding: Binding
    candidate: Binding
    source: Expr
    requirements: tuple[tuple[Expr, Sentence | Const], ...]
    preferences: tuple[tuple[Expr, Literal["highest", "lowest"]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Arm:
    """One branch: `condition` None is `otherwise`; `ends`: every path through it ends the rule."""

    span: Span
    condition: Expr | None
    body: tuple[Statement, ...]
    ends: bool


@dataclass(frozen=True, slots=True, eq=False)
class WhenChain:
    span: Span
    arms: tuple[Arm, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CaseArm:
    span: Span
    members: tuple[str, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CaseChain:
    span: Span
    value: Expr
    arms: tuple[CaseArm, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ForEach:
    span: Span
    variable: Binding
    source: Expr
    condition: Expr | None
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A decision; `text` is its source line without what follows it."""

    span: Span
    kind: syntax.DecisionKind
    group: str
    reason: str
    label: str
    remarks: tuple[str, ...]
    amount: Expr | None
    because: Expr | None
    needs: Expr | None
    cites: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class SetValue:
    span: Span
    result: str
    subject: Binding
    value: Expr


@dataclass(frozen=True, slots=True, eq=False)
class GiveValue:
    span: Span
    value: Expr


Statement: TypeAlias = (
    LetValue | FindRow | ChooseOne | WhenChain | CaseChain | ForEach | Decision | SetValue | GiveValue
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class InForce:
    """The dates of a version: judged date within `start` and `end` (included), known from `known`."""

    start: dt.date | None = None
    end: dt.date | None = None
    known: dt.date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A checked `define`."""

    name: str
    pack: str
    path: str
    span: Span
    parameters: tuple[Binding, ...]
    returns: Type
    in_force: InForce
    cites: tuple[str, ...]
    body: tuple[Statement, ...]
    calls: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Exceptional:
    """A checked exception: `parent` is empty at the top."""

    label: str
    parent: str
    span: Span
    condition: Expr
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A checked version of a clause. `shared` are its leading statements, seen by its exceptions."""

    name: str
    pack: str
    path: str
    span: Span
    title: str
    parameters: tuple[Binding, ...]
    subject: Binding
    in_force: InForce
    cites: tuple[str, ...]
    shared: tuple[Statement, ...]
    body: tuple[Statement, ...]
    exceptions: tuple[Exceptional, ...]
    calls: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class StageOf:
    name: str
    span: Span
    unless: tuple[Literal["denied", "pended"], ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class PipelineOf:
    """A checked pipeline: its inputs in order, and the item that it walks (`item` in `source`), if any."""

    name: str
    pack: str
    path: str
    span: Span
    inputs: tuple[tuple[str, Type], ...]
    item: str
    item_type: Type | None
    source_input: str
    source_field: str
    item_date: str
    """The field of the item that it is judged on; empty where it has none."""
    input_date: tuple[str, str]
    """The first input that has a date to be judged on, and its field."""
    stages: tuple[StageOf, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DataRecord:
    """A checked record written as data: its values by field, nested records as `DataRecord`, lists as tuples."""

    record: str
    name: str
    title: str
    in_force: InForce
    values: dict[str, Any]
    pack: str
    path: str
    span: Span
