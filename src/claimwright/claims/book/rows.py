"""Read one file of a book (CSV or JSON Lines) into records; a row that does not fit is reported, the rest goes on."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

import msgspec

from claimwright.claims.book.columns import BadCell, FileKind
from claimwright.claims.book.problems import Problems


class Placed(NamedTuple):
    """A record and the line of its file, for findings about it."""

    line: int
    record: Any


def read_records(path: Path, kind: FileKind, shown: str, problems: Problems) -> list[Placed]:
    """The records of a file in its order. Problems name the file as `shown`."""
    rows = _json_rows(path, shown, problems) if path.suffix == ".jsonl" else _csv_rows(path, kind, shown, problems)
    found = (Placed(line, _record(line, row, kind, shown, problems)) for line, row in rows)
    return [placed for placed in found if placed.record is not None]


def _csv_rows(path: Path, kind: FileKind, shown: str, problems: Problems) -> Iterator[tuple[int, Mapping[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restkey="", strict=True)
        if not _check_header(reader.fieldnames or (), kind, shown, problems):
            return
        try:
            for row in reader:
                if "" in row:
                    fix = "quote a cell that holds a comma"
                    problems.report(shown, reader.line_num, "", "the row has more cells than the header", fix=fix)
                    continue
                yield reader.line_num, {name: cell or "" for name, cell in row.items()}
        except (csv.Error, UnicodeDecodeError) as error:
            what = f"the file cannot be read as CSV: {error}"
            problems.report(shown, reader.line_num + 1, "", what, fix="save it as UTF-8 CSV")


def _check_header(header: Any, kind: FileKind, shown: str, problems: Problems) -> bool:
    """Report missing and unknown columns; false where rows cannot be read at all."""
    missing = [name for name, column in kind.columns.items() if not column.optional and name not in header]
    for name in missing:
        problems.report(shown, 1, name, "the column is missing", fix=f"the header has {', '.join(header) or 'nothing'}")
    for name in header:
        if name not in kind.columns:
            fix = f"remove or rename it; the columns are {', '.join(kind.columns)}"
            problems.report(shown, 1, name, "the column is unknown", fix=fix)
    return not missing


def _json_rows(path: Path, shown: str, problems: Problems) -> Iterator[tuple[int, Mapping[str, str]]]:
    for number, text in enumerate(path.read_bytes().splitlines(), start=1):
        if not text.strip():
            continue
        try:
            value = msgspec.json.decode(text)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            problems.report(shown, number, "", f"the line is not JSON: {error}", fix="write one JSON object a line")
            continue
        if not isinstance(value, dict):
            problems.report(shown, number, "", "the line is not a JSON object", fix="write one JSON object a line")
            continue
        yield number, {name: _plain(cell) for name, cell in cast("dict[str, Any]", value).items()}


def _plain(cell: Any) -> str:
    """A JSON value as the text that a CSV cell would hold."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list):
        return " ".join(str(item) for item in cast("list[Any]", cell))
    return str(cell)


def _record(line: int, row: Mapping[str, str], kind: FileKind, shown: str, problems: Problems) -> Any | None:
    """The record of a row, or None where a cell was reported."""
    before = len(problems)
    fields: dict[str, Any] = {}
    for name, column in kind.columns.items():
        text = row.get(name, "")
        if not text.strip():
            if not column.optional:
                problems.report(shown, line, name, "the cell is empty", fix="give it a value")
            continue
        try:
            fields[name] = column.read(text)
        except BadCell as bad:
            problems.report(shown, line, name, str(bad), fix="correct the cell")
    for name in row.keys() - kind.columns.keys():
        problems.report(shown, line, name, "the name is unknown", fix=f"the names are {', '.join(kind.columns)}")
    for name, other in kind.fill.items():
        if other in fields:
            fields.setdefault(name, fields[other])
    return kind.record(ref=kind.ref(fields), **fields) if len(problems) == before else None
