"""A short search for the demonstration: over the sections of law that come with the package, whatever else is indexed."""

from __future__ import annotations

import msgspec

from claimwright.corpus.index.bundle import bundled_layout
from claimwright.corpus.index.open import open_corpus
from claimwright.corpus.index.records import Hit
from claimwright.corpus.index.sections import Section

QUESTION = "May a hospital bill me for an out-of-network emergency room visit?"
SHOWN = "PHS Act 2719(b)"
"""Section 2719(b) of the Public Health Service Act, external review: 42 USC 300gg-19(b)."""


class CorpusDemo(msgspec.Struct, frozen=True):
    """The question and its hits, and a section as it is shown."""

    provisions: int
    question: str
    hits: tuple[Hit, ...]
    cited: str
    section: Section


def corpus_demo() -> CorpusDemo:
    """Search and show, offline; the index is made under `CLAIMWRIGHT_HOME` on first use."""
    corpus = open_corpus(bundled_layout())
    hits = corpus.search(QUESTION, limit=3)
    found = CorpusDemo(len(corpus.store), QUESTION, tuple(hits), SHOWN, corpus.show(SHOWN))
    corpus.close()
    return found
