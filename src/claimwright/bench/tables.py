"""Reference tables: lookup time and memory over the full practitioner table of procedure-to-procedure edits.

Measured in a fresh process that opens the table (digest verified) and asks with `find`, keys made beforehand: CPU time
a lookup, best of several rounds; and how much its resident size grows by the table, keys and rounds left out. Hits are
pairs from all over the table; misses are known codes put together that make no pair.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from claimwright.bench.bars import Bar
from claimwright.core.settings import public_data

FILE = "ncci/ncci_ptp_prac_2024q3_active.csv.gz"
_NAMES = (
    ("PTP lookup, hit", "us", "<= 3 us", 3.0),
    ("PTP lookup, miss", "us", "<= 3 us", 3.0),
    ("PTP table, memory added", "MB", "<= 60 MB", 60.0),
)
_Keys = list[tuple[str, str]]


def run(quick: bool = False) -> list[Bar]:
    """Import the practitioner table and measure it; `quick` asks fewer keys. Not measured without public data."""
    data = public_data()
    if data is None or not (data / FILE).is_file():
        why = "CLAIMWRIGHT_DATA is not set" if data is None else f"no file {FILE}"
        return [Bar(name, None, unit, bar, None, f"not measured: {why}") for name, unit, bar, _ in _NAMES]
    with tempfile.TemporaryDirectory() as folder:
        path, note = _import(data / FILE, Path(folder))
        keys = Path(folder) / "keys.json"
        keys.write_text(json.dumps(_sample(data / FILE, 5_000 if quick else 50_000)))
        figures = _measure(path, keys)
    bars = zip(_NAMES, figures, strict=True)
    return [Bar(name, figure, unit, bar, figure <= most, note) for (name, unit, bar, most), figure in bars]


def _import(source: Path, folder: Path) -> tuple[Path, str]:
    from claimwright.claims.tables.importers import import_table, importer

    begun = time.perf_counter()
    done = import_table(importer("ncci-ptp"), [source], folder)
    seconds, megabytes = time.perf_counter() - begun, done.path.stat().st_size / 1e6
    return done.path, f"{done.rows:,} pairs, file {megabytes:.1f} MB, import {seconds:.0f} s"


def _sample(source: Path, count: int) -> tuple[_Keys, _Keys]:
    """Random pairs of the file, and random codes of both columns that make no pair in it."""
    import random

    from claimwright.claims.tables.readcsv import csv_lines

    rows: _Keys = [(cells[0], cells[1]) for _, cells in csv_lines(source)][1:]
    chosen, known = random.Random(20240701), set(rows)
    pairs = zip(chosen.choices(rows, k=count), chosen.choices(rows, k=count), strict=True)
    return chosen.choices(rows, k=count), [(a[0], b[1]) for a, b in pairs if (a[0], b[1]) not in known]


_CHILD = """
import datetime as dt, json, os, sys, time
from pathlib import Path
from claimwright.claims.tables import open_table

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

def lookup(find, keys, on):
    best = float("inf")
    for _ in range(7):
        begun = time.process_time()
        for key in keys:
            find(key, on)
        best = min(best, time.process_time() - begun)
    return best / len(keys) * 1e6

on = dt.date(2024, 8, 1)
hits, misses = ([tuple(key) for key in keys] for keys in json.loads(Path(sys.argv[2]).read_text()))
before = resident()
table = open_table(Path(sys.argv[1]))
for key in hits + misses:
    table.find(key, on)
added = resident() - before
print(json.dumps([lookup(table.find, hits, on), lookup(table.find, misses, on), added / 1e6]))
"""


def _measure(path: Path, keys: Path) -> list[float]:
    """Microseconds a hit, microseconds a miss, megabytes added."""
    command = [sys.executable, "-c", _CHILD, str(path), str(keys)]
    child = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    return json.loads(child.stdout)
