"""The files of a book and their columns: how each cell becomes a field of a record."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args, get_origin, get_type_hints

import msgspec

from claimwright.claims import records
from claimwright.core.errors import InputError
from claimwright.core.money import parse_cents

Fields = Mapping[str, Any]

_DATE = re.compile(r"\A\d{4}-\d\d-\d\d\Z")
_BOOLEAN = {"true": True, "yes": True, "false": False, "no": False}


class BadCell(ValueError):  # noqa: N818  -- becomes a Problem where file and row are known
    """A cell that does not fit its column."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `read` turns its text into the field's value; an optional one may be empty or missing."""

    read: Callable[[str], Any]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class FileKind:
    """One file of a book: its columns, the record that a row becomes, and the record's address in a trace."""

    name: str
    record: type[Any]
    columns: Mapping[str, Column]
    ref: Callable[[Fields], str]
    fill: Mapping[str, str]
    """Fields that, left empty, take the value of another field."""


def read_text(text: str) -> str:
    """The text without spaces around it."""
    return text.strip()


def read_code(text: str) -> str:
    """A code in upper case without points."""
    return text.strip().upper().replace(".", "")


def read_codes(text: str) -> tuple[str, ...]:
    """Codes separated by spaces."""
    return tuple(read_code(part) for part in text.split())


def read_date(text: str) -> dt.date:
    """A date as `2024-07-01`."""
    try:
        if _DATE.match(text.strip()):
            return dt.date.fromisoformat(text.strip())
    except ValueError:
        pass
    raise BadCell(f"{text!r} is not a date; write it like 2024-07-01")


def read_money(text: str) -> int:
    """Dollars and cents, as cents."""
    try:
        return parse_cents(text)
    except InputError as error:
        raise BadCell(error.what) from None


def read_units(text: str) -> int:
    """Units with at most three decimals, as thousandths."""
    try:
        thousandths = Decimal(text.strip()).scaleb(3)
    except InvalidOperation:
        raise BadCell(f"{text!r} is not a number of units") from None
    if not thousandths.is_finite() or thousandths != thousandths.to_integral_value():
        raise BadCell(f"{text!r} has more than three decimals")
    return int(thousandths)


def read_integer(text: str) -> int:
    """A whole number."""
    try:
        return int(text.strip())
    except ValueError:
        raise BadCell(f"{text!r} is not a whole number") from None


def read_boolean(text: str) -> bool:
    """`true`, `false`, `yes` or `no`."""
    try:
        return _BOOLEAN[text.strip().lower()]
    except KeyError:
        raise BadCell(f"{text!r} is neither true nor false") from None


def one_of(literal: Any) -> Callable[[str], str]:
    """A reader for the members of a `Literal` type."""
    members: tuple[str, ...] = get_args(literal)

    def read(text: str) -> str:
        word = text.strip().lower()
        if word not in members:
            raise BadCell(f"{text!r} is none of {', '.join(members)}")
        return word

    return read


_BY_NAME: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("charge", "paid", "allowed", "amount"), read_money),
    **dict.fromkeys(("units", "units_left"), read_units),
    **dict.fromkeys(("procedure", "first_procedure", "last_procedure", "place_of_service"), read_code),
    **dict.fromkeys(("modifiers", "diagnoses"), read_codes),
}
_BY_TYPE: dict[Any, Callable[[str], Any]] = {
    str: read_text,
    int: read_integer,
    bool: read_boolean,
    dt.date: read_date,
}


def columns_of(record: type[Any]) -> dict[str, Column]:
    """A column for each field of a record but `ref`; optional where the field has a default."""
    hints = get_type_hints(record)
    return {
        field.name: Column(_reader(field.name, hints[field.name]), optional=not field.required)
        for field in msgspec.structs.fields(record)
        if field.name != "ref"
    }


def _reader(name: str, hint: Any) -> Callable[[str], Any]:
    bare = next((part for part in get_args(hint) if part is not type(None)), hint)
    hint = bare if type(None) in get_args(hint) else hint
    if get_origin(hint) is Literal:
        return one_of(hint)
    return _BY_NAME.get(name) or _BY_TYPE[hint]


def _kind(name: str, record: type[Any], ref: str, **fill: str) -> FileKind:
    return FileKind(name, record, columns_of(record), lambda fields: ref.format_map(_Blank(fields)), fill)


class _Blank(dict[str, Any]):
    """Fields for a reference; one that a row leaves out is empty."""

    def __missing__(self, key: str) -> str:
        return ""


MEMBERS = _kind("members", records.Member, "member:{member_id}")
COVERAGES = _kind("coverages", records.Coverage, "coverage:{member_id}:{from_date}")
PROVIDERS = _kind("providers", records.Provider, "provider:{npi}")
TERMS = _kind("terms", records.ContractTerm, "term:{contract}:{tax_id}:{npi}:{product}:{from_date}")
AUTHORIZATIONS = _kind("authorizations", records.Authorization, "authorization:{number}:{first_procedure}")
HISTORY = _kind("history", records.Line, "history:{claim_id}:{number}", rendering_npi="billing_npi")
ACCUMULATORS = _kind("accumulators", records.Accumulator, "accumulator:{bucket}:{scope}:{owner}:{network}:{plan_year}")
FILES = (MEMBERS, COVERAGES, PROVIDERS, TERMS, AUTHORIZATIONS, HISTORY, ACCUMULATORS)
