"""What an importer is, and running one: published files in, one table file out."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimwright.claims.tables.batch import arrange, gather
from claimwright.claims.tables.readcsv import TextRow
from claimwright.claims.tables.schema import Edition, Schema
from claimwright.claims.tables.writer import write_table
from claimwright.core.errors import InputError, NotFoundError

Paths = Sequence[Path]


@dataclass(frozen=True, slots=True)
class Importer:
    """How files of one kind become a table.

    `rows` yields `(line, cells)` in the order of the schema's columns, as text that the columns can read;
    `dates` gives the dates that the files cover as far as they say it, else None.
    """

    kind: str
    about: str
    schema: Schema
    rows: Callable[[Paths], Iterator[TextRow]]
    dates: Callable[[Paths], Edition | None]


@dataclass(frozen=True, slots=True)
class Dates:
    """What the caller says of the dates; None leaves it to the importer."""

    first: dt.date | None = None
    last: dt.date | None = None
    known_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made."""

    kind: str
    table: str
    path: Path
    rows: int
    edition: Edition
    digest: str


def import_table(importer: Importer, files: Paths, out: Path, dates: Dates = Dates()) -> Imported:
    """Read the files of one edition and write `TABLE.FIRST-DATE.cwt` to a folder.

    Raises `InputError` with file and line for what cannot be read, and where the dates covered are not known.
    """
    edition = _edition(importer, files, dates)
    batch = gather(importer.schema, importer.rows(files), file=str(files[0]))
    name = importer.schema.name
    known = f".known-{edition.known_from}" if edition.known_from else ""
    path = out / f"{name}.{edition.first}{known}.cwt"
    header = write_table(path, arrange(batch), edition)
    return Imported(importer.kind, name, path, header.rows, edition, header.digest)


def _edition(importer: Importer, files: Paths, dates: Dates) -> Edition:
    for file in files:
        if not file.is_file():
            raise NotFoundError(f"there is no file {file}", fix="check the name", code="TABLE-FILE")
    stated = importer.dates(files) if files else None
    first = dates.first or (stated.first if stated else None)
    last = dates.last or (stated.last if stated else None)
    if first is None or last is None:
        what = f"the dates that this {importer.kind} file covers cannot be told from its name"
        raise InputError(what, where=str(files[0]), fix="say them with --from and --until", code="TABLE-DATES")
    return Edition(first, last, dates.known_from, ", ".join(map(_source, files)))


def _source(file: Path) -> str:
    with file.open("rb") as data:
        return f"{file.name} sha256:{hashlib.file_digest(data, 'sha256').hexdigest()}"
