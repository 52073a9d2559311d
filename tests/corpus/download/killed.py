"""A download that is killed (SIGKILL) before a chosen line of the code that places files and keeps the books."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from tests.corpus.download.downloads import SITE, files, run, source_of
from tests.corpus.server import FakeWeb

from claimwright.corpus.download import fetch, journal, store
from claimwright.corpus.download.finder import Options
from claimwright.corpus.ledger import atomic
from claimwright.corpus.ledger import files as ledger_files
from claimwright.corpus.sources import Item

WATCHED = {module.__file__ for module in (fetch, journal, store, atomic, ledger_files)}
SOURCE = source_of(*files("a.pdf", "b.pdf", "c.pdf"), Item(f"{SITE}/all.zip", "all", members="*.xml"))


@dataclass
class Countdown:
    """Counts the lines that run in the watched modules, and kills the process before the given one (0: never)."""

    at: int
    passed: int = 0

    def watch(self, frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename not in WATCHED:
            return None
        if event == "line":
            self.passed += 1
            if self.passed == self.at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.watch


def download_until(root: Path, port: int, at: int, counted: Any = None) -> None:
    """Runs in a process of its own."""
    countdown = Countdown(at)
    sys.settrace(countdown.watch)
    run(FakeWeb(port=port), root, SOURCE, options=Options(refresh=True))
    sys.settrace(None)
    if counted is not None:
        counted.value = countdown.passed


def kill_at(root: Path, port: int, at: int) -> int:
    """Download in another process: its exit code, -9 where it was killed."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.corpus.download.killed"])
    child = context.Process(target=download_until, args=(root, port, at))
    child.start()
    child.join()
    return child.exitcode or 0


def count_lines(root: Path, port: int) -> int:
    """How many lines a whole download runs in the watched modules."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.corpus.download.killed"])
    counted = context.Value("i", 0)
    child = context.Process(target=download_until, args=(root, port, 0, counted))
    child.start()
    child.join()
    return counted.value
