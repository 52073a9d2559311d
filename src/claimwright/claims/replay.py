"""Runs a claim again from what its run kept: sealed, with the recorded rules and found rows; or live, with the book."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from claimwright.claims.adjudicate import Adjudication, RuleEngine, decode_inputs, sources_of
from claimwright.claims.batch import book_of, read_manifest
from claimwright.claims.patch import apply_patch
from claimwright.claims.records import Book, Claim
from claimwright.claims.sealed import seal
from claimwright.clause.program import Program
from claimwright.core.errors import InputError, NotFoundError
from claimwright.trace.archive import Archive
from claimwright.trace.sites import Header, SiteTable, Trace

_PACK = ".clause"


class ReplayEngine:
    """Repeats the runs of one run folder.

    Sealed, it needs nothing but the folder: rules by hash, and tables as the trace recorded them. A trace of level
    outcome, a change of inputs or of a pack (`packs/ncci_ptp.clause=FILE`), or `live`, reads the book's own tables,
    and `live` its rules too.
    """

    def __init__(self, folder: Path, *, live: bool = False) -> None:
        self.folder, self.live = folder, live
        self.manifest = read_manifest(folder)
        self.archive = Archive(folder)
        self._programs: dict[tuple[str, ...], Program] = {}
        self._engines: dict[tuple[str, ...], RuleEngine] = {}
        self._book: Any = None

    def rerun(
        self, header: Header, inputs: bytes, trace: Trace, patch: Mapping[str, str]
    ) -> tuple[Header, Sequence[Sequence[Any]], SiteTable]:
        """The header and rows of the repeated run. Raises `InputError` where rules or tables cannot be had."""
        result, engine = self.judge(header, inputs, trace, patch)
        return result.header, result.rows, engine.sites

    def judge(
        self, header: Header, inputs: bytes, trace: Trace, patch: Mapping[str, str]
    ) -> tuple[Adjudication, RuleEngine]:
        """The repeated run, whole."""
        packs = {name: value for name, value in patch.items() if name.endswith(_PACK)}
        fields = {name: value for name, value in patch.items() if name not in packs}
        claim, book = decode_inputs(inputs)
        if fields:
            claim, book = apply_patch(claim, book, fields)
        sealed = header.level == "full" and not patch and not self.live
        engine = self._sealed(header, trace) if sealed else self.open_engine(header, packs)
        return engine.judge(claim, book), engine

    def judge_inputs(self, header: Header, claim: Claim, book: Book) -> Adjudication:
        """Other inputs under the run's rules and the book's tables: what an answer verifies a change with."""
        return self.open_engine(header, {}).judge(claim, book)

    def _sealed(self, header: Header, trace: Trace) -> RuleEngine:
        table = self.archive.sites(header.program)
        return RuleEngine(self._program(header, table.sources), seal(trace, table))

    def open_engine(self, header: Header, packs: Mapping[str, str]) -> RuleEngine:
        """The run's rules (the book's, if live), with packs replaced, over the book's tables."""
        key = (header.program, *sorted(f"{name}={file}" for name, file in packs.items()))
        if key not in self._engines:
            sources = sources_of(self.book) if self.live else dict(self.archive.sites(header.program).sources)
            for name, file in packs.items():
                if name not in sources:
                    raise NotFoundError(
                        f"the run used no pack {name}", fix=f"it used {', '.join(sources)}", code="REPLAY-1"
                    )
                sources[name] = _read(Path(file.removeprefix("@")))
            self._engines[key] = RuleEngine(self._program(header, sources), self.book.tables)
        return self._engines[key]

    def _program(self, header: Header, sources: Mapping[str, str]) -> Program:
        """Compiled once for each set of texts, level and knowledge date."""
        key = (header.level, header.known_on, *sources.values())
        if key not in self._programs:
            known_on = dt.date.fromisoformat(header.known_on)
            self._programs[key] = Program.from_sources(
                sources, pipeline=self.manifest.pipeline, level=header.level, known_on=known_on
            )
        return self._programs[key]

    @property
    def book(self) -> Any:
        """The book of the run, as it is now."""
        if self._book is None:
            self._book = book_of(self.manifest)
        return self._book


def _read(path: Path) -> str:
    if not path.is_file():
        raise InputError(f"there is no file {path}", fix="name the changed pack's file", code="REPLAY-1")
    return path.read_text(encoding="utf-8")


def engine(folder: Path, *, live: bool = False) -> ReplayEngine:
    """The engine that replays a run folder."""
    return ReplayEngine(folder, live=live)
