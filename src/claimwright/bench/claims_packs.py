"""How long the bundled packs take to be read, formatted and checked."""

from __future__ import annotations

import statistics
import time

from claimwright.bench.bars import Bar
from claimwright.claims.codes.reasons import bundled as reason_codes
from claimwright.claims.packs import bundled
from claimwright.clause.format import format_pack
from claimwright.clause.program import check_sources, parse_sources, read_sources


def pack_bars(rounds: int) -> list[Bar]:
    """One bar: processor seconds, the median of several rounds."""
    paths, found = bundled(), [_round() for _ in range(rounds)]
    seconds = statistics.median(found)
    lines = sum(text.count("\n") for text in read_sources(paths).values())
    note = f"{len(paths)} packs, {lines:,} lines with their tests; median of {rounds}"
    return [Bar("packs, read, formatted and checked", seconds, "s", "< 1 s", seconds < 1, note)]


def _round() -> float:
    begun = time.process_time()
    sources = read_sources(bundled())
    packs, _ = parse_sources(sources)
    for pack in packs:
        format_pack(pack)
    check_sources(sources, reason_codes())
    return time.process_time() - begun
