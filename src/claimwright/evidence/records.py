"""Figures of a sentence and the evidence they are checked against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FigureKind = Literal["money", "date", "code", "percent", "number", "id"]
EvidenceKind = Literal["money", "date", "code", "text", "number", "percent", "id"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A checkable thing in a text; `text[start:end] == raw`, offsets in code points.

    `value` is the normal form: money in cents (`"123450"`), a date as `YYYY-MM-DD` with `*` for what the text
    leaves open (`"****-07-15"`), percent and number as plain decimals, code and id in capitals without
    separators. A code named by a cue carries its system: `MOD59`, `CARC45`, `GROUPCO`.
    """

    kind: FigureKind
    raw: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value that may be cited: money in cents, a date or its ISO text, a percentage as 20 for 20%, a rate
    between 0 and 1 as a number, a code or identifier as written, or any text."""

    kind: EvidenceKind
    value: str | int | Decimal | date


EvidenceLike = Evidence | str | int | Decimal | date
