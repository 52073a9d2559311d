"""The appeals benchmark into `data/outcomes` and `data/annotated`, under the names that HICRIC's programs use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.atomic import atomic
from claimwright.corpus.pull.rows import rows

CHANGES = "rows were written as JSON Lines."
NAMES = {
    "train": "outcomes/train_backgrounds_suff.jsonl",
    "test": "outcomes/test_backgrounds_suff.jsonl",
    "annotated": "annotated/case-backgrounds.jsonl",
}


def write_outcomes(layout: Layout, part: str, shards: Iterable[Path]) -> tuple[Path, int]:
    """All rows of a part, every column kept, in order: the file, written whole or not at all, and their number."""
    path, count = layout.root / "data" / NAMES[part], 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic(path) as file:
        for shard in shards:
            for row in rows(shard):
                file.write(msgspec.json.encode(row) + b"\n")
                count += 1
    return path, count
