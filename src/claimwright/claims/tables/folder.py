"""A folder of table files: every edition of every table in it, by table name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from claimwright.claims.tables.editions import Table, TableSet, join
from claimwright.claims.tables.mapped import MappedTable, open_table
from claimwright.claims.tables.schema import Schema

SUFFIX = ".cwt"


def open_folder(
    folder: Path, declared: Mapping[str, Schema] | None = None, *, verify: bool = True
) -> dict[str, Table | TableSet]:
    """Open the table files of a folder and join the editions of each table.

    Where `declared` has a table's schema, rows have its columns. Errors as of `open_table` and `join`.
    """
    editions: dict[str, list[MappedTable]] = {}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        name = path.name.split(".", 1)[0]
        table = open_table(path, (declared or {}).get(name), verify=verify)
        editions.setdefault(table.name, []).append(table)
    return {name: join(tables) for name, tables in sorted(editions.items())}
