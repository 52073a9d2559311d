"""Records written as data, as objects that compiled rules read: plans, contracts, and the inputs of tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, cast

from claimwright.clause import ir
from claimwright.clause.symbols import RecordInfo, Symbols
from claimwright.clause.tables import attribute
from claimwright.clause.types import BOOLEAN, TEXT, Basic, CodeOf, EnumOf, ListOf, Maybe, Num, SetOf, Type
from claimwright.clause.values import ClauseFault, CodeSet


class DataObject:
    """One record. A required field that a test leaves out fails when a rule reads it, by name."""

    __slots__ = ("__dict__", "_record")

    def __init__(self, record: str, values: dict[str, Any]) -> None:
        object.__setattr__(self, "_record", record)
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        raise ClauseFault("CL907", f"the test gives no `{name}` of {self._record}")

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{self._record} is immutable")

    def __repr__(self) -> str:
        return f"{self._record}({self.__dict__.get('ref', '')})"


def build(symbols: Symbols, record: ir.DataRecord, ref: str, *, partial: bool = False) -> DataObject:
    """The record and everything nested in it; `ref` is its address in a trace.

    With `partial`, as tests are written, a field left out is empty, zero, false or the first member.
    """
    info = symbols.records[record.record]
    values: dict[str, Any] = {**_defaults(symbols, info, partial), "ref": ref}
    if info.written_as:
        values |= {
            "name": record.name,
            "title": record.title,
            "in_force_from": record.in_force.start,
            "in_force_until": record.in_force.end,
        }
    for name, value in record.values.items():
        values[attribute(name)] = _nested(symbols, value, f"{ref}/{name}", partial)
    if "name" in info.fields and record.name:
        values["name"] = record.name
    if "title" in info.fields and record.title:
        values["title"] = record.title
    return DataObject(record.record, values)


def _nested(symbols: Symbols, value: Any, ref: str, partial: bool) -> Any:
    if isinstance(value, ir.DataRecord):
        return build(symbols, value, ref, partial=partial)
    if isinstance(value, tuple):
        items = cast("tuple[Any, ...]", value)
        named = enumerate(items, 1)
        return tuple(_nested(symbols, each, f"{ref}:{_name(each) or at}", partial) for at, each in named)
    return value


def _name(value: Any) -> str:
    return value.name if isinstance(value, ir.DataRecord) else ""


def _defaults(symbols: Symbols, info: RecordInfo, partial: bool) -> dict[str, Any]:
    """What an unmentioned field is: absent where it is optional, empty where it is a list or a set."""
    found = {attribute(f.name): _default(symbols, f.type, partial) for f in info.fields.values()}
    return {name: value for name, value in found.items() if value is not _REQUIRED}


_REQUIRED = object()


def _default(symbols: Symbols, kind: Type, partial: bool) -> Any:
    match kind:
        case Maybe():
            return None
        case ListOf():
            return ()
        case SetOf():
            return CodeSet(())
        case Num() if partial:
            return 0
        case EnumOf() if partial:
            return symbols.enumerations[kind.name][0]
        case CodeOf() if partial:
            return ""
        case Basic() if partial and kind in (TEXT, BOOLEAN):
            return "" if kind == TEXT else False
        case _:
            return _REQUIRED


def build_all(
    symbols: Symbols, data: dict[str, list[ir.DataRecord]], known_on: dt.date
) -> dict[str, tuple[DataObject, ...]]:
    """Every data record by word, without those that were not yet known."""
    return {word: tuple(_known(symbols, word, data.get(word, ()), known_on)) for word in symbols.words}


def _known(symbols: Symbols, word: str, records: Iterable[ir.DataRecord], known_on: dt.date) -> Iterable[DataObject]:
    for record in records:
        if (record.in_force.known or dt.date.min) <= known_on:
            start = f"@{record.in_force.start}" if record.in_force.start else ""
            yield build(symbols, record, f"{word}:{record.name}{start}")
