"""Corpus search: from raw files to searchable, lexical latency, kills, and a million provisions simulated.

The corpus is the US Code titles and manual chapters of `CLAIMWRIGHT_DATA`, built once and kept under
`CLAIMWRIGHT_HOME`. Questions are those of the relevance set; every question is asked of the whole search: citations
looked up, ranked, read from the store, snippets made.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from claimwright.bench.bars import Bar, share
from claimwright.bench.corpus_kill import kills
from claimwright.core.errors import ClaimwrightError
from claimwright.core.settings import home, public_data
from claimwright.corpus.index.build import build_index
from claimwright.corpus.index.open import Corpus, open_corpus
from claimwright.corpus.layout import Layout

RELEVANCE = Path("benchmarks") / "corpus" / "relevance.jsonl"
QUESTIONS = (
    "what must an internal claims appeal process include",
    "surprise bill from an out-of-network emergency room",
    "42 USC 300gg-19 external review",
    "mental health parity treatment limits",
    "modifier 25 same day evaluation and management",
    "advance beneficiary notice delivery to the patient",
    "deadline to request redetermination of a Medicare claim",
    "global surgery period billing",
    "continuation coverage after leaving a job",
    "preventive services without cost sharing",
)
"""Asked where the relevance set is not at hand."""
SHOWN = "42 USC 300gg-19"
_MILLION = 1_000_000


def run(quick: bool = False) -> list[Bar]:
    """Measure every bar of lexical search; `quick` leaves the simulated million out and kills less often."""
    return [*_real(quick), *kills(5 if quick else 50)]


def _real(quick: bool) -> list[Bar]:
    data = public_data()
    if data is None or not (data / "law").is_dir():
        return [Bar("corpus search, lexical p95", None, "ms", "<= 20 ms", None, "CLAIMWRIGHT_DATA is not set")]
    layout = Layout(home() / "corpus-bench")
    built = _build(layout, [data / "law", data / "manuals"])
    corpus = open_corpus(layout)
    asked = questions()
    bars = [built, _size(corpus), _shown(corpus), *_latency(corpus, asked, 3 if quick else 10)]
    if not quick:
        from claimwright.bench.corpus_million import million

        bars += million(corpus, asked, _MILLION)
    corpus.close()
    return bars


def _build(layout: Layout, sources: Sequence[Path]) -> Bar:
    """What `corpus build` does; where it was done before, only what changed."""
    from claimwright.corpus.local import register_local
    from claimwright.corpus.processing import process_corpus

    begun = time.perf_counter()
    register_local(layout, sources)
    done = process_corpus(layout, jobs=2)
    build_index(layout)
    seconds = time.perf_counter() - begun
    note = f"{done.done} files processed, {done.unchanged} up to date, {len(done.failed)} failed"
    return Bar("corpus, raw files to searchable", round(seconds, 1), "s", "reported", None, note)


def _size(corpus: Corpus) -> Bar:
    count = len(corpus.store)
    return Bar("corpus, provisions searched", count, "", ">= 34000", count >= 34_000, "titles 26, 29, 42; CLM104")


def _shown(corpus: Corpus) -> Bar:
    try:
        ok = "internal claims appeal process" in corpus.show(SHOWN).text
    except ClaimwrightError:
        ok = False
    return Bar(f"corpus show {SHOWN}", float(ok), "", "1", ok, "")


def questions() -> tuple[str, ...]:
    """The questions of the relevance set, or a few of our own where it is not at hand."""
    if not RELEVANCE.is_file():
        return QUESTIONS
    from claimwright.corpus.evaluate.relevance import read_relevance

    return tuple(each.question for each in read_relevance([RELEVANCE]))


def _latency(corpus: Corpus, asked: Sequence[str], rounds: int) -> list[Bar]:
    def search(question: str) -> object:
        return corpus.search(question, legs=("lexical",))

    took = timed(search, asked, rounds)
    p50, p95 = share(took, 0.5), share(took, 0.95)
    note = f"{len(asked)} questions, {rounds} rounds, hits read and snippets made"
    return [
        Bar("corpus search, lexical p50", round(p50, 2), "ms", "reported", None, note),
        Bar("corpus search, lexical p95", round(p95, 2), "ms", "<= 20 ms", p95 <= 20, note),
    ]


def timed(call: Callable[[str], object], asked: Sequence[str], rounds: int) -> list[float]:
    """Milliseconds of each call, after one round that is not counted."""
    took: list[float] = []
    for turn in range(rounds + 1):
        for question in asked:
            begun = time.perf_counter()
            call(question)
            if turn:
                took.append(1000 * (time.perf_counter() - begun))
    return took
