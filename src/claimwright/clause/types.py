"""The types of Clause.

Numbers are exact integers with a scale known from the types alone: money has 2 decimals, a rate 4, a quantity 3, an
integer 0. Addition aligns scales, multiplication adds them, and only `rounded` takes decimals away; so nothing is
ever rounded without the rule saying so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

MONEY_SCALE, RATE_SCALE, QUANTITY_SCALE = 2, 4, 3


@dataclass(frozen=True, slots=True)
class Num:
    """A number of `scale` decimals; `kind` is `money`, `rate`, `quantity`, `integer` or `number`."""

    kind: str
    scale: int

    @property
    def is_money(self) -> bool:
        return self.kind == "money"

    def __str__(self) -> str:
        if self.kind == "money" and self.scale != MONEY_SCALE:
            return f"unrounded Money with {self.scale} decimals"
        if self.kind == "number":
            return f"Number with {self.scale} decimals"
        return self.kind.capitalize()


@dataclass(frozen=True, slots=True)
class Basic:
    """`Text`, `Boolean`, `Date`, `Period`."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class CodeOf:
    """A code of one system."""

    system: str

    def __str__(self) -> str:
        return self.system


@dataclass(frozen=True, slots=True)
class EnumOf:
    """A member of an enumeration."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RecordOf:
    """A record."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RowOf:
    """A row of a table."""

    table: str

    def __str__(self) -> str:
        return f"row of {self.table}"


@dataclass(frozen=True, slots=True)
class ListOf:
    """`list of T`."""

    item: Type

    def __str__(self) -> str:
        return f"list of {self.item}"


@dataclass(frozen=True, slots=True)
class SetOf:
    """`set of T`: codes and ranges of codes."""

    item: Type

    def __str__(self) -> str:
        return f"set of {self.item}"


@dataclass(frozen=True, slots=True)
class Maybe:
    """`T?`."""

    item: Type

    def __str__(self) -> str:
        return f"{self.item}?"


@dataclass(frozen=True, slots=True)
class Wrong:
    """The type of an expression that is already reported; agrees with everything."""

    def __str__(self) -> str:
        return "?"


Type: TypeAlias = Num | Basic | CodeOf | EnumOf | RecordOf | RowOf | ListOf | SetOf | Maybe | Wrong

MONEY = Num("money", MONEY_SCALE)
RATE = Num("rate", RATE_SCALE)
QUANTITY = Num("quantity", QUANTITY_SCALE)
INTEGER = Num("integer", 0)
TEXT, BOOLEAN, DATE, PERIOD = Basic("Text"), Basic("Boolean"), Basic("Date"), Basic("Period")
WRONG = Wrong()

BUILT_IN: dict[str, Type] = {
    "Money": MONEY,
    "Rate": RATE,
    "Quantity": QUANTITY,
    "Integer": INTEGER,
    "Text": TEXT,
    "Boolean": BOOLEAN,
    "Date": DATE,
    "Period": PERIOD,
}


def strip(kind: Type) -> Type:
    """The type without its question mark."""
    return kind.item if isinstance(kind, Maybe) else kind


def tag(kind: Type) -> str:
    """How a trace names the type, so that a value can be written without the rules at hand."""
    match kind:
        case Num():
            return kind.kind if _STANDARD.get(kind.kind) == kind.scale else f"number:{kind.scale}"
        case Basic():
            return kind.name.lower()
        case CodeOf():
            return f"code:{kind.system}"
        case RowOf():
            return f"row:{kind.table}"
        case ListOf() | SetOf():
            return f"list:{tag(kind.item)}"
        case Maybe():
            return tag(kind.item)
        case EnumOf() | RecordOf() | Wrong():
            return _PLAIN[type(kind)]


_STANDARD = {"money": MONEY_SCALE, "rate": RATE_SCALE, "quantity": QUANTITY_SCALE, "integer": 0}
_PLAIN: dict[type, str] = {EnumOf: "enumeration", RecordOf: "record", Wrong: "text"}
