"""Hybrid search: latency with the query's embedding, recall on the half that was not tuned on, and a million vectors.

The corpus is the one under `CLAIMWRIGHT_HOME` (`claimwright corpus build --from DIR`, then `corpus index --dense`); the
benchmark does not embed it, which takes many minutes. The million is simulated: vectors of the corpus, blurred so that
a provision has some near neighbours, and held in 16 bits in memory; the queries are real questions.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimwright.bench.bars import Bar
from claimwright.core.errors import ClaimwrightError
from claimwright.corpus.evaluate.relevance import Half, Question, read_relevance
from claimwright.corpus.index.open import Corpus, open_corpus
from claimwright.corpus.index.vectors import Exact, Signs, prefilter_recall
from claimwright.corpus.index.vectors_shards import Shards, widen
from claimwright.corpus.layout import Layout, default_layout
from claimwright.encoder.embed import WIDTH, Encoder

Floats = NDArray[np.float32]
RELEVANCE = Path("benchmarks") / "corpus"
_LIMIT, _QUERIES, _SEED, _BLOCK = 10, 40, 20_240_901, 16_384
_BLUR = 0.45
_MILLION = 1_000_000


def run(quick: bool = False) -> list[Bar]:
    """Measure hybrid search; `quick` simulates a tenth of the million."""
    layout = default_layout()
    corpus = _opened(layout)
    bars = [_absent()] if corpus is None else [*_hybrid(corpus, 1 if quick else 3), *_recalls(corpus)]
    return [*bars, *_simulated(_real(layout), _MILLION // 10 if quick else _MILLION)]


def _opened(layout: Layout) -> Corpus | None:
    try:
        corpus = open_corpus(layout)
    except ClaimwrightError:
        return None
    return corpus if {"lexical", "dense", "subject"} <= corpus.searcher.legs.keys() else None


def _absent() -> Bar:
    note = "no corpus with vectors under CLAIMWRIGHT_HOME; run 'claimwright corpus index --dense'"
    return Bar("corpus search, hybrid p95", None, "ms", "<= 50 ms", None, note)


def _hybrid(corpus: Corpus, rounds: int) -> list[Bar]:
    """Every question asked of the whole search: embedded, ranked by all legs, fused, read from the store."""
    asked = [each.question for each in _questions("tune")] or ["external review of a denied claim"] * 50
    corpus.search(asked[0])
    times = sorted(_milliseconds(lambda q=q: corpus.search(q)) for _ in range(rounds) for q in asked)
    p50, p95 = times[len(times) // 2], times[int(0.95 * len(times))]
    note = f"{len(times)} searches, {len(corpus.store):,} provisions, query embedded each time"
    return [
        Bar("corpus search, hybrid p50", round(p50, 1), "ms", "reported", None, note),
        Bar("corpus search, hybrid p95", round(p95, 1), "ms", "<= 50 ms", p95 <= 50, note),
    ]


_UNTUNED: dict[Half, str] = {"test": "the half not tuned on", "blind": "questions never looked at"}


def _recalls(corpus: Corpus) -> list[Bar]:
    return [bar for half in _UNTUNED for bar in _recall(corpus, half)]


def _recall(corpus: Corpus, half: Half) -> list[Bar]:
    from claimwright.corpus.evaluate.measures import MEASURES, figure
    from claimwright.corpus.evaluate.systems import ask_ways

    name = f"corpus search, hybrid recall@10 on {_UNTUNED[half]}"
    questions = _questions(half)
    if not questions:
        return [Bar(name, None, "", ">= 0.90", None, f"{RELEVANCE} is not here")]
    bars: list[Bar] = []
    for way, judged in ask_ways(corpus, questions, ("hybrid", "lexical")).items():
        found = figure([MEASURES["recall@10"](each) for each in judged])
        note = f"{len(questions)} questions, 95% interval {found.low:.2f} to {found.high:.2f}"
        label, bar = (name, ">= 0.90") if way == "hybrid" else (name.replace("hybrid", way), "reported")
        bars.append(Bar(label, round(found.value, 3), "", bar, found.value >= 0.9 if way == "hybrid" else None, note))
    return bars


def _questions(half: Half) -> list[Question]:
    files = sorted(RELEVANCE.glob("*.jsonl"))
    return read_relevance(files, half) if files else []


class _Halves:
    """Vectors in 16 bits in memory."""

    def __init__(self, halves: NDArray[np.float16]) -> None:
        self._halves = halves

    def __len__(self) -> int:
        return len(self._halves)

    def take(self, rows: NDArray[np.int64]) -> Floats:
        return widen(self._halves[rows])


def _real(layout: Layout) -> Floats:
    """Up to 60,000 vectors of the corpus; without one, of sentences of the encoder's own texts."""
    shards = Shards(layout.index / "dense", WIDTH)
    if len(shards) >= 1_000:
        return shards.take(np.arange(min(len(shards), 60_000)))
    from claimwright.encoder.agreement import read_texts

    words = [word for text in read_texts() for word in text.split()]
    return Encoder.load().embed([" ".join(words[at : at + 30]) for at in range(0, len(words) - 30, 4)])


