"""Index builds killed (SIGKILL) at random points, each time another one; then finished, and compared with one that was
never disturbed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from claimwright.bench.bars import Bar
from claimwright.corpus.index.build import LEXICAL, STORE, build_index
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.store import Store
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import rewrite
from claimwright.corpus.records import ProcessedLine, TextRecord

_DOCUMENTS, _RECORDS = 120, 60
_SEED = 20_240_701
_RUN = """
import sys
from pathlib import Path
from claimwright.corpus.index import writer
from claimwright.corpus.index.build import build_index
from claimwright.corpus.layout import Layout
writer.BATCH = 500
print("ready", flush=True)
build_index(Layout(Path(sys.argv[1])))
"""


def kills(count: int) -> list[Bar]:
    """Kill a growing, changing corpus's index build `count` times; the figure is how many kills harmed nothing."""
    draw = random.Random(_SEED)
    with tempfile.TemporaryDirectory(prefix="claimwright-") as scratch:
        layout = Layout(Path(scratch) / "killed")
        _write(layout, 0)
        span, landed, harmless = _span(Path(scratch) / "timed"), 0, 0
        for turn in range(count):
            landed += _killed(layout, draw.uniform(0, span / 2))
            if turn % 5 == 4:
                build_index(layout)
                harmless += 5 * _sound(layout)
            _write(layout, turn)
        build_index(layout)
        harmless += (count % 5) * _sound(layout)
    note = f"{landed} of them while it ran; batches of 500 provisions, documents changed between"
    return [Bar("corpus index, kills survived", harmless, "", f"{count}", harmless == count, note)]


def _span(root: Path) -> float:
    """Seconds that one build takes after its imports."""
    _write(Layout(root), 0)
    running = _start(Layout(root))
    begun = time.perf_counter()
    running.wait()
    return time.perf_counter() - begun


def _start(layout: Layout) -> subprocess.Popen[bytes]:
    running = subprocess.Popen([sys.executable, "-c", _RUN, str(layout.root)], stdout=subprocess.PIPE)
    assert running.stdout is not None
    running.stdout.readline()
    return running


def _killed(layout: Layout, wait: float) -> bool:
    """Whether the build was still running when it was killed."""
    running = _start(layout)
    time.sleep(wait)
    under_way = running.poll() is None
    if under_way:
        os.kill(running.pid, signal.SIGKILL)
    running.wait()
    return under_way


def _write(layout: Layout, turn: int) -> None:
    """Processed files of which a third change from turn to turn, and some come and go."""
    lines: list[ProcessedLine] = []
    layout.processed.mkdir(parents=True, exist_ok=True)
    for number in range(_DOCUMENTS):
        edition = turn if number % 3 == 0 else 0
        if number % 10 != 9 or turn % 2 == 0:
            lines.append(_document(layout, number, edition))
    rewrite(layout.processed_sources, lines)


def _document(layout: Layout, number: int, edition: int) -> ProcessedLine:
    path = layout.processed / f"{number}.jsonl"
    path.write_bytes(
        b"".join(msgspec.json.encode(_record(number, place, edition)) + b"\n" for place in range(_RECORDS))
    )
    return ProcessedLine(
        url="https://law.example/",
        date_accessed="2024-07-01",
        local_path=f"./data/raw/{number}",
        tags=("legal", "kb"),
        preprocessor="null",
        local_processed_path=layout.relative(path),
    )


def _record(number: int, place: int, edition: int) -> TextRecord:
    text = f"Edition {edition} of rule {place} in document {number}. " * 8
    return TextRecord(text=text, citation=f"42 USC {number + 1}({place + 1})")


def _sound(layout: Layout) -> bool:
    """Every record of every processed file is stored once, nothing else is, and the lexical index has the same ids."""
    expected = sorted(
        (line["local_processed_path"], record["citation"], record["text"])
        for line in map(msgspec.json.decode, layout.processed_sources.read_bytes().splitlines())
        for record in map(msgspec.json.decode, layout.locate(line["local_processed_path"]).read_bytes().splitlines())
    )
    store = Store(layout.index / STORE)
    ids = [row[0] for row in store.rows("SELECT id FROM provisions ORDER BY id")]
    found = sorted((each.path, each.citation, each.text) for each in store.provisions(ids))
    indexed = LexicalIndex(layout.index / LEXICAL, store).ids()
    store.close()
    return found == expected and indexed == ids
