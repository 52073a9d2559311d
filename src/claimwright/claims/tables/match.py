"""Whether a stored table gives what a rule pack declares of it."""

from __future__ import annotations

from claimwright.claims.tables.layout import Header, StoredColumn
from claimwright.claims.tables.schema import Column, Schema
from claimwright.core.errors import InputError

_ALIKE = {"code": "text"}


def check_declared(header: Header, declared: Schema, where: str) -> None:
    """Raise `InputError` where a declared column is missing, is of another type, or may be absent where it
    must not.

    The key columns must be the same, in the same order; other stored columns may be left out. A code is a
    text here.
    """
    stored = {column.name: column for column in header.columns}
    for column in declared.columns:
        if column.name not in stored:
            have = ", ".join(stored)
            raise _wrong(
                declared,
                f"lacks the declared column {column.name!r}",
                where,
                f"it has {have}; import a newer file, or change the declaration",
            )
        _check_column(declared, column, stored[column.name], where)
    keys = [column.name for column in header.columns if column.key]
    if keys != [column.name for column in declared.keys]:
        raise _wrong(
            declared,
            f"has the key ({', '.join(keys)}), not as declared",
            where,
            "declare the same key columns in the same order",
        )


def _check_column(declared: Schema, column: Column, stored: StoredColumn, where: str) -> None:
    have = stored.declared()
    same = _ALIKE.get(have.type, have.type) == _ALIKE.get(column.type, column.type)
    if not same or have.decimals != column.decimals:
        raise _wrong(declared, f"keeps {have}, declared is {column}", where, "declare the column as the table has it")
    if stored.store.absent and not column.optional:
        raise _wrong(
            declared,
            f"has rows without {column.name!r}, declared is {column}",
            where,
            f"declare {column.name} as optional",
        )


def _wrong(declared: Schema, what: str, where: str, fix: str) -> InputError:
    return InputError(f"table {declared.name} {what}", where=where, fix=fix, code="TABLE-COLUMN")
