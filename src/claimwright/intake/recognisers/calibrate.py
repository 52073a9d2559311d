"""Measures every bucket's precision on annotated messages and writes `scores.json`.

python -m claimwright.intake.recognisers.calibrate data/intake/{train,dev}.jsonl data/intake/written/*.txt
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from claimwright.intake.model.pipeline import read_source
from claimwright.intake.recognisers.base import layer_of
from claimwright.intake.recognisers.registry import SCORES, bucket, load
from claimwright.intake.records import Message, Span
from claimwright.intake.view import View


def measure(messages: Iterable[Message]) -> dict[str, tuple[int, int]]:
    """Right and all hits of every bucket; right means exact boundary and label."""
    tally: dict[str, tuple[int, int]] = {}
    for message in messages:
        view = View(message.text)
        gold = {"insurance": set(message.insurance), "phi": set(message.phi)}
        for recogniser in load():
            for hit in recogniser.find(view):
                label = hit.label or recogniser.labels[0]
                key = bucket(recogniser.name, hit, label)
                right, total = tally.get(key, (0, 0))
                good = Span(hit.start, hit.end, label) in gold[layer_of(label)]
                tally[key] = (right + good, total + 1)
    return dict(sorted(tally.items()))


def main(paths: Iterable[str]) -> None:
    """Write `scores.json` from the messages of files, annotated (`.jsonl`) or written (`.txt`)."""
    table = measure(message for path in paths for message in read_source(Path(path)))
    lines = ",\n".join(f"  {json.dumps(key)}: {list(value)}" for key, value in table.items())
    SCORES.write_text("{\n" + lines + "\n}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
