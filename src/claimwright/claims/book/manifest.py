"""`tables/manifest.toml`: each reference table's file, the dates it covers, since when it is known, its hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from claimwright.claims.book.problems import Problems
from claimwright.claims.tables import Edition, MemoryTable, Schema, Table, open_table, read_csv, read_parquet
from claimwright.core.errors import ClaimwrightError, Location

MANIFEST = "manifest.toml"
_KEYS = {"name", "file", "covers_from", "covers_until", "known_from", "sha256", "source"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition of one table. A `.cwt` file states its dates itself; for others they stand here."""

    number: int
    name: str
    file: str
    covers_from: dt.date | None = None
    covers_until: dt.date | None = None
    known_from: dt.date | None = None
    sha256: str = ""
    source: str = ""


def read_tables(folder: Path, schemas: Mapping[str, Schema], shown: str, problems: Problems) -> dict[str, list[Table]]:
    """The editions of every table that the manifest of a folder lists, by name. `shown` names the folder."""
    tables: dict[str, list[Table]] = {}
    for entry in _entries(folder / MANIFEST, f"{shown}/{MANIFEST}", problems):
        table = _read(folder, entry, schemas, shown, problems)
        if table is not None:
            tables.setdefault(entry.name, []).append(table)
    return tables


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entries(path: Path, shown: str, problems: Problems) -> list[Entry]:
    if not path.is_file():
        problems.report(shown, 0, "", "the file is missing", fix="list the tables in it, or remove the folder")
        return []
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8")).get("table", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.report(shown, 0, "", f"the file is not TOML: {error}", fix="correct it")
        return []
    if not isinstance(raw, list):
        problems.report(shown, 0, "table", "this is not a list of tables", fix="write `[[table]]` before each")
        return []
    items = cast("list[Any]", raw)
    entries = [_entry(number, item, shown, problems) for number, item in enumerate(items, start=1)]
    return [entry for entry in entries if entry is not None]


def _entry(number: int, raw: Any, shown: str, problems: Problems) -> Entry | None:
    """An entry, or None where it was reported; findings name it by its number, from 1."""
    before = len(problems)
    item = cast("dict[str, Any]", raw if isinstance(raw, dict) else {})
    for key in ("name", "file"):
        if not isinstance(item.get(key), str):
            problems.report(shown, 0, key, f"table {number} does not give its {key}", fix=f'add `{key} = "..."`')
    for key in item.keys() - _KEYS:
        problems.report(
            shown,
            0,
            key,
            f"table {number} has an unknown setting",
            fix=f"the settings are {', '.join(sorted(_KEYS))}",
        )
    for key in ("covers_from", "covers_until", "known_from"):
        if key in item and type(item[key]) is not dt.date:
            problems.report(
                shown,
                0,
                key,
                f"table {number}: {item[key]!r} is not a date",
                fix="write it like 2024-07-01, without quotes",
            )
    return Entry(number, **item) if len(problems) == before else None


def _read(folder: Path, entry: Entry, schemas: Mapping[str, Schema], shown: str, problems: Problems) -> Table | None:
    path, name = folder / entry.file, f"{shown}/{entry.file}"
    if not path.is_file():
        problems.report(
            f"{shown}/{MANIFEST}",
            0,
            "file",
            f"table {entry.name}: there is no file {entry.file}",
            fix="correct the name",
        )
        return None
    if not _check_hash(path, entry, shown, problems):
        return None
    try:
        return (
            open_table(path, schemas.get(entry.name))
            if path.suffix == ".cwt"
            else _read_plain(path, entry, schemas, shown, problems)
        )
    except ClaimwrightError as error:
        where = error.where if isinstance(error.where, Location) else Location(name)
        column = str(where.column) if where.column else ""
        problems.report(name, where.line, column, error.what, fix=error.fix, code=error.code or "BOOK")
        return None


def _check_hash(path: Path, entry: Entry, shown: str, problems: Problems) -> bool:
    found = sha256_of(path)
    if entry.sha256 == found:
        return True
    what = f"table {entry.name}: the file {entry.file} has the hash {found}, "
    what += f"not {entry.sha256}" if entry.sha256 else "and the manifest gives none"
    fix = "restore the file; or, if the change is meant, put its hash into the manifest"
    problems.report(f"{shown}/{MANIFEST}", 0, "sha256", what, fix=fix, code="BOOK-HASH")
    return False


def _read_plain(
    path: Path, entry: Entry, schemas: Mapping[str, Schema], shown: str, problems: Problems
) -> Table | None:
    """A CSV or Parquet file by the schema that a pack declares."""
    manifest = f"{shown}/{MANIFEST}"
    schema = schemas.get(entry.name)
    if schema is None:
        problems.report(
            manifest,
            0,
            "name",
            f"no pack declares a table {entry.name}",
            fix=f"the packs declare {', '.join(sorted(schemas))}",
        )
        return None
    if entry.covers_from is None or entry.covers_until is None:
        problems.report(
            manifest,
            0,
            "covers_from",
            f"table {entry.name} does not say which dates it covers",
            fix="add `covers_from` and `covers_until`",
        )
        return None
    edition = Edition(entry.covers_from, entry.covers_until, entry.known_from, entry.source)
    read = read_parquet if path.suffix == ".parquet" else read_csv
    return cast("Table", MemoryTable(read(path, schema, shown=f"{shown}/{entry.file}"), edition))
