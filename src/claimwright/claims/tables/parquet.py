"""Read a table from a Parquet file (extra `parquet`) by a declared schema."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimwright.claims.tables.batch import Batch, gather
from claimwright.claims.tables.cells import cell_text
from claimwright.claims.tables.readcsv import TextRow, check_header
from claimwright.claims.tables.schema import Schema
from claimwright.core.errors import InputError, MissingExtraError, NotFoundError


def read_parquet(path: Path, schema: Schema, *, shown: str = "") -> Batch:
    """Read the declared columns of a Parquet file, values as a CSV file would write them (money in dollars).

    A decimal, integer, float, date or text column does for any declared type that its values can be read as;
    nothing is rounded. Errors as of `read_csv`, with the row counted from 1; `MissingExtraError` without
    pyarrow.
    """
    name = shown or str(path)
    file = _open(path, name)
    header: list[str] = list(file.schema_arrow.names)
    check_header(header, schema, name)
    windowed = any(column in header for column in schema.window)
    wanted = [*schema.names(), *(schema.window if windowed else ())]
    return gather(schema, _rows(file, header, wanted), file=name, windowed=windowed)


def _open(path: Path, name: str) -> Any:
    try:
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    try:
        return parquet.ParquetFile(path)
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {name}", fix="check the name", code="TABLE-FILE") from None
    except (OSError, ValueError) as error:
        fix = "write it again"
        raise InputError("the file cannot be read as Parquet", where=name, fix=fix, code="TABLE-FILE") from error


def _rows(file: Any, header: list[str], wanted: list[str]) -> Iterator[TextRow]:
    number = 0
    for batch in file.iter_batches(columns=[column for column in wanted if column in header]):
        cells = batch.to_pydict()
        absent = [None] * batch.num_rows
        for row in zip(*(cells.get(column, absent) for column in wanted), strict=True):
            number += 1
            yield number, [cell_text(value) for value in row]
