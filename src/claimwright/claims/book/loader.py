"""Load a book of business from its folder, or report everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from claimwright.claims.book.columns import FILES
from claimwright.claims.book.config import BookConfig, file_of, read_config
from claimwright.claims.book.crosscheck import Files, cross_check
from claimwright.claims.book.directory import MemoryDirectory
from claimwright.claims.book.loaded import LoadedBook
from claimwright.claims.book.manifest import MANIFEST, read_tables
from claimwright.claims.book.packs import check_packs, read_packs, written_names
from claimwright.claims.book.problems import BookError, Problem, Problems
from claimwright.claims.book.rows import Placed, read_records
from claimwright.claims.book.schemas import schemas_of
from claimwright.claims.packs import bundled
from claimwright.claims.tables import Schema, Table, join, known_on, open_table
from claimwright.clause import syntax
from claimwright.clause.tables import Lookup
from claimwright.core.errors import ClaimwrightError, NotFoundError


def load_book(path: Path, *, tables: Path | None = None) -> LoadedBook:
    """Load the book in a folder. `tables` is a folder of reference tables that replace the book's own, by
    name.

    Raises `NotFoundError` for no folder and `BookError`, which lists every problem, for one that is wrong.
    The rules themselves are checked by the engine that runs them, or by `check_book`.
    """
    book, _, problems = _load(path, tables)
    if problems:
        raise BookError(str(path), sorted(problems))
    return book


def check_book(path: Path, *, tables: Path | None = None) -> tuple[LoadedBook, tuple[Problem, ...]]:
    """Load what can be loaded, check its rules too, and list what is wrong, in order of file and row."""
    book, packs, problems = _load(path, tables)
    if not any(problem.code.startswith("CL") for problem in problems):
        check_packs(packs, path, problems)
    return book, tuple(sorted(problems))


def _load(path: Path, tables: Path | None) -> tuple[LoadedBook, tuple[syntax.Pack, ...], Problems]:
    if not path.is_dir():
        what = f"there is no book of business at {path}"
        raise NotFoundError(what, fix="name the folder that holds book.toml", code="BOOK")
    problems = Problems()
    config = read_config(path, problems)
    files = _read_files(path, config, problems)
    own = tuple(sorted((path / config.packs).glob("*.clause")))
    packs = read_packs((*bundled(), *own), path, problems)
    names = written_names(packs)
    cross_check(files, names.get("plan", set()), names.get("contract", set()), problems)
    book = LoadedBook(
        config.name,
        path,
        config.known_on,
        config.pipeline,
        (*bundled(), *own),
        _tables(path, config, schemas_of(packs), tables, problems),
        MemoryDirectory(**{kind: [each.record for each in placed] for kind, (_, placed) in files.items()}),
        _claim_files(path / config.claims),
    )
    return book, packs, problems


def _read_files(path: Path, config: BookConfig, problems: Problems) -> Files:
    """Every kind of file; one that the book does not have is empty."""
    files: dict[str, tuple[str, Sequence[Placed]]] = {}
    for kind in FILES:
        file = file_of(path, config, kind)
        if file is not None and not file.is_file():
            problems.report(file.name, 0, "", "the file that book.toml names is missing", fix="correct the name")
            file = None
        shown = file.relative_to(path).as_posix() if file else f"{kind.name}.csv"
        files[kind.name] = (shown, read_records(file, kind, shown, problems) if file else ())
    return files


def _tables(
    path: Path, config: BookConfig, schemas: Mapping[str, Schema], override: Path | None, problems: Problems
) -> dict[str, Lookup]:
    own = _folder(path / config.tables, schemas, config.tables, problems)
    theirs = _folder(override, schemas, str(override), problems) if override else {}
    return {name: _as_known(name, editions, config) for name, editions in sorted({**own, **theirs}.items())}


def _folder(folder: Path, schemas: Mapping[str, Schema], shown: str, problems: Problems) -> dict[str, list[Table]]:
    """The tables of a folder: by its manifest, or every `.cwt` file where it has none."""
    if not folder.is_dir():
        problems.report(shown, 0, "", "there is no such folder", fix="correct the name")
        return {}
    if (folder / MANIFEST).is_file() or not any(folder.glob("*.cwt")):
        return read_tables(folder, schemas, shown, problems)
    tables: dict[str, list[Table]] = {}
    for file in sorted(folder.glob("*.cwt")):
        _open_into(tables, file, schemas, f"{shown}/{file.name}", problems)
    return tables


def _open_into(
    tables: dict[str, list[Table]], file: Path, schemas: Mapping[str, Schema], shown: str, problems: Problems
) -> None:
    try:
        table = open_table(file)
        declared = schemas.get(table.name)
        tables.setdefault(table.name, []).append(open_table(file, declared) if declared else table)
    except ClaimwrightError as error:
        problems.report(shown, 0, "", error.what, fix=error.fix, code=error.code or "BOOK")


def _as_known(name: str, editions: list[Table], config: BookConfig) -> Lookup:
    return join(editions) if config.known_on is None else known_on(name, editions, config.known_on)


def _claim_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(folder.glob("*.837"))) if folder.is_dir() else ()
