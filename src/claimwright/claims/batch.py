"""Many claims: files in, a run folder out.

A run folder holds `manifest.json` (which book, which files, at which level), `outcomes.jsonl` (one claim a line),
`problems.jsonl` (what could not be read) and, unless tracing is off, the archive of traces and inputs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from claimwright.claims.adjudicate import Adjudication, Adjudicator
from claimwright.claims.book import LoadedBook, load_book
from claimwright.claims.outcome import ClaimOutcome
from claimwright.claims.records import Claim
from claimwright.claims.x12 import Problem, read_837p
from claimwright.clause.runtime import Level
from claimwright.core.errors import NotFoundError
from claimwright.trace.archive import ArchiveWriter
from claimwright.trace.runs import runs_folder


class Manifest(msgspec.Struct, frozen=True):
    """What a run folder was made from."""

    book: str
    tables: str
    files: tuple[str, ...]
    level: Level
    program: str
    pipeline: str
    claims: int
    problems: int


@dataclass(slots=True)
class Summary:
    """Counts over a run. The first-pass rate is the share of claims that no person needs to touch."""

    statuses: Counter[str] = field(default_factory=Counter[str])
    pends: Counter[str] = field(default_factory=Counter[str])
    adjustments: Counter[str] = field(default_factory=Counter[str])
    charge: int = 0
    paid: int = 0
    member_share: int = 0
    refused: int = 0

    @property
    def claims(self) -> int:
        """How many were adjudicated."""
        return sum(self.statuses.values())

    @property
    def first_pass_rate(self) -> float:
        """From 0 to 1; 1 where there was no claim."""
        return 1 - self.statuses["pended"] / self.claims if self.claims else 1.0

    def add(self, outcome: ClaimOutcome) -> None:
        """Count one claim."""
        self.statuses[outcome.status] += 1
        self.charge += outcome.charge
        self.paid += outcome.paid
        self.member_share += outcome.member_share
        self.pends.update(dict.fromkeys((pend.label for pend in outcome.pends), 1))
        for line in outcome.lines:
            for adjustment in line.adjustments:
                self.adjustments[f"{adjustment.group}-{adjustment.carc}"] += adjustment.amount


def read_claims(files: Iterable[Path]) -> Iterator[Claim | Problem]:
    """Every claim and problem of the files, in order."""
    for file in files:
        yield from read_837p(file)


class RunWriter:
    """Adjudicates into a run folder; use it as a context, so that the archive is closed."""

    def __init__(self, book: LoadedBook, folder: Path, *, level: Level, tables: Path | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.book, self.tables = folder, book, tables
        self.level: Level = level
        self.adjudicator = Adjudicator(book, level=level)
        self.summary = Summary()
        self._files: dict[str, None] = {}
        self._outcomes = (folder / "outcomes.jsonl").open("wb")
        self._problems = (folder / "problems.jsonl").open("wb")
        self._archive = ArchiveWriter(folder) if level != "off" else None
        if self._archive is not None:
            self._archive.add_program(self.adjudicator.rules.sites)

    def __enter__(self) -> RunWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._outcomes.close()
        self._problems.close()
        if self._archive is not None:
            self._archive.close()
        manifest = Manifest(
            str(self.book.path.resolve()), str(self.tables.resolve()) if self.tables else "", tuple(self._files), self.level,
            self.adjudicator.rules.program.digest, self.book.pipeline, self.summary.claims, self.summary.refused,
        )  # fmt: skip
        (self.folder / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest)))

    def run(self, files: Iterable[Path]) -> Iterator[Adjudication | Problem]:
        """Read and adjudicate, and write each result as it comes."""
        for file in files:
            self._files[str(file)] = None
            for item in read_837p(file):
                if isinstance(item, Claim):
                    yield self._claim(item)
                else:
                    yield self._problem(item)

    def _claim(self, claim: Claim) -> Adjudication:
        result = self.adjudicator.adjudicate(claim)
        self.summary.add(result.outcome)
        self._outcomes.write(msgspec.json.encode(result.outcome) + b"\n")
        if self._archive is not None:
            self._archive.add(claim.claim_id, result.outcome.run, result.compressed(), result.inputs)
        return result

    def _problem(self, problem: Problem) -> Problem:
        self.summary.refused += problem.severity == "error"
        self._problems.write(msgspec.json.encode(problem) + b"\n")
        return problem


def new_folder(out: Path | None) -> Path:
    """The folder of a run: the one that is asked for, else the next number under the home folder."""
    if out is not None:
        return out
    runs = runs_folder()
    taken = [int(path.name) for path in runs.glob("[0-9]*") if path.name.isdigit()]
    return runs / f"{max(taken, default=0) + 1:04d}"


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run folder. Raises `NotFoundError` where it has none."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise NotFoundError(
            f"{folder} is no run folder", fix="name a folder that `claims adjudicate --out` made", code="RUNS"
        )
    return msgspec.json.decode(path.read_bytes(), type=Manifest)


def read_outcomes(folder: Path) -> Iterator[ClaimOutcome]:
    """The outcomes of a run folder, in order."""
    decoder = msgspec.json.Decoder(ClaimOutcome)
    with (folder / "outcomes.jsonl").open("rb") as lines:
        for line in lines:
            yield decoder.decode(line)


def book_of(manifest: Manifest) -> LoadedBook:
    """The book that a run used, as it is now; its hashes tell whether it is still the same."""
    return load_book(Path(manifest.book), tables=Path(manifest.tables) if manifest.tables else None)


def as_json(result: Adjudication | Problem) -> Any:
    """What `--json` prints for a claim or a problem."""
    return result.outcome if isinstance(result, Adjudication) else {"problem": result}
