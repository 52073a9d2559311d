"""What a download has found and done, so that it can stop anywhere and go on: SQLite in `state/download.sqlite`.

SQLite, because one transaction joins "this file is being put in place" with what is to stand in the ledger, and because
a killed process leaves nothing to mend (write-ahead log, synchronised at each commit). The journal holds nothing that
cannot be lost: the ledger and the files say what is there; without a journal a run asks the sites again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.core.errors import ConfigError
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources.base import Item, Page

_TABLES = """
CREATE TABLE IF NOT EXISTS items (
  source TEXT, path TEXT, item BLOB, state TEXT, attempts INTEGER DEFAULT 0, reason TEXT DEFAULT '', what TEXT DEFAULT '',
  fix TEXT DEFAULT '', etag TEXT DEFAULT '', last_modified TEXT DEFAULT '', at TEXT DEFAULT '', PRIMARY KEY (source, path));
CREATE TABLE IF NOT EXISTS placing (local_path TEXT PRIMARY KEY, draft TEXT, line BLOB);
CREATE TABLE IF NOT EXISTS unwritten (local_path TEXT PRIMARY KEY, line BLOB);
CREATE TABLE IF NOT EXISTS pages (source TEXT, key TEXT, at REAL, page BLOB, PRIMARY KEY (source, key));
"""


@dataclass(frozen=True, slots=True)
class Known:
    """An item and where it stands: `pending`, `done` or `failed`; of a failed one, why, and what to do.

    `etag` and `last_modified` are of the address, which for an archive is not the file kept.
    """

    source: str
    item: Item
    state: str
    attempts: int = 0
    reason: str = ""
    what: str = ""
    fix: str = ""
    etag: str = ""
    last_modified: str = ""
    at: str = ""


_COLUMNS = "source, item, state, attempts, reason, what, fix, etag, last_modified, at"


class Journal:
    """One open journal. Every method commits before it returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        self._db.close()

    def found(self, source: str, item: Item) -> None:
        """An enumeration yields an item; what is known of its state stays, unless its address is another now."""
        known = self.item(source, item.path)
        if known is not None and known.item.url == item.url:
            kept = msgspec.msgpack.encode(item)
            self._db.execute("UPDATE items SET item = ? WHERE source = ? AND path = ?", (kept, source, item.path))
        else:
            self.finished(Known(source, item, "pending"))

    def finished(self, known: Known) -> None:
        """An item ended, well or badly, or is open again."""
        self._db.execute(
            f"INSERT OR REPLACE INTO items (path, {_COLUMNS}) VALUES ({', '.join('?' * 11)})",
            (known.item.path, known.source, msgspec.msgpack.encode(known.item), *_tail(known)),
        )

    def forget_unseen(self, source: str, seen: set[str]) -> None:
        """The source was enumerated to its end: items never fetched and no longer listed are dropped."""
        stale = [(source, known.item.path) for known in self.items(source) if known.state != "done"]
        gone = [key for key in stale if key[1] not in seen]
        self._db.executemany("DELETE FROM items WHERE source = ? AND path = ?", gone)

    def item(self, source: str, path: str) -> Known | None:
        """Where an item stands."""
        found = self._db.execute(f"SELECT {_COLUMNS} FROM items WHERE source = ? AND path = ?", (source, path))
        row = found.fetchone()
        return _known(row) if row else None

    def items(self, source: str = "") -> Iterator[Known]:
        """Every item, or those of one source, by source and path."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM items WHERE ? IN ('', source) ORDER BY source, path", (source,)
        ).fetchall()
        return map(_known, rows)

    def placing(self, local_path: str, draft: str, line: SourceLine) -> None:
        """A whole file waits in `draft` to become `local_path`."""
        row = (local_path, draft, msgspec.json.encode(line))
        self._db.execute("INSERT OR REPLACE INTO placing VALUES (?, ?, ?)", row)

    def placed(self, local_path: str, line: SourceLine | None) -> None:
        """The file is in place; its line, if any, waits for the ledger."""
        with self._together():
            self._db.execute("DELETE FROM placing WHERE local_path = ?", (local_path,))
            if line is not None:
                row = (local_path, msgspec.json.encode(line))
                self._db.execute("INSERT OR REPLACE INTO unwritten VALUES (?, ?)", row)

    def waiting(self) -> list[tuple[str, str, SourceLine]]:
        """Files that were being put in place: ledger path, draft, line."""
        rows = self._db.execute("SELECT local_path, draft, line FROM placing").fetchall()
        return [(path, draft, msgspec.json.decode(line, type=SourceLine)) for path, draft, line in rows]

    def unwritten(self) -> list[SourceLine]:
        """Lines that the ledger may lack, oldest first."""
        rows = self._db.execute("SELECT line FROM unwritten ORDER BY rowid").fetchall()
        return [msgspec.json.decode(line, type=SourceLine) for (line,) in rows]

    def written(self) -> None:
        """The ledger has them all."""
        self._db.execute("DELETE FROM unwritten")

    def page(self, source: str, key: str, since: float) -> Page | None:
        """A page that an interrupted enumeration got after that time (seconds of the epoch)."""
        found = self._db.execute(
            "SELECT page FROM pages WHERE source = ? AND key = ? AND at >= ?", (source, key, since)
        ).fetchone()
        return msgspec.msgpack.decode(found[0], type=Page) if found else None

    def keep_page(self, source: str, key: str, at: float, page: Page) -> None:
        """Keep a page until the enumeration is complete."""
        row = (source, key, at, msgspec.msgpack.encode(page))
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?)", row)

    def drop_pages(self, source: str) -> None:
        """The enumeration is complete; the next one asks the site."""
        self._db.execute("DELETE FROM pages WHERE source = ?", (source,))

    @contextmanager
    def _together(self) -> Generator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _known(row: tuple[str, bytes, str, int, str, str, str, str, str, str]) -> Known:
    source, item, *rest = row
    return Known(source, msgspec.msgpack.decode(item, type=Item), *rest)  # pyright: ignore[reportArgumentType]


def _tail(known: Known) -> tuple[str, int, str, str, str, str, str, str]:
    return (
        known.state,
        known.attempts,
        known.reason,
        known.what,
        known.fix,
        known.etag,
        known.last_modified,
        known.at,
    )


@contextmanager
def only_one(path: Path) -> Generator[None]:
    """Let one download at a time work on a corpus; the system frees the lock when a process dies, however it dies.

    Raises `ConfigError` at once where another holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    except sqlite3.OperationalError as error:
        if "locked" not in str(error):
            raise
        raise ConfigError(
            "another download works on this corpus", where=str(path), fix="wait for it, or stop it", code="CORPUS-BUSY"
        ) from None
    finally:
        lock.close()
