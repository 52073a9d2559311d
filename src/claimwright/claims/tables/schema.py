"""What a reference table holds (columns and their types) and when it may be asked (the dates that an edition
covers).
"""

from __future__ import annotations

import datetime as dt
import keyword
from dataclasses import dataclass
from typing import Literal, get_args

from claimwright.core.errors import ConfigError

ColumnType = Literal["money", "rate", "quantity", "integer", "number", "date", "text", "code", "boolean"]

_FIXED: dict[str, int] = {"money": 2, "rate": 4, "quantity": 3, "integer": 0}
_TEXTUAL = ("text", "code")
_RESERVED = ("row", "lost")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Values are `str`, `bool`, `datetime.date` or scaled integers; absent is None (optional
    columns only).

    `decimals` is the scale of a `number`; money has 2 (cents), rate 4, quantity 3, integer 0, whatever is
    given. An empty cell of a text or code column that is not optional is the empty text; key columns are
    never optional.
    """

    name: str
    type: ColumnType
    key: bool = False
    decimals: int = 0
    optional: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "decimals", _FIXED.get(self.type, self.decimals if self.type == "number" else 0))
        if self.type not in get_args(ColumnType):
            raise ConfigError(
                f"column {self.name!r} has the unknown type {self.type!r}",
                fix=f"use one of {', '.join(get_args(ColumnType))}",
                code="TABLE-SCHEMA",
            )
        if self.key and self.optional:
            raise ConfigError(
                f"key column {self.name!r} cannot be optional",
                fix="use an empty text for 'none'",
                code="TABLE-SCHEMA",
            )
        if not 0 <= self.decimals <= 9:
            raise ConfigError(
                f"column {self.name!r} has {self.decimals} decimals",
                fix="0 to 9 are possible",
                code="TABLE-SCHEMA",
            )

    @property
    def textual(self) -> bool:
        """Whether its values are `str`."""
        return self.type in _TEXTUAL

    @property
    def scaled(self) -> bool:
        """Whether its values are integers scaled by `decimals`."""
        return not self.textual and self.type not in ("date", "boolean")

    def __str__(self) -> str:
        kind = f"number with {self.decimals} decimals" if self.type == "number" else self.type
        return f"{'key ' if self.key else ''}{self.name} {kind}{'?' if self.optional else ''}"


@dataclass(frozen=True, slots=True)
class Schema:
    """A table's name and columns. `window` names the source columns of a row's own dates in force, where it
    has them.
    """

    name: str
    columns: tuple[Column, ...]
    window: tuple[str, str] = ("from", "until")

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        for name in names:
            _check_name(self.name, name, names)
        if not self.keys:
            raise ConfigError(
                f"table {self.name} has no key column",
                fix="mark at least one column as key",
                code="TABLE-SCHEMA",
            )

    @property
    def keys(self) -> tuple[Column, ...]:
        """The key columns, in order."""
        return tuple(column for column in self.columns if column.key)

    def names(self) -> tuple[str, ...]:
        """The column names, in order."""
        return tuple(column.name for column in self.columns)


def _check_name(table: str, name: str, names: list[str]) -> None:
    if name in _RESERVED or keyword.iskeyword(name) or not name.isidentifier() or name.startswith("_"):
        raise ConfigError(
            f"table {table}: {name!r} cannot be the name of a column",
            fix="choose another name",
            code="TABLE-SCHEMA",
        )
    if names.count(name) > 1:
        raise ConfigError(f"table {table}: column {name!r} is declared twice", fix="remove one", code="TABLE-SCHEMA")


@dataclass(frozen=True, slots=True)
class Edition:
    """One issue of a table: the dates it covers (both included), when it became known (None: always), where
    it came from.

    Outside the covered dates the answer is "no data", never "no row".
    """

    first: dt.date
    last: dt.date
    known_from: dt.date | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ConfigError(
                f"a table cannot cover {self.first} to {self.last}",
                fix="give the earlier date first",
                code="TABLE-DATES",
            )

    def covers(self, on: dt.date) -> bool:
        """Whether the date is covered."""
        return self.first <= on <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"
