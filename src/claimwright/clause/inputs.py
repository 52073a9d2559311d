"""Inputs and tables from plain JSON, by the types that the packs declare: for `clause run` and for experiments.

    {"inputs": {"claim": {"id": "C1", "lines": [{"number": 1, "charge": "$100.00"}]}},
     "tables": {"fees": {"from": "2024-01-01", "rows": [{"procedure": "99213", "fee": "$90.00"}]}}}

Money is text with a dollar sign, a rate text with a percent sign, another number a JSON number or text; dates are ISO
text, periods `90 days`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from claimwright.clause.data import DataObject
from claimwright.clause.fixtures import FixtureTable
from claimwright.clause.program import Program
from claimwright.clause.symbols import FieldInfo, Symbols
from claimwright.clause.tables import Lookup, attribute
from claimwright.clause.types import Basic, CodeOf, EnumOf, ListOf, Maybe, Num, RecordOf, SetOf, Type
from claimwright.clause.values import CodeSet
from claimwright.core.errors import InputError
from claimwright.core.money import parse_cents

_MISSING = object()


def read_inputs(program: Program, given: dict[str, Any]) -> dict[str, DataObject]:
    """The pipeline's inputs by name. Raises `InputError` INPUT-1 with the path of what does not fit."""
    pipeline = program.pipeline
    assert pipeline is not None
    symbols = program.checked.symbols
    return {name: _record(symbols, kind, given.get(name, {}), name) for name, kind in pipeline.inputs}


def read_tables(program: Program, given: dict[str, Any]) -> dict[str, Lookup]:
    """Tables by name; one that is not given is empty and covers every date."""
    symbols = program.checked.symbols
    return {name: _table(symbols, name, given.get(name, {})) for name in symbols.tables}


def _table(symbols: Symbols, name: str, given: dict[str, Any]) -> Lookup:
    info = symbols.tables[name]
    rows = [
        tuple(_field(symbols, column, row, f"{name} row {at}") for column in info.columns.values())
        for at, row in enumerate(given.get("rows", ()), 1)
    ]
    return FixtureTable(info, rows, _date_or_none(given.get("from")), _date_or_none(given.get("until")))


def _date_or_none(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _record(symbols: Symbols, kind: Type, given: Any, path: str) -> DataObject:
    assert isinstance(kind, RecordOf)
    if not isinstance(given, dict):
        raise _wrong(path, f"a {kind.name} is an object", given)
    values = cast("dict[str, Any]", given)
    info = symbols.records[kind.name]
    unknown = [name for name in values if name not in info.fields and name != "ref"]
    if unknown:
        raise InputError(f"{path} has no field {unknown[0]!r}", fix=f"it has {', '.join(info.fields)}", code="INPUT-1")
    fields = {attribute(f.name): _field(symbols, f, values, path) for f in info.fields.values() if f.name != "ref"}
    return DataObject(kind.name, {"ref": str(values.get("ref", path)), **fields})


def _field(symbols: Symbols, field: FieldInfo, given: dict[str, Any], path: str) -> Any:
    value = given.get(field.name, _MISSING)
    where = f"{path}.{field.name}"
    if value is _MISSING or value is None:
        return _absent(field.type, where)
    return _value(symbols, field.type, value, where)


def _absent(kind: Type, where: str) -> Any:
    match kind:
        case Maybe():
            return None
        case ListOf():
            return ()
        case SetOf():
            return CodeSet(())
        case _:
            raise InputError(f"{where} is missing", fix=f"give a value of type {kind}", code="INPUT-1")


def _value(symbols: Symbols, kind: Type, value: Any, where: str) -> Any:
    match kind:
        case Maybe():
            return _value(symbols, kind.item, value, where)
        case ListOf():
            items = cast("list[Any]", value)
            return tuple(_value(symbols, kind.item, each, f"{where}:{at}") for at, each in enumerate(items, 1))
        case SetOf():
            return CodeSet(cast("list[str]", value))
        case RecordOf():
            return _record(symbols, kind, value, where)
        case Num():
            return _number(kind, value, where)
        case EnumOf() if value not in symbols.enumerations[kind.name]:
            raise _wrong(where, f"one of {', '.join(symbols.enumerations[kind.name])}", value)
        case CodeOf():
            return str(value).replace(".", "")
        case Basic():
            return _BASIC[kind.name](value, where)
        case _:
            return value


def _number(kind: Num, value: Any, where: str) -> int:
    text = str(value).strip()
    if kind.is_money:
        return parse_cents(text)
    try:
        exact = Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except InvalidOperation:
        raise _wrong(where, f"a number for {kind}", value) from None
    scaled = exact.scaleb(kind.scale)
    if scaled != scaled.to_integral_value():
        raise _wrong(where, f"at most {kind.scale} decimals", value)
    return int(scaled)


def _date(value: Any, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise _wrong(where, "a date as 2024-07-01", value) from None


def _period(value: Any, where: str) -> tuple[int, str]:
    count, _, unit = str(value).partition(" ")
    if not count.isdigit() or unit not in ("days", "weeks", "months", "years"):
        raise _wrong(where, "a period as 90 days", value)
    return int(count), unit


def _boolean(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise _wrong(where, "true or false", value)
    return value


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, "text", value)
    return value


_BASIC: dict[str, Callable[[Any, str], Any]] = {"Date": _date, "Period": _period, "Boolean": _boolean, "Text": _text}


def _wrong(where: str, wanted: str, value: Any) -> InputError:
    return InputError(f"{where} is {value!r}, which does not fit", fix=f"give {wanted}", code="INPUT-1")
