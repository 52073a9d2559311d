"""Reference tables: rows by key on a date, memory-mapped or in memory, in one or several editions.

`open_table` maps a file that `write_table` or `claimwright claims import` wrote; `read_csv` and
`read_parquet` read a file by its declared `Schema` for a `MemoryTable`; `join` makes one table of several
editions. All keep the contract `claimwright.clause.tables.Lookup`.
"""

from claimwright.claims.tables.batch import Arranged, Batch, arrange
from claimwright.claims.tables.editions import NothingKnown, Table, TableSet, join, known_on
from claimwright.claims.tables.folder import open_folder
from claimwright.claims.tables.mapped import MappedTable, open_table
from claimwright.claims.tables.memory import MemoryTable
from claimwright.claims.tables.parquet import read_parquet
from claimwright.claims.tables.readcsv import read_csv
from claimwright.claims.tables.schema import Column, ColumnType, Edition, Schema
from claimwright.claims.tables.writer import write_table

__all__ = [
    "Arranged",
    "Batch",
    "Column",
    "ColumnType",
    "Edition",
    "MappedTable",
    "MemoryTable",
    "NothingKnown",
    "Schema",
    "Table",
    "TableSet",
    "arrange",
    "join",
    "known_on",
    "open_folder",
    "open_table",
    "read_csv",
    "read_parquet",
    "write_table",
]
