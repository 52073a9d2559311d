"""Read a table from a CSV file, plain or gzip-compressed, by a declared schema."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimwright.claims.tables.batch import Batch, gather
from claimwright.claims.tables.schema import Schema
from claimwright.core.errors import InputError, Location, NotFoundError

TextRow = tuple[int, Sequence[str]]


def read_csv(path: Path, schema: Schema, *, shown: str = "") -> Batch:
    """Read the declared columns of a CSV file with a header line; other columns are left alone.

    Where the header names the schema's window columns, they hold each row's own dates in force. Raises
    `NotFoundError` for no file, `InputError` with file, line and column for a missing column or a cell that
    does not fit. `shown` is the name of the file in errors, by default the path.
    """
    name = shown or str(path)
    lines = csv_lines(path, name)
    header = [cell.strip() for cell in next(lines, (0, ()))[1]]
    check_header(header, schema, name)
    windowed = any(column in header for column in schema.window)
    wanted = [*schema.names(), *(schema.window if windowed else ())]
    places = [header.index(column) if column in header else -1 for column in wanted]
    rows = _picked(lines, places, len(header), name)
    return gather(schema, rows, file=name, windowed=windowed, numbers=[place + 1 for place in places])


def csv_lines(path: Path, shown: str = "") -> Iterator[TextRow]:
    """The records of a CSV file that are not blank, with the line each ends on; gzip by the `.gz` in the
    name.
    """
    name = shown or str(path)
    reader = None
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8-sig", newline="")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8-sig", newline="") as file
        ):
            reader = csv.reader(file, strict=True)
            for row in reader:
                if row:
                    yield reader.line_num, row
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {name}", fix="check the name", code="TABLE-FILE") from None
    except (csv.Error, UnicodeDecodeError, EOFError, zlib.error, OSError) as error:
        line = (reader.line_num + isinstance(error, OSError | ValueError)) if reader else 0
        raise InputError(
            f"the file cannot be read as CSV: {error}",
            where=Location(name, line),
            fix="save it as UTF-8 CSV",
            code="TABLE-FILE",
        ) from error


def check_header(header: list[str], schema: Schema, name: str) -> None:
    """Raise `InputError` where a declared column is missing from a header, or a column stands twice."""
    for column in schema.columns:
        if column.name not in header and not column.optional:
            fix = f"the header has: {', '.join(header) or 'nothing'}"
            raise InputError(
                f"table {schema.name} needs a column {column.name!r}",
                where=Location(name, 1),
                fix=fix,
                code="TABLE-COLUMN",
            )
    for number, column in enumerate(header, start=1):
        if column and header.index(column) != number - 1:
            raise InputError(
                f"the column {column!r} stands twice",
                where=Location(name, 1, number),
                fix="remove one",
                code="TABLE-COLUMN",
            )


def _picked(lines: Iterator[TextRow], places: list[int], width: int, name: str) -> Iterator[TextRow]:
    for line, cells in lines:
        if len(cells) != width:
            what = f"the row has {len(cells)} cells, the header {width}"
            raise InputError(
                what,
                where=Location(name, line),
                fix="give every row one cell for each column",
                code="TABLE-ROW",
            )
        yield line, [cells[place] if place >= 0 else "" for place in places]
