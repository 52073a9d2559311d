"""Appeal letters: how long a draft takes without a language model, as a whole command in a fresh process.

Measured is the processor time of `claimwright appeals draft`, user and system, from the start of the process to its end,
imports included: of a claim (its trace opened, remedies adjudicated again, law opened) to Markdown, and of a case file to
PDF. The median of several runs; wall time stands in the note. The index of the bundled law is made beforehand.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimwright.bench.bars import Bar
from claimwright.bench.example_book import example_folder

_SECONDS = 2.0
_CLAIM = ("--claim", "H-1001", "--line", "1", "--kind", "provider-dispute", "--answer", "jurisdiction=ME")


def run(quick: bool = False) -> list[Bar]:
    """Seconds of a draft of the golden claim, and of the example case set as PDF; `quick` takes fewer runs."""
    book = example_folder()
    case = book.parent / "appeals" / "residential-treatment.json"
    rounds = 3 if quick else 9
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        _call(home, "claims", "adjudicate", "--book", str(book), str(book / "claims" / "1-coding.837"))
        pdf = ("--case", str(case), "--out", str(home / "letter.pdf"))
        return [
            _bar("draft of a claim, whole command", home, _CLAIM, rounds),
            _bar("draft of a case as PDF, whole command", home, pdf, rounds),
        ]


def _bar(name: str, home: Path, options: tuple[str, ...], rounds: int) -> Bar:
    _draft(home, options)
    times = [_draft(home, options) for _ in range(rounds)]
    figure = statistics.median(cpu for cpu, _ in times)
    wall = sorted(wall for _, wall in times)
    note = f"median of {rounds}; wall {wall[0]:.2f} to {wall[-1]:.2f} s; template writer"
    return Bar(name, figure, "s", f"<= {_SECONDS:g} s", figure <= _SECONDS, note)


def _draft(home: Path, options: tuple[str, ...]) -> tuple[float, float]:
    """Processor and wall seconds of one command."""
    before, begun = _spent(), time.perf_counter()
    _call(home, "appeals", "draft", "--date", "2024-08-05", *options)
    return _spent() - before, time.perf_counter() - begun


def _spent() -> float:
    """Processor seconds of the processes that this one has waited for."""
    times = os.times()
    return times.children_user + times.children_system


def _call(home: Path, *words: str) -> None:
    environment = os.environ | {"CLAIMWRIGHT_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "claimwright", *words], capture_output=True, text=True, env=environment, check=False
    )
    if done.returncode:
        raise RuntimeError(f"claimwright {' '.join(words[:2])} ended with {done.returncode}: {done.stderr[-500:]}")