def _simulated(real: Floats, count: int) -> list[Bar]:
    """Exact search and search by signs over blurred copies. Queries are real questions, which are much farther from what
    they find than copies are from each other; without a relevance set, copies blurred otherwise."""
    rng = np.random.default_rng(_SEED)
    halves = np.empty((count, WIDTH), np.float16)
    for start in range(0, count, _BLOCK):
        size = min(_BLOCK, count - start)
        halves[start : start + size] = _blurred(real[rng.integers(0, len(real), size)], rng)
    asked = [each.question for each in _questions("tune")][:_QUERIES]
    queries = Encoder.load().embed(asked) if asked else _blurred(real[rng.integers(0, len(real), _QUERIES)], rng)
    ids = np.arange(count, dtype=np.int64)
    signs = Signs.of(ids, ids, _Halves(halves))
    return _compared(_Scan(_Halves(halves), ids), signs, queries, count)


def _blurred(vectors: Floats, rng: np.random.Generator) -> Floats:
    noise = rng.standard_normal(vectors.shape).astype(np.float32) * (_BLUR / WIDTH**0.5)
    moved = vectors + noise
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


class _Scan:
    """The exact answer, block by block, without a copy in 32 bits."""

    def __init__(self, source: _Halves, ids: NDArray[np.int64]) -> None:
        self.ids, self._source = ids, source

    def search(self, query: Floats, limit: int, among: NDArray[np.int64] | None = None) -> list[tuple[int, float]]:
        found: list[tuple[int, float]] = []
        for start in range(0, len(self.ids), _BLOCK):
            block = self.ids[start : start + _BLOCK]
            found += Exact(block, self._source.take(block)).search(query, limit)
        return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]

    def take(self, at: NDArray[np.int64]) -> Floats:
        return self._source.take(at)


def _compared(exact: _Scan, signs: Signs, queries: Floats, count: int) -> list[Bar]:
    times = sorted(_milliseconds(lambda q=q: signs.search(q, _LIMIT)) for q in queries)
    recall = prefilter_recall(exact, signs, queries, _LIMIT)
    note = f"simulated; {len(queries)} questions, the nearest at a cosine of {_nearest(exact, queries):.2f} (median)"
    name = f"dense search, {count:,} vectors by signs"
    p95 = times[int(0.95 * len(times))]
    return [
        Bar(f"{name}, p50", round(times[len(times) // 2], 1), "ms", "reported", None, note),
        Bar(f"{name}, p95", round(p95, 1), "ms", "<= 50 ms", p95 <= 50, note),
        Bar(f"{name}, recall loss at {_LIMIT}", round(1 - recall, 4), "", "reported", None, note),
        Bar(f"{name}, memory of signs", round(signs.bits.nbytes / 1e6), "MB", "reported", None, ""),
        _exact_time(queries[0]),
    ]


def _nearest(exact: _Scan, queries: Floats) -> float:
    return float(np.median([exact.search(query, 1)[0][1] for query in queries[:10]]))


def _exact_time(query: Floats) -> Bar:
    """The largest matrix that is searched exactly."""
    rng = np.random.default_rng(_SEED)
    vectors = rng.standard_normal((200_000, WIDTH), dtype=np.float32)
    ids = np.arange(len(vectors), dtype=np.int64)
    matrix = Exact(ids, vectors)
    matrix.search(query, _LIMIT)
    best = min(_milliseconds(lambda: matrix.search(query, _LIMIT)) for _ in range(5))
    return Bar("dense search, 200,000 vectors exactly", round(best, 1), "ms", "reported", None, "best of 5")


def _milliseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begun)
