"""The book that adjudication is measured on: the rules, contracts and providers of the example book, its tables mapped.

With public data (`CLAIMWRIGHT_DATA`) the coding and fee tables are the published ones at full size.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from claimwright.claims.book import LoadedBook, load_book
from claimwright.claims.tables import MappedTable, MemoryTable, open_table, write_table
from claimwright.claims.tables.importers import Dates, import_table, importer
from claimwright.clause.tables import Lookup
from claimwright.core.errors import NotFoundError

_QUARTER = Dates(dt.date(2024, 7, 1), dt.date(2024, 9, 30), None)
_YEAR = Dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31), None)
_FEES = Dates(dt.date(2024, 3, 9), dt.date(2024, 12, 31), None)
_PUBLISHED: tuple[tuple[str, tuple[str, ...], Dates], ...] = (
    ("ncci-ptp", ("ncci/ncci_ptp_prac_2024q3_active.csv.gz",), _QUARTER),
    ("ncci-mue", ("ncci/ncci_mue_prac_2024q3.csv",), _QUARTER),
    ("ncci-aoc", ("ncci/ncci_aoc_2024q3.csv",), _QUARTER),
    ("pfs-rvu", ("fees/pfs_rvu_amounts_2024.csv.gz", "fees/pfs_indicators_2024.csv.gz"), _FEES),
    ("pfs-gpci", ("fees/pfs_gpci_2024.csv",), _FEES),
    ("hcpcs", ("codes/hcpcs_level2_indicators.csv",), _YEAR),
    ("modifiers", ("codes/modifiers.csv",), _YEAR),
    ("place-of-service", ("codes/place_of_service.csv",), _YEAR),
)


def example_folder() -> Path:
    """The example book of the checkout. Raises `NotFoundError` where only the package is installed."""
    folder = Path(__file__).parents[3] / "examples" / "harbor"
    if not (folder / "book.toml").is_file():
        raise NotFoundError("there is no examples/harbor", fix="run the benchmark in a checkout", code="BENCH")
    return folder


def mapped_book(folder: Path, data: Path | None) -> LoadedBook:
    """The example book with its tables written to `folder` and mapped; published tables where `data` has them."""
    book = load_book(example_folder())
    tables: dict[str, Lookup] = {name: _map(folder, name, table) for name, table in book.tables.items()}
    if data is not None:
        tables |= {table.name: table for table in _published(folder / "published", data, tables)}
    return replace(book, tables=tables)


def _map(folder: Path, name: str, table: Lookup) -> MappedTable:
    if not isinstance(table, MemoryTable):
        raise NotFoundError(f"table {name} of the example book is not one edition", code="BENCH")
    path = folder / f"{name}.cwt"
    write_table(path, table.arranged, table.edition)
    return open_table(path, table.schema)


def _published(folder: Path, data: Path, own: dict[str, Lookup]) -> Sequence[MappedTable]:
    """Published tables that are at hand, with the columns that the rules declare."""
    found: list[MappedTable] = []
    for kind, files, dates in _PUBLISHED:
        paths = [data / file for file in files]
        if all(path.is_file() for path in paths):
            done = import_table(importer(kind), paths, folder, dates)
            declared = own[done.table]
            found.append(open_table(done.path, declared.schema if isinstance(declared, MappedTable) else None))
    return found
