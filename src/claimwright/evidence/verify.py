"""Check the figures of a sentence against the values it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from claimwright.core.errors import InputError
from claimwright.core.money import parse_cents
from claimwright.evidence.codes import GROUPS, split_group, split_modifiers, squeeze
from claimwright.evidence.dates import compact_date, is_within
from claimwright.evidence.extract import extract_figures, flatten
from claimwright.evidence.records import Evidence, EvidenceLike, Figure

_RATE_LIMIT = Decimal(1)
_RANGE = re.compile(r"[-/]")
_RANGE_PART = 4


def verify(sentence: str, evidence: Iterable[EvidenceLike]) -> tuple[Figure, ...]:
    """The figures of `sentence` that no evidence supports; empty where all stand.

    A plain `str` counts as text, an `int` or `Decimal` as a number, a `date` as a date. Formats do not matter
    ($1,234.50 is 123450 cents; 07/15/2024 is 2024-07-15); kinds do: a number supports no amount.
    """
    return EvidenceIndex(evidence).unsupported(sentence)


class EvidenceIndex:
    """Evidence read once and asked for many sentences."""

    def __init__(self, evidence: Iterable[EvidenceLike]) -> None:
        self._money: set[Decimal] = set()
        self._dates: set[str] = set()
        self._percents: set[Decimal] = set()
        self._numbers: set[Decimal] = set()
        self._codes: set[str] = set()
        self._tokens: set[str] = set()
        self._bare: set[str] = set()
        for item in evidence:
            self._add(_typed(item))

    def unsupported(self, sentence: str) -> tuple[Figure, ...]:
        """The figures of `sentence` that nothing here supports."""
        return tuple(figure for figure in extract_figures(sentence) if not self.supports(figure))

    def supports(self, figure: Figure) -> bool:
        """True where some evidence says what `figure` says."""
        match figure.kind:
            case "money":
                return self._has_money(Decimal(figure.value))
            case "percent":
                return Decimal(figure.value) in self._percents
            case "date":
                return any(is_within(figure.value, known) for known in self._dates)
            case "number":
                return self._has_number(figure)
            case "code":
                return self._has_code(figure)
            case "id":
                return self._has_token(figure)

    def _has_money(self, cents: Decimal) -> bool:
        return cents in self._money or (cents > 0 and -cents in self._money)

    def _has_number(self, figure: Figure) -> bool:
        value, written = Decimal(figure.value), flatten(figure.raw)
        if value in self._numbers or written in self._bare:
            return True
        if "." in written and len(written) - written.index(".") == 3:
            return self._has_money(value * 100)
        return len(written) == 4 and any(known[:4] == written for known in self._dates)

    def _has_code(self, figure: Figure) -> bool:
        if figure.value in self._codes or self._has_token(figure):
            return True
        parts = split_modifiers(flatten(figure.raw))
        if parts:
            return parts[0] in self._tokens and all(part in self._codes for part in parts[1:])
        group, carc = split_group(figure.value)
        return bool(group) and group in self._tokens and carc in self._tokens

    def _has_token(self, figure: Figure) -> bool:
        if figure.value in self._tokens:
            return True
        if not figure.value.isdigit():
            return False
        compact = compact_date(figure.value)
        if compact and compact in self._dates:
            return True
        parts = _RANGE.split(flatten(figure.raw))
        return all(len(part) < _RANGE_PART or len(parts) == 1 for part in parts) and self._are_numbers(parts)

    def _are_numbers(self, parts: list[str]) -> bool:
        return all(part.isdigit() and Decimal(part) in self._numbers for part in parts)

    def _add(self, item: Evidence) -> None:
        match item.kind:
            case "money":
                self._money.add(_cents(item.value))
            case "date":
                self._dates.add(_iso(item.value))
            case "number":
                self._add_number(_decimal(item.value))
            case "percent":
                self._percents.add(_decimal(item.value))
            case "code":
                self._add_code(str(item.value))
            case "id":
                self._add_id(str(item.value))
            case "text":
                self._add_text(str(item.value))

    def _add_number(self, value: Decimal) -> None:
        self._numbers.add(value)
        if abs(value) <= _RATE_LIMIT:
            self._percents.add(value * 100)

    def _add_code(self, raw: str) -> None:
        value = squeeze(flatten(raw))
        self._add_token(raw)
        self._codes |= {value, f"MOD{value}", f"CARC{value}"}
        if value in GROUPS:
            self._codes.add(f"GROUP{value}")
        self._add_parts(raw, value)

    def _add_parts(self, raw: str, value: str) -> None:
        group, carc = split_group(value)
        if group:
            self._codes |= {value, f"GROUP{group}", f"CARC{carc}"}
        procedure, *modifiers = split_modifiers(flatten(raw)) or ("",)
        if procedure:
            self._add_token(procedure)
            self._codes.update(modifiers)

    def _add_id(self, raw: str) -> None:
        for part in (raw, *raw.split()):
            self._add_token(part)
        self._tokens.update(figure.value for figure in extract_figures(raw) if figure.kind in ("id", "code"))

    def _add_token(self, raw: str) -> None:
        """A name as it stands; only one without separators may also be said as a bare number."""
        flat = flatten(raw)
        self._tokens.add(squeeze(flat))
        if flat.isdigit():
            self._bare.add(flat)

    def _add_text(self, text: str) -> None:
        for figure in extract_figures(text):
            self._add_figure(figure)

    def _add_figure(self, figure: Figure) -> None:
        match figure.kind:
            case "money":
                self._money.add(Decimal(figure.value))
            case "percent":
                self._percents.add(Decimal(figure.value))
            case "date":
                self._dates.add(figure.value)
            case "number":
                self._add_written_number(figure)
            case "code":
                self._codes.add(figure.value)
                self._add_token(figure.raw)
                self._add_parts(figure.raw, figure.value)
            case "id":
                self._add_token(figure.raw)
                self._dates |= {compact_date(figure.value)} - {""}

    def _add_written_number(self, figure: Figure) -> None:
        written = flatten(figure.raw)
        self._numbers.add(Decimal(figure.value))
        if written.isdigit():
            self._bare.add(written)
        if "." in written and len(written) - written.index(".") == 3:
            self._money.add(Decimal(figure.value) * 100)


def _typed(item: EvidenceLike) -> Evidence:
    if isinstance(item, Evidence):
        return item
    if isinstance(item, str):
        return Evidence("text", item)
    return Evidence("date", item) if isinstance(item, date) else Evidence("number", item)


def _cents(value: str | int | Decimal | date) -> Decimal:
    if isinstance(value, str):
        return Decimal(parse_cents(value))
    return _decimal(value)


def _iso(value: str | int | Decimal | date) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if not isinstance(value, date):
        try:
            value = date.fromisoformat(str(value)[:10])
        except ValueError:
            raise _unfit(value, "date") from None
    return value.isoformat()


def _decimal(value: str | int | Decimal | date) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise _unfit(value, "number") from None


def _unfit(value: object, kind: str) -> InputError:
    fix = "give money in cents, a date in ISO form, a number as digits"
    return InputError(f"{value!r} is no evidence of kind {kind!r}", fix=fix, code="EVIDENCE-1")
