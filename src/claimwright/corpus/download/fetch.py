"""One item, from its address to its place: conditional, retried, checked, unpacked."""

from __future__ import annotations

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claimwright.corpus.download.archive import extract
from claimwright.corpus.download.client import Client
from claimwright.corpus.download.content import HEAD, oddity
from claimwright.corpus.download.errors import FetchError
from claimwright.corpus.download.exchange import Request
from claimwright.corpus.download.finder import CHECK, PRESENT, Planned, target_of
from claimwright.corpus.download.journal import Known
from claimwright.corpus.download.receive import Received, hashes, receive
from claimwright.corpus.download.report import Failure, Outcome, Report
from claimwright.corpus.download.retry import persist
from claimwright.corpus.download.store import Store
from claimwright.corpus.records import SourceLine
from claimwright.corpus.selection import NULL

_UNCHANGED = 304


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches planned items into a store."""

    client: Client
    store: Store

    async def settle(self, planned: Planned, report: Report) -> Outcome:
        """Do what is planned for an item and note it in the journal; a failure is noted, never raised."""
        key, item = planned.source.key, planned.item
        if planned.state == PRESENT:
            self._note_present(planned)
            return Outcome(key, item.path, PRESENT)
        try:
            return await self._fetch(planned)
        except FetchError as error:
            failure = Failure.of(key, item.path, error)
        except OSError as error:
            what = f"the file cannot be written: {error.strerror or error}"
            failure = Failure.of(key, item.path, FetchError(what, reason="disk", url=item.url))
        report.failures.append(failure)
        self._finish(planned, "failed", failure)
        return Outcome(key, item.path, "failed")

    async def _fetch(self, planned: Planned) -> Outcome:
        with self._draft(planned) as draft:
            received, attempts = await persist(
                lambda: self._attempt(planned, draft), self.client.settings, self.client.clock
            )
            state, size = ("same", 0) if received is None else (self._place(planned, draft, received), received.size)
        old = self._known(planned)
        validators = (received.etag, received.last_modified) if received else (old.etag, old.last_modified)
        self.store.journal.finished(
            Known(planned.source.key, planned.item, "done", attempts, "", "", "", *validators, self._now())
        )
        return Outcome(planned.source.key, planned.item.path, state, size)

    async def _attempt(self, planned: Planned, draft: Path) -> Received | None:
        """The file in its draft, or None where it has not changed."""
        item, conditions = planned.item, self._conditions(planned)
        request = Request(item.url, item.method, item.form, (("Accept-Encoding", "identity"), *conditions))
        async with self.client.stream(request) as (url, answer):
            if answer.status_code == _UNCHANGED:
                if conditions:
                    return None
                raise FetchError("the site answers 304 though nothing was asked", reason="status", url=url)
            name = "x.zip" if item.members else item.path
            return await receive(url, answer, draft, name, self.client.settings, self.client.clock)

    def _conditions(self, planned: Planned) -> tuple[tuple[str, str], ...]:
        if planned.state != CHECK:
            return ()
        held: Known | SourceLine | None = self._known(planned) if planned.item.members else self._line(planned)
        if held is None or (isinstance(held, SourceLine) and held.url != planned.item.url):
            return ()
        named = (("If-None-Match", held.etag), ("If-Modified-Since", held.last_modified))
        return tuple((name, value) for name, value in named if value)

    def _place(self, planned: Planned, draft: Path, received: Received) -> str:
        if not planned.item.members:
            return self.store.place(
                draft, self._made(planned, target_of(self.store.layout, planned.source, planned.item), received)
            )
        states = {self._place_member(planned, name, member, received) for name, member in self._members(planned, draft)}
        return next((state for state in ("changed", "new") if state in states), "same")

    def _members(self, planned: Planned, draft: Path) -> list[tuple[str, Path]]:
        """All members unpacked and looked at, before the first is placed."""
        item = planned.item
        members = list(extract(draft, item.members, draft.parent, self.client.settings, item.url))
        for name, member in members:
            with member.open("rb") as file:
                odd = oddity(name, "", file.read(HEAD))
            if odd and member.stat().st_size:
                raise FetchError(f"{name} in the archive: {odd}", reason="content", url=item.url)
        return members

    def _place_member(self, planned: Planned, name: str, member: Path, archive: Received) -> str:
        target = target_of(self.store.layout, planned.source, planned.item) / name
        target.parent.mkdir(parents=True, exist_ok=True)
        found = hashes(member)
        received = Received(found.size, found.md5, found.sha256, archive.etag, archive.last_modified)
        return self.store.place(member, self._made(planned, target, received))

    def _made(self, planned: Planned, target: Path, received: Received) -> SourceLine:
        source, item = planned.source, planned.item
        processor = item.processor or source.processor
        return SourceLine(
            url=item.url,
            date_accessed=self.client.clock.now().date().isoformat(),
            local_path=self.store.layout.relative(target),
            tags=tuple(dict.fromkeys((*source.tags, *item.tags))),
            preprocessor=None if processor in ("", NULL) else processor,
            md5=received.md5,
            source=source.key,
            sha256=received.sha256,
            etag=received.etag,
            last_modified=received.last_modified,
            title=item.title,
        )

    def _note_present(self, planned: Planned) -> None:
        """A file that stands there unrecorded gets its ledger line; an item that the journal thinks open is done."""
        if not planned.item.members and self._line(planned) is None:
            target = target_of(self.store.layout, planned.source, planned.item)
            self.store.adopt(self._made(planned, target, Received(0, "", "")))
        if self._known(planned).state != "done":
            self._finish(planned, "done", None)

    def _finish(self, planned: Planned, state: str, failure: Failure | None) -> None:
        why = (failure.attempts, failure.reason, failure.what, failure.fix) if failure else (0, "", "", "")
        self.store.journal.finished(Known(planned.source.key, planned.item, state, *why, at=self._now()))

    def _known(self, planned: Planned) -> Known:
        found = self.store.journal.item(planned.source.key, planned.item.path)
        return found or Known(planned.source.key, planned.item, "pending")

    def _line(self, planned: Planned) -> SourceLine | None:
        layout = self.store.layout
        return self.store.lines.get(layout.relative(target_of(layout, planned.source, planned.item)))

    def _now(self) -> str:
        return self.client.clock.now().isoformat(timespec="seconds")

    @contextmanager
    def _draft(self, planned: Planned) -> Generator[Path]:
        """A name for the body; for an archive, in a folder of its own. What is left of it is removed."""
        draft = self.store.draft(target_of(self.store.layout, planned.source, planned.item))
        if planned.item.members:
            draft.mkdir()
        try:
            yield draft / "archive" if planned.item.members else draft
        finally:
            if draft.is_dir():
                shutil.rmtree(draft, ignore_errors=True)
            else:
                draft.unlink(missing_ok=True)
