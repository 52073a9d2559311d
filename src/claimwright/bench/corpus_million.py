"""A million provisions, simulated: windows of the real text drawn at random, so that words and phrases are as frequent
as they are there; lengths and headings are real ones too. Only the lexical leg is measured; reading ten hits from the
store does not grow with it."""

from __future__ import annotations

import gc
import random
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from claimwright.bench.bars import Bar, share
from claimwright.corpus.index.lexical import LexicalIndex
from claimwright.corpus.index.open import Corpus
from claimwright.corpus.index.records import Changes, Filters, Provision
from claimwright.corpus.index.rows import Facets
from claimwright.corpus.index.selection import Selection

_WINDOW = 8
_SEED = 20_240_701
_LIMIT = 10


class Simulated:
    """A store of provisions that are made up when they are read; the same id is always the same provision."""

    identity = "simulated"
    generation = 1

    def __init__(self, real: Sequence[Provision], count: int) -> None:
        self._real = real
        self._words = [each.text.split() for each in real]
        self._count = count

    def changes(self, since: int) -> Changes:
        """Everything is new."""
        return Changes(self.generation, (), tuple(range(1, self._count + 1)))

    def facets(self) -> Facets:
        return {1: (frozenset({"legal", "kb"}), "US")}

    def facet_of(self, ids: Iterable[int]) -> dict[int, int]:
        return dict.fromkeys(ids, 1)

    def provisions(self, ids: Iterable[int]) -> Iterator[Provision]:
        """As many words as a real provision has, in windows from others."""
        for key in ids:
            draw = random.Random(_SEED + key)
            model = self._real[draw.randrange(len(self._real))]
            yield Provision(
                id=key,
                citation=f"42 USC {key}",
                heading=model.heading,
                text=" ".join(self._text(draw, len(model.text.split()))),
                document=1,
                path="simulated",
            )

    def _text(self, draw: random.Random, length: int) -> Iterator[str]:
        made = 0
        while made < length:
            words = self._words[draw.randrange(len(self._words))]
            at = draw.randrange(max(1, len(words) - _WINDOW))
            window = words[at : at + min(_WINDOW, length - made)]
            made += max(1, len(window))
            yield " ".join(window)


def million(corpus: Corpus, asked: Sequence[str], count: int) -> list[Bar]:
    """Build the simulated index in a temporary folder and ask it every question.

    The words that provisions are made from are millions of objects; they are kept from the garbage collector, whose
    walks over them would be timed with the questions.
    """
    from claimwright.bench.corpus_search import timed

    took_here = timed(_leg(corpus), asked, 3)
    real = list(corpus.store.provisions(row[0] for row in corpus.store.rows("SELECT id FROM provisions")))
    feed = Simulated(real, count)
    gc.collect()
    gc.freeze()
    with tempfile.TemporaryDirectory(prefix="claimwright-") as scratch:
        index = LexicalIndex(Path(scratch) / "tantivy", feed)
        begun = time.perf_counter()
        index.follow(feed)
        built = time.perf_counter() - begun
        size = sum(path.stat().st_size for path in index.folder.rglob("*") if path.is_file()) / 1e6
        everything = Selection(corpus.store, Filters())
        took = timed(lambda question: index.search(question, limit=_LIMIT, allowed=everything), asked, 3)
    gc.unfreeze()
    here, there = share(took_here, 0.95), share(took, 0.95)
    straight = here * count / len(real)
    return [
        Bar("corpus search, lexical leg p95, real", round(here, 2), "ms", "reported", None, f"{len(real):,} provisions"),
        Bar("corpus search, lexical leg p95, extrapolated", round(straight, 1), "ms", "reported", None,
            f"in proportion to {count:,}: an upper bound, for work grows more slowly"),
        Bar("corpus search, lexical leg p50, simulated", round(share(took, 0.5), 2), "ms", "reported", None, ""),
        Bar("corpus search, lexical leg p95, simulated", round(there, 2), "ms", "<= 50 ms", there <= 50,
            f"{count:,} provisions in windows of the real text"),
        Bar("corpus search, index of the simulated", round(size), "MB", "reported", None, f"built in {built:.0f} s"),
    ]  # fmt: skip


def _leg(corpus: Corpus) -> Callable[[str], object]:
    everything = Selection(corpus.store, Filters())
    leg = corpus.searcher.legs["lexical"]
    return lambda question: leg.search(question, limit=_LIMIT, allowed=everything)
