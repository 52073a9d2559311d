"""Figures for docs/trace.md, from a run folder: `python tests/trace/measure.py RUNS [TOKENIZER.json]`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import zstandard

from claimwright.core.tokens import WordPieces, count_tokens
from claimwright.trace.archive import Archive
from claimwright.trace.codec import compress, decode, encode
from claimwright.trace.skeleton import render_skeleton
from claimwright.trace.tree import Tree
from claimwright.trace.why import why


def best(work: Callable[[], object], rounds: int = 300) -> float:
    """The shortest of many runs, in milliseconds."""
    times: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


def measure(tree: Tree, tokenizer: WordPieces | None) -> None:
    """One trace: sizes, and times of what is done with it."""
    header, rows = tree.trace.header, tree.trace.rows
    data = encode(header, rows)
    print(f"{header.subject}: {len(rows)} rows, {len(data)} bytes, {len(compress(data))} compressed")
    print(f"  encode {best(lambda: encode(header, rows)):.3f} ms, decode {best(lambda: decode(data)):.3f} ms")
    for level in (-3, -1, 1, 3, 5):
        compressor = zstandard.ZstdCompressor(level=level, write_checksum=True)
        print(
            f"  zstd {level:>2}: {len(compressor.compress(data)):>6} bytes, {best(lambda c=compressor: c.compress(data)):.3f} ms"
        )
    text = render_skeleton(tree, tokenizer=tokenizer)
    print(f"  skeleton {len(text.encode())} bytes, {count_tokens(text, tokenizer)} tokens")
    print(f"  why, near {best(lambda: why(Tree(tree.trace, tree.table), header.subject, near=True), 5):.0f} ms")


def main() -> None:
    """Measure the three longest traces of the folder."""
    from tokenizers import Tokenizer

    archive = Archive(Path(sys.argv[1]))
    tokenizer = Tokenizer.from_file(sys.argv[2]) if len(sys.argv) > 2 else None
    if tokenizer is not None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
    trees = sorted((archive.tree(subject) for subject in archive), key=len, reverse=True)
    for tree in trees[:3]:
        measure(tree, tokenizer)


if __name__ == "__main__":
    main()
