"""`book.toml`: the name of a book, what it knows as of when, and where its files are."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from claimwright.claims.book.columns import FILES, FileKind
from claimwright.claims.book.problems import Problems

CONFIG = "book.toml"
_KEYS = {"name", "known_on", "pipeline", "packs", "tables", "claims", "files"}


@dataclass(frozen=True, slots=True)
class BookConfig:
    """The settings of a book. Folders and files are relative to it."""

    name: str
    known_on: dt.date | None = None
    """Rules and tables that became known later are not used; None uses all."""
    pipeline: str = "professional"
    packs: str = "packs"
    tables: str = "tables"
    claims: str = "claims"
    files: dict[str, str] = field(default_factory=dict[str, str])
    """File names by kind, where they differ from `KIND.csv` or `KIND.jsonl`."""


def read_config(folder: Path, problems: Problems) -> BookConfig:
    """Read `book.toml`; what is missing or wrong is reported and replaced by the default."""
    path = folder / CONFIG
    if not path.is_file():
        problems.report(CONFIG, 0, "", "the file is missing", fix='write at least `name = "..."` in it')
        return BookConfig(folder.name)
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.report(CONFIG, 0, "", f"the file is not TOML: {error}", fix="correct it")
        return BookConfig(folder.name)
    return _checked(raw, folder, problems)


def _checked(raw: dict[str, Any], folder: Path, problems: Problems) -> BookConfig:
    for key in raw.keys() - _KEYS:
        problems.report(CONFIG, 0, key, "the setting is unknown", fix=f"the settings are {', '.join(sorted(_KEYS))}")
    texts = {key: raw[key] for key in _KEYS - {"known_on", "files"} if key in raw}
    for key, value in texts.items():
        if not isinstance(value, str):
            problems.report(CONFIG, 0, key, f"{value!r} is not a text", fix="put it in quotes")
    known = raw.get("known_on")
    if known is not None and type(known) is not dt.date:
        problems.report(
            CONFIG, 0, "known_on", f"{known!r} is not a date", fix="write it like 2024-10-31, without quotes"
        )
        known = None
    names = {key: str(value) for key, value in texts.items()}
    return BookConfig(**{"name": folder.name, **names}, known_on=known, files=_files(raw.get("files", {}), problems))


def _files(raw: Any, problems: Problems) -> dict[str, str]:
    if not isinstance(raw, dict):
        problems.report(
            CONFIG,
            0,
            "files",
            "this is not a table of file names",
            fix='write `[files]` and lines like `members = "people.csv"`',
        )
        return {}
    names = cast("dict[str, Any]", raw)
    kinds = [kind.name for kind in FILES]
    for key in names.keys() - set(kinds):
        problems.report(
            CONFIG,
            0,
            f"files.{key}",
            "there is no such kind of file",
            fix=f"the kinds are {', '.join(kinds)}",
        )
    return {key: str(value) for key, value in names.items() if key in kinds}


def file_of(folder: Path, config: BookConfig, kind: FileKind) -> Path | None:
    """The file of a kind, or None where the book has none. A named file is expected to exist."""
    if kind.name in config.files:
        return folder / config.files[kind.name]
    choices = (folder / f"{kind.name}{suffix}" for suffix in (".csv", ".jsonl"))
    return next((path for path in choices if path.is_file()), None)
