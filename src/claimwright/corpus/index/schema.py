"""The tables of the canonical store, and how a connection to it is set up."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

from claimwright.core.errors import ConfigError, NotFoundError

VERSION = 1
"""Changes with the tables or with what is written into them; a store of another version is built afresh."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL,
    url TEXT NOT NULL,
    title TEXT NOT NULL,
    date_accessed TEXT NOT NULL,
    processed_by TEXT NOT NULL
);
CREATE TABLE facets (
    id INTEGER PRIMARY KEY,
    tags TEXT NOT NULL,
    jurisdiction TEXT NOT NULL,
    UNIQUE (tags, jurisdiction)
);
CREATE TABLE provisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (id),
    ordinal INTEGER NOT NULL,
    part INTEGER NOT NULL,
    parts INTEGER NOT NULL,
    work TEXT COLLATE NOCASE,
    section TEXT COLLATE NOCASE,
    steps TEXT NOT NULL,
    citation TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    first INTEGER,
    last INTEGER,
    page INTEGER,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    facet INTEGER NOT NULL REFERENCES facets (id),
    effective_from TEXT,
    effective_to TEXT,
    generation INTEGER NOT NULL
);
CREATE INDEX provisions_document ON provisions (document, ordinal, part);
CREATE INDEX provisions_citation ON provisions (work, section) WHERE work IS NOT NULL;
CREATE INDEX provisions_facet ON provisions (facet);
CREATE INDEX provisions_generation ON provisions (generation);
CREATE TABLE removed (id INTEGER PRIMARY KEY, generation INTEGER NOT NULL);
CREATE INDEX removed_generation ON removed (generation);
"""


def connect(path: Path) -> sqlite3.Connection:
    """A connection with a write-ahead log, so that readers and the one writer do not wait for each other."""
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


def create(path: Path) -> None:
    """A new, empty store. All of it or nothing is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        connection.executescript(
            f"BEGIN IMMEDIATE;{_TABLES}"
            f"INSERT INTO meta VALUES ('version', '{VERSION}'), ('identity', '{uuid.uuid4().hex}'), ('generation', '0');"
            "COMMIT;"
        )
    finally:
        connection.close()


def version_of(path: Path) -> int | None:
    """The version of the store in a file; None where there is none, or it was never finished."""
    if not path.is_file():
        return None
    try:
        with closing(connect(path)) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
            return int(row[0])
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return None


def require(path: Path) -> None:
    """Raise where a store cannot be read: `NotFoundError` where there is none, `ConfigError` for another version."""
    if not path.is_file():
        raise NotFoundError(
            "there is no search index here",
            where=str(path.parent),
            fix="run `claimwright corpus index`",
            code="CORPUS-INDEX",
        )
    if version_of(path) != VERSION:
        raise ConfigError(
            "the search index was made by another version, or is damaged",
            where=str(path),
            fix="run `claimwright corpus index --rebuild`; it is made from the processed files",
            code="CORPUS-INDEX-VERSION",
        )
