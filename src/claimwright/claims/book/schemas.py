"""The schema of a reference table, from its declaration in a pack."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.claims.tables import Column, ColumnType, Schema
from claimwright.clause import syntax

_TYPES: dict[str, ColumnType] = {
    "Money": "money",
    "Rate": "rate",
    "Quantity": "quantity",
    "Integer": "integer",
    "Number": "number",
    "Date": "date",
    "Text": "text",
    "Boolean": "boolean",
}


def schemas_of(packs: Iterable[syntax.Pack]) -> dict[str, Schema]:
    """The schema of every table that the packs declare, by name."""
    tables = (each for pack in packs for each in pack.declarations if isinstance(each, syntax.Table))
    return {table.name: Schema(table.name, tuple(_column(each) for each in table.columns)) for table in tables}


def _column(declared: syntax.FieldDecl) -> Column:
    optional = isinstance(declared.type, syntax.OptionalType)
    kind = declared.type.item if isinstance(declared.type, syntax.OptionalType) else declared.type
    named = kind if isinstance(kind, syntax.NamedType) else syntax.NamedType(declared.span, "Text")
    return Column(
        declared.name,
        _TYPES.get(named.name, "code"),
        key=declared.key,
        decimals=named.decimals or 0,
        optional=optional,
    )
