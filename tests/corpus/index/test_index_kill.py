"""A build that is killed at any point loses nothing and doubles nothing; the next one finishes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.corpus.index.corpora import LAW, lexical_ids, store_ids, texts, write_corpus

from claimwright.corpus.index.build import build_index
from claimwright.corpus.layout import Layout
from claimwright.corpus.records import TextRecord

_RUN = """
import sys
from pathlib import Path
from claimwright.corpus.index import writer
from claimwright.corpus.index.build import build_index
from claimwright.corpus.layout import Layout
writer.BATCH = 50
print("ready", flush=True)
build_index(Layout(Path(sys.argv[1])))
"""


def test_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    layout, whole = Layout(tmp_path / "killed"), Layout(tmp_path / "whole")
    documents = {
        f"doc{n}": (
            LAW,
            [TextRecord(text=f"Provision {n} {m}. " * 12, citation=f"42 USC {100 + n}({m})") for m in range(1, 40)],
        )
        for n in range(60)
    }
    write_corpus(whole, documents)
    build_index(whole)
    write_corpus(layout, documents)
    for wait in (0.02, 0.08, 0.2, 0.35):
        _killed(layout, wait)
    build_index(layout)
    assert texts(layout) == texts(whole)
    assert lexical_ids(layout) == store_ids(layout)


def _killed(layout: Layout, wait: float) -> None:
    running = subprocess.Popen([sys.executable, "-c", _RUN, str(layout.root)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    time.sleep(wait)
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
