"""Kill -9: `corpus download`, `process` and `index` are killed at random points, run again, and held against a corpus
that nobody disturbed.

The commands run as users run them, each in a process of its own, before a small web on the loopback. A kill comes at a
random time after the command first changed the corpus folder; half of the time it hits only the command itself, so that
processes it started live on while the next run begins. What is compared: raw files with their versions, both ledgers,
processed files, the rows of the index, and what searches for each document's own word find. A piece that the
undisturbed corpus has and the other has not is lost; the other way round it is doubled.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from claimwright.bench.bars import Bar
from claimwright.bench.corpus_pieces import pieces
from claimwright.bench.corpus_web import FIRST, SECOND, Edition
from claimwright.bench.fake_web import FakeWeb, serve

_KILLS, _QUICK = 50, 12
_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Stage:
    """A command of `claimwright corpus`; `web` says that it is told where the invented web is."""

    name: str
    options: tuple[str, ...] = ()
    web: bool = False


STAGES = (Stage("download", ("--refresh",), web=True), Stage("process"), Stage("index", ("--no-dense",)))


@dataclass(frozen=True, slots=True)
class Step:
    """One stage over one edition: the corpus before it, and how it has to be after it."""

    stage: Stage
    edition: Edition
    before: Path
    expected: Counter[str]
    active_s: float


@dataclass
class Tally:
    """Kills by stage, and what was lost and doubled after the runs that followed them."""

    kills: Counter[str] = field(default_factory=Counter[str])
    lost: list[str] = field(default_factory=list[str])
    doubled: list[str] = field(default_factory=list[str])


def run(quick: bool = False) -> list[Bar]:
    """Kill and compare; `quick` kills fewer times."""
    wanted = _QUICK if quick else _KILLS
    tally = resume(wanted, seed=20260302)
    total, note = sum(tally.kills.values()), ", ".join(f"{name} {n}" for name, n in sorted(tally.kills.items()))
    return [
        Bar("corpus, kills survived", total, "kills", f">= {wanted}", total >= wanted, note),
        Bar("corpus, lost after kills", len(tally.lost), "pieces", "= 0", not tally.lost, _some(tally.lost)),
        Bar(
            "corpus, doubled after kills", len(tally.doubled), "pieces", "= 0", not tally.doubled, _some(tally.doubled)
        ),
    ]


def resume(kills: int, seed: int, stages: Sequence[Stage] = STAGES) -> Tally:
    """Kill until there were at least that many, evenly over the stages and editions."""
    chance, tally = random.Random(seed), Tally()
    with serve() as web, tempfile.TemporaryDirectory() as name:
        workshop = Workshop(web, Path(name))
        steps = workshop.undisturbed(stages)
        while sum(tally.kills.values()) < kills:
            for step in steps:
                workshop.disturb(step, chance, tally)
                if sum(tally.kills.values()) >= kills:
                    break
    return tally


@dataclass(frozen=True, slots=True)
class Workshop:
    """Corpora side by side in one folder, before one web."""

    web: FakeWeb
    folder: Path

    def undisturbed(self, stages: Sequence[Stage]) -> list[Step]:
        """Every step without a kill; a copy of the corpus is kept before each."""
        corpus, steps = self.folder / "undisturbed", list[Step]()
        corpus.mkdir()
        for edition in (FIRST, SECOND):
            for stage in stages:
                before = self.folder / f"before-{edition.number}-{stage.name}"
                shutil.copytree(corpus, before)
                self._open(edition)
                active_s = self._finish(stage, edition, corpus)
                steps.append(Step(stage, edition, before, pieces(corpus, edition.words), active_s))
        return steps

    def disturb(self, step: Step, chance: random.Random, tally: Tally) -> None:
        """Kill a step once or twice, let it finish, and compare."""
        corpus = self.folder / "disturbed"
        shutil.rmtree(corpus, ignore_errors=True)
        shutil.copytree(step.before, corpus)
        self._open(step.edition)
        groups: list[int] = []
        for _ in range(chance.choice((1, 2))):
            group, killed = self._kill(step, corpus, chance)
            groups.append(group)
            tally.kills[step.stage.name] += killed
        self._finish(step.stage, step.edition, corpus)
        for group in groups:
            _end(group)
        found = pieces(corpus, step.edition.words)
        tally.lost += (step.expected - found).elements()
        tally.doubled += (found - step.expected).elements()

    def _open(self, edition: Edition) -> None:
        self.web.pages.clear()
        self.web.update(dict(edition.served))

    def _start(self, stage: Stage, edition: Edition, corpus: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "claimwright", "corpus", stage.name, "--root", str(corpus), *stage.options]
        if stage.web:
            listed, settings = edition.write_list(self.folder, self.web.port)
            command += ["--list", str(listed), "--settings", str(settings)]
        log = (self.folder / "log").open("wb")
        with log:
            return subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)

    def _finish(self, stage: Stage, edition: Edition, corpus: Path) -> float:
        """Run a stage to its end: how long it worked from its first change of the corpus on."""
        seen, child = _look(corpus), self._start(stage, edition, corpus)
        _wait_for_change(child, corpus, seen)
        begun = time.perf_counter()
        if child.wait(_PATIENCE_S) != 0:
            raise RuntimeError(f"corpus {stage.name} failed: {(self.folder / 'log').read_text()}")
        return time.perf_counter() - begun

    def _kill(self, step: Step, corpus: Path, chance: random.Random) -> tuple[int, bool]:
        """Kill a run at a random point: its process group, and whether it was still running."""
        seen, child = _look(corpus), self._start(step.stage, step.edition, corpus)
        _wait_for_change(child, corpus, seen)
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0, step.active_s))
        running = child.poll() is None
        if chance.random() < 0.5:
            _end(child.pid)
        else:
            child.kill()
        child.wait()
        return child.pid, running


def _end(group: int) -> None:
    """Kill what is left of a process group."""
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _look(corpus: Path) -> frozenset[tuple[str, int, int]]:
    """Names, sizes and times of everything in a folder; what vanishes meanwhile is left out."""
    found: set[tuple[str, int, int]] = set()
    for folder, _, names in os.walk(corpus):
        for name in names:
            with suppress(OSError):
                told = os.stat(os.path.join(folder, name))  # noqa: PTH116, PTH118 a tight loop
                found.add((f"{folder}/{name}", told.st_size, told.st_mtime_ns))
    return frozenset(found)


def _wait_for_change(child: subprocess.Popen[bytes], corpus: Path, seen: frozenset[tuple[str, int, int]]) -> None:
    while child.poll() is None and _look(corpus) == seen:
        time.sleep(0.002)


def _some(found: list[str]) -> str:
    return "; ".join(found[:3])
