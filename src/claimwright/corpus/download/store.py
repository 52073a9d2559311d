"""Putting a fetched file in its place, so that a kill at any point loses nothing and doubles nothing.

1. The file is whole and synchronised under a draft name in its folder.
2. The journal notes that it is to be placed, with its ledger line.
3. Where other content stands there, that is linked into `data/raw/.versions`, with its old ledger line beside it.
4. The draft is renamed over the place, and the folder synchronised.
5. The journal notes, in one transaction, that it is placed and that its line is not yet in the ledger.
6. The line goes into the ledger (appended, or the ledger rewritten at once where it replaces one); the note is deleted.

`recover` does again what may not have been done: each step can be repeated.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import msgspec

from claimwright.corpus.download.journal import Journal
from claimwright.corpus.download.receive import hashes
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import atomic, synchronise_folder
from claimwright.corpus.ledger.files import by_path, encode, upsert
from claimwright.corpus.records import SourceLine

VERSIONS = ".versions"
_DRAFT = ".fetching"
_MOST_WAITING = 100


@dataclass
class Store:
    """The raw files and the ledger of one corpus; for one download at a time."""

    layout: Layout
    journal: Journal
    lines: dict[str, SourceLine] = field(init=False)
    _waiting: dict[str, SourceLine] = field(default_factory=dict[str, SourceLine])

    def __post_init__(self) -> None:
        self.lines = by_path(self.layout.sources, SourceLine)

    def recover(self) -> int:
        """Finish what a killed run had begun, and clear its drafts: how many ledger lines it had left out."""
        for local_path, draft, line in self.journal.waiting():
            self._resume(local_path, self.layout.locate(draft), line)
        _clear_drafts(self.layout.raw)
        lost = self.journal.unwritten()
        missing = [line for line in lost if self.lines.get(line.local_path) != line]
        self._waiting = {line.local_path: line for line in lost}
        self.lines.update(self._waiting)
        self.flush()
        return len(missing)

    def draft(self, target: Path) -> Path:
        """A name for a file on its way to its place, in the same folder."""
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.with_name(f".{target.name[-100:]}.{os.urandom(6).hex()}{_DRAFT}")

    def place(self, draft: Path, line: SourceLine) -> str:
        """Put a whole file in its place: `new`, `changed`, or `same` where that content was there."""
        old = self.lines.get(line.local_path)
        target = self.layout.locate(line.local_path)
        if old is not None and old.md5 == line.md5 and target.is_file():
            draft.unlink()
            if (fresh := _refreshed(old, line)) != old:
                self._write(fresh)
            return "same"
        line = _superseding(line, old if target.is_file() else None)
        self.journal.placing(line.local_path, self.layout.relative(draft), line)
        self._settle(draft, target, line)
        return "changed" if line.supersedes else "new"

    def adopt(self, line: SourceLine) -> SourceLine:
        """Record a file that stands in its place without a ledger line, accessed when it was written."""
        path = self.layout.locate(line.local_path)
        found, written = hashes(path), dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date().isoformat()
        adopted = msgspec.structs.replace(line, md5=found.md5, sha256=found.sha256, date_accessed=written)
        self._write(adopted)
        return adopted

    def flush(self) -> None:
        """Write the waiting lines into the ledger."""
        if self._waiting:
            upsert(self.layout.sources, self._waiting.values())
            self._waiting = {}
        self.journal.written()

    def _resume(self, local_path: str, draft: Path, line: SourceLine) -> None:
        target = self.layout.locate(local_path)
        if draft.is_file() and hashes(draft).md5 == line.md5:
            self._settle(draft, target, line)
        elif target.is_file() and hashes(target).md5 == line.md5:
            self.journal.placed(local_path, line)
        else:
            self.journal.placed(local_path, None)

    def _settle(self, draft: Path, target: Path, line: SourceLine) -> None:
        if line.supersedes:
            self._keep_version(target, line)
        draft.replace(target)
        synchronise_folder(target.parent)
        self._write(line)

    def _write(self, line: SourceLine) -> None:
        self.journal.placed(line.local_path, line)
        self.lines[line.local_path] = line
        self._waiting[line.local_path] = line
        if len(self._waiting) >= _MOST_WAITING:
            self.flush()

    def _keep_version(self, target: Path, line: SourceLine) -> None:
        """Link the present content to its place among the versions, its ledger line beside it; done once."""
        old = self.lines.get(line.local_path)
        place = version_of(self.layout, line.local_path, line.supersedes)
        if not target.is_file() or hashes(target).md5 != line.supersedes or old is None:
            return
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _link(target, place)
        kept = msgspec.structs.replace(old, local_path=self.layout.relative(place))
        with atomic(place.with_name(f"{line.supersedes}.line.json")) as file:
            file.write(encode(kept))


def version_of(layout: Layout, local_path: str, md5: str) -> Path:
    """Where an earlier content of a raw file is kept: `data/raw/.versions/<its path>/<md5>.<suffix>`."""
    inside = PurePosixPath(local_path.removeprefix("./")).relative_to("data/raw")
    return layout.raw / VERSIONS / inside / f"{md5}{inside.suffix}"


def versions(layout: Layout, local_path: str) -> list[SourceLine]:
    """The ledger lines of a raw file's earlier contents, oldest access first."""
    folder = version_of(layout, local_path, "x").parent
    kept = [msgspec.json.decode(path.read_bytes(), type=SourceLine) for path in folder.glob("*.line.json")]
    return sorted(kept, key=lambda line: line.date_accessed)


def _superseding(line: SourceLine, old: SourceLine | None) -> SourceLine:
    changed = old is not None and old.md5 and old.md5 != line.md5
    return msgspec.structs.replace(line, supersedes=old.md5) if changed and old else line


def _refreshed(old: SourceLine, new: SourceLine) -> SourceLine:
    """The old line with the address and the validators of now."""
    return msgspec.structs.replace(old, url=new.url, etag=new.etag, last_modified=new.last_modified)


def _link(target: Path, place: Path) -> None:
    """A second name for a file; a copy where the file system has no links."""
    try:
        place.hardlink_to(target)
    except OSError:
        with atomic(place) as file, target.open("rb") as source:
            shutil.copyfileobj(source, file)
    synchronise_folder(place.parent)


def _clear_drafts(raw: Path) -> None:
    drafts = [*raw.rglob(f".*{_DRAFT}"), *(raw / VERSIONS).rglob(".*.part")] if raw.is_dir() else []
    for draft in drafts:
        if draft.is_dir():
            shutil.rmtree(draft, ignore_errors=True)
        else:
            draft.unlink(missing_ok=True)
